//! Deliveries, dead letters and redrives, as an operator reads and steers them.

use crate::api_support::{Api, Ask, id, pointers};
use serde_json::{Value, json};

fn ids(page: &Value) -> Vec<String> {
    page["items"].as_array().expect("it is a list").iter().map(id).collect()
}

async fn list(api: &Api, path: &str) -> Vec<String> {
    ids(&api.ask(Ask::get(path).operator()).await.expect(200))
}

async fn act(api: &Api, delivery: &str, verb: &str) -> crate::api_support::Reply {
    api.ask(Ask::post(&format!("/deliveries/{delivery}/{verb}")).operator()).await
}

#[tokio::test]
async fn deliveries_are_found_by_every_filter() {
    let api = Api::start().await;
    let endpoint = api.make_endpoint("default", "target").await;
    let dead = api.finished("default", "a.dead", "dead_lettered").await;
    let done = api.finished("default", "a.done", "succeeded").await;
    let event = api.publish("default", "a.live").await;
    let live = api.deliveries("default", &event).await.remove(0);
    let all = [&live, &done, &dead];
    for (query, expected) in [
        (String::new(), all.to_vec()),
        ("?status=pending".to_owned(), vec![&live]),
        ("?status=succeeded".to_owned(), vec![&done]),
        ("?status=dead_lettered".to_owned(), vec![&dead]),
        ("?status=cancelled".to_owned(), vec![]),
        ("?event_type=a.done".to_owned(), vec![&done]),
        ("?outcome=http_status".to_owned(), vec![&dead]),
        ("?outcome=http_status&status=succeeded".to_owned(), vec![]),
        ("?outcome=succeeded&status=dead_lettered".to_owned(), vec![]),
        (format!("?event_id={event}"), vec![&live]),
        (format!("?endpoint={endpoint}"), all.to_vec()),
        ("?endpoint=target&status=pending".to_owned(), vec![&live]),
        ("?created_after=2000-01-01T00:00:00Z".to_owned(), all.to_vec()),
        ("?created_before=2000-01-01T00:00:00Z".to_owned(), vec![]),
    ] {
        let found = list(&api, &format!("/deliveries{query}")).await;
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{query}");
    }
    let mut paged = Vec::new();
    let mut path = "/deliveries?limit=1".to_owned();
    loop {
        let page = api.ask(Ask::get(&path).operator()).await.expect(200);
        paged.extend(ids(&page));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/deliveries?limit=1&cursor={cursor}");
    }
    assert_eq!(paged.iter().collect::<Vec<_>>(), all);
    for wrong in
        ["status=lost", "outcome=x", "event_id=x", "endpoint=x", "event_type=a..b", "created_after=today"]
    {
        let reply = api.ask(Ask::get(&format!("/deliveries?{wrong}")).operator()).await;
        reply.problem(400, "invalid_parameter");
    }
}

#[tokio::test]
async fn a_delivery_and_its_attempts_are_shown() {
    let api = Api::start().await;
    let endpoint = api.make_endpoint("default", "target").await;
    let event = api.publish("default", "a").await;
    let live = api.deliveries("default", &event).await.remove(0);
    let shown = api.ask(Ask::get(&format!("/deliveries/{live}")).operator()).await.expect(200);
    assert_eq!((&shown["event_id"], &shown["endpoint_id"]), (&json!(event), &json!(endpoint)));
    assert_eq!((&shown["status"], &shown["attempt_count"]), (&json!("pending"), &json!(0)));
    assert!(shown["next_attempt_at"].is_string() && shown["finished_at"].is_null());
    let attempts = async || {
        let path = format!("/deliveries/{live}/attempts");
        api.ask(Ask::get(&path).operator()).await.expect(200)["items"].clone()
    };
    assert_eq!(attempts().await, json!([]));
    sqlx::query(
        r#"insert into attempt (shard, delivery_id, number, outcome, started_at, duration_ms, dns_ms, dialled,
                               response_status, response_headers, response_body, body_incomplete, error, node)
           select shard, id, 1, 'http_status', now(), 87, 2, '192.0.2.7:443', 503,
                  '[["content-type","text/plain"],["via","a"],["via","b"]]', '\x6f6800'::bytea, true, 'no', 'n1'
           from queue"#,
    )
    .execute(&api.pool)
    .await
    .expect("the row is made");
    let attempt = attempts().await[0].clone();
    assert!(attempt["id"].as_str().is_some_and(|id| id.starts_with("att_")));
    assert_eq!((&attempt["delivery_id"], &attempt["attempt_number"]), (&json!(live), &json!(1)));
    assert_eq!((&attempt["outcome"], &attempt["response_status"]), (&json!("http_status"), &json!(503)));
    assert_eq!(attempt["response_headers"], json!({ "content-type": "text/plain", "via": "a, b" }));
    assert_eq!(
        (&attempt["response_body"], &attempt["response_body_encoding"]),
        (&json!("oh\0"), &json!("utf-8"))
    );
    assert_eq!((&attempt["phases"]["dns"], &attempt["phases"]["tls"]), (&json!(2), &Value::Null));
    assert_eq!((&attempt["response_body_incomplete"], &attempt["node"]), (&json!(true), &json!("n1")));
}

#[tokio::test]
async fn a_delivery_is_redriven_only_from_where_it_may() {
    let api = Api::start().await;
    api.make_endpoint("default", "target").await;
    let done = api.finished("default", "a", "succeeded").await;
    let dead = api.finished("default", "a", "dead_lettered").await;
    let redriven = act(&api, &dead, "redrive").await.expect(200);
    assert_eq!((&redriven["status"], &redriven["charged_attempts"]), (&json!("pending"), &json!(0)));
    assert_eq!(redriven["attempt_count"], 1, "history counts on");
    act(&api, &dead, "redrive").await.problem(409, "delivery_state");
    act(&api, &done, "redrive").await.problem(409, "delivery_state");
    act(&api, &done, "redrive?force=maybe").await.problem(400, "invalid_parameter");
    act(&api, &done, "redrive?force=true").await.expect(200);
    let cancelled = act(&api, &dead, "cancel").await.expect(200);
    assert_eq!((&cancelled["status"], &cancelled["cause"]), (&json!("cancelled"), &json!("operator")));
    act(&api, &dead, "cancel").await.problem(409, "delivery_state");
    act(&api, &dead, "attempt-now").await.problem(409, "delivery_state");
    act(&api, &dead, "redrive").await.expect(200);
}

#[tokio::test]
async fn a_waiting_delivery_is_brought_forward() {
    let api = Api::start().await;
    api.make_endpoint("default", "target").await;
    let event = api.publish("default", "a").await;
    let delivery = api.deliveries("default", &event).await.remove(0);
    let later = "update queue set due_at = now() + interval '1 hour'";
    sqlx::query(later).execute(&api.pool).await.expect("it is moved");
    act(&api, &delivery, "attempt-now").await.expect(200);
    let due: bool =
        sqlx::query_scalar("select due_at <= now() from queue").fetch_one(&api.pool).await.expect("a row");
    assert!(due);
}

#[tokio::test]
async fn a_cancelled_event_ends_what_was_not_attempted() {
    let api = Api::start().await;
    for name in ["a", "b"] {
        api.make_endpoint("default", name).await;
    }
    let event = api.publish("default", "a").await;
    let attempted = "update queue set attempt = 1 where id = (select id from queue order by id limit 1)";
    sqlx::query(attempted).execute(&api.pool).await.expect("it is moved");
    let path = format!("/events/{event}/cancel");
    let cancelled = api.ask(Ask::post(&path).operator()).await.expect(200);
    assert_eq!(cancelled, json!({ "event_id": event, "cancelled_deliveries": 1 }));
    assert_eq!(api.ask(Ask::post(&path).operator()).await.expect(200)["cancelled_deliveries"], 0);
}

#[tokio::test]
async fn events_are_found_by_every_filter() {
    let api = Api::start().await;
    let body = json!({ "type": "a", "payload": 1, "id": "own" });
    let own = api.ask(Ask::post("/events").operator().json(&body)).await.expect(201)["event_id"].clone();
    let other = api.publish("default", "b").await;
    for (query, expected) in [
        ("", vec![json!(other), own.clone()]),
        ("?event_type=a", vec![own.clone()]),
        ("?client_id=own", vec![own.clone()]),
        ("?client_id=none", vec![]),
        ("?created_after=2000-01-01T00:00:00Z&limit=1", vec![json!(other)]),
        ("?created_before=2000-01-01T00:00:00%2B01:00", vec![]),
    ] {
        let found: Vec<Value> =
            list(&api, &format!("/events{query}")).await.into_iter().map(Value::from).collect();
        assert_eq!(found, expected, "{query}");
    }
    let listed = api.ask(Ask::get("/events").operator()).await.expect(200);
    assert!(listed["items"][0].get("payload").is_none());
    for wrong in ["client_id=a%20b", "event_type=", "created_before=x"] {
        let reply = api.ask(Ask::get(&format!("/events?{wrong}")).operator()).await;
        reply.problem(400, "invalid_parameter");
    }
}

#[tokio::test]
async fn dead_letters_are_listed_and_grouped() {
    let api = Api::start().await;
    let endpoint = api.make_endpoint("default", "target").await;
    let first = api.finished("default", "a", "dead_lettered").await;
    let second = api.finished("default", "b", "dead_lettered").await;
    api.finished("default", "a", "succeeded").await;
    assert_eq!(list(&api, "/dead-letters").await, [second.clone(), first.clone()]);
    assert_eq!(list(&api, "/dead-letters?event_type=a&endpoint=target").await, [first]);
    api.ask(Ask::get("/dead-letters?status=pending").operator()).await.problem(400, "unknown_parameter");
    let groups = api.ask(Ask::get("/dead-letters/groups").operator()).await.expect(200);
    assert_eq!((groups["items"].as_array().map(Vec::len), &groups["truncated"]), (Some(1), &json!(false)));
    let group = &groups["items"][0];
    assert_eq!((&group["endpoint_id"], &group["count"]), (&json!(endpoint), &json!(2)));
    assert_eq!((&group["last_outcome"], &group["last_status"]), (&json!("http_status"), &json!(503)));
    assert_eq!(group["sample_delivery_id"], second);
    let status = api.ask(Ask::get("/status").operator()).await.expect(200);
    let troubled = &status["troubled_endpoints"][0];
    assert_eq!((&troubled["name"], &troubled["dead_letters"]), (&json!("target"), &json!(2)));
}

#[tokio::test]
async fn a_redrive_runs_exactly_what_was_planned() {
    let api = Api::start().await;
    api.make_endpoint("default", "target").await;
    let first = api.finished("default", "a", "dead_lettered").await;
    api.finished("default", "b", "dead_lettered").await;
    let post = |body: Value| api.ask(Ask::post("/redrives").operator().json(&body));
    let body = json!({ "endpoint": "target", "event_type": "a", "since": "2000-01-01T00:00:00Z", "outcome": "http_status", "dry_run": true, "rate_per_s": 2 });
    let plan = post(body).await.expect(200);
    assert_eq!((&plan["total"], &plan["payload_bytes"]), (&json!(1), &json!(7)));
    assert_eq!((&plan["eta_ms"], &plan["rate_per_s"]), (&json!(500), &json!(2)));
    assert_eq!(plan["groups"][0]["sample_delivery_id"], first);
    assert_eq!(list(&api, "/redrives").await, Vec::<String>::new(), "a plan is no redrive yet");
    let started = post(json!({ "plan": plan["plan"], "rate_per_s": 10 })).await;
    assert_eq!(started.status, 202, "{}", started.text());
    let started = started.json();
    assert_eq!((&started["id"], &started["state"]), (&plan["plan"], &json!("running")));
    assert_eq!((&started["total"], &started["rate_per_s"]), (&json!(1), &json!(10)));
    let again = post(json!({ "plan": plan["plan"] })).await;
    assert_eq!(again.json(), started, "starting twice is starting once");
    let at = |verb: &str| format!("/redrives/{}{verb}", id(&started));
    let steer = |verb: &'static str| api.ask(Ask::post(&at(verb)).operator());
    assert_eq!(steer("/pause").await.expect(200)["state"], "paused");
    assert_eq!(steer("/resume").await.expect(200)["state"], "running");
    assert_eq!(steer("/cancel").await.expect(200)["state"], "cancelled");
    steer("/resume").await.problem(409, "redrive_state");
    steer("/pause").await.problem(409, "redrive_state");
    let shown = api.ask(Ask::get(&at("")).operator()).await.expect(200);
    assert_eq!((&shown["requested_by"], &shown["predicate"]["event_type"]), (&json!("test"), &json!("a")));
    assert_eq!(list(&api, "/redrives").await, [id(&started)]);
}

#[tokio::test]
async fn what_cannot_be_redriven_is_told() {
    let api = Api::start().await;
    let post = |body: Value| api.ask(Ask::post("/redrives").operator().json(&body));
    let unknown = "rdr_01h455vb4pex5vsknk084sn02q";
    post(json!({ "plan": unknown })).await.problem(404, "not_found");
    let problem = post(json!({ "plan": unknown, "ids": ["x"], "dry_run": true })).await.expect(422);
    assert!(pointers(&problem).contains(&"/dry_run"), "{problem}");
    for (body, pointer) in [
        (json!({ "plan": "x" }), "/plan"),
        (json!({ "plan": null }), "/plan"),
        (json!({ "endpoint": "no-such" }), "/endpoint"),
        (json!({ "event_type": "a b" }), "/event_type"),
        (json!({ "since": "today" }), "/since"),
        (json!({ "outcome": "x" }), "/outcome"),
        (json!({ "ids": [] }), "/ids"),
        (json!({ "ids": ["x"] }), "/ids"),
        (json!({ "all": true, "rate_per_s": 0 }), "/rate_per_s"),
        (json!({ "all": true, "dry_run": 1 }), "/dry_run"),
    ] {
        let problem = post(body.clone()).await.expect(422);
        assert_eq!(pointers(&problem), [pointer], "{body}");
    }
}
