//! A daemon on a database of its own and the operator at its socket: what the tests of deliveries begin with.

use super::database::Database;
use super::hookitd::Hookitd;
use super::http::{Answer, Client};
use super::receiver::Receiver;
use super::setup::Setup;
use super::wait::{SOON, until};
use serde_json::{Map, Value, json};

/// One database with one daemon; more of them can be started beside it.
pub(crate) struct World {
    pub(crate) daemon: Hookitd,
    pub(crate) setup: Setup,
    pub(crate) database: Database,
}

impl World {
    pub(crate) fn start() -> Self {
        Self::with(1, |_| {})
    }

    /// With this many shards.
    pub(crate) fn sharded(shards: u8) -> Self {
        Self::with(shards, |_| {})
    }

    /// With this many shards, and a configuration that is not the usual one.
    pub(crate) fn with(shards: u8, configure: impl FnOnce(&mut Setup)) -> Self {
        let database = Database::fresh();
        database.migrate(shards);
        let mut setup = Setup::on(&database);
        configure(&mut setup);
        Self { daemon: setup.start(), setup, database }
    }

    /// What a second daemon on the same database is started with.
    pub(crate) fn second_setup(&self) -> Setup {
        let mut setup = self.setup.second_node(&self.database);
        setup.set("node.name", json!("second"));
        setup
    }

    pub(crate) fn operator(&self) -> Operator {
        Operator::of(&self.daemon)
    }
}

/// An endpoint as it was answered when it was made.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) id: String,
    pub(crate) secret: String,
}

/// Somebody at a daemon's admin socket.
#[derive(Debug, Clone)]
pub(crate) struct Operator(Client);

impl Operator {
    pub(crate) fn of(daemon: &Hookitd) -> Self {
        Self(daemon.over_socket())
    }

    pub(crate) fn client(&self) -> &Client {
        &self.0
    }

    /// Makes an endpoint at this receiver that takes every event; `more` are further settings.
    #[track_caller]
    pub(crate) fn endpoint(&self, name: &str, receiver: &Receiver, more: Value) -> Made {
        let mut body = Map::new();
        body.insert("name".to_owned(), json!(name));
        body.insert("url".to_owned(), json!(receiver.url("/in")));
        body.insert("event_types".to_owned(), json!(["*"]));
        if let Value::Object(more) = more {
            body.extend(more);
        }
        let made = self.0.post("/endpoints", &Value::Object(body)).expect(201);
        Made { id: text(&made, "id"), secret: text(&made, "secret") }
    }

    /// Publishes an event of this type and gives its id.
    #[track_caller]
    pub(crate) fn publish(&self, event_type: &str) -> String {
        let body = json!({ "type": event_type, "payload": { "n": 1 } });
        text(&self.0.post("/events", &body).expect(201), "event_id")
    }

    /// Publishes this many events in batches.
    #[track_caller]
    pub(crate) fn publish_many(&self, event_type: &str, count: usize) {
        let event = json!({ "type": event_type, "payload": { "n": 1 } });
        let mut left = count;
        while left > 0 {
            let now = left.min(1_000);
            let answer = self.0.post("/events/batch", &json!({ "events": vec![event.clone(); now] }));
            let results = answer.expect(200);
            let results = results["results"].as_array().expect("a batch has results").clone();
            assert!(results.iter().all(|result| result["status"] == 201), "{results:?}");
            left -= now;
        }
    }

    /// Makes an order on an object: `/deliveries/dlv_…/cancel`.
    pub(crate) fn order(&self, path: &str) -> Answer {
        self.0.send("POST", path, None)
    }

    /// The first page of a list, by its path and query.
    #[track_caller]
    pub(crate) fn list(&self, path: &str) -> Vec<Value> {
        self.0.get(path).expect(200)["items"].as_array().expect("a list has items").clone()
    }

    /// The only delivery of an event.
    #[track_caller]
    pub(crate) fn delivery_of(&self, event: &str) -> Value {
        let mut found = self.list(&format!("/deliveries?event_id={event}"));
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    /// Waits until the only delivery of an event is in this state, and gives it.
    #[track_caller]
    pub(crate) fn until(&self, event: &str, status: &str) -> Value {
        until(&format!("the delivery of {event} to be {status}"), SOON, || {
            Some(self.delivery_of(event)).filter(|delivery| delivery["status"] == status)
        })
    }

    /// The attempts of a delivery, oldest first.
    #[track_caller]
    pub(crate) fn attempts(&self, delivery: &Value) -> Vec<Value> {
        self.list(&format!("/deliveries/{}/attempts", text(delivery, "id")))
    }
}

/// A member of an answer that is a text.
#[track_caller]
pub(crate) fn text(body: &Value, member: &str) -> String {
    body[member].as_str().unwrap_or_else(|| panic!("no {member}: {body}")).to_owned()
}

/// Endpoint settings that retry after these delays, exactly.
pub(crate) fn retrying(schedule_ms: &[u64]) -> Value {
    json!({ "retry": { "schedule_ms": schedule_ms, "jitter": 0 } })
}

/// The outcomes of attempts, in order.
pub(crate) fn outcomes(attempts: &[Value]) -> Vec<&str> {
    attempts.iter().filter_map(|attempt| attempt["outcome"].as_str()).collect()
}

/// Makes each test twice: with one shard, and with eight.
macro_rules! with_one_and_eight_shards {
    ($($name:ident),+ $(,)?) => {
        mod one_shard { $(#[test] fn $name() { super::$name(1); })+ }
        mod eight_shards { $(#[test] fn $name() { super::$name(8); })+ }
    };
}
pub(crate) use with_one_and_eight_shards;
