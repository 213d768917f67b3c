//! Ways of their own: client certificates and pins against real TLS, and a proxy in between.

use std::sync::Arc;
use std::sync::Mutex;

use rcgen::BasicConstraints;
use rcgen::CertificateParams;
use rcgen::CertifiedIssuer;
use rcgen::DnType;
use rcgen::IsCa;
use rcgen::KeyPair;
use rustls::RootCertStore;
use rustls::ServerConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use super::post::Client;
use super::post::ClientSettings;
use super::post::post;
use super::proxy::ProxySettings;
use super::resolve::tests::TestDns;
use super::resolve::tests::background;
use super::test_receiver::Act;
use super::test_receiver::Receiver;
use super::test_receiver::ok_twice;
use super::test_receiver::outgoing;
use super::test_receiver::settings;
use super::way::Way;
use crate::domain::credentials::Credentials;
use crate::domain::credentials::Wanted;
use crate::domain::credentials::Wishes;
use crate::domain::exchange::Exchange;
use crate::domain::outcome::Outcome;
use crate::domain::transport::Pin;
use crate::domain::transport::Transport;

fn issuer(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A certificate of an authority, and its key.
fn leaf(issuer: &CertifiedIssuer<'static, KeyPair>, name: &str) -> (rcgen::Certificate, KeyPair) {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, issuer).unwrap();
    (certificate, key)
}

/// A receiver's side of TLS; with an authority it takes only clients with a certificate of that one.
fn acceptor(
    certificate: &CertificateDer<'static>,
    key: &KeyPair,
    clients: Option<&CertifiedIssuer<'static, KeyPair>>,
) -> TlsAcceptor {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .unwrap();
    let builder = match clients {
        None => builder.with_no_client_auth(),
        Some(issuer) => {
            let mut roots = RootCertStore::empty();
            roots.add(issuer.der().clone()).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
            builder.with_client_cert_verifier(verifier.unwrap())
        }
    };
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    let config = builder.with_single_cert(vec![certificate.clone()], key).unwrap();
    TlsAcceptor::from(Arc::new(config))
}

fn way(transport: &Transport, key: Option<&str>) -> Option<Arc<Way>> {
    let wishes = Wishes { client_key: key.map(|key| Wanted::of(key.to_owned())), ..Wishes::default() };
    let credentials = wishes.met(&Credentials::default()).unwrap();
    Way::of(transport, Some(&credentials)).unwrap().map(Arc::new)
}

async fn sent(client: &Client, url: &str, way: Option<Arc<Way>>) -> Exchange {
    let mut request = outgoing(url);
    request.way = way;
    post(client, request).await
}

#[tokio::test]
async fn a_client_certificate_is_shown_to_its_receiver_and_connections_are_not_shared_without_it() {
    let (servers, clients, strangers) = (issuer("servers"), issuer("clients"), issuer("strangers"));
    let (certificate, key) = leaf(&servers, "127.0.0.1");
    let acceptor = acceptor(certificate.der(), &key, Some(&clients));
    let receiver = Receiver::start_with(&ok_twice(), Some(acceptor)).await;
    let settings = ClientSettings { extra_ca: vec![servers.pem()], ..settings(&["127.0.0.0/8"]) };
    let client = Client::new(&settings).unwrap();
    let url = format!("https://127.0.0.1:{}/", receiver.address.port());
    let own = |issuer| {
        let (certificate, key) = leaf(issuer, "client.test");
        let transport = Transport { client_certificate: Some(certificate.pem()), ..Transport::default() };
        way(&transport, Some(&key.serialize_pem()))
    };
    let good = own(&clients);
    assert_eq!(sent(&client, &url, good.clone()).await.outcome, Outcome::Succeeded);
    // The connection that waits was opened with the certificate: nobody else gets it.
    for (other, name) in [(None, "none"), (own(&strangers), "a stranger's")] {
        let done = sent(&client, &url, other).await;
        assert_eq!(done.outcome, Outcome::TlsFailed, "{name}: {done:?}");
        let said = "the receiver does not accept the client certificate, or wants one";
        assert_eq!(done.error.as_deref(), Some(said), "{name}");
    }
    let again = sent(&client, &url, good).await;
    assert_eq!((again.outcome, again.phases.tls_ms), (Outcome::Succeeded, None), "its own is used again");
}

#[tokio::test]
async fn a_pin_is_trusted_and_nothing_else_is() {
    let authority = issuer("authority");
    let (certificate, key) = leaf(&authority, "127.0.0.1");
    let (own, own_key) = {
        // Signed by nobody, for another name, and long over.
        let mut params = CertificateParams::new(vec!["other.test".to_owned()]).unwrap();
        params.not_before = time::macros::datetime!(2020-01-01 0:00 UTC);
        params.not_after = time::macros::datetime!(2021-01-01 0:00 UTC);
        let key = KeyPair::generate().unwrap();
        (params.self_signed(&key).unwrap(), key)
    };
    let trusted = Receiver::start_with(&ok_twice(), Some(acceptor(certificate.der(), &key, None))).await;
    let lonely = Receiver::start_with(&ok_twice(), Some(acceptor(own.der(), &own_key, None))).await;
    let settings = ClientSettings { extra_ca: vec![authority.pem()], ..settings(&["127.0.0.0/8"]) };
    let client = Client::new(&settings).unwrap();
    let pinned = |bytes: &[u8]| {
        let pins = vec![Pin::of(bytes)];
        way(&Transport { pinned_certificate_sha256: pins, ..Transport::default() }, None)
    };
    let by_key = |key: &KeyPair| {
        use rcgen::PublicKeyData;
        pinned(&key.subject_public_key_info())
    };
    let url = |receiver: &Receiver| format!("https://127.0.0.1:{}/", receiver.address.port());
    for (receiver, way, expected) in [
        (&lonely, pinned(own.der()), None),
        (&lonely, by_key(&own_key), None),
        (&trusted, pinned(certificate.der()), None),
        (&lonely, None, Some("the receiver's certificate has expired")),
        (&lonely, by_key(&key), Some("the receiver's certificate is not one of those that are pinned")),
        // What an authority vouches for is not enough.
        (&trusted, pinned(own.der()), Some("the receiver's certificate is not one of those that are pinned")),
    ] {
        let done = sent(&client, &url(receiver), way).await;
        let outcome = if expected.is_none() { Outcome::Succeeded } else { Outcome::TlsFailed };
        assert_eq!((done.outcome, done.error.as_deref()), (outcome, expected));
    }
}

#[test]
fn a_certificate_without_its_key_is_no_way() {
    let (certificate, key) = leaf(&issuer("clients"), "client.test");
    let transport = Transport { client_certificate: Some(certificate.pem()), ..Transport::default() };
    assert!(Way::of(&transport, None).is_err());
    let one = way(&transport, Some(&key.serialize_pem()));
    assert_eq!(one, way(&transport, Some(&key.serialize_pem())));
    assert!(Way::of(&Transport::default(), None).unwrap().is_none());
}

/// A proxy that writes down what it is asked, and answers or tunnels.
struct TestProxy {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl TestProxy {
    /// `None` tunnels.
    async fn start(answer: Option<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let log = Arc::clone(&asked);
        background(async move {
            while let Ok((mut tcp, _)) = listener.accept().await {
                let log = Arc::clone(&log);
                background(async move {
                    let mut head = Vec::new();
                    while !head.ends_with(b"\r\n\r\n") {
                        head.push(tcp.read_u8().await.unwrap());
                    }
                    let head = String::from_utf8(head).unwrap();
                    let target = head.split(' ').nth(1).unwrap().to_owned();
                    log.lock().unwrap().push(head);
                    if let Some(answer) = answer {
                        tcp.write_all(answer.as_bytes()).await.unwrap();
                        return;
                    }
                    let mut receiver = TcpStream::connect(target).await.unwrap();
                    tcp.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
                    drop(tokio::io::copy_bidirectional(&mut tcp, &mut receiver).await);
                });
            }
        });
        Self { address, asked }
    }

    fn settings(&self, credentials: Option<&str>) -> ProxySettings {
        let credentials = credentials.map(|text| text.to_owned().into());
        ProxySettings { address: self.address.clone(), credentials }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn everything_goes_through_the_proxy_to_the_address_that_was_judged() {
    let authority = issuer("authority");
    let (certificate, key) = leaf(&authority, "receiver.example.com");
    let secure = Receiver::start_with(&ok_twice(), Some(acceptor(certificate.der(), &key, None))).await;
    let plain = Receiver::start(&ok_twice()).await;
    let dns = TestDns::start(&[
        ("receiver.example.com", &[&["127.0.0.1"]]),
        ("inside.example.com", &[&["10.0.0.1"]]),
    ])
    .await;
    let proxy = TestProxy::start(None).await;
    let settings = ClientSettings {
        resolver: Some(dns.address),
        extra_ca: vec![authority.pem()],
        proxy: Some(proxy.settings(Some("user:pass:word"))),
        ..settings(&["127.0.0.0/8"])
    };
    let client = Client::new(&settings).unwrap();
    for (scheme, receiver) in [("https", &secure), ("http", &plain)] {
        let url = format!("{scheme}://receiver.example.com:{}/", receiver.address.port());
        let done = sent(&client, &url, None).await;
        assert_eq!((done.outcome, done.dialled), (Outcome::Succeeded, Some(receiver.address)), "{done:?}");
    }
    let heads = [secure.address, plain.address].map(|address| {
        // `user:pass:word`
        format!("CONNECT {address} HTTP/1.1\r\nhost: {address}\r\nproxy-authorization: Basic dXNlcjpwYXNzOndvcmQ=\r\n\r\n")
    });
    assert_eq!(proxy.asked(), heads, "it is told addresses, and the receivers never see the credentials");
    assert!(plain.requests.lock().unwrap().iter().all(|request| !request.contains("proxy-authorization")));
    // What is not delivered to is not asked of the proxy either.
    let done = sent(&client, "http://inside.example.com:8080/", None).await;
    assert_eq!((done.outcome, proxy.asked().len()), (Outcome::Blocked, 2));
}

#[tokio::test]
async fn the_proxys_own_faults_are_told_from_the_receivers() {
    let receiver = Receiver::start(&[Act::Hang]).await;
    let url = format!("http://127.0.0.1:{}/", receiver.address.port());
    for (answer, outcome) in [
        ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", Outcome::ProxyFailed),
        ("HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno", Outcome::ProxyFailed),
        ("HTTP/1.1 500 Internal Server Error\r\n\r\n", Outcome::ProxyFailed),
        ("HTTP/1.1 503 Service Unavailable\r\n\r\n", Outcome::ProxyFailed),
        ("SSH-2.0-OpenSSH\r\n\r\n", Outcome::ProxyFailed),
        ("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", Outcome::ProxyFailed),
        ("", Outcome::ProxyFailed),
        ("HTTP/1.1 502 Bad Gateway\r\n\r\n", Outcome::ConnectFailed),
        ("HTTP/1.1 504 Gateway Timeout\r\n\r\n", Outcome::ConnectFailed),
    ] {
        let proxy = TestProxy::start(Some(answer)).await;
        let settings = ClientSettings { proxy: Some(proxy.settings(None)), ..settings(&["127.0.0.0/8"]) };
        let done = sent(&Client::new(&settings).unwrap(), &url, None).await;
        assert_eq!(done.outcome, outcome, "{answer:?}: {done:?}");
        assert_eq!(done.outcome.is_charged(), outcome == Outcome::ConnectFailed);
        assert!(!proxy.asked()[0].contains("authorization"), "there are no credentials");
    }
    let gone = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().to_string()
    };
    let proxy = Some(ProxySettings { address: gone, credentials: None });
    let settings = ClientSettings { proxy, ..settings(&["127.0.0.0/8"]) };
    let done = sent(&Client::new(&settings).unwrap(), &url, None).await;
    assert_eq!(done.outcome, Outcome::ProxyFailed);
    assert!(receiver.requests.lock().unwrap().is_empty(), "nothing goes around the proxy");
}
