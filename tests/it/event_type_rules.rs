//! Event types with a schema: what is refused, what is stored with a warning, and which schemas are not taken.

use crate::api_support::{Api, Ask, pointers};
use crate::matching::{count, published};
use serde_json::{Value, json};

const SCHEMA: &str = r#"{"type": "object", "required": ["amount"], "properties": {"amount": {"type": "integer", "minimum": 0}}}"#;

async fn typed(api: &Api, name: &str, enforce: &str, deprecated: bool) {
    let schema: Value = serde_json::from_str(SCHEMA).expect("it is JSON");
    let body = json!({ "schema": schema, "enforce": enforce, "deprecated": deprecated });
    let answer = api.ask(Ask::new("PUT", &format!("/event-types/{name}")).operator().json(&body)).await;
    assert!([200, 201].contains(&answer.status), "{}", answer.text());
    assert_eq!((&answer.json()["schema"], &answer.json()["enforce"]), (&schema, &json!(enforce)));
}

#[tokio::test]
async fn a_payload_that_does_not_fit_is_refused_with_pointers_or_stored_with_a_warning() {
    let api = Api::start().await;
    typed(&api, "invoice.paid", "reject", false).await;
    typed(&api, "invoice.sent", "warn", true).await;
    typed(&api, "invoice.seen", "off", false).await;
    let event = |name: &str, payload: Value| json!({ "type": name, "payload": payload });
    let refused = published(&api, event("invoice.paid", json!({ "amount": -1 }))).await.expect(422);
    assert_eq!(pointers(&refused), ["/payload/amount"]);
    assert_eq!(pointers(&published(&api, event("invoice.paid", json!({}))).await.expect(422)), ["/payload"]);
    assert_eq!(count(&api, "select count(*) from event").await, 0, "nothing is stored of what is refused");
    let fits = published(&api, event("invoice.paid", json!({ "amount": 1 }))).await.expect(201);
    assert_eq!(fits.get("warnings"), None);
    let warned = published(&api, event("invoice.sent", json!({ "amount": "1" }))).await.expect(201);
    let told: Vec<_> = warned["warnings"]
        .as_array()
        .expect("there are some")
        .iter()
        .map(|one| one["code"].clone())
        .collect();
    assert_eq!(told, ["event_type_deprecated", "schema_misfit"]);
    assert_eq!(warned["warnings"][1]["pointer"], "/payload/amount");
    assert_eq!(published(&api, event("invoice.seen", json!(1))).await.expect(201).get("warnings"), None);
    let metrics = api.ask(Ask::get("/metrics").operator()).await.text();
    assert!(metrics.contains("hookit_events_warned_total 1"), "{metrics}");
    let items = json!({ "events": [event("invoice.paid", json!(1)), event("invoice.paid", json!({ "amount": 2 })), event("other", json!(1))] });
    let batch = api.ask(Ask::post("/events/batch").operator().json(&items)).await.expect(200);
    let statuses: Vec<_> =
        batch["results"].as_array().unwrap().iter().map(|one| one["status"].clone()).collect();
    assert_eq!(statuses, [422, 201, 201], "one bad item does not sink the others");
}

#[tokio::test]
async fn the_next_event_is_judged_by_the_schema_of_now_even_where_another_node_changed_it() {
    let api = Api::start().await;
    let event = json!({ "type": "a", "payload": 1, "id": "own" });
    typed(&api, "b", "reject", false).await;
    sqlx::query(
        "with v as (update config_version set version = version + 1 returning version)
         update event_type set name = 'a', version = v.version from v",
    )
    .execute(&api.pool)
    .await
    .expect("it is changed");
    assert_eq!(pointers(&published(&api, event.clone()).await.expect(422)), ["/payload"]);
    let kept = "select (select count(*) from event) + (select count(*) from idempotency_a) + (select count(*) from idempotency_b)";
    assert_eq!(count(&api, kept).await, 0);
    api.ask(Ask::delete("/event-types/a").operator()).await.expect(204);
    published(&api, event).await.expect(201);
}

#[tokio::test]
async fn a_schema_that_cannot_be_enforced_is_not_saved() {
    let api = Api::start().await;
    for (body, pointer) in [
        (json!({ "enforce": "reject" }), "/enforce"),
        (json!({ "enforce": "hard" }), "/enforce"),
        (json!({ "schema": { "$ref": "https://example.com/s.json" } }), "/schema"),
        (json!({ "schema": { "type": 7 } }), "/schema"),
        (json!({ "schema": { "title": "x".repeat(70_000) } }), "/schema"),
        (json!({ "deprecated": "yes" }), "/deprecated"),
    ] {
        let answer = api.ask(Ask::new("PUT", "/event-types/a").operator().json(&body)).await;
        assert_eq!(pointers(&answer.expect(422)), [pointer], "{}", answer.text());
    }
}
