//! What is refused before or instead of being stored: sizes, codings, too much at once, no database.

use crate::api_support::{Api, Ask, Reply, Setup, publish, serve, sized};
use axum::body::Bytes;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::pin::Pin;
use std::task::{Context, Poll};

#[tokio::test]
async fn a_body_is_limited_and_plain() {
    let api = Api::start().await;
    api.ask(publish(sized(256 * 1024))).await.expect(201);
    let problem = api.ask(publish(sized(256 * 1024 + 1))).await.problem(413, "payload_too_large");
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("262144")), "{problem}");
    let coded =
        |coding: &'static str| publish(r#"{"type":"t","payload":1}"#).header("content-encoding", coding);
    for coding in ["gzip", "br", "identity, gzip", "GZIP"] {
        api.ask(coded(coding)).await.problem(415, "unsupported_content_encoding");
    }
    api.ask(coded("identity")).await.expect(201);
    let typed = |kind: &'static str| publish(r#"{"type":"t","payload":1}"#).header("content-type", kind);
    api.ask(typed("text/plain")).await.problem(415, "unsupported_media_type");
    api.ask(typed("application/json; charset=utf-8")).await.expect(201);
    let endless = axum::body::Body::new(Endless);
    let mut request = axum::http::Request::post("/events").body(endless).expect("it is well formed");
    request.extensions_mut().insert(crate::api_support::operator());
    api.send(request).await.problem(413, "payload_too_large");
}

/// A body without a length or an end.
struct Endless;

impl axum::body::HttpBody for Endless {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, std::io::Error>>> {
        Poll::Ready(Some(Ok(hyper::body::Frame::data(Bytes::from_static(&[b' '; 16 * 1024])))))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_length_over_the_limit_is_refused_before_the_body_is_asked_for() {
    let api = Api::start().await;
    let key = api.make_key("default", &["publish"]).await;
    let (address, _serving) = serve(&api).await;
    let lines = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).expect("it listens");
        let length = 300 * 1024;
        let head = format!(
            "POST /events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\nexpect: 100-continue\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).expect("the head is taken");
        let mut first = String::new();
        BufReader::new(&stream).read_line(&mut first).expect("it answers");
        let mut other = TcpStream::connect(address).expect("it listens");
        let body = r#"{"type":"t","payload":1}"#;
        let head = head.replace(&length.to_string(), &body.len().to_string());
        other.write_all(head.as_bytes()).expect("the head is taken");
        let mut second = String::new();
        let mut reader = BufReader::new(&other);
        reader.read_line(&mut second).expect("it answers");
        (&other).write_all(body.as_bytes()).expect("the body is taken");
        let mut third = String::new();
        reader.read_line(&mut third).expect("it answers");
        reader.read_line(&mut third).expect("it answers");
        (first, second, third)
    });
    let (over, within, created) = lines.await.expect("no panic");
    assert!(over.starts_with("HTTP/1.1 413"), "{over}");
    assert!(within.starts_with("HTTP/1.1 100"), "{within}");
    assert!(created.contains("HTTP/1.1 201"), "{created}");
}

#[track_caller]
fn put_off(reply: &Reply, code: &str) {
    let problem = reply.problem(503, code);
    assert_eq!(reply.header("retry-after"), Some("1"));
    assert_eq!(problem["request_id"].as_str(), reply.header("x-request-id"));
}

#[tokio::test]
async fn publishing_is_shed_when_too_much_waits() {
    // Nobody writes, so the one place stays taken.
    let api = Setup { waiting_max: 1, writes: false, ..Setup::default() }.start().await;
    let body = r#"{"type":"t","payload":1}"#;
    let first = api.ask(publish(body));
    let second = async {
        tokio::task::yield_now().await;
        api.ask(publish(body)).await
    };
    let shed = tokio::select! {
        biased;
        reply = first => panic!("answered without a writer: {}", reply.text()),
        reply = second => reply,
    };
    put_off(&shed, "try_later");
}

#[tokio::test]
async fn without_a_database_nothing_is_acknowledged() {
    let api = Api::start().await;
    let body = r#"{"type":"t","payload":1}"#;
    api.store.close().await;
    // A store that is closing takes no more events.
    put_off(&api.ask(publish(body)).await, "try_later");
    put_off(&api.ask(Ask::get("/events").operator()).await, "storage_unavailable");
    let batch = format!(r#"{{"events":[{body},{body}]}}"#);
    put_off(&api.ask(Ask::post("/events/batch").operator().body(batch)).await, "try_later");
    api.ask(Ask::get("/health")).await.expect(200);
    assert_eq!(api.ask(Ask::get("/ready")).await.expect(503)["status"], "not_ready");
}
