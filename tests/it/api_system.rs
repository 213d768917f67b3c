//! What every answer carries, and the routes about the system itself.

use crate::api_support::{Api, Ask, Setup};
use axum::extract::ConnectInfo;
use axum::http::Request;
use hookit::domain::access::Scope;
use serde_json::{Value, json};
use std::net::SocketAddr;

#[tokio::test]
async fn every_answer_has_a_request_id_and_a_version() {
    let api = Api::start().await;
    for (path, status) in [("/health", 200), ("/no/such", 404), ("/events", 401), ("/health?x=1", 400)] {
        let fresh = api.ask(Ask::get(path)).await;
        assert_eq!(fresh.status, status);
        assert_eq!(fresh.header("x-request-id").map(str::len), Some(32), "{path}");
        assert_eq!(fresh.header("hookit-version"), Some(env!("CARGO_PKG_VERSION")), "{path}");
        let kept = api.ask(Ask::get(path).header("x-request-id", "trace-7")).await;
        assert_eq!(kept.header("x-request-id"), Some("trace-7"), "{path}");
        let odd = api.ask(Ask::get(path).header("x-request-id", "a b")).await;
        assert_eq!(odd.header("x-request-id").map(str::len), Some(32), "{path}");
    }
}

#[tokio::test]
async fn health_touches_nothing_and_readiness_names_what_is_missing() {
    let api = Api::start().await;
    assert_eq!(api.ask(Ask::get("/health")).await.expect(200), json!({ "status": "ok" }));
    let ok = |ready: &Value| -> Vec<String> {
        let checks = ready["checks"].as_array().expect("they are listed");
        let ok = checks.iter().filter(|check| check["ok"] == true);
        ok.map(|check| check["name"].as_str().expect("it is text").to_owned()).collect()
    };
    // No loop runs in this process.
    let ready = api.ask(Ask::get("/ready")).await.expect(503);
    assert_eq!(ok(&ready), ["postgres_writable", "schema_current", "master_key"]);
    api.store.pulse().turned(0, 0);
    api.store.pulse().set_listening(true);
    let ready = api.ask(Ask::get("/ready")).await.expect(200);
    assert_eq!((&ready["status"], ok(&ready).len()), (&json!("ready"), 5));
}

async fn scrape(api: &Api, peer: Option<&str>, header: Option<&'static str>) -> u16 {
    let mut request = Request::get("/metrics").body(axum::body::Body::empty()).expect("it is well formed");
    if let Some(peer) = peer {
        let peer: SocketAddr = peer.parse().expect("it is an address");
        request.extensions_mut().insert(ConnectInfo(peer));
    }
    if let Some(name) = header {
        request.headers_mut().insert(name, "203.0.113.9".parse().expect("it is a value"));
    }
    api.send(request).await.status
}

#[tokio::test]
async fn metrics_are_for_this_machine_and_for_their_scope() {
    let api = Api::start().await;
    assert_eq!(scrape(&api, None, None).await, 401);
    assert_eq!(scrape(&api, Some("203.0.113.9:1"), None).await, 401);
    for local in ["127.0.0.1:1", "[::1]:1", "[::ffff:127.0.0.1]:1"] {
        assert_eq!(scrape(&api, Some(local), None).await, 200, "{local}");
    }
    for proxied in ["x-forwarded-for", "forwarded", "via"] {
        assert_eq!(scrape(&api, Some("127.0.0.1:1"), Some(proxied)).await, 401, "{proxied}");
    }
    let key = api.make_key("default", &["metrics"]).await;
    api.ask(Ask::get("/metrics").key(&key).header("via", "x"))
        .await
        .headers
        .get("content-type")
        .expect("200");
    let reader = api.make_key("default", &["read"]).await;
    api.ask(Ask::get("/metrics").key(&reader)).await.problem(403, "insufficient_scope");
    api.ask(Ask::get("/metrics").scoped(&[Scope::Read])).await.problem(403, "insufficient_scope");
    let mut setup = Setup::default();
    setup.rules.metrics_public = true;
    let public = setup.start().await;
    assert_eq!(scrape(&public, Some("203.0.113.9:1"), None).await, 200);
}

#[tokio::test]
async fn metrics_count_what_happened_and_survive_the_database() {
    let api = Api::start().await;
    api.make_endpoint("default", "target").await;
    api.publish("default", "a").await;
    let text = api.ask(Ask::get("/metrics").operator()).await.text();
    for line in [
        "hookit_events_accepted_total 1",
        "hookit_queue_due 1",
        "hookit_database_up 1",
        "hookit_dead_letters 0",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in {text}");
    }
    assert!(text.ends_with("# EOF\n") && text.matches("# EOF").count() == 1);
    api.store.close().await;
    let text = api.ask(Ask::get("/metrics").operator()).await.text();
    assert!(
        text.contains("hookit_database_up 0\n") && text.contains("hookit_events_accepted_total 1\n"),
        "{text}"
    );
    assert!(!text.contains("hookit_queue_due"));
}

#[tokio::test]
async fn the_summary_and_the_status_show_the_queue() {
    let api = Api::start().await;
    api.make_endpoint("default", "target").await;
    api.make_endpoint("default", "held").await;
    api.ask(Ask::post("/endpoints/held/pause").operator()).await.expect(200);
    api.publish("default", "a").await;
    let summary = api.ask(Ask::get("/metrics/summary").operator()).await.expect(200);
    assert_eq!((&summary["totals"]["due"], &summary["totals"]["held"]), (&json!(1), &json!(1)));
    assert_eq!((&summary["success_rate"], &summary["latency_ms"]), (&Value::Null, &Value::Null));
    assert!(summary["oldest_due_seconds"].is_u64());
    let status = api.ask(Ask::get("/status").operator()).await.expect(200);
    assert_eq!(
        (&status["version"], &status["node"]),
        (&json!(env!("CARGO_PKG_VERSION")), &json!("test-node"))
    );
    assert_eq!((&status["queue"]["due"], &status["queue"]["held"]), (&json!(1), &json!(1)));
    assert!(status["database"]["version"].is_string() && status["nodes"].is_array());
    let troubled = status["troubled_endpoints"].as_array().expect("it is a list");
    assert_eq!((troubled.len(), &troubled[0]["status"]), (1, &json!("paused")));
    let other = api.make_project("acme").await;
    let empty = api.ask(Ask::get("/status").operator().project(&other)).await.expect(200);
    assert_eq!((&empty["queue"]["due"], &empty["troubled_endpoints"]), (&json!(0), &json!([])));
}

#[tokio::test]
async fn the_documentation_is_whole_and_needs_nothing_from_elsewhere() {
    let api = Api::start().await;
    let page = api.ask(Ask::get("/docs")).await;
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html")));
    let policy = page.header("content-security-policy").expect("there is a policy").to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"));
    assert!(!policy.contains("unsafe"), "{policy}");
    let html = page.text();
    assert!(!html.contains("http://") && !html.contains("https://") && !html.contains("<style"), "{html}");
    let mut parts = 0;
    for part in html.split(['"', '\'']).filter(|part| part.starts_with("/docs/")) {
        let reply = api.ask(Ask::get(part)).await;
        assert_eq!(reply.status, 200, "{part}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        parts += 1;
    }
    assert!(parts >= 6, "{html}");
    assert!(!html.contains("<script>"), "no inline script");
    let script = api.ask(Ask::get("/docs/swagger-initializer.js")).await.text();
    assert!(script.contains("/openapi.json") && !script.contains("petstore"), "{script}");
    api.ask(Ask::get("/docs/no-such.js")).await.problem(404, "not_found");
    let described = api.ask(Ask::get("/openapi.json")).await;
    assert_eq!(described.expect(200)["openapi"], "3.1.0");
    assert_eq!(described.text(), hookit::api::openapi_json());
}

#[tokio::test]
async fn times_go_out_in_utc() {
    let api = Api::start().await;
    let project = api.ask(Ask::get("/projects/default").operator()).await.expect(200);
    let at = project["created_at"].as_str().expect("it is text");
    assert!(at.ends_with('Z') && at.contains('T'), "{at}");
}
