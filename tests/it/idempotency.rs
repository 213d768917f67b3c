//! One key is one event, under any concurrency, for as long as keys are kept.

use crate::support::answer::Answer;
use crate::support::database::{Database, apart};
use crate::support::http::Client;
use crate::support::receiver::Receiver;
use crate::support::wait::SOON;
use crate::support::world::{World, text, with_one_and_eight_shards};
use hookit::store::{Store, StoreOptions, retention, snapshot};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::Barrier;
use std::thread;
use tokio::task::JoinSet;

with_one_and_eight_shards!(
    same_key_and_body_answers_the_first_event_and_another_body_is_refused,
    fifty_racing_publishes_of_one_key_through_two_daemons_make_one_event,
    racing_bodies_of_one_key_have_one_winner_and_the_others_are_told,
    keys_are_kept_over_one_rotation_of_the_generations_and_forgotten_after_two,
);

fn event(number: usize) -> Value {
    json!({ "type": "a.b", "payload": { "n": number } })
}

fn same_key_and_body_answers_the_first_event_and_another_body_is_refused(shards: u8) {
    let world = World::sharded(shards);
    let receiver = Receiver::answering(Answer::ok());
    world.operator().endpoint("all", &receiver, json!({}));
    let keyed = world.operator().client().clone().header("idempotency-key", "k-1");
    let first = keyed.post("/events", &event(1));
    assert_eq!(first.header("idempotent-replayed"), None);
    let first = first.expect(201);
    let again = keyed.post("/events", &event(1));
    assert_eq!(again.header("idempotent-replayed"), Some("true"));
    assert_eq!(again.expect(201), first);
    let other = keyed.post("/events", &event(2));
    assert_eq!((other.status, &other.json()["code"]), (409, &json!("idempotency_key_reused")));
    // The same key in another project is another key.
    world.operator().client().post("/projects", &json!({ "name": "other" })).expect(201);
    let elsewhere = keyed.clone().header("hookit-project", "other").post("/events", &event(2)).expect(201);
    assert_ne!(elsewhere["event_id"], first["event_id"]);
    // The producer's own id is the key when there is no header.
    let own = json!({ "type": "a.b", "id": "own-1", "payload": 1 });
    let made = world.operator().client().post("/events", &own).expect(201);
    assert_eq!(world.operator().client().post("/events", &own).expect(201), made);
    receiver.wait_for(2, SOON);
    assert_eq!(world.database.count("select count(*) from event"), 3);
    // A batch may hold the same key more than once.
    let item = json!({ "type": "a.b", "payload": 7, "idempotency_key": "k-2" });
    let other = json!({ "type": "a.b", "payload": 8, "idempotency_key": "k-2" });
    let batch = json!({ "events": [item, item, other] });
    let results = world.operator().client().post("/events/batch", &batch).expect(200);
    let statuses: Vec<u64> =
        results["results"].as_array().into_iter().flatten().filter_map(|r| r["status"].as_u64()).collect();
    assert_eq!(statuses, [201, 201, 409], "{results}");
    assert_eq!(results["results"][0]["event_id"], results["results"][1]["event_id"]);
}

/// Publishes with one key from 50 connections at once, the bodies by number; gives status and event id.
fn race(clients: &[Client], body: impl Fn(usize) -> Value + Sync) -> Vec<(u16, Option<String>)> {
    let start = Barrier::new(50);
    thread::scope(|scope| {
        let racers: Vec<_> = (0..50)
            .map(|number| {
                let (client, start, body) = (clients[number % clients.len()].clone(), &start, &body);
                scope.spawn(move || {
                    start.wait();
                    let answer = client.post("/events", &body(number));
                    (answer.status, answer.json()["event_id"].as_str().map(str::to_owned))
                })
            })
            .collect();
        racers.into_iter().map(|racer| racer.join().expect("it is answered")).collect()
    })
}

fn fifty_racing_publishes_of_one_key_through_two_daemons_make_one_event(shards: u8) {
    let world = World::sharded(shards);
    let setup = world.second_setup();
    let second = setup.start();
    let receiver = Receiver::answering(Answer::ok());
    world.operator().endpoint("all", &receiver, json!({}));
    let mut ids = HashSet::new();
    for round in 0..5 {
        let key = format!("round-{round}");
        let clients =
            [world.daemon.over_socket(), second.over_socket()].map(|c| c.header("idempotency-key", &key));
        let answers = race(&clients, |_| event(round));
        assert!(answers.iter().all(|(status, _)| *status == 201), "{answers:?}");
        let made: HashSet<_> = answers.into_iter().filter_map(|(_, id)| id).collect();
        assert_eq!(made.len(), 1, "{made:?}");
        ids.extend(made);
    }
    assert_eq!(world.database.count("select count(*) from event"), 5);
    let got = receiver.wait_for(5, SOON);
    let seen: HashSet<_> = got.iter().filter_map(|r| r.header("webhook-id").map(str::to_owned)).collect();
    assert_eq!((seen, got.len()), (ids, 5));
}

fn racing_bodies_of_one_key_have_one_winner_and_the_others_are_told(shards: u8) {
    let world = World::sharded(shards);
    let setup = world.second_setup();
    let second = setup.start();
    for round in 0..3 {
        let key = format!("round-{round}");
        let clients =
            [world.daemon.over_socket(), second.over_socket()].map(|c| c.header("idempotency-key", &key));
        let answers = race(&clients, event);
        let count = |wanted| answers.iter().filter(|(status, _)| *status == wanted).count();
        assert_eq!((count(201), count(409)), (1, 49), "{answers:?}");
    }
    assert_eq!(world.database.count("select count(*) from event"), 3);
}

/// Makes the newer generation old enough to be turned over.
const AGE: &str = "update config_version set idempotency_rotated_at = now() - interval '25 hours'";

fn options(database: &Database) -> StoreOptions {
    StoreOptions {
        url: database.url().to_owned(),
        front_connections_max: 2,
        delivery_connections_max: 2,
        acquire_timeout_ms: 20_000,
        application_name: "hookit-test".to_owned(),
        publish_waiting_max: 1,
        idempotency_hours: 24,
    }
}

#[test]
fn nodes_that_find_the_keys_old_at_once_turn_them_over_once() {
    let database = Database::fresh();
    database.migrate(1);
    for _ in 0..5 {
        database.run(AGE);
        let options = options(&database);
        let turned = apart(async move {
            let mut stores = Vec::new();
            for _ in 0..4 {
                stores.push(Store::open(&options).await.expect("the database opens"));
            }
            let mut turns = JoinSet::new();
            for store in stores {
                turns.spawn(async move { retention::rotate_idempotency(&store).await });
            }
            let turned = turns.join_all().await;
            turned
                .into_iter()
                .map(|turn| turn.expect("the age is looked at"))
                .filter(|turned| *turned)
                .count()
        });
        assert_eq!(turned, 1, "the second would have emptied what the first began");
    }
}

/// Turns the generations over as the daemon's minutely round does when the newer one is old enough.
fn rotate(world: &World) {
    let current = || world.database.texts("select idempotency_current from config_version").remove(0);
    let before = current();
    world.database.run(AGE);
    let options = options(&world.database);
    apart(async move {
        let store = Store::open(&options).await.expect("the database opens");
        snapshot::load(&store).await.expect("the configuration is read");
        // Unless the daemon, whose minute has just begun, was quicker.
        retention::rotate_idempotency(&store).await.expect("the keys are rotated");
        let again = retention::rotate_idempotency(&store).await.expect("the age is looked at");
        assert!(!again, "a fresh generation is not old");
        store.close().await;
    });
    assert_ne!(current(), before, "it was old enough");
}

fn keys_are_kept_over_one_rotation_of_the_generations_and_forgotten_after_two(shards: u8) {
    let world = World::sharded(shards);
    let keyed = world.operator().client().clone().header("idempotency-key", "kept");
    let first = keyed.post("/events", &event(1)).expect(201);
    rotate(&world);
    let again = keyed.post("/events", &event(1));
    assert_eq!((again.header("idempotent-replayed"), again.expect(201)), (Some("true"), first.clone()));
    assert_eq!(keyed.post("/events", &event(2)).status, 409);
    let newer = world.operator().client().clone().header("idempotency-key", "newer");
    let second = newer.post("/events", &event(3)).expect(201);
    rotate(&world);
    assert_ne!(text(&keyed.post("/events", &event(1)).expect(201), "event_id"), text(&first, "event_id"));
    assert_eq!(newer.post("/events", &event(3)).expect(201), second, "the newer one is still known");
}
