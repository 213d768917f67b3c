//! HookIt works on every Postgres that it says it works on: the oldest and the newest, beside the machine's own.

use crate::support::answer::Answer;
use crate::support::environment::postgres;
use crate::support::hookit::Hookit;
use crate::support::receiver::Receiver;
use crate::support::setup::Setup;
use crate::support::verifiers::{Signed, assert_all_valid};
use crate::support::wait::SOON;
use crate::support::world::{Operator, retrying};
use serde_json::json;

/// Delivers, retries, lets die, redrives, and asks every list, on the programs of this version.
fn whole_round(version: u32) {
    let mut setup = Setup::private();
    setup.set("database.bin_dir", json!(postgres(version)));
    let daemon = setup.start();
    let (operator, hookit) = (Operator::of(&daemon), Hookit::of(&daemon));
    let receiver = Receiver::answering(Answer::status(503));
    receiver.first([Answer::ok(), Answer::status(503)]);
    let made = operator.endpoint("shop", &receiver, retrying(&[50]));
    let event = operator.publish("a.delivered");
    operator.until(&event, "succeeded");
    let dead = operator.publish("a.dead");
    operator.until(&dead, "dead_lettered");
    receiver.then_always(Answer::ok());
    let _redriven = hookit.run(&["redrive", "--all", "--yes"]).expect(0);
    operator.until(&dead, "succeeded");
    let requests = receiver.wait_for(4, SOON);
    let signed: Vec<_> = requests.iter().map(|request| Signed::new(&made.secret, request)).collect();
    assert_all_valid(&signed);
    for list in ["endpoint", "event", "delivery", "dlq", "redrive", "key", "project", "node", "type"] {
        let _listed = hookit.run(&[list, "list", "-o", "json"]).expect(0);
    }
    let groups = hookit.run(&["dlq", "groups", "-o", "json"]).expect(0);
    assert!(groups.contains("\"total\": 0"), "all of them were redriven: {groups}");
    let feed = operator.client().get("/events/feed?since=2026-01-01T00:00:00Z").expect(200);
    assert!(feed["items"].as_array().is_some_and(|items| items.len() >= 3), "{feed}");
    let status = hookit.run(&["status", "-o", "json"]).expect(0);
    assert!(status.contains(&format!("\"version\": \"{version}.")), "{status}");
    let _held = hookit.run(&["audit"]).expect(0);
}

#[test]
fn a_round_on_postgres_14() {
    whole_round(14);
}

#[test]
fn a_round_on_postgres_18() {
    whole_round(18);
}
