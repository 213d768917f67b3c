//! Exchanges over TLS with receivers whose certificates are right, old, foreign or none at all.

use std::sync::Arc;

use rcgen::CertificateParams;
use rcgen::CertifiedIssuer;
use rcgen::KeyPair;
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use time::OffsetDateTime;
use time::macros::datetime;
use tokio_rustls::TlsAcceptor;

use super::post::Client;
use super::post::ClientSettings;
use super::post::post;
use super::resolve::tests::TestDns;
use super::test_receiver::Act;
use super::test_receiver::Receiver;
use super::test_receiver::ok_twice;
use super::test_receiver::outgoing;
use super::test_receiver::settings;
use crate::domain::outcome::Outcome;

/// An authority, and receivers with certificates of its making.
struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    fn new(name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(rcgen::DnType::CommonName, name);
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        Self { issuer: CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap() }
    }

    fn acceptor(&self, name: &str, from: OffsetDateTime, until: OffsetDateTime) -> TlsAcceptor {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        (params.not_before, params.not_after) = (from, until);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}

#[tokio::test]
async fn only_valid_certificates_for_the_name_are_trusted() {
    const OLD: OffsetDateTime = datetime!(2020-01-01 0:00 UTC);
    const PAST: OffsetDateTime = datetime!(2021-01-01 0:00 UTC);
    const FUTURE: OffsetDateTime = datetime!(2090-01-01 0:00 UTC);
    const FAR: OffsetDateTime = datetime!(2091-01-01 0:00 UTC);
    let (ours, strangers) = (Authority::new("ours"), Authority::new("strangers"));
    let dns = TestDns::start(&[("receiver.example.com", &[&["127.0.0.1"]])]).await;
    let settings = ClientSettings {
        resolver: Some(dns.address),
        extra_ca: vec![ours.issuer.pem()],
        ..settings(&["127.0.0.0/8"])
    };
    let client = Client::new(&settings).unwrap();
    let (by_name, by_ip) = ("receiver.example.com", "127.0.0.1");
    for (host, acceptor, expected) in [
        (by_name, ours.acceptor(by_name, OLD, FUTURE), None),
        ("receiver.example.com.", ours.acceptor(by_name, OLD, FUTURE), None),
        (by_ip, ours.acceptor(by_ip, OLD, FUTURE), None),
        (by_name, ours.acceptor(by_name, OLD, PAST), Some("the receiver's certificate has expired")),
        (by_name, ours.acceptor(by_name, FUTURE, FAR), Some("the receiver's certificate is not valid yet")),
        (
            by_name,
            ours.acceptor("other.example.com", OLD, FUTURE),
            Some("the receiver's certificate is for another name"),
        ),
        (by_ip, ours.acceptor(by_name, OLD, FUTURE), Some("the receiver's certificate is for another name")),
        (
            by_name,
            strangers.acceptor(by_name, OLD, FUTURE),
            Some("the receiver's certificate is not signed by a trusted authority"),
        ),
    ] {
        let receiver = Receiver::start_with(&ok_twice(), Some(acceptor)).await;
        let url = format!("https://{host}:{}/", receiver.address.port());
        let done = post(&client, outgoing(&url)).await;
        let outcome = if expected.is_none() { Outcome::Succeeded } else { Outcome::TlsFailed };
        assert_eq!((done.outcome, done.error.as_deref()), (outcome, expected), "{host}");
        assert!(done.phases.tls_ms.is_some());
        assert_eq!(receiver.requests.lock().unwrap().len(), usize::from(expected.is_none()));
    }
}

#[tokio::test]
async fn plain_http_behind_https_is_a_tls_failure() {
    let receiver =
        Receiver::start(&[Act::Send(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()), Act::Hang]).await;
    let authority = Authority::new("ours");
    let settings = ClientSettings { extra_ca: vec![authority.issuer.pem()], ..settings(&["127.0.0.0/8"]) };
    let url = format!("https://{}/", receiver.address);
    let done = post(&Client::new(&settings).unwrap(), outgoing(&url)).await;
    assert_eq!(done.outcome, Outcome::TlsFailed);
    assert_eq!(done.error.unwrap(), "the receiver does not speak TLS on this port");
    assert_eq!(done.dialled, Some(receiver.address));
}
