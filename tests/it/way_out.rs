//! The way out of a whole daemon: through a proxy, with a certificate of its own, to pinned receivers.

use crate::support::answer::Answer;
use crate::support::hookit::Hookit;
use crate::support::receiver::Receiver;
use crate::support::tls::{Authority, now};
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, outcomes, retrying, text};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use time::Duration;

/// A proxy that tunnels whoever says the right word, and writes down what it was asked.
struct Proxy {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    fn wanting(authorization: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of 127.0.0.1 is free");
        let address = listener.local_addr().expect("a listener has an address");
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let log = Arc::clone(&asked);
        thread::spawn(move || {
            for tcp in listener.incoming().map_while(Result::ok) {
                let log = Arc::clone(&log);
                thread::spawn(move || drop(serve(tcp, authorization, &log)));
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("nobody panics with it").clone()
    }
}

fn serve(mut tcp: TcpStream, authorization: &str, log: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        tcp.read_exact(&mut byte)?;
        head.extend(byte);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let allowed = head.contains(authorization);
    log.lock().expect("nobody panics with it").push(head);
    if !allowed {
        return tcp.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    }
    let mut receiver = TcpStream::connect(target)?;
    tcp.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
    let (mut up, mut down) = (tcp.try_clone()?, receiver.try_clone()?);
    thread::spawn(move || std::io::copy(&mut up, &mut down));
    std::io::copy(&mut receiver, &mut tcp).map(drop)
}

#[test]
fn a_daemon_goes_out_through_its_proxy_and_a_broken_one_costs_no_attempt() {
    let proxy = Proxy::wanting("proxy-authorization: Basic dTpwYXNz\r\n");
    let mut credentials = String::new();
    let world = World::with(1, |setup| {
        credentials = setup.file("proxy-credentials");
        // The wrong word first.
        std::fs::write(&credentials, "u:wrong\n").expect("the file can be written");
        setup.set("deliver.proxy", json!(format!("http://{}", proxy.address)));
        setup.set("deliver.proxy_credentials_file", json!(credentials));
    });
    let operator = world.operator();
    let receiver = Receiver::answering(Answer::ok());
    let mut once = retrying(&[]);
    once["retry"]["schedule_ms"] = json!([100]);
    operator.endpoint("through", &receiver, once);
    let event = operator.publish("a.b");
    // More failures than the endpoint has attempts, and none of them is its own.
    let delivery = until("some attempts to be made", SOON, || {
        let delivery = operator.delivery_of(&event);
        (operator.attempts(&delivery).len() >= 4).then_some(delivery)
    });
    let made = operator.attempts(&delivery);
    assert!(outcomes(&made).iter().all(|outcome| *outcome == "proxy_failed"), "{made:?}");
    let status = text(&operator.delivery_of(&event), "status");
    assert!(["pending", "in_flight"].contains(&status.as_str()), "no attempt is charged: {status}");
    assert!(receiver.received().is_empty(), "nothing goes around the proxy");
    // A daemon that knows the word delivers it.
    std::fs::write(&credentials, "u:pass\n").expect("the file can be written");
    world.daemon.terminate();
    world.daemon.wait(SOON);
    let again = world.setup.start();
    let operator = Operator::of(&again);
    operator.until(&event, "succeeded");
    assert_eq!(receiver.received().len(), 1);
    let port = receiver.url("").rsplit(':').next().expect("it has a port").to_owned();
    assert!(proxy.asked().iter().all(|head| head.starts_with(&format!("CONNECT 127.0.0.1:{port} "))));
    assert!(again.log().iter().chain(&world.daemon.log()).all(|line| !line.contains("dTpwYXNz")));
}

#[test]
fn pins_and_client_certificates_are_set_shown_without_the_key_and_obeyed() {
    let authority = Authority::new();
    let receiver = authority.receiver(now() + Duration::days(30));
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let operator = world.operator();
    let url = format!("https://{receiver}/in");
    let made = rcgen::generate_simple_self_signed(["client.test".to_owned()]).expect("it can be made");
    let [certificate, key] =
        [("client.pem", made.cert.pem()), ("client.key", made.signing_key.serialize_pem())].map(
            |(name, pem)| {
                let path = hookit.home_file(name);
                std::fs::write(&path, pem).expect("the file can be written");
                path
            },
        );
    hookit
        .run(&["endpoint", "add", &url, "--name", "own", "--client-cert", &certificate, "--client-key", &key])
        .expect(0);
    let view = operator.client().get("/endpoints/own").expect(200);
    assert_eq!((&view["client_certificate"], &view["client_key"]), (&json!(made.cert.pem()), &json!("***")));
    // Nobody vouches for the receiver: it has to be pinned.
    let tested = operator.order("/endpoints/own/test").expect(200);
    assert_eq!(tested["outcome"], "tls_failed", "{tested}");
    let wrong = "00".repeat(32);
    hookit.run(&["endpoint", "edit", "own", "--pin", &wrong]).expect(0);
    let tested = operator.order("/endpoints/own/test").expect(200);
    assert_eq!(tested["error"], "the receiver's certificate is not one of those that are pinned");
    let looked = |operator: &Operator| {
        let found = operator.client().get("/doctor").expect(200)["findings"].clone();
        let of_endpoint = |one: &&Value| one["check"] == "endpoint" && one["level"] == "problem";
        let all = found.as_array().expect("there are findings").iter().filter(of_endpoint);
        all.map(|one| text(one, "sentence")).collect::<Vec<_>>()
    };
    assert_eq!(looked(&operator), ["own: the receiver's certificate is not one of those that are pinned"]);
    let pin = pin_of(receiver);
    hookit.run(&["endpoint", "edit", "own", "--pin", &pin]).expect(0);
    let tested = operator.order("/endpoints/own/test").expect(200);
    assert_eq!(tested["outcome"], "succeeded", "{tested}");
    assert_eq!(looked(&operator), Vec::<String>::new());
    let shown = hookit.run(&["endpoint", "show", "own"]).expect(0);
    assert!(
        shown.contains(&format!("pinned\t{pin}")) && shown.contains("client_certificate\tyes"),
        "{shown}"
    );
    operator.publish("a.b");
    until("the delivery to succeed", SOON, || operator.list("/deliveries?status=succeeded").first().cloned());
    // Other settings leave the key; another certificate wants its own; an http:// URL has no use for any of it.
    operator
        .client()
        .patch("/endpoints/own", &json!({ "client_key": "***", "timeout_ms": 5_000 }))
        .expect(200);
    let other = rcgen::generate_simple_self_signed(["other.test".to_owned()]).expect("it can be made");
    for (patch, code) in [
        (json!({ "client_certificate": other.cert.pem() }), "nothing_stored"),
        (json!({ "client_key": other.signing_key.serialize_pem() }), "client_certificate_invalid"),
        (json!({ "url": "http://127.0.0.1:9000/" }), "https_required"),
    ] {
        let refused = operator.client().patch("/endpoints/own", &patch).expect(422);
        assert_eq!(refused["code"], code, "{refused}");
    }
    let rows = world.database.texts("select to_jsonb(e)::text from endpoint e").join("\n");
    assert!(!rows.contains("PRIVATE KEY"), "{rows}");
    hookit.run(&["endpoint", "edit", "own", "--no-client-cert", "--no-pin"]).expect(0);
    let view = operator.client().get("/endpoints/own").expect(200);
    let left = [&view["client_certificate"], &view["client_key"]];
    assert_eq!((left, &view["pinned_certificate_sha256"]), ([&Value::Null; 2], &json!([])));
    assert_eq!(world.database.count("select count(*) from endpoint_credentials"), 0);
    assert_eq!(text(&view, "name"), "own");
}

/// The SHA-256 of the certificate that a receiver shows, as openssl tells it.
fn pin_of(receiver: SocketAddr) -> String {
    use sha2::Digest;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("TLS 1.2 and 1.3")
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    let seen = Arc::<Mutex<Vec<u8>>>::default();
    config.dangerous().set_certificate_verifier(Arc::new(Looking(Arc::clone(&seen))));
    let name = rustls::pki_types::ServerName::IpAddress(receiver.ip().into());
    let mut session = rustls::ClientConnection::new(Arc::new(config), name).expect("the settings are sound");
    let mut tcp = TcpStream::connect(receiver).expect("the receiver is there");
    // It ends with the look at the certificate, which is refused.
    drop(session.complete_io(&mut tcp));
    let der = seen.lock().expect("nobody panics with it").clone();
    let digest: [u8; 32] = sha2::Sha256::digest(der).into();
    digest.map(|byte| format!("{byte:02x}")).concat()
}

/// Looks at a certificate and refuses it.
#[derive(Debug)]
struct Looking(Arc<Mutex<Vec<u8>>>);

impl rustls::client::danger::ServerCertVerifier for Looking {
    fn verify_server_cert(
        &self,
        end_entity: &rustls::pki_types::CertificateDer<'_>,
        _: &[rustls::pki_types::CertificateDer<'_>],
        _: &rustls::pki_types::ServerName<'_>,
        _: &[u8],
        _: rustls::pki_types::UnixTime,
    ) -> Result<rustls::client::danger::ServerCertVerified, rustls::Error> {
        *self.0.lock().expect("nobody panics with it") = end_entity.to_vec();
        Err(rustls::Error::General("only looking".to_owned()))
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &rustls::pki_types::CertificateDer<'_>,
        _: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General("only looking".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &rustls::pki_types::CertificateDer<'_>,
        _: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General("only looking".to_owned()))
    }

    fn supported_verify_schemes(&self) -> Vec<rustls::SignatureScheme> {
        rustls::crypto::ring::default_provider().signature_verification_algorithms.supported_schemes()
    }
}
