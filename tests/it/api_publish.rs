//! Publishing: exact bytes, idempotency under races, limits before reading, batches, shedding.

use crate::api_support::{Api, Ask, Reply, Setup, pointers};
use crate::support::http::{Answer, Client};
use axum::body::Bytes;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::pin::Pin;
use std::sync::{Arc, Barrier};
use std::task::{Context, Poll};
use std::thread;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

fn publish(body: impl AsRef<[u8]>) -> Ask {
    Ask::post("/events").operator().body(body)
}

async fn event_count(api: &Api) -> i64 {
    sqlx::query_scalar("select count(*) from event").fetch_one(&api.pool).await.expect("it counts")
}

/// Serves the API on TCP for as long as the answer is kept.
async fn serve(api: &Api) -> (SocketAddr, JoinSet<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("it has an address");
    let service = api.router.clone().into_make_service_with_connect_info::<SocketAddr>();
    let mut serving = JoinSet::new();
    serving.spawn(async move { axum::serve(listener, service).await.expect("it serves") });
    (address, serving)
}

#[tokio::test]
async fn an_event_goes_to_every_endpoint_that_matches() {
    let api = Api::start().await;
    for (name, patterns) in
        [("all", json!(["*"])), ("paid", json!(["invoice.*"])), ("other", json!(["user.**"]))]
    {
        let body = json!({ "name": name, "url": "https://a.example.com/", "event_types": patterns });
        api.ask(Ask::post("/endpoints").operator().json(&body)).await.expect(201);
    }
    let reply = api.ask(publish(r#"{"type":"invoice.paid","payload":{"a":1},"id":"inv-42"}"#)).await;
    assert_eq!(reply.header("idempotent-replayed"), None);
    let published = reply.expect(201);
    assert_eq!(published["queued_deliveries"], 2);
    let id = published["event_id"].as_str().expect("it has an id");
    let shown = api.ask(Ask::get(&format!("/events/{id}")).operator()).await.expect(200);
    assert_eq!((&shown["type"], &shown["client_id"]), (&json!("invoice.paid"), &json!("inv-42")));
    assert_eq!((&shown["payload"], &shown["payload_bytes"]), (&json!({ "a": 1 }), &json!(7)));
    assert_eq!(shown["deliveries"].as_array().map(Vec::len), Some(2));
    assert_eq!(shown["deliveries_more"], false);
    let nobody = api.ask(publish(r#"{"type":"x","payload":null}"#)).await.expect(201);
    assert_eq!(nobody["queued_deliveries"], 1);
}

#[tokio::test]
async fn a_payload_is_kept_and_shown_byte_for_byte() {
    let api = Api::start().await;
    for payload in [
        "{ \"b\":1.0,\t\"a\" : 1e400, \"a\":[\"\\u0000\",\"\\ud83d\\ude00é\"] }",
        "null",
        "\"x\"",
        "-0.0E-7",
        "[]",
    ] {
        let body = format!("{{ \"payload\" : {payload} , \"type\":\"t\" }}");
        let published = api.ask(publish(body)).await.expect(201);
        let id = published["event_id"].as_str().expect("it has an id");
        let stored: Vec<u8> = sqlx::query_scalar("select payload from event order by id desc limit 1")
            .fetch_one(&api.pool)
            .await
            .expect("it is stored");
        assert_eq!(String::from_utf8(stored).expect("it is UTF-8"), payload);
        let shown = api.ask(Ask::get(&format!("/events/{id}")).operator()).await;
        assert!(shown.text().contains(&format!("\"payload\":{payload},")), "{}", shown.text());
    }
}

#[tokio::test]
async fn the_same_key_gives_the_first_answer_again() {
    let api = Api::start().await;
    api.make_endpoint("default", "target").await;
    let body = r#"{"type":"a","payload":{"n":1}}"#;
    let first = api.ask(publish(body).header("idempotency-key", "k 1".replace(' ', "-"))).await;
    let again = api.ask(publish(body).header("idempotency-key", "k-1")).await;
    assert_eq!(again.expect(201), first.expect(201));
    assert_eq!(
        (first.header("idempotent-replayed"), again.header("idempotent-replayed")),
        (None, Some("true"))
    );
    // The order of members is no content, the payload's spelling is.
    let reordered =
        api.ask(publish(r#"{"payload":{"n":1},"type":"a"}"#).header("idempotency-key", "k-1")).await;
    assert_eq!(reordered.expect(201), first.expect(201));
    for other in [
        r#"{"type":"b","payload":{"n":1}}"#,
        r#"{"type":"a","payload":{"n": 1}}"#,
        r#"{"type":"a","payload":{"n":1},"id":"x"}"#,
    ] {
        let reply = api.ask(publish(other).header("idempotency-key", "k-1")).await;
        reply.problem(409, "idempotency_key_reused");
    }
    // Another project's key is another key.
    api.make_project("acme").await;
    let elsewhere = api.ask(publish(body).project("acme").header("idempotency-key", "k-1")).await;
    assert_eq!(elsewhere.header("idempotent-replayed"), None);
    assert_ne!(elsewhere.expect(201)["event_id"], first.expect(201)["event_id"]);
    assert_eq!(event_count(&api).await, 2);
}

#[tokio::test]
async fn an_events_own_id_is_its_key_when_no_other_is_given() {
    let api = Api::start().await;
    let body = r#"{"type":"a","payload":1,"id":"inv-1"}"#;
    let first = api.ask(publish(body)).await.expect(201);
    let again = api.ask(publish(body)).await;
    assert_eq!(again.header("idempotent-replayed"), Some("true"));
    assert_eq!(again.expect(201), first);
    api.ask(publish(r#"{"type":"a","payload":2,"id":"inv-1"}"#)).await.problem(409, "idempotency_key_reused");
    let other = api.ask(publish(body).header("idempotency-key", "k")).await;
    assert_eq!(other.header("idempotent-replayed"), None, "the header's key goes before the id");
    let found = api.ask(Ask::get("/events?client_id=inv-1").operator()).await.expect(200);
    assert_eq!(found["items"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn a_malformed_key_is_refused() {
    let api = Api::start().await;
    let body = r#"{"type":"a","payload":1}"#;
    for key in ["", "a b", "\u{e9}", &"k".repeat(256)] {
        let reply = api.ask(publish(body).header("idempotency-key", key)).await;
        reply.problem(400, "idempotency_key_invalid");
    }
    let twice = publish(body).header("idempotency-key", "a").header("idempotency-key", "b");
    api.ask(twice).await.problem(400, "idempotency_key_invalid");
    api.ask(publish(body).header("idempotency-key", "k".repeat(255))).await.expect(201);
    assert_eq!(event_count(&api).await, 1);
}

#[tokio::test]
async fn what_is_no_event_is_refused_with_a_pointer() {
    let api = Api::start().await;
    for (body, status, code, pointer) in [
        ("", 400, "json_invalid", ""),
        ("{", 400, "json_invalid", ""),
        ("[]", 422, "not_an_object", ""),
        ("{}", 422, "missing_member", "/type"),
        (r#"{"type":"a"}"#, 422, "missing_member", "/payload"),
        (r#"{"type":7,"payload":1}"#, 422, "wrong_type", "/type"),
        (r#"{"type":"","payload":1}"#, 422, "event_type_invalid", "/type"),
        (r#"{"type":"a b","payload":1}"#, 422, "event_type_invalid", "/type"),
        (r#"{"type":"a\u0000","payload":1}"#, 422, "event_type_invalid", "/type"),
        (r#"{"type":"__own","payload":1}"#, 422, "event_type_invalid", "/type"),
        (r#"{"type":"a","payload":1,"id":"a/b"}"#, 422, "id_invalid", "/id"),
        (r#"{"type":"a","payload":1,"id":""}"#, 422, "id_invalid", "/id"),
        (r#"{"type":"a","payload":1,"labels":{}}"#, 422, "unknown_member", "/labels"),
        (r#"{"type":"a","payload":1,"payload":2}"#, 422, "duplicate_member", "/payload"),
        (r#"{"type":"a","payload":"\ud800"}"#, 422, "lone_surrogate", "/payload"),
        (r#"{"type":"a","payload":NaN}"#, 400, "json_invalid", "/payload"),
    ] {
        let problem = api.ask(publish(body)).await.problem(status, code);
        assert_eq!(pointers(&problem), [pointer], "{body}");
    }
    let deep = format!(r#"{{"type":"a","payload":{}{}}}"#, "[".repeat(20_000), "]".repeat(20_000));
    api.ask(publish(deep)).await.problem(422, "payload_too_deep");
    assert_eq!(event_count(&api).await, 0);
}

fn sized(bytes: usize) -> String {
    let frame = r#"{"type":"t","payload":""}"#;
    format!(r#"{{"type":"t","payload":"{}"}}"#, "x".repeat(bytes - frame.len()))
}

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

/// Fifty connections at once; `body` makes the request of each.
fn race(address: SocketAddr, key: &str, body: impl Fn(usize) -> Value) -> Vec<Answer> {
    let start = Arc::new(Barrier::new(50));
    let racing: Vec<_> = (0..50)
        .map(|number| {
            let (start, body) = (Arc::clone(&start), body(number));
            let client = Client::tcp(address).bearer(key).header("idempotency-key", "race");
            thread::spawn(move || {
                start.wait();
                client.post("/events", &body)
            })
        })
        .collect();
    racing.into_iter().map(|one| one.join().expect("it was answered")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_connections_with_one_key_and_one_body_make_one_event() {
    let api = Api::start().await;
    api.make_endpoint("default", "target").await;
    let key = api.make_key("default", &["publish"]).await;
    let (address, _serving) = serve(&api).await;
    let answers =
        tokio::task::spawn_blocking(move || race(address, &key, |_| json!({ "type": "t", "payload": 1 })));
    let answers = answers.await.expect("no panic");
    let ids: BTreeSet<String> =
        answers.iter().map(|answer| answer.expect(201)["event_id"].to_string()).collect();
    assert_eq!(ids.len(), 1);
    let replayed =
        answers.iter().filter(|answer| answer.header("idempotent-replayed") == Some("true")).count();
    assert_eq!(replayed, 49);
    assert_eq!(event_count(&api).await, 1);
    let queued: i64 =
        sqlx::query_scalar("select count(*) from queue").fetch_one(&api.pool).await.expect("it counts");
    assert_eq!(queued, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_connections_with_one_key_and_different_bodies_make_one_event() {
    let api = Api::start().await;
    let key = api.make_key("default", &["publish"]).await;
    let (address, _serving) = serve(&api).await;
    let body = |number| json!({ "type": "t", "payload": number % 5 });
    let answers = tokio::task::spawn_blocking(move || race(address, &key, body)).await.expect("no panic");
    let (stored, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
    let ids: BTreeSet<String> = stored.iter().map(|answer| answer.json()["event_id"].to_string()).collect();
    assert_eq!((stored.len(), refused.len(), ids.len()), (10, 40, 1), "the winner's body is ten times there");
    for answer in refused {
        assert_eq!(answer.expect(409)["code"], "idempotency_key_reused");
    }
    assert_eq!(event_count(&api).await, 1);
}

#[tokio::test]
async fn a_batch_answers_each_event_alone() {
    let api = Api::start().await;
    api.make_endpoint("default", "target").await;
    let body = r#"{"events":[
        {"type":"a","payload":{"n":1.0},"idempotency_key":"k"},
        {"type":"a","payload":{"n":1.0},"idempotency_key":"k"},
        {"type":"b","payload":2,"idempotency_key":"k"},
        {"type":"c"},
        {bad},
        {"type":"d","payload":"\ud800"},
        {"type":"e","payload":4,"id":"own"},
        {"type":"f","payload":5,"colour":1},
        7
    ]}"#;
    let reply = api.ask(Ask::post("/events/batch").operator().body(body)).await.expect(200);
    let results = reply["results"].as_array().expect("there are results");
    let statuses: Vec<u64> = results.iter().filter_map(|result| result["status"].as_u64()).collect();
    assert_eq!(statuses, [201, 201, 409, 422, 400, 422, 201, 422, 422]);
    assert_eq!(results[0]["event_id"], results[1]["event_id"]);
    let replayed: Vec<_> = results.iter().map(|result| result["replayed"].as_bool()).collect();
    assert_eq!(replayed[..2], [Some(false), Some(true)]);
    assert_eq!(results[0]["queued_deliveries"], 1);
    assert_eq!(results[2]["error"]["code"], "idempotency_key_reused");
    assert_eq!(pointers(&results[3]["error"]), ["/payload"]);
    assert_eq!(pointers(&results[7]["error"]), ["/colour"]);
    assert_eq!(event_count(&api).await, 2);
    // An event of a batch and one alone know each other by key and content.
    let alone = api.ask(publish(r#"{"type":"a","payload":{"n":1.0}}"#).header("idempotency-key", "k")).await;
    assert_eq!(alone.header("idempotent-replayed"), Some("true"));
}

#[tokio::test]
async fn a_batch_has_limits() {
    let api = Api::start().await;
    let batch = |count: usize| {
        let items = vec![r#"{"type":"t","payload":1}"#; count].join(",");
        Ask::post("/events/batch").operator().body(format!(r#"{{"events":[{items}]}}"#))
    };
    let full = api.ask(batch(1_000)).await.expect(200);
    assert_eq!(full["results"].as_array().map(Vec::len), Some(1_000));
    assert_eq!(event_count(&api).await, 1_000);
    let problem = api.ask(batch(1_001)).await.problem(422, "batch_too_large");
    assert_eq!(pointers(&problem), ["/events"]);
    assert_eq!(api.ask(batch(0)).await.expect(200), json!({ "results": [] }));
    for body in ["", "[]", "{}", r#"{"events":1}"#, r#"{"events":[],"more":1}"#] {
        api.ask(Ask::post("/events/batch").operator().body(body)).await.problem(400, "json_invalid");
    }
    let large = format!(r#"{{"events":[{},{{"type":"t","payload":1}}]}}"#, sized(256 * 1024 + 1));
    let results =
        api.ask(Ask::post("/events/batch").operator().body(large)).await.expect(200)["results"].clone();
    assert_eq!((&results[0]["status"], &results[1]["status"]), (&json!(413), &json!(201)));
    assert_eq!(results[0]["error"]["code"], "payload_too_large");
    let over = vec![b' '; 4 * 1024 * 1024 + 1];
    api.ask(Ask::post("/events/batch").operator().body(over)).await.problem(413, "payload_too_large");
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
    put_off(&api.ask(publish(body)).await, "try_later");
    put_off(&api.ask(Ask::get("/events").operator()).await, "try_later");
    let batch = format!(r#"{{"events":[{body},{body}]}}"#);
    put_off(&api.ask(Ask::post("/events/batch").operator().body(batch)).await, "try_later");
    api.ask(Ask::get("/health")).await.expect(200);
    assert_eq!(api.ask(Ask::get("/ready")).await.expect(503)["status"], "not_ready");
}
