//! Publishing many events in one request.

use crate::api_support::{Api, Ask, event_count, pointers, publish, sized};
use serde_json::json;

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
