//! What the tests of the API stand on: the real router on a database of its own, asked in the same process.

use crate::support::database::Database;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request};
use hookit::api::{ApiRules, ApiState, Probe, router};
use hookit::domain::access::{Caller, Scope};
use hookit::domain::address::AddressPolicy;
use hookit::domain::keyring::Keyring;
use hookit::domain::url_rule::UrlRules;
use hookit::store::{Store, StoreOptions, keyring, migrate, publish, snapshot};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sqlx::PgPool;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tower::ServiceExt;

/// The API on a fresh database, with its writer running.
pub(crate) struct Api {
    pub(crate) router: Router,
    pub(crate) store: Store,
    /// For looking at rows, and for making those that only the delivery loop would make.
    pub(crate) pool: PgPool,
    _writer: JoinSet<()>,
    _database: Database,
}

/// How an API of a test differs from the usual one.
pub(crate) struct Setup {
    pub(crate) rules: ApiRules,
    pub(crate) probe: Option<Probe>,
    pub(crate) waiting_max: usize,
    pub(crate) writes: bool,
    pub(crate) has_keyring: bool,
}

impl Default for Setup {
    fn default() -> Self {
        let policy = AddressPolicy {
            allow_cidrs: vec!["127.0.0.0/8".parse().expect("it is a range")],
            ..AddressPolicy::default()
        };
        let rules = ApiRules {
            payload_bytes_max: 256 * 1024,
            body_timeout_ms: 30_000,
            urls: UrlRules { policy, ..UrlRules::default() },
            metrics_public: false,
            node: "test-node".to_owned(),
        };
        Self { rules, probe: None, waiting_max: 10_000, writes: true, has_keyring: true }
    }
}

impl Setup {
    pub(crate) async fn start(self) -> Api {
        let database = Database::fresh();
        let options = StoreOptions {
            url: database.url().to_owned(),
            front_connections_max: 6,
            delivery_connections_max: 2,
            acquire_timeout_ms: 20_000,
            application_name: "hookit-test".to_owned(),
            publish_waiting_max: self.waiting_max,
            idempotency_hours: 24,
        };
        let store = Store::open(&options).await.expect("the database opens");
        migrate::run(&store).await.expect("the schema is made");
        if self.has_keyring {
            let keys = Keyring::parse(&Keyring::line(1, &[7; 32])).expect("it is a keyring");
            keyring::unlock(&store, keys).await.expect("the keyring is taken");
        }
        snapshot::prepare(&store).await.expect("the configuration is read");
        let mut writer = JoinSet::new();
        if self.writes {
            writer.spawn(publish::run(store.clone()));
        }
        let router = router(ApiState::new(store.clone(), self.rules, self.probe));
        let pool = database.pool().await;
        Api { router, store, pool, _writer: writer, _database: database }
    }
}

/// One request in the making.
#[derive(Debug)]
pub(crate) struct Ask {
    method: String,
    path: String,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
    caller: Option<Caller>,
}

/// One answer, whole.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Ask {
    pub(crate) fn new(method: &str, path: &str) -> Self {
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
            caller: None,
        }
    }

    pub(crate) fn get(path: &str) -> Self {
        Self::new("GET", path)
    }

    pub(crate) fn post(path: &str) -> Self {
        Self::new("POST", path)
    }

    pub(crate) fn patch(path: &str) -> Self {
        Self::new("PATCH", path)
    }

    pub(crate) fn delete(path: &str) -> Self {
        Self::new("DELETE", path)
    }

    pub(crate) fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    pub(crate) fn key(self, key: &str) -> Self {
        self.header("authorization", format!("Bearer {key}"))
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.body(body.to_string())
    }

    pub(crate) fn body(mut self, body: impl AsRef<[u8]>) -> Self {
        self.body = body.as_ref().to_vec();
        self
    }

    /// As the admin socket and direct mode do it: no key, the caller known.
    pub(crate) fn operator(mut self) -> Self {
        self.caller = Some(operator());
        self
    }

    pub(crate) fn scoped(mut self, scopes: &[Scope]) -> Self {
        self.caller = Some(Caller { scopes: scopes.to_vec(), ..operator() });
        self
    }

    /// In this project, by the header.
    pub(crate) fn project(self, name: &str) -> Self {
        self.header("hookit-project", name)
    }

    fn build(self) -> Request<Body> {
        let mut request = Request::builder().method(self.method.as_str()).uri(self.path);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        let mut request = request.body(Body::from(self.body)).expect("the request is well formed");
        if let Some(caller) = self.caller {
            request.extensions_mut().insert(caller);
        }
        request
    }
}

pub(crate) fn operator() -> Caller {
    Caller { actor: "test".to_owned(), key: None, project: None, scopes: vec![Scope::Admin] }
}

impl Reply {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("not JSON ({e}): {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Asserts the status and gives the body.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        if self.body.is_empty() { Value::Null } else { self.json() }
    }

    /// Asserts a problem with this status and code, and gives it.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16, code: &str) -> Value {
        let problem = self.expect(status);
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status);
        assert!(problem["title"].is_string() && problem["detail"].is_string(), "{problem}");
        assert_eq!(problem["type"], format!("urn:hookit:problem:{code}"));
        problem
    }
}

/// The pointers of a problem's errors.
pub(crate) fn pointers(problem: &Value) -> Vec<&str> {
    problem["errors"].as_array().into_iter().flatten().filter_map(|error| error["pointer"].as_str()).collect()
}

impl Api {
    pub(crate) async fn start() -> Self {
        Setup::default().start().await
    }

    pub(crate) async fn ask(&self, ask: Ask) -> Reply {
        self.send(ask.build()).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("the body is whole").to_bytes();
        Reply { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    pub(crate) async fn make_project(&self, name: &str) -> String {
        let made = self.ask(Ask::post("/projects").operator().json(&json!({ "name": name }))).await;
        id(&made.expect(201))
    }

    /// A key of this project with these scopes.
    pub(crate) async fn make_key(&self, project: &str, scopes: &[&str]) -> String {
        let body = json!({ "name": "test", "scopes": scopes });
        let path = format!("/projects/{project}/api-keys");
        let made = self.ask(Ask::post(&path).operator().json(&body)).await.expect(201);
        made["key"].as_str().expect("the key is shown").to_owned()
    }

    /// An endpoint of this project that receives everything.
    pub(crate) async fn make_endpoint(&self, project: &str, name: &str) -> String {
        let body = json!({ "name": name, "url": format!("https://{name}.example.com/in") });
        id(&self.ask(Ask::post("/endpoints").operator().project(project).json(&body)).await.expect(201))
    }

    /// Publishes an event and gives its id.
    pub(crate) async fn publish(&self, project: &str, event_type: &str) -> String {
        let body = json!({ "type": event_type, "payload": { "n": 1 } });
        let made = self.ask(Ask::post("/events").operator().project(project).json(&body)).await.expect(201);
        made["event_id"].as_str().expect("it has an id").to_owned()
    }

    /// The deliveries of an event.
    pub(crate) async fn deliveries(&self, project: &str, event: &str) -> Vec<String> {
        let path = format!("/deliveries?event_id={event}");
        let listed = self.ask(Ask::get(&path).operator().project(project)).await.expect(200);
        listed["items"].as_array().expect("it is a list").iter().map(id).collect()
    }

    /// Publishes an event to the one endpoint of a project, and finishes its delivery as the loop would.
    pub(crate) async fn finished(&self, project: &str, event_type: &str, status: &str) -> String {
        let event = self.publish(project, event_type).await;
        let delivery = self.deliveries(project, &event).await.remove(0);
        self.finish(status).await;
        delivery
    }

    /// Moves everything that waits into history, in this state.
    pub(crate) async fn finish(&self, status: &str) {
        let moved = sqlx::query(
            "with gone as (delete from queue returning *)
             insert into delivery (shard, id, event_id, endpoint_id, project_id, event_type, status, cause, attempt,
                                   charged, last_outcome, last_status, redrive_id)
             select shard, id, event_id, endpoint_id, project_id, event_type, $1,
                    case when $1 <> 'succeeded' then 'attempts_spent' end, 1, 1,
                    case when $1 = 'succeeded' then 'succeeded' else 'http_status' end,
                    case when $1 = 'succeeded' then 200 else 503 end, redrive_id
             from gone",
        )
        .bind(status)
        .execute(&self.pool)
        .await
        .expect("the rows move");
        assert!(moved.rows_affected() > 0, "nothing waited");
    }
}

/// The id of what was answered.
#[track_caller]
pub(crate) fn id(body: &Value) -> String {
    body["id"].as_str().unwrap_or_else(|| panic!("no id: {body}")).to_owned()
}

/// A publish by the operator.
pub(crate) fn publish(body: impl AsRef<[u8]>) -> Ask {
    Ask::post("/events").operator().body(body)
}

/// How many events are stored.
pub(crate) async fn event_count(api: &Api) -> i64 {
    sqlx::query_scalar("select count(*) from event").fetch_one(&api.pool).await.expect("it counts")
}

/// Serves the API on TCP for as long as the answer is kept.
pub(crate) async fn serve(api: &Api) -> (SocketAddr, JoinSet<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("it has an address");
    let service = api.router.clone().into_make_service_with_connect_info::<SocketAddr>();
    let mut serving = JoinSet::new();
    serving.spawn(async move { axum::serve(listener, service).await.expect("it serves") });
    (address, serving)
}

/// An event whose whole body has so many bytes.
pub(crate) fn sized(bytes: usize) -> String {
    let frame = r#"{"type":"t","payload":""}"#;
    format!(r#"{{"type":"t","payload":"{}"}}"#, "x".repeat(bytes - frame.len()))
}
