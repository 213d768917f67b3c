//! Which endpoints receive an event: labels, named endpoints, filters, and the explanation of it afterwards.

use crate::api_support::{Api, Ask, Reply, pointers};
use crate::support::answer::Answer;
use crate::support::receiver::Receiver;
use crate::support::wait::SOON;
use crate::support::world::{Operator, World};
use hookit::store::endpoints;
use serde_json::{Value, json};

pub(crate) async fn count(api: &Api, rows: &'static str) -> i64 {
    sqlx::query_scalar(rows).fetch_one(&api.pool).await.expect("they are counted")
}

async fn made(api: &Api, name: &str, more: Value) -> String {
    let mut body = json!({ "name": name, "url": "https://a.example.com/" });
    for (member, value) in more.as_object().expect("it is an object") {
        body[member] = value.clone();
    }
    let answer = api.ask(Ask::post("/endpoints").operator().json(&body)).await.expect(201);
    answer["id"].as_str().expect("it has an id").to_owned()
}

pub(crate) async fn published(api: &Api, event: Value) -> Reply {
    api.ask(Ask::post("/events").operator().json(&event)).await
}

async fn received_by(api: &Api, event: Value) -> u64 {
    published(api, event).await.expect(201)["queued_deliveries"].as_u64().expect("it is a number")
}

async fn explained(api: &Api, event: &str) -> Vec<(String, String, String)> {
    let told = api.ask(Ask::get(&format!("/events/{event}/explain")).operator()).await.expect(200);
    assert_eq!(told["settings_known"], true);
    let of = |endpoint: &Value, name: &str| endpoint[name].as_str().unwrap_or_default().to_owned();
    let endpoints = told["endpoints"].as_array().expect("it is a list");
    endpoints.iter().map(|one| (of(one, "name"), of(one, "verdict"), of(one, "why"))).collect()
}

#[tokio::test]
async fn an_event_goes_only_to_the_endpoints_it_names() {
    let api = Api::start().await;
    let one = made(&api, "one", json!({})).await;
    made(&api, "two", json!({})).await;
    made(&api, "paid", json!({ "event_types": ["invoice.*"] })).await;
    assert_eq!(received_by(&api, json!({ "type": "a", "payload": 1 })).await, 2);
    assert_eq!(received_by(&api, json!({ "type": "a", "payload": 1, "endpoint_ids": [one] })).await, 1);
    // By name and by id, each once; and a named endpoint still has to receive the type.
    let event = json!({ "type": "a", "payload": 1, "endpoint_ids": ["one", one, "paid"] });
    let id = published(&api, event).await.expect(201)["event_id"].clone();
    let shown = api.ask(Ask::get(&format!("/events/{}", id.as_str().unwrap())).operator()).await.expect(200);
    assert_eq!(shown["queued_deliveries"], 1);
    assert_eq!(shown["endpoint_ids"].as_array().map(Vec::len), Some(2));
    let unknown =
        published(&api, json!({ "type": "a", "payload": 1, "endpoint_ids": ["one", "nobody"] })).await;
    assert_eq!(pointers(&unknown.expect(422)), ["/endpoint_ids"]);
    assert!(unknown.text().contains("no endpoint `nobody`"), "{}", unknown.text());
    // Another project's endpoint is as unknown as one that is not there.
    api.ask(Ask::post("/projects").operator().json(&json!({ "name": "other" }))).await.expect(201);
    let foreign = Ask::post("/events").operator().project("other");
    let foreign = foreign.json(&json!({ "type": "a", "payload": 1, "endpoint_ids": [one] }));
    api.ask(foreign).await.expect(422);
    assert_eq!(count(&api, "select count(*) from event").await, 3);
}

#[tokio::test]
async fn labels_are_kept_found_and_part_of_what_was_published() {
    let api = Api::start().await;
    let event = |labels: Value| json!({ "type": "a", "payload": 1, "labels": labels });
    for n in 0..5 {
        let env = if n % 2 == 0 { "prod" } else { "test" };
        published(&api, event(json!({ "env": env, "n": n.to_string() }))).await.expect(201);
    }
    let found = |query: &str| api.ask(Ask::get(&format!("/events?{query}")).operator());
    let page = found("label=env:prod&limit=2").await.expect(200);
    assert_eq!(page["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(page["items"][0]["labels"], json!({ "env": "prod", "n": "4" }));
    let next =
        format!("label=env:prod&limit=2&cursor={}", page["next_cursor"].as_str().expect("there is more"));
    let rest = found(&next).await.expect(200);
    assert_eq!(rest["items"][0]["labels"]["n"], "0");
    assert_eq!(rest["next_cursor"], Value::Null);
    assert_eq!(found("label=env:none").await.expect(200)["items"], json!([]));
    assert_eq!(
        found("label=env:test&event_type=a").await.expect(200)["items"].as_array().map(Vec::len),
        Some(2)
    );
    found("label=env").await.expect(400);
    found("matched=1").await.expect(400);
    assert_eq!(found("matched=0").await.expect(200)["items"].as_array().map(Vec::len), Some(5));
    let same_key =
        |labels: Value| Ask::post("/events").operator().header("idempotency-key", "k").json(&event(labels));
    api.ask(same_key(json!({ "env": "prod" }))).await.expect(201);
    assert_eq!(api.ask(same_key(json!({ "env": "prod" }))).await.header("idempotent-replayed"), Some("true"));
    api.ask(same_key(json!({ "env": "test" }))).await.expect(409);
    for labels in [json!({ "": "x" }), json!({ "a": 1 }), json!({ "a": "x".repeat(129) }), json!([])] {
        published(&api, event(labels)).await.expect(422);
    }
}

#[tokio::test]
async fn a_filter_decides_and_a_batch_keeps_its_order() {
    let api = Api::start().await;
    made(&api, "all", json!({})).await;
    made(&api, "large", json!({ "filter": "payload.amount > 1000 && labels.env == 'prod'" })).await;
    let event =
        |amount: Value| json!({ "type": "a", "payload": { "amount": amount }, "labels": { "env": "prod" } });
    assert_eq!(received_by(&api, event(json!(1001))).await, 2);
    assert_eq!(received_by(&api, event(json!(1000))).await, 1);
    assert_eq!(received_by(&api, event(json!("many"))).await, 1, "a filter without a value does not match");
    assert_eq!(received_by(&api, json!({ "type": "a", "payload": null })).await, 1);
    let events: Vec<Value> = (0..50).map(|n| event(json!(n * 50))).collect();
    let batch =
        api.ask(Ask::post("/events/batch").operator().json(&json!({ "events": events }))).await.expect(200);
    let results = batch["results"].as_array().expect("they are results");
    let ids: Vec<&str> = results.iter().map(|result| result["event_id"].as_str().unwrap()).collect();
    assert!(ids.is_sorted(), "events are stored in the order of the batch");
    let twice = results.iter().filter(|result| result["queued_deliveries"] == 2).count();
    assert_eq!(twice, 29);
    for (filter, said) in [
        ("payload.amount >", "too early"),
        ("amount > 1", "payload"),
        ("[1].all(a, [1].all(b, [1].all(c, true)))", "at most 2"),
    ] {
        let body = json!({ "name": "x", "url": "https://a.example.com/", "filter": filter });
        let refused = api.ask(Ask::post("/endpoints").operator().json(&body)).await;
        assert_eq!(pointers(&refused.expect(422)), ["/filter"]);
        assert!(refused.text().contains(said), "{}", refused.text());
    }
}

#[tokio::test]
async fn a_changed_filter_holds_for_the_next_event_even_where_another_node_changed_it() {
    let api = Api::start().await;
    made(&api, "one", json!({ "filter": "payload.n == 1" })).await;
    assert_eq!(received_by(&api, json!({ "type": "a", "payload": { "n": 2 } })).await, 0);
    let change = Ask::patch("/endpoints/one").operator().json(&json!({ "filter": "payload.n == 2" }));
    assert_eq!(api.ask(change).await.expect(200)["filter"], "payload.n == 2");
    assert_eq!(received_by(&api, json!({ "type": "a", "payload": { "n": 2 } })).await, 1);
    // Behind this process's back: the statement that stores the event notices, and the filter is asked anew.
    sqlx::query(
        "with v as (update config_version set version = version + 1 returning version)
         update endpoint set matching = '{\"filter\": \"payload.n == 3\"}', version = v.version from v",
    )
    .execute(&api.pool)
    .await
    .expect("it is changed");
    assert_eq!(received_by(&api, json!({ "type": "a", "payload": { "n": 2 } })).await, 0);
    assert_eq!(received_by(&api, json!({ "type": "a", "payload": { "n": 3 } })).await, 1);
    // A change of something else keeps the filter; null takes it away.
    let other = Ask::patch("/endpoints/one").operator().json(&json!({ "description": "d" }));
    assert_eq!(api.ask(other).await.expect(200)["filter"], "payload.n == 3");
    let none = Ask::patch("/endpoints/one").operator().json(&json!({ "filter": null }));
    assert_eq!(api.ask(none).await.expect(200)["filter"], Value::Null);
    assert_eq!(received_by(&api, json!({ "type": "a", "payload": 1 })).await, 1);
}

#[tokio::test]
async fn an_event_is_explained_by_the_settings_of_then() {
    let api = Api::start().await;
    made(&api, "all", json!({})).await;
    made(&api, "types", json!({ "event_types": ["user.**"] })).await;
    made(&api, "filtered", json!({ "filter": "has(payload.a) && payload.a > 1" })).await;
    made(&api, "failing", json!({ "filter": "payload.b > 1" })).await;
    made(&api, "inactive", json!({ "status": "inactive" })).await;
    made(&api, "paused", json!({})).await;
    api.ask(Ask::post("/endpoints/paused/pause").operator()).await.expect(200);
    let gone = made(&api, "gone", json!({})).await;
    api.ask(Ask::delete("/endpoints/gone").operator()).await.expect(200);
    let event = json!({ "type": "a", "payload": { "a": 1 } });
    let id = published(&api, event).await.expect(201)["event_id"].as_str().unwrap().to_owned();
    let expected = [
        ("all", "matched", "matched"),
        ("failing", "filter_failed", "filter failed: no such key `b`"),
        ("filtered", "filter", "filter was false: payload.a > 1"),
        ("gone", "removed", "the endpoint had been removed"),
        ("inactive", "inactive", "the endpoint was inactive: not matched with new events"),
        ("paused", "matched", "matched, and held: the endpoint was paused"),
        ("types", "type", "it received user.**"),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(name, verdict, why)| ((*name).to_owned(), (*verdict).to_owned(), (*why).to_owned()))
        .collect();
    assert_eq!(explained(&api, &id).await, expected);
    // Whatever is changed afterwards: it was as it was.
    let change = json!({ "filter": null, "event_types": ["x"], "name": "renamed" });
    api.ask(Ask::patch("/endpoints/filtered").operator().json(&change)).await.expect(200);
    api.ask(Ask::delete("/endpoints/all").operator()).await.expect(200);
    api.ask(Ask::post("/endpoints/paused/resume").operator()).await.expect(200);
    made(&api, "later", json!({})).await;
    let mut with_later = expected.clone();
    with_later.insert(
        5,
        ("later".to_owned(), "created_later".to_owned(), "the endpoint was made after the event".to_owned()),
    );
    assert_eq!(explained(&api, &id).await, with_later);
    let named = json!({ "type": "a", "payload": 1, "endpoint_ids": ["later"] });
    let id = published(&api, named).await.expect(201)["event_id"].as_str().unwrap().to_owned();
    let told = explained(&api, &id).await;
    assert!(told.contains(&(
        "paused".to_owned(),
        "not_named".to_owned(),
        "the event named other endpoints".to_owned()
    )));
    // What HookIt disables by itself is in the history too.
    let project = api.store.snapshot().project("default").expect("it is there").id;
    let found = endpoints::find(&api.store, project, "paused").await.unwrap().unwrap();
    assert!(endpoints::disable(&api.store, found.id, "the receiver answered 410 Gone", None).await.unwrap());
    let id = published(&api, json!({ "type": "a", "payload": 1 })).await.expect(201)["event_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let told = explained(&api, &id).await;
    assert!(told.iter().any(|(name, _, why)| name == "paused" && why.ends_with("was disabled")), "{told:?}");
    assert!(told.iter().any(|(name, verdict, _)| name == "gone" && verdict == "removed"), "{gone}");
}

#[tokio::test]
async fn an_event_of_before_settings_were_kept_is_not_explained_by_guesses() {
    let api = Api::start().await;
    made(&api, "all", json!({})).await;
    let id = published(&api, json!({ "type": "a", "payload": 1 })).await.expect(201)["event_id"]
        .as_str()
        .unwrap()
        .to_owned();
    sqlx::query("update event set matched_version = 0").execute(&api.pool).await.expect("it is old now");
    let told = api.ask(Ask::get(&format!("/events/{id}/explain")).operator()).await.expect(200);
    assert_eq!((&told["settings_known"], &told["endpoints"]), (&json!(false), &json!([])));
}

#[tokio::test]
async fn how_endpoints_were_is_kept_as_long_as_the_events_of_then() {
    let api = Api::start().await;
    made(&api, "kept", json!({})).await;
    made(&api, "removed", json!({})).await;
    for description in ["a", "b"] {
        let change = json!({ "description": description });
        api.ask(Ask::patch("/endpoints/kept").operator().json(&change)).await.expect(200);
    }
    api.ask(Ask::delete("/endpoints/removed").operator()).await.expect(200);
    hookit::store::partitions::make(&api.store, 1).await.expect("there are days");
    hookit::store::retention::prune_reference(&api.store, 30).await.expect("it is pruned");
    let rows = "select count(*) from endpoint_history";
    assert_eq!(count(&api, rows).await, 5, "all of today's events may need them");
    sqlx::query("update endpoint_history set at = at - interval '9 days'")
        .execute(&api.pool)
        .await
        .expect("they are old");
    hookit::store::retention::prune_reference(&api.store, 30).await.expect("it is pruned");
    assert_eq!(count(&api, rows).await, 1, "the one in force is left");
}

#[tokio::test]
async fn filters_are_tried_on_samples_and_on_the_events_that_were() {
    let api = Api::start().await;
    made(&api, "live", json!({ "event_types": ["a"], "filter": "payload.n >= 3" })).await;
    for n in 0..10 {
        published(&api, json!({ "type": "a", "payload": { "n": n } })).await.expect(201);
    }
    published(&api, json!({ "type": "b", "payload": { "n": 100 } })).await.expect(201);
    let check = |body: Value| api.ask(Ask::post("/filters/check").operator().json(&body));
    let told =
        check(json!({ "filter": "payload.n > 1 && type == 'a'", "payload": { "n": 2 }, "type": "a" })).await;
    assert_eq!(told.expect(200), json!({ "matched": true, "failed": false, "clause": null, "reason": null }));
    let told = check(
        json!({ "filter": "labels.env == 'x' && payload.n > 1", "payload": {}, "labels": { "env": "x" } }),
    )
    .await;
    assert_eq!(
        told.expect(200),
        json!({ "matched": false, "failed": true, "clause": "payload.n > 1", "reason": "no such key `n`" })
    );
    check(json!({ "filter": "oops" })).await.expect(422);
    check(json!({ "payload": 1 })).await.expect(422);
    let backtest = |body: Value| api.ask(Ask::post("/filters/backtest").operator().json(&body));
    let told = backtest(json!({ "filter": "payload.n % 2 == 0", "endpoint": "live" })).await.expect(200);
    let numbers = ["looked_at", "of_type", "matched", "matched_now", "gained", "lost", "failed"];
    assert_eq!(numbers.map(|name| told[name].as_u64().unwrap()), [11, 10, 5, 7, 2, 4, 0]);
    assert_eq!(told["lost_ids"].as_array().map(Vec::len), Some(4));
    let all = backtest(json!({ "filter": "payload.x > 1", "last": 4 })).await.expect(200);
    assert_eq!(
        (&all["of_type"], &all["failed"], &all["failure"]),
        (&json!(4), &json!(4), &json!("no such key `x`"))
    );
    for body in [json!({ "filter": "true", "last": 1001 }), json!({ "filter": "true", "endpoint": "none" })] {
        backtest(body).await.expect(422);
    }
}

#[test]
fn only_what_a_filter_lets_through_arrives() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = Operator::of(&world.daemon);
    operator.endpoint("picky", &receiver, json!({ "filter": "payload.n % 10 == 0" }));
    for n in 0..30 {
        let event = json!({ "type": "a", "payload": { "n": n } });
        operator.client().post("/events", &event).expect(201);
    }
    let requests = receiver.wait_for(3, SOON);
    let mut arrived: Vec<u64> = requests
        .iter()
        .map(|request| {
            let body: Value = serde_json::from_slice(&request.body).expect("it is JSON");
            body["payload"]["n"].as_u64().expect("it has a number")
        })
        .collect();
    arrived.sort_unstable();
    assert_eq!(arrived, [0, 10, 20]);
}
