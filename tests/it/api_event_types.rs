//! Event types: registered, changed, listed, removed, and seen; and changes on the version that was seen.

use crate::api_support::{Api, Ask, id};
use serde_json::{Value, json};

fn put(name: &str, body: &Value) -> Ask {
    Ask::new("PUT", &format!("/event-types/{name}")).operator().json(body)
}

#[tokio::test]
async fn an_event_type_goes_through_its_life() {
    let api = Api::start().await;
    let made = api.ask(put("invoice.paid", &json!({ "description": "It was paid." }))).await.expect(201);
    assert_eq!((&made["name"], &made["description"]), (&json!("invoice.paid"), &json!("It was paid.")));
    let again = api.ask(put("invoice.paid", &json!({ "description": "It was paid." }))).await.expect(200);
    assert_eq!(again, made, "nothing changes, not even the time");
    let changed = api.ask(put("invoice.paid", &json!({}))).await.expect(200);
    assert!(changed["description"].is_null(), "what is left out is none");
    assert_eq!(changed["created_at"], made["created_at"]);
    let shown = api.ask(Ask::get("/event-types/invoice.paid").operator()).await.expect(200);
    assert_eq!(shown, changed);
    // What a registry does not know is not taken.
    for member in ["version", "name"] {
        let problem = api.ask(put("a.b", &json!({ member: {} }))).await.problem(422, "unknown_member");
        assert_eq!(problem["errors"][0]["pointer"], format!("/{member}"));
    }
    let long = json!({ "description": "x".repeat(1_025) });
    api.ask(put("a.b", &long)).await.problem(422, "text_too_long");
    for odd in ["a..b", "__x", "a%20b", "a.%2a"] {
        api.ask(put(odd, &json!({}))).await.problem(422, "event_type_invalid");
    }
    assert_eq!(api.ask(Ask::delete("/event-types/invoice.paid").operator()).await.status, 204);
    api.ask(Ask::delete("/event-types/invoice.paid").operator()).await.problem(404, "not_found");
    api.ask(Ask::get("/event-types/invoice.paid").operator()).await.problem(404, "not_found");
}

#[tokio::test]
async fn a_registry_is_its_projects_own_and_goes_on_where_its_cursor_says() {
    let api = Api::start().await;
    api.make_project("acme").await;
    for name in ["a", "b", "c"] {
        api.ask(put(name, &json!({}))).await.expect(201);
        api.ask(put(name, &json!({})).project("acme")).await.expect(201);
    }
    let first = api.ask(Ask::get("/event-types?limit=2").operator()).await.expect(200);
    let names = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().expect("it is a list");
        items.iter().map(|item| item["name"].as_str().expect("it is text").to_owned()).collect()
    };
    assert_eq!(names(&first), ["c", "b"]);
    let cursor = first["next_cursor"].as_str().expect("there is more");
    let rest = api.ask(Ask::get(&format!("/event-types?cursor={cursor}")).operator()).await.expect(200);
    assert_eq!((names(&rest), &rest["next_cursor"]), (vec!["a".to_owned()], &Value::Null));
    let elsewhere = Ask::get(&format!("/event-types?cursor={cursor}")).operator().project("acme");
    api.ask(elsewhere).await.problem(400, "invalid_cursor");
    // With its project its registry goes: a project of the same name begins with an empty one.
    assert_eq!(api.ask(Ask::delete("/projects/acme").operator()).await.status, 204);
    api.make_project("acme").await;
    let fresh = api.ask(Ask::get("/event-types").operator().project("acme")).await.expect(200);
    assert_eq!(fresh["items"], json!([]));
}

#[tokio::test]
async fn types_of_late_events_are_told_whether_they_are_registered_or_not() {
    let api = Api::start().await;
    api.make_project("acme").await;
    for (project, event_type) in
        [("default", "b.two"), ("default", "a.one"), ("default", "b.two"), ("acme", "c")]
    {
        api.publish(project, event_type).await;
    }
    api.ask(put("a.one", &json!({}))).await.expect(201);
    api.ask(put("never.published", &json!({}))).await.expect(201);
    let seen = api.ask(Ask::get("/events/types").operator()).await.expect(200);
    let items = seen["items"].as_array().expect("it is a list");
    let facts: Vec<_> =
        items.iter().map(|item| (item["name"].as_str(), item["registered"].as_bool())).collect();
    assert_eq!(facts, [(Some("a.one"), Some(true)), (Some("b.two"), Some(false))]);
    assert!(items.iter().all(|item| item["last_event_at"].as_str().is_some_and(|at| at.ends_with('Z'))));
}

#[tokio::test]
async fn a_change_is_made_only_on_the_version_that_was_seen() {
    let api = Api::start().await;
    let endpoint = id(&api
        .ask(
            Ask::post("/endpoints").operator().json(&json!({ "name": "a", "url": "https://a.example.com/" })),
        )
        .await
        .expect(201));
    let path = format!("/endpoints/{endpoint}");
    let seen = api.ask(Ask::get(&path).operator()).await.expect(200)["version"].as_i64().expect("it has one");
    let patch = |version: &str, ms: u32| {
        Ask::patch(&path).operator().header("if-match", version).json(&json!({ "timeout_ms": ms }))
    };
    let changed = api.ask(patch(&format!("\"{seen}\""), 2_000)).await.expect(200);
    assert_ne!(changed["version"], seen);
    api.ask(patch(&format!("\"{seen}\""), 3_000)).await.problem(412, "changed_meanwhile");
    let removal = |version: i64| Ask::delete(&path).operator().header("if-match", version.to_string());
    api.ask(removal(seen)).await.problem(412, "changed_meanwhile");
    let shown = api.ask(Ask::get(&path).operator()).await.expect(200);
    assert_eq!(shown["timeout_ms"], 2_000);
    api.ask(patch("odd", 3_000)).await.problem(400, "if_match_invalid");
    api.ask(patch("*", 3_000)).await.expect(200);
    let now = api.ask(Ask::get(&path).operator()).await.expect(200)["version"].as_i64().expect("it has one");
    api.ask(removal(now)).await.expect(200);
}
