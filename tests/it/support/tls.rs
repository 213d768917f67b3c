//! A receiver behind TLS, with a certificate that ends when the test says.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;
use time::OffsetDateTime;

/// An authority that a daemon can be told to trust.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("no names are fine");
        let name = format!("test authority {:016x}", rand::random::<u64>());
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key can be made");
        Self(CertifiedIssuer::self_signed(params, key).expect("it signs itself"))
    }

    /// For `deliver.extra_ca`.
    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    /// A receiver on 127.0.0.1 that answers 200 to everything; its certificate is valid until then.
    pub(crate) fn receiver(&self, until: OffsetDateTime) -> SocketAddr {
        let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).expect("it is a name");
        params.distinguished_name.push(DnType::CommonName, "receiver.test");
        (params.not_before, params.not_after) = (until - time::Duration::days(90), until);
        let key = KeyPair::generate().expect("a key can be made");
        let certificate = params.signed_by(&key, &self.0).expect("the authority signs");
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("TLS 1.2 and 1.3")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .expect("certificate and key belong together");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of 127.0.0.1 is free");
        let address = listener.local_addr().expect("a listener has an address");
        let config = Arc::new(config);
        thread::spawn(move || {
            for tcp in listener.incoming().map_while(Result::ok) {
                let session = ServerConnection::new(Arc::clone(&config)).expect("the settings are sound");
                // A peer that does not trust the certificate leaves; the test sees what it makes of it.
                thread::spawn(move || drop(answer(StreamOwned::new(session, tcp))));
            }
        });
        address
    }
}

fn answer(stream: impl Read + Write) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line.trim().is_empty() {
            break;
        }
    }
    stream.read_exact(&mut vec![0; length])?;
    stream.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")?;
    stream.get_mut().flush()
}

/// What the clock of this machine says, for the days of a certificate.
pub(crate) fn now() -> OffsetDateTime {
    let seconds = hookit::deliver::wall_unix_ms() / 1_000;
    OffsetDateTime::from_unix_timestamp(i64::try_from(seconds).expect("it is not so late"))
        .expect("it is a time")
}
