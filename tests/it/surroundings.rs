//! The tests of what the tests stand on: a receiver that lost requests would prove nothing.

use crate::support::answer::Answer;
use crate::support::database::Database;
use crate::support::hookit::{Hookit, filters};
use crate::support::http::Client;
use crate::support::receiver::Receiver;
use crate::support::scratch::Scratch;
use crate::support::setup::Setup;
use crate::support::verifiers::{Signed, assert_all_valid, verdicts};
use crate::support::wait::{SOON, until};
use crate::support::wire;
use serde_json::json;
use std::io::{BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::net::UnixListener;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

fn client_of(receiver: &Receiver) -> Client {
    Client::tcp(address_of(receiver))
}

fn address_of(receiver: &Receiver) -> SocketAddr {
    receiver.url("").trim_start_matches("http://").parse().expect("the receiver's URL is its address")
}

#[tokio::test]
async fn a_fresh_database_is_empty_and_gone_afterwards() {
    let database = Database::fresh();
    let name = database.url().rsplit('/').next().expect("the URL ends with the name").to_owned();
    let pool = database.pool().await;
    let count = "select count(*) from pg_class where relnamespace = 'public'::regnamespace";
    assert_eq!(sqlx::query_scalar::<_, i64>(count).fetch_one(&pool).await.expect("it answers"), 0);
    pool.close().await;
    drop(database);
    let other = Database::fresh();
    let named = "select count(*) from pg_database where datname = $1";
    let pool = other.pool().await;
    let left: i64 = sqlx::query_scalar(named).bind(&name).fetch_one(&pool).await.expect("it answers");
    assert_eq!(left, 0, "{name} is still there");
}

#[test]
fn a_receiver_keeps_each_request_and_answers_by_its_script() {
    let receiver = Receiver::answering(Answer::ok());
    receiver.first([Answer::status(503).header("retry-after", "7").body("later"), Answer::status(410)]);
    let client = client_of(&receiver).header("x-a", "b").bearer("k");
    let answer = client.post("/in?x=1", &json!({ "a": 1 }));
    assert_eq!(
        (answer.status, answer.header("Retry-After"), answer.text()),
        (503, Some("7"), "later".to_owned())
    );
    assert_eq!(client.get("/2").status, 410);
    assert_eq!(client.delete("/3").status, 200);
    receiver.then_always(Answer::status(500));
    assert_eq!(client.patch("/4", &json!({})).status, 500);
    let got = receiver.wait_for(4, SOON);
    let lines: Vec<String> = got.iter().map(|r| format!("{} {}", r.method, r.path)).collect();
    assert_eq!(lines, ["POST /in?x=1", "GET /2", "DELETE /3", "PATCH /4"]);
    assert_eq!(got[0].body, br#"{"a":1}"#);
    assert_eq!((got[0].header("X-A"), got[0].header("authorization")), (Some("b"), Some("Bearer k")));
    assert!(got.is_sorted_by_key(|r| r.at));
}

#[test]
fn one_connection_carries_many_requests_and_chunked_bodies() {
    let receiver = Receiver::answering(Answer::ok());
    let mut stream = TcpStream::connect(address_of(&receiver)).expect("the receiver is up");
    let chunked =
        "POST /a HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
    stream.write_all(chunked.as_bytes()).expect("it is read");
    stream.write_all(b"GET /b HTTP/1.1\r\n\r\n").expect("it is read");
    let got = receiver.wait_for(2, SOON);
    assert_eq!(got[0].body, b"abcde");
    assert_eq!(got[0].connection, got[1].connection);
}

#[test]
fn a_receiver_answers_late_slowly_or_never() {
    let late = Duration::from_millis(60);
    let receiver = Receiver::answering(Answer::ok());
    receiver.first([
        Answer::ok().after(late),
        Answer::Drip { status: 200, body: b"abc".to_vec(), every: late / 3 },
        Answer::Close,
        Answer::Reset,
        Answer::Hang,
    ]);
    for body in ["", "abc"] {
        let started = Instant::now();
        assert_eq!(client_of(&receiver).get("/").text(), body);
        assert!(started.elapsed() >= late.mul_f32(0.9), "{:?}", started.elapsed());
    }
    let raw = || {
        let mut stream = TcpStream::connect(address_of(&receiver)).expect("the receiver is up");
        stream.set_read_timeout(Some(late)).expect("a time limit can be set");
        stream.write_all(b"GET / HTTP/1.1\r\n\r\n").expect("the request is sent");
        wire::read(&mut BufReader::new(stream)).map(|m| m.map(|m| m.start)).map_err(|e| e.kind())
    };
    assert_eq!(raw(), Ok(None), "closed in order");
    assert_eq!(raw(), Err(std::io::ErrorKind::ConnectionReset));
    assert_eq!(raw(), Err(std::io::ErrorKind::WouldBlock), "no answer in time");
}

#[test]
fn a_receiver_that_is_down_refuses_and_comes_back_on_its_port() {
    let receiver = Receiver::scripted(|request| Answer::status(if request.path == "/a" { 201 } else { 202 }));
    let idle = TcpStream::connect(address_of(&receiver)).expect("the receiver is up");
    assert_eq!(client_of(&receiver).get("/a").status, 201);
    receiver.down();
    assert!(TcpStream::connect(address_of(&receiver)).is_err());
    let cut = wire::read(&mut BufReader::new(idle)).map_or(true, |m| m.is_none());
    assert!(cut, "open connections are cut");
    receiver.up();
    assert_eq!(client_of(&receiver).get("/b").status, 202);
    assert_eq!(receiver.received().len(), 2);
}

#[tokio::test]
async fn a_test_with_a_runtime_waits_without_stopping_it() {
    let receiver = Arc::new(Receiver::answering(Answer::ok()));
    let client = client_of(&receiver);
    let sent = tokio::task::spawn_blocking(move || client.post("/", &json!([1])).expect(200));
    assert_eq!(receiver.arrived(1, SOON).await[0].body, b"[1]");
    assert!(sent.await.expect("it is answered").is_null());
}

#[test]
#[should_panic(expected = "for 2 requests, got 1: [\"GET /only\"]")]
fn a_receiver_tells_what_came_instead() {
    let receiver = Receiver::answering(Answer::ok());
    assert_eq!(client_of(&receiver).get("/only").status, 200);
    receiver.wait_for(2, Duration::from_millis(1));
}

#[test]
#[should_panic(expected = "in vain for the impossible")]
fn waiting_ends_at_its_deadline() {
    until("the impossible", Duration::from_millis(1), || None::<()>);
}

#[test]
fn the_client_speaks_over_a_unix_socket() {
    let scratch = Scratch::new();
    let listener = UnixListener::bind(scratch.file("s")).expect("the socket can be bound");
    let served = thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a client connects");
        let request = wire::read(&mut BufReader::new(&stream)).expect("it is HTTP").expect("it is there");
        (&stream).write_all(b"HTTP/1.1 201 Created\r\n\r\n{\"a\":[1]}").expect("it is read");
        request.start
    });
    let answer = Client::unix(scratch.file("s")).post("/x", &json!(null));
    assert_eq!(answer.expect(201), json!({ "a": [1] }));
    assert_eq!(served.join().expect("it was served"), "POST /x HTTP/1.1");
}

/// Signs by the Rust library and sends to a receiver, so that headers go the way of a delivery.
fn signed(body: &'static str) -> Signed {
    let secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
    let now = time::UtcDateTime::now().unix_timestamp();
    let webhook = standardwebhooks::Webhook::new(secret).expect("the secret is well formed");
    let signature = webhook.sign("evt_1", now, body.as_bytes()).expect("it can be signed");
    let receiver = Receiver::answering(Answer::ok());
    let client = client_of(&receiver)
        .header("Webhook-Id", "evt_1")
        .header("Webhook-Timestamp", &now.to_string())
        .header("Webhook-Signature", &signature);
    assert_eq!(client.send("POST", "/", Some(body.as_bytes())).status, 200);
    Signed::new(secret, &receiver.wait_for(1, SOON)[0])
}

#[test]
fn the_official_libraries_accept_what_is_signed_and_nothing_else() {
    let good = signed(r#"{"type":"invoice.paid","payload":{"name":"Ödön ☃"}}"#);
    assert_all_valid(&[good.clone(), good.clone()]);
    let other_body = Signed { body: br#"{"type":"invoice.paid"}"#.to_vec(), ..good.clone() };
    let other_secret = Signed { secret: "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI0".to_owned(), ..good.clone() };
    let no_headers = Signed { headers: Vec::new(), ..good.clone() };
    for (library, verdicts) in verdicts(&[other_body, other_secret, no_headers, good]) {
        let accepted: Vec<bool> = verdicts.iter().map(|v| v == "ok").collect();
        assert_eq!(accepted, [false, false, false, true], "{library}: {verdicts:?}");
        assert!(verdicts[..3].iter().all(|v| v.starts_with("error: ")), "{library}: {verdicts:?}");
    }
}

#[test]
fn the_command_runs_in_a_home_of_its_own() {
    let hookit = Hookit::alone().variable("HOOKIT_CONTEXT", "none");
    let said = hookit.run(&["--version"]);
    assert_eq!(said.code, 0, "{}", said.text());
}

#[test]
fn snapshots_hide_what_differs_from_run_to_run() {
    let text = "ep_01kb6y3v5nfk8s2w0x9q7d4tcm whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz 2026-11-24T10:00:00.123Z \
                http://127.0.0.1:8123/in /tmp/hookit-0123456789abcdef/admin.sock whsec_short";
    insta::with_settings!({ filters => filters() }, {
        insta::assert_snapshot!(text, @"[ep] [secret] [time] http://127.0.0.1:[port]/in [scratch]/admin.sock whsec_short");
    });
}

#[test]
fn a_daemon_that_leaves_before_it_is_ready_is_told() {
    let database = Database::fresh();
    let mut setup = Setup::on(&database);
    setup.set("no_such_section.no_such_key", json!(1));
    assert!(setup.try_start().is_err(), "an unknown key is an error");
}
