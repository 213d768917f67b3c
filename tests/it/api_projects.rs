//! Projects: made, listed, renamed, removed.

use crate::api_support::{Api, Ask};
use serde_json::json;

#[tokio::test]
async fn a_project_goes_through_its_life() {
    let api = Api::start().await;
    let made = api.ask(Ask::post("/projects").operator().json(&json!({ "name": "acme" }))).await.expect(201);
    assert!(made["id"].as_str().is_some_and(|id| id.starts_with("prj_")));
    assert!(made["created_at"].as_str().is_some_and(|at| at.ends_with('Z')));
    api.ask(Ask::post("/projects").operator().json(&json!({ "name": "acme" })))
        .await
        .problem(409, "name_taken");
    for body in [json!({}), json!({ "name": "Acme" }), json!({ "name": 7 })] {
        let problem = api.ask(Ask::post("/projects").operator().json(&body)).await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], "/name");
    }
    let id = made["id"].as_str().expect("it is text");
    for which in ["acme", id] {
        assert_eq!(api.ask(Ask::get(&format!("/projects/{which}")).operator()).await.expect(200), made);
    }
    let patch = |name: &str| Ask::patch("/projects/acme").operator().json(&json!({ "name": name }));
    api.ask(patch("default")).await.problem(409, "name_taken");
    assert_eq!(api.ask(patch("umbrella")).await.expect(200)["id"], made["id"]);
    api.ask(patch("other")).await.problem(404, "not_found");
    let nothing = Ask::patch("/projects/umbrella").operator().json(&json!({}));
    assert_eq!(api.ask(nothing).await.expect(200)["name"], "umbrella");
    let cleared = Ask::patch("/projects/umbrella").operator().json(&json!({ "name": null }));
    api.ask(cleared).await.problem(422, "missing_member");
    assert_eq!(api.ask(Ask::delete("/projects/umbrella").operator()).await.status, 204);
    api.ask(Ask::get("/projects/umbrella").operator()).await.problem(404, "not_found");
}

#[tokio::test]
async fn a_project_with_endpoints_is_removed_only_with_them() {
    let api = Api::start().await;
    api.make_project("acme").await;
    let key = api.make_key("acme", &["read"]).await;
    api.make_endpoint("acme", "target").await;
    api.ask(Ask::delete("/projects/acme").operator()).await.problem(409, "project_has_endpoints");
    api.ask(Ask::delete("/projects/acme?cascade=yes").operator()).await.problem(400, "invalid_parameter");
    api.ask(Ask::get("/endpoints").key(&key)).await.expect(200);
    assert_eq!(api.ask(Ask::delete("/projects/acme?cascade=true").operator()).await.status, 204);
    api.ask(Ask::get("/endpoints").key(&key)).await.problem(401, "unauthorized");
    api.ask(Ask::get("/endpoints").operator().project("acme")).await.problem(404, "not_found");
}

#[tokio::test]
async fn a_list_goes_on_where_its_cursor_says() {
    let api = Api::start().await;
    let mut expected = vec!["default".to_owned(), "hookit".to_owned()];
    for number in 0..5 {
        api.make_project(&format!("p{number}")).await;
        expected.insert(0, format!("p{number}"));
    }
    let mut names = Vec::new();
    let mut path = "/projects?limit=2".to_owned();
    loop {
        let page = api.ask(Ask::get(&path).operator()).await.expect(200);
        let items = page["items"].as_array().expect("it is a list");
        assert!(items.len() <= 2);
        names.extend(items.iter().map(|item| item["name"].as_str().expect("it is text").to_owned()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/projects?limit=2&cursor={cursor}");
    }
    assert_eq!(names, expected);
    let cursor = api.ask(Ask::get("/projects?limit=1").operator()).await.expect(200)["next_cursor"].clone();
    let cursor = cursor.as_str().expect("there is more");
    for path in [
        format!("/projects?cursor={cursor}x"),
        format!("/projects?cursor={}", &cursor[1..]),
        format!("/api-keys?cursor={cursor}"),
        "/projects?cursor=".to_owned(),
    ] {
        api.ask(Ask::get(&path).operator()).await.problem(400, "invalid_cursor");
    }
    for limit in ["0", "201", "x"] {
        let path = format!("/projects?limit={limit}");
        api.ask(Ask::get(&path).operator()).await.problem(400, "invalid_parameter");
    }
}
