//! Publishing one event: exact bytes, and one event for one key whoever races.

use crate::api_support::{Api, Ask, event_count, pointers, publish, serve};
use crate::support::http::{Answer, Client};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Barrier};
use std::thread;

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
        (r#"{"type":"a","payload":1,"labels":[]}"#, 422, "wrong_type", "/labels"),
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
