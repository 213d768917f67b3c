//! Who is let in: keys, their ends, the project they speak for, and the callers that need none.

use crate::api_support::{Api, Ask, id};
use hookit::domain::access::Scope;
use serde_json::{Value, json};

#[tokio::test]
async fn every_kind_of_bad_key_gets_the_same_answer() {
    let api = Api::start().await;
    let good = api.make_key("default", &["read"]).await;
    api.ask(Ask::get("/events").key(&good)).await.expect(200);
    let revoked = api.make_key("default", &["read"]).await;
    let listed = api.ask(Ask::get("/projects/default/api-keys").operator()).await.expect(200);
    let prefix = |key: &str| key.rsplit_once('_').map(|(front, _)| front.to_owned()).expect("it has parts");
    let of = |key: &str| {
        let items = listed["items"].as_array().expect("it is a list");
        let found =
            items.iter().find(|item| revoked_prefix(key).starts_with(item["prefix"].as_str().expect("text")));
        id(found.expect("it is listed"))
    };
    let path = format!("/projects/default/api-keys/{}", of(&revoked));
    assert_eq!(api.ask(Ask::delete(&path).operator()).await.status, 204);
    assert_eq!(api.ask(Ask::delete(&path).operator()).await.status, 204, "again changes nothing");
    let expired = api.make_key("default", &["read"]).await;
    let expire = "update api_key set expires_at = now() - interval '1 s' where public_id = $1";
    let public_id = expired[3..11].to_owned();
    sqlx::query(expire).bind(public_id).execute(&api.pool).await.expect("it is changed");
    sqlx::query("update config_version set version = version + 1")
        .execute(&api.pool)
        .await
        .expect("it is raised");
    hookit::store::snapshot::load(&api.store).await.expect("it is read again");
    let unknown = other_secret(&good, 0);
    let wrong_end = other_secret(&good, 42);
    let mut answers = Vec::new();
    for key in [
        "",
        "hk_",
        "nonsense",
        &good[..good.len() - 1],
        &prefix(&good),
        &revoked,
        &expired,
        &unknown,
        &wrong_end,
    ] {
        let reply = api.ask(Ask::get("/events").key(key)).await;
        reply.problem(401, "unauthorized");
        assert_eq!(reply.header("www-authenticate"), Some("Bearer"));
        answers.push((reply.body.clone(), reply.headers.len()));
    }
    let missing = api.ask(Ask::get("/events")).await;
    answers.push((missing.body.clone(), missing.headers.len()));
    answers.dedup();
    assert_eq!(answers.len(), 1);
    api.ask(Ask::get("/events").key(&good)).await.expect(200);
}

fn revoked_prefix(key: &str) -> &str {
    &key[..11]
}

/// A well-formed key with the same id and another secret.
fn other_secret(key: &str, at: usize) -> String {
    let mut secret: Vec<u8> = key.as_bytes()[12..55].to_vec();
    // The last character carries four bits only; what stays base64 is exchanged.
    secret[at] = if secret[at] == b'A' { b'E' } else { b'A' };
    let body = format!("{}{}", &key[..12], String::from_utf8(secret).expect("it is ASCII"));
    let crc = u64::from(crc32fast::hash(body.as_bytes()));
    let digits = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let check: String =
        (0..6_u32).rev().map(|place| char::from(digits[(crc / 62_u64.pow(place) % 62) as usize])).collect();
    body + &check
}

#[tokio::test]
async fn a_key_is_shown_once_and_its_use_is_noted() {
    let api = Api::start().await;
    let body = json!({ "name": "billing", "scopes": ["publish", "read"], "expires_at": "2999-01-01T00:00:00+01:00" });
    let made = api.ask(Ask::post("/projects/default/api-keys").operator().json(&body)).await.expect(201);
    let key = made["key"].as_str().expect("it is shown").to_owned();
    assert!(key.starts_with(made["prefix"].as_str().expect("text")));
    assert_eq!(made["scopes"], json!(["publish", "read"]));
    assert_eq!(made["expires_at"], "2998-12-31T23:00:00Z");
    let path = format!("/projects/default/api-keys/{}", id(&made));
    let shown = api.ask(Ask::get(&path).operator()).await;
    assert!(!shown.text().contains(&key[12..]), "the key is not shown again");
    assert!(shown.expect(200)["last_used_at"].is_null());
    let me = api.ask(Ask::get("/me").key(&key)).await.expect(200);
    assert_eq!((&me["key_id"], &me["scopes"]), (&made["id"], &json!(["publish", "read"])));
    assert_eq!(me["project_id"], made["project_id"]);
    hookit::store::keys::write_uses(&api.store).await.expect("it is written");
    assert!(api.ask(Ask::get(&path).operator()).await.expect(200)["last_used_at"].is_string());
    let stored: Vec<u8> =
        sqlx::query_scalar("select secret_hash from api_key").fetch_one(&api.pool).await.expect("a row");
    assert_eq!(stored.len(), 32);
}

#[tokio::test]
async fn an_admin_key_belongs_to_no_project_and_chooses_one() {
    let api = Api::start().await;
    api.make_project("acme").await;
    api.make_endpoint("acme", "theirs").await;
    let body = json!({ "name": "ops", "scopes": ["admin"] });
    let made = api.ask(Ask::post("/api-keys").operator().json(&body)).await.expect(201);
    assert!(made["project_id"].is_null());
    let key = made["key"].as_str().expect("it is shown");
    let count = |reply: Value| reply["items"].as_array().expect("it is a list").len();
    let listed = |ask: Ask| api.ask(ask.key(key));
    assert_eq!(count(listed(Ask::get("/endpoints")).await.expect(200)), 0, "the default project is empty");
    assert_eq!(count(listed(Ask::get("/endpoints").project("acme")).await.expect(200)), 1);
    listed(Ask::get("/endpoints").project("no-such")).await.problem(404, "not_found");
    listed(Ask::get("/endpoints").project("a\u{e9}")).await.problem(404, "not_found");
    let twice = Ask::get("/endpoints").project("acme").project("default");
    listed(twice).await.problem(400, "duplicate_header");
    assert_eq!(count(api.ask(Ask::get("/api-keys").operator()).await.expect(200)), 1);
    assert_eq!(count(api.ask(Ask::get("/projects/acme/api-keys").operator()).await.expect(200)), 0);
    let path = format!("/api-keys/{}", id(&made));
    api.ask(Ask::get(&path).operator()).await.expect(200);
    assert_eq!(api.ask(Ask::delete(&path).operator()).await.status, 204);
    listed(Ask::get("/me")).await.problem(401, "unauthorized");
}

#[tokio::test]
async fn a_projects_key_cannot_speak_for_another_project() {
    let api = Api::start().await;
    let own = api.make_project("mine").await;
    api.make_project("theirs").await;
    let key = api.make_key("mine", &["read"]).await;
    for project in ["mine", own.as_str()] {
        api.ask(Ask::get("/endpoints").key(&key).project(project)).await.expect(200);
    }
    let foreign = api.ask(Ask::get("/endpoints").key(&key).project("theirs")).await;
    let missing = api.ask(Ask::get("/endpoints").key(&key).project("no-such")).await;
    foreign.problem(404, "not_found");
    assert_eq!(foreign.body, missing.body);
}

#[tokio::test]
async fn a_known_peer_needs_no_key_but_its_scope() {
    let api = Api::start().await;
    let me = api.ask(Ask::get("/me").operator()).await.expect(200);
    assert_eq!(me, json!({ "project_id": null, "key_id": null, "scopes": ["admin"] }));
    api.ask(Ask::get("/events").scoped(&[Scope::Read])).await.expect(200);
    api.ask(Ask::get("/projects").scoped(&[Scope::Read])).await.problem(403, "insufficient_scope");
}

#[tokio::test]
async fn what_a_key_cannot_be_made_of_is_told() {
    let api = Api::start().await;
    let make = |path: &'static str, body: Value| api.ask(Ask::post(path).operator().json(&body));
    let keys = "/projects/default/api-keys";
    make(keys, json!({})).await.problem(422, "validation_failed");
    make(keys, json!({ "name": "", "scopes": ["read"] })).await.problem(422, "missing_member");
    make(keys, json!({ "name": "a", "scopes": [] })).await.problem(422, "missing_member");
    make(keys, json!({ "name": "a", "scopes": ["root"] })).await.problem(422, "scope_unknown");
    make(keys, json!({ "name": "a", "scopes": "read" })).await.problem(422, "wrong_type");
    make(keys, json!({ "name": "a".repeat(129), "scopes": ["read"] })).await.problem(422, "text_too_long");
    let past = json!({ "name": "a", "scopes": ["read"], "expires_at": "2020-01-01T00:00:00Z" });
    make(keys, past).await.problem(422, "time_invalid");
    make("/api-keys", json!({ "name": "a", "scopes": ["read"] })).await.problem(422, "scope_needs_project");
    make("/projects/no-such/api-keys", json!({})).await.problem(404, "not_found");
    let admin = make(keys, json!({ "name": "a", "scopes": ["admin", "read"] })).await.expect(201);
    assert!(admin["project_id"].is_null());
}
