//! Endpoints: made, named, shown, patched, rotated, paused, tested, removed.

use crate::api_support::{Api, Ask, Setup, id, pointers};
use axum::body::Bytes;
use hookit::api::{Probe, Probed};
use hookit::domain::exchange::{Answer, Exchange, Phases, TlsSession};
use hookit::domain::outcome::Outcome;
use serde_json::{Value, json};
use std::sync::Arc;

const URL: &str = "https://api.acme.example/webhooks";

async fn make(api: &Api, body: Value) -> Value {
    api.ask(Ask::post("/endpoints").operator().json(&body)).await.expect(201)
}

#[tokio::test]
async fn an_endpoint_is_made_with_defaults_and_its_secret_shown_once() {
    let api = Api::start().await;
    let made = make(&api, json!({ "url": "HTTPS://API.acme.example/webhooks" })).await;
    assert_eq!((&made["url"], &made["name"]), (&json!(URL), &json!("api-acme-example")));
    assert_eq!((&made["event_types"], &made["signature_format"]), (&json!(["*"]), &json!("both")));
    assert_eq!((&made["timeout_ms"], &made["status"]), (&json!(15_000), &json!("active")));
    assert_eq!(made["retry"]["schedule_ms"].as_array().map(Vec::len), Some(11));
    assert!(made["secret"].as_str().is_some_and(|secret| secret.starts_with("whsec_")));
    for path in [format!("/endpoints/{}", id(&made)), "/endpoints/api-acme-example".to_owned()] {
        let mut shown = api.ask(Ask::get(&path).operator()).await.expect(200);
        assert!(shown.get("secret").is_none());
        shown["secret"] = made["secret"].clone();
        assert_eq!(shown, made);
    }
}

#[tokio::test]
async fn everything_that_can_be_set_is_kept() {
    let api = Api::start().await;
    let body = json!({
        "name": "acme", "url": URL, "event_types": ["invoice.*", "user.**", "ping"], "signature_format": "legacy",
        "timeout_ms": 2_000, "retry": { "base_ms": 100, "cap_ms": 1_000, "max_attempts": 5, "jitter": 0.0 },
        "status": "paused", "description": "d", "labels": { "team": "billing" },
        "metadata": { "z": 1, "a": [1, 2] },
    });
    let made = make(&api, body.clone()).await;
    for (name, value) in body.as_object().expect("it is an object") {
        assert_eq!(made[name], *value, "{name}");
    }
    let own = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
    let with_secret = make(&api, json!({ "url": URL, "secret": own })).await;
    assert_eq!(with_secret["secret"], own);
    // At rest it is sealed, not written.
    let sealed: Vec<Vec<u8>> =
        sqlx::query_scalar("select sealed from endpoint_secret").fetch_all(&api.pool).await.expect("rows");
    assert!(sealed.iter().all(|sealed| !String::from_utf8_lossy(sealed).contains("MDEyMzQ1")));
}

#[tokio::test]
async fn names_that_are_made_are_made_unique_and_given_ones_are_not() {
    let api = Api::start().await;
    for expected in ["api-acme-example", "api-acme-example-2", "api-acme-example-3"] {
        assert_eq!(make(&api, json!({ "url": URL })).await["name"], expected);
    }
    let taken = json!({ "url": URL, "name": "api-acme-example" });
    api.ask(Ask::post("/endpoints").operator().json(&taken)).await.problem(409, "name_taken");
    // The name is free in another project.
    api.make_project("acme").await;
    api.ask(Ask::post("/endpoints").operator().project("acme").json(&taken)).await.expect(201);
}

#[tokio::test]
async fn endpoints_made_at_once_all_find_a_name() {
    let api = Arc::new(Api::start().await);
    let mut making = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let api = Arc::clone(&api);
        making.spawn(async move { make(&api, json!({ "url": URL })).await["name"].to_string() });
    }
    let names: std::collections::BTreeSet<String> = making.join_all().await.into_iter().collect();
    assert_eq!(names.len(), 5);
}

#[tokio::test]
async fn what_cannot_be_an_endpoint_is_told_all_at_once() {
    let api = Api::start().await;
    let body = json!({ "url": "http://169.254.169.254/", "timeout_ms": 1, "name": "A", "filter": "x", "event_types": ["a", ".."] });
    let problem =
        api.ask(Ask::post("/endpoints").operator().json(&body)).await.problem(422, "validation_failed");
    assert_eq!(pointers(&problem), ["/url", "/timeout_ms", "/name", "/event_types/1", "/filter"]);
    for url in ["https://10.0.0.1/", "https://[::1]/", "https://169.254.169.254/"] {
        let body = json!({ "url": url });
        let reply = api.ask(Ask::post("/endpoints").operator().json(&body)).await;
        let problem = reply.problem(422, "url_address_forbidden");
        assert_eq!(pointers(&problem), ["/url"]);
        assert_eq!(problem["detail"], "the endpoint URL points to an address HookIt does not deliver to");
    }
    let body = json!({ "url": URL, "max_age": null });
    api.ask(Ask::post("/endpoints").operator().json(&body)).await.problem(422, "unknown_member");
    for (secret, code) in
        [("whsec_", "secret_invalid"), ("short", "secret_invalid"), ("whsec_%%%", "secret_invalid")]
    {
        let body = json!({ "url": URL, "secret": secret });
        let reply = api.ask(Ask::post("/endpoints").operator().json(&body)).await;
        reply.problem(422, code);
        assert!(!reply.text().contains("%%%"));
    }
    let listed = api.ask(Ask::get("/endpoints").operator()).await.expect(200);
    assert_eq!(listed["items"], json!([]));
}

#[tokio::test]
async fn an_endpoint_is_patched_by_the_merge_rules() {
    let api = Api::start().await;
    let body = json!({ "name": "acme", "url": URL, "description": "d", "labels": { "a": "1", "b": "2" }, "metadata": { "x": { "y": 1 } } });
    let made = make(&api, body).await;
    let patch = |body: Value| api.ask(Ask::patch("/endpoints/acme").operator().json(&body));
    let changed = patch(json!({
        "description": null, "labels": { "a": null, "c": "3" }, "metadata": { "x": { "z": 2 } }, "timeout_ms": 3_000,
    }));
    let changed = changed.await.expect(200);
    assert!(changed["description"].is_null());
    assert_eq!(changed["labels"], json!({ "b": "2", "c": "3" }));
    assert_eq!(changed["metadata"], json!({ "x": { "y": 1, "z": 2 } }));
    assert_eq!((&changed["timeout_ms"], &changed["url"]), (&json!(3_000), &made["url"]));
    assert_ne!(changed["updated_at"], made["updated_at"]);
    let same = patch(json!({})).await.expect(200);
    assert_eq!(same, changed);
    let renamed = patch(json!({ "name": "umbrella" })).await.expect(200);
    assert_eq!(renamed["id"], made["id"]);
    patch(json!({ "name": "x" })).await.problem(404, "not_found");
    make(&api, json!({ "name": "acme", "url": URL })).await;
    patch(json!({ "name": "umbrella" })).await.problem(409, "name_taken");
    patch(json!({ "url": null })).await.problem(422, "not_clearable");
    patch(json!({ "colour": null })).await.problem(422, "unknown_member");
    let merge =
        Ask::patch("/endpoints/acme").operator().header("content-type", "application/merge-patch+json");
    api.ask(merge.body(r#"{"status":"inactive"}"#)).await.expect(200);
}

#[tokio::test]
async fn only_hookit_disables_and_any_status_ends_it() {
    let api = Api::start().await;
    let made = make(&api, json!({ "name": "acme", "url": URL })).await;
    let patch = |body: Value| api.ask(Ask::patch("/endpoints/acme").operator().json(&body));
    patch(json!({ "status": "disabled" })).await.problem(422, "status_invalid");
    let endpoint = id(&made).parse().expect("it is an id");
    let disable = async || {
        let done =
            hookit::store::endpoints::disable(&api.store, endpoint, "the receiver answered 410", None).await;
        assert!(done.expect("it is disabled"));
    };
    disable().await;
    let shown = patch(json!({ "description": "still" })).await.expect(200);
    assert_eq!(
        (&shown["status"], &shown["disabled_reason"]),
        (&json!("disabled"), &json!("the receiver answered 410"))
    );
    let active = patch(json!({ "status": "active" })).await.expect(200);
    assert_eq!((&active["status"], &active["disabled_reason"]), (&json!("active"), &Value::Null));
    disable().await;
    let resumed = api.ask(Ask::post("/endpoints/acme/resume").operator()).await.expect(200);
    assert_eq!((&resumed["status"], &resumed["disabled_reason"]), (&json!("active"), &Value::Null));
}

#[tokio::test]
async fn a_paused_endpoint_holds_and_an_inactive_one_is_passed_over() {
    let api = Api::start().await;
    make(&api, json!({ "name": "acme", "url": URL })).await;
    let paused = api.ask(Ask::post("/endpoints/acme/pause").operator()).await.expect(200);
    assert_eq!(paused["status"], "paused");
    let event = api.publish("default", "a").await;
    let delivery = api.deliveries("default", &event).await.remove(0);
    let status = async || {
        let shown = api.ask(Ask::get(&format!("/deliveries/{delivery}")).operator()).await.expect(200);
        shown["status"].as_str().expect("it is text").to_owned()
    };
    assert_eq!(status().await, "held");
    let held = api.ask(Ask::get("/deliveries?status=held").operator()).await.expect(200);
    assert_eq!(held["items"].as_array().map(Vec::len), Some(1));
    let resumed = api.ask(Ask::post("/endpoints/acme/resume").operator().body("{}")).await.expect(200);
    assert_eq!(resumed["status"], "active");
    assert_eq!(status().await, "pending");
    api.ask(Ask::patch("/endpoints/acme").operator().json(&json!({ "status": "inactive" })))
        .await
        .expect(200);
    let event = api.publish("default", "a").await;
    assert!(api.deliveries("default", &event).await.is_empty());
}

#[tokio::test]
async fn a_rotated_secret_gives_the_old_one_a_grace() {
    let api = Api::start().await;
    let made = make(&api, json!({ "name": "acme", "url": URL })).await;
    let rotate =
        |body: &'static str| api.ask(Ask::post("/endpoints/acme/rotate-secret").operator().body(body));
    let rotated = rotate("").await.expect(200);
    assert_eq!(rotated["endpoint_id"], made["id"]);
    assert_ne!(rotated["secret"], made["secret"]);
    assert!(rotated["previous_expires_at"].is_string());
    let endpoint = id(&made).parse().expect("it is an id");
    let live = async || {
        let live = hookit::store::secrets::live(&api.store, endpoint).await.expect("they open");
        live.iter().map(|one| one.secret.reveal().to_owned()).collect::<Vec<_>>()
    };
    let text = |value: &Value| value.as_str().expect("it is text").to_owned();
    assert_eq!(live().await, [text(&rotated["secret"]), text(&made["secret"])]);
    let own = rotate(r#"{"secret":"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz","grace_ms":0}"#).await.expect(200);
    assert_eq!(
        live().await,
        [text(&own["secret"]), text(&made["secret"])],
        "without grace the newest before is gone"
    );
    rotate(r#"{"grace_ms":604800001}"#).await.problem(422, "out_of_range");
    rotate(r#"{"secret":"x"}"#).await.problem(422, "secret_invalid");
    rotate(r#"{"other":1}"#).await.problem(422, "unknown_member");
}

#[tokio::test]
async fn a_rotation_never_ends_a_secret_that_was_promised_a_grace() {
    let api = Api::start().await;
    let made = make(&api, json!({ "name": "acme", "url": URL })).await;
    let rotate =
        |body: &'static str| api.ask(Ask::post("/endpoints/acme/rotate-secret").operator().body(body));
    let second = rotate("").await.expect(200);
    let third = rotate("").await.expect(200);
    let refused = rotate("").await.problem(409, "secrets_in_grace");
    let detail = refused["detail"].as_str().expect("it says why");
    assert!(detail.contains(second["previous_expires_at"].as_str().expect("an instant")), "{detail}");
    let fourth = rotate(r#"{"grace_ms":0}"#).await.expect(200);
    let endpoint = id(&made).parse().expect("it is an id");
    let live = hookit::store::secrets::live(&api.store, endpoint).await.expect("they open");
    let live: Vec<_> = live.iter().map(|one| one.secret.reveal()).collect();
    assert_eq!(live, [&fourth["secret"], &second["secret"], &made["secret"]], "the third had no grace");
    assert!(third["secret"] != fourth["secret"]);
}

#[tokio::test]
async fn a_removed_endpoint_cancels_what_is_pending_and_keeps_history() {
    let api = Api::start().await;
    let made = make(&api, json!({ "name": "acme", "url": URL })).await;
    let old = api.finished("default", "a", "succeeded").await;
    let event = api.publish("default", "a").await;
    let pending = api.deliveries("default", &event).await.remove(0);
    let removed = api.ask(Ask::delete("/endpoints/acme").operator()).await.expect(200);
    assert_eq!(removed, json!({ "id": made["id"], "cancelled_deliveries": 1 }));
    api.ask(Ask::delete("/endpoints/acme").operator()).await.problem(404, "not_found");
    for (delivery, status, cause) in
        [(pending, "cancelled", json!("endpoint_deleted")), (old, "succeeded", Value::Null)]
    {
        let shown = api.ask(Ask::get(&format!("/deliveries/{delivery}")).operator()).await.expect(200);
        assert_eq!((&shown["status"], &shown["cause"]), (&json!(status), &cause));
    }
    let path = format!("/deliveries?endpoint={}", id(&made));
    let listed = api.ask(Ask::get(&path).operator()).await.expect(200);
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn endpoints_are_listed_newest_first() {
    let api = Api::start().await;
    for name in ["a", "b", "c"] {
        api.make_endpoint("default", name).await;
    }
    let names = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().expect("it is a list");
        items.iter().map(|item| item["name"].as_str().expect("it is text").to_owned()).collect()
    };
    let first = api.ask(Ask::get("/endpoints?limit=2").operator()).await.expect(200);
    assert_eq!(names(&first), ["c", "b"]);
    let cursor = first["next_cursor"].as_str().expect("there is more").to_owned();
    let path = format!("/endpoints?limit=2&cursor={cursor}");
    let second = api.ask(Ask::get(&path).operator()).await.expect(200);
    assert_eq!((names(&second), &second["next_cursor"]), (vec!["a".to_owned()], &Value::Null));
    // A cursor is bound to its list and its project.
    api.make_project("acme").await;
    api.ask(Ask::get(&path).operator().project("acme")).await.problem(400, "invalid_cursor");
    api.ask(Ask::get(&format!("/events?cursor={cursor}")).operator()).await.problem(400, "invalid_cursor");
}

#[tokio::test]
async fn a_test_needs_a_daemon_and_shows_what_came_of_it() {
    let api = Api::start().await;
    make(&api, json!({ "name": "acme", "url": URL })).await;
    api.ask(Ask::post("/endpoints/acme/test").operator()).await.problem(409, "daemon_required");
    api.ask(Ask::post("/endpoints/other/test").operator()).await.problem(404, "not_found");
    let probe: Probe = Arc::new(|endpoint| {
        Box::pin(async move {
            let answer = Answer {
                status: 200,
                headers: vec![("server".to_owned(), "x".to_owned())],
                body: Bytes::from_static(b"\xff"),
                body_incomplete: false,
            };
            Probed {
                request_headers: vec![("x-endpoint".to_owned(), endpoint.settings.name.to_string())],
                request_body: "{}".to_owned(),
                exchange: Exchange {
                    outcome: Outcome::Succeeded,
                    error: None,
                    tls: Some(TlsSession {
                        version: "TLS 1.3",
                        certificate_until: Some(time::macros::datetime!(2027-01-01 0:00 UTC)),
                    }),
                    dialled: Some("192.0.2.7:443".parse().expect("it is an address")),
                    phases: Phases { dns_ms: Some(1), ..Phases::default() },
                    duration_ms: 42,
                    answer: Some(answer),
                    retry_after_ms: None,
                },
            }
        })
    });
    let api = Setup { probe: Some(probe), ..Setup::default() }.start().await;
    make(&api, json!({ "name": "acme", "url": URL })).await;
    let tested = api.ask(Ask::post("/endpoints/acme/test").operator()).await.expect(200);
    assert_eq!(tested["tls"], json!({ "version": "TLS 1.3", "certificate_until": "2027-01-01T00:00:00Z" }));
    assert_eq!(tested["request_body"], "{}");
    assert_eq!((&tested["outcome"], &tested["response_status"]), (&json!("succeeded"), &json!(200)));
    assert_eq!((&tested["duration_ms"], &tested["phases"]["dns"]), (&json!(42), &json!(1)));
    assert_eq!(tested["request_headers"], json!({ "x-endpoint": "acme" }));
    assert_eq!(
        (&tested["response_body"], &tested["response_body_encoding"]),
        (&json!("/w=="), &json!("base64"))
    );
    assert_eq!(tested["dialled"], "192.0.2.7:443");
}

#[tokio::test]
async fn without_a_master_key_no_secret_is_stored() {
    let api = Setup { has_keyring: false, ..Setup::default() }.start().await;
    let reply = api.ask(Ask::post("/endpoints").operator().json(&json!({ "url": URL }))).await;
    reply.problem(503, "master_key_missing");
    let listed = api.ask(Ask::get("/endpoints").operator()).await.expect(200);
    assert_eq!(listed["items"], json!([]));
}
