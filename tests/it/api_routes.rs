//! The whole table of routes, walked: keys, scopes, other projects, unknown parameters and members.

use crate::api_support::{Api, Ask, Reply};
use hookit::api::openapi_json;
use serde_json::{Value, json};

const SCOPES: [&str; 5] = ["publish", "read", "manage", "metrics", "admin"];

/// One route as the description tells it.
pub(crate) struct Route {
    pub(crate) method: String,
    pub(crate) path: String,
    /// `None` for a public route, `""` for one that any key opens.
    scope: Option<String>,
    takes_body: bool,
}

pub(crate) fn routes() -> Vec<Route> {
    let document: Value = serde_json::from_str(&openapi_json()).expect("it is JSON");
    let mut routes = Vec::new();
    for (path, item) in document["paths"].as_object().expect("there are paths") {
        for (method, operation) in item.as_object().expect("there are operations") {
            let about = operation["description"].as_str().unwrap_or_default();
            let scope = SCOPES.iter().find(|scope| about.contains(&format!("Needs the scope `{scope}`")));
            let scope = operation.get("security").map(|_| scope.copied().unwrap_or_default().to_owned());
            routes.push(Route {
                method: method.to_uppercase(),
                path: path.clone(),
                scope,
                takes_body: operation.get("requestBody").is_some(),
            });
        }
    }
    assert!(routes.len() > 40, "only {} routes", routes.len());
    routes
}

impl Route {
    fn is_public(&self) -> bool {
        self.scope.is_none()
    }

    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The request with these objects in the path and a body without members.
    pub(crate) fn ask(&self, ids: &Objects) -> Ask {
        let of = |segment: &str| match segment {
            "endpoints" => &ids.endpoint,
            "events" => &ids.event,
            "deliveries" => &ids.delivery,
            "redrives" => &ids.redrive,
            _ => &ids.project,
        };
        let first = self.path.split('/').nth(1).unwrap_or_default();
        let path = self
            .path
            .replace("{id}", of(first))
            .replace("{key_id}", &ids.key)
            .replace("{name}", &ids.event_type)
            .replace("{asset}", "index.css");
        Ask::new(&self.method, &path)
    }
}

/// One object of each kind.
pub(crate) struct Objects {
    project: String,
    key: String,
    endpoint: String,
    event: String,
    delivery: String,
    redrive: String,
    event_type: String,
}

impl Objects {
    pub(crate) async fn of(api: &Api, project: &str) -> Self {
        api.make_endpoint(project, "target").await;
        let delivery = api.finished(project, "a.b", "dead_lettered").await;
        let shown = api.ask(Ask::get(&format!("/deliveries/{delivery}")).operator().project(project)).await;
        let shown = shown.expect(200);
        let text = |name: &str| shown[name].as_str().expect("it is there").to_owned();
        let body = json!({ "ids": [delivery] });
        let redrive =
            api.ask(Ask::post("/redrives").operator().project(project).json(&body)).await.expect(202);
        let project_id = crate::api_support::id(
            &api.ask(Ask::get(&format!("/projects/{project}")).operator()).await.expect(200),
        );
        let body = json!({ "name": "k", "scopes": ["read"] });
        let path = format!("/projects/{project}/api-keys");
        let key = api.ask(Ask::post(&path).operator().json(&body)).await.expect(201);
        let put = Ask::new("PUT", "/event-types/a.registered").operator().project(project).json(&json!({}));
        let registered = api.ask(put).await.expect(201);
        Self {
            event_type: registered["name"].as_str().expect("it has a name").to_owned(),
            project: project_id,
            key: crate::api_support::id(&key),
            endpoint: text("endpoint_id"),
            event: text("event_id"),
            delivery: delivery.clone(),
            redrive: crate::api_support::id(&redrive),
        }
    }

    /// Ids that nothing has.
    fn of_nothing() -> Self {
        let id = |prefix: &str| format!("{prefix}_01h455vb4pex5vsknk084sn02q");
        Self {
            project: id("prj"),
            key: id("key"),
            endpoint: id("ep"),
            event: id("evt"),
            delivery: id("dlv"),
            redrive: id("rdr"),
            event_type: "no.such.type".to_owned(),
        }
    }
}

/// Status, headers and body, without what differs from request to request.
type Common = (u16, Vec<(String, Vec<u8>)>, Vec<u8>);

/// What two answers have in common whatever was asked for.
fn same(reply: &Reply) -> Common {
    let headers = reply
        .headers
        .iter()
        .filter(|(name, _)| name.as_str() != "x-request-id")
        .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()));
    (reply.status, headers.collect(), reply.body.to_vec())
}

#[tokio::test]
async fn every_route_wants_a_key_unless_it_is_public() {
    let api = Api::start().await;
    let mut refused: Option<Common> = None;
    for route in routes() {
        let reply = api.ask(route.ask(&Objects::of_nothing())).await;
        if route.is_public() {
            assert!(!matches!(reply.status, 401 | 403), "{}", route.name());
            continue;
        }
        reply.problem(401, "unauthorized");
        assert_eq!(reply.header("www-authenticate"), Some("Bearer"), "{}", route.name());
        // Word for word the same everywhere.
        let expected = refused.get_or_insert_with(|| same(&reply));
        assert_eq!(same(&reply), *expected, "{}", route.name());
    }
}

#[tokio::test]
async fn every_route_wants_its_scope_and_admin_has_them_all() {
    let api = Api::start().await;
    let mut keys = Vec::new();
    for scope in SCOPES {
        keys.push((scope, api.make_key("default", &[scope]).await));
    }
    for route in routes().iter().filter(|route| !route.is_public()) {
        for (scope, key) in &keys {
            let reply = api.ask(route.ask(&Objects::of_nothing()).key(key)).await;
            let wanted = route.scope.as_deref().unwrap_or_default();
            let may = wanted.is_empty() || wanted == *scope || *scope == "admin";
            if may {
                assert!(
                    !matches!(reply.status, 401 | 403),
                    "{} with {scope}: {}",
                    route.name(),
                    reply.text()
                );
                assert!(reply.status < 500, "{} with {scope}: {}", route.name(), reply.text());
            } else {
                reply.problem(403, "insufficient_scope");
            }
        }
    }
}

#[tokio::test]
async fn another_projects_objects_are_answered_like_missing_ones() {
    let api = Api::start().await;
    for project in ["mine", "theirs"] {
        api.make_project(project).await;
    }
    let theirs = Objects::of(&api, "theirs").await;
    let mine = api.make_key("mine", &["publish", "read", "manage", "metrics"]).await;
    let mut looked_at = 0;
    let names_an_object = |route: &&Route| route.path.contains('{') && !route.is_public();
    // A PUT makes what its path names.
    for route in routes().iter().filter(names_an_object).filter(|route| route.method != "PUT") {
        let foreign = api.ask(route.ask(&theirs).key(&mine)).await;
        let missing = api.ask(route.ask(&Objects::of_nothing()).key(&mine)).await;
        assert_eq!(same(&foreign), same(&missing), "{}", route.name());
        if route.scope.as_deref() == Some("admin") {
            foreign.problem(403, "insufficient_scope");
        } else {
            foreign.problem(404, "not_found");
        }
        // The same for a caller of no project that looks into the wrong one.
        let foreign = api.ask(route.ask(&theirs).operator().project("mine")).await;
        if route.scope.as_deref() != Some("admin") {
            foreign.problem(404, "not_found");
            looked_at += 1;
        }
    }
    assert!(looked_at > 15, "only {looked_at} routes name an object");
    // Nothing of it was touched.
    let path = format!("/endpoints/{}", theirs.endpoint);
    let endpoint = api.ask(Ask::get(&path).operator().project("theirs")).await.expect(200);
    assert_eq!(endpoint["status"], "active");
    let kept =
        api.ask(Ask::get(&format!("/deliveries/{}", theirs.delivery)).operator().project("theirs")).await;
    assert_eq!(kept.expect(200)["status"], "dead_lettered");
}

#[tokio::test]
async fn lists_show_nothing_of_another_project() {
    let api = Api::start().await;
    for project in ["mine", "theirs"] {
        api.make_project(project).await;
    }
    let theirs = Objects::of(&api, "theirs").await;
    let mine = api.make_key("mine", &["read"]).await;
    for path in [
        "/endpoints",
        "/events",
        "/deliveries",
        "/dead-letters",
        "/dead-letters/groups",
        "/redrives",
        "/event-types",
        "/events/types",
    ] {
        let listed = api.ask(Ask::get(path).key(&mine)).await.expect(200);
        assert_eq!(listed["items"], json!([]), "{path}");
    }
    for query in [format!("endpoint={}", theirs.endpoint), format!("event_id={}", theirs.event)] {
        let listed = api.ask(Ask::get(&format!("/deliveries?{query}")).key(&mine)).await.expect(200);
        assert_eq!(listed["items"], json!([]), "{query}");
    }
    let summary = api.ask(Ask::get("/metrics/summary").key(&mine)).await.expect(200);
    assert_eq!((&summary["events_accepted"], &summary["dlq_depth"]), (&json!(0), &json!(0)));
    let status = api.ask(Ask::get("/status").key(&mine)).await.expect(200);
    assert_eq!(status["troubled_endpoints"], json!([]));
    assert!(status["nodes"].is_null() && status["database"].is_null());
    // A redrive by predicate does not reach over either.
    let manager = api.make_key("mine", &["manage"]).await;
    let body = json!({ "ids": [theirs.delivery], "dry_run": true });
    let plan = api.ask(Ask::post("/redrives").key(&manager).json(&body)).await.expect(200);
    assert_eq!(plan["total"], 0);
}

#[tokio::test]
async fn a_parameter_that_a_route_does_not_know_is_refused() {
    let api = Api::start().await;
    for route in routes() {
        let plain = format!("{}?no_such=1", path_of(&route));
        let reply = api.ask(Ask::new(&route.method, &plain).operator()).await;
        reply.problem(400, "unknown_parameter");
    }
}

fn path_of(route: &Route) -> String {
    route
        .path
        .replace("{id}", "x")
        .replace("{key_id}", "x")
        .replace("{name}", "x")
        .replace("{asset}", "index.css")
}

#[tokio::test]
async fn a_member_that_a_route_does_not_know_is_refused() {
    let api = Api::start().await;
    let objects = Objects::of(&api, "default").await;
    for route in routes().iter().filter(|route| matches!(route.method.as_str(), "POST" | "PATCH" | "PUT")) {
        if route.path == "/events/batch" {
            continue;
        }
        let reply = api.ask(route.ask(&objects).operator().body(r#"{"no_such":null}"#)).await;
        let problem = reply.expect(422);
        let errors = problem["errors"].as_array().expect("they are listed");
        assert!(errors.iter().any(|error| error["pointer"] == "/no_such"), "{}: {problem}", route.name());
        assert!(route.takes_body || problem["code"] == "unknown_member", "{}", route.name());
    }
}

#[tokio::test]
async fn what_is_not_in_the_table_is_told_so() {
    let api = Api::start().await;
    for path in ["/", "/no/such", "/event-type", "/endpoints/x/no-such"] {
        api.ask(Ask::get(path)).await.problem(404, "no_such_route");
    }
    api.ask(Ask::delete("/events")).await.problem(405, "method_not_allowed");
    api.ask(Ask::new("PUT", "/health")).await.problem(405, "method_not_allowed");
}

#[tokio::test]
async fn what_the_examples_of_bodies_show_is_taken() {
    let api = Api::start().await;
    let ids = Objects::of(&api, "default").await;
    api.make_endpoint("default", "acme-prod").await;
    let document: Value = serde_json::from_str(&openapi_json()).expect("it is JSON");
    let (mut sent, mut refused) = (0, Vec::new());
    for route in routes().iter().filter(|route| route.takes_body) {
        let operation = &document["paths"][&route.path][route.method.to_lowercase()];
        let example = &operation["requestBody"]["content"]["application/json"]["example"];
        let reply = api.ask(route.ask(&ids).operator().json(example)).await;
        // What the example names may be there already.
        if reply.status >= 300 && reply.status != 409 {
            refused.push(format!("{}: {example} {}", route.name(), reply.text()));
        }
        sent += 1;
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(sent > 10, "only {sent} were sent");
}
