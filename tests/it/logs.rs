//! One delivery can be followed through the log by its id, and what fails often does not fill it.

use crate::support::answer::Answer;
use crate::support::receiver::Receiver;
use crate::support::wait::{SOON, until};
use crate::support::world::{World, retrying, text};
use serde_json::{Value, json};

/// The lines about this delivery: level, message, and fields.
fn about(log: &[String], delivery: &str) -> Vec<(String, String, Value)> {
    let lines = log.iter().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let about = lines.filter(|line| line["fields"]["delivery.id"] == delivery);
    about
        .map(|line| (text(&line, "level"), text(&line["fields"], "message"), line["fields"].clone()))
        .collect()
}

#[test]
fn a_delivery_is_followed_by_its_id() {
    let world = World::with(1, |setup| {
        setup.set("log.level", json!("debug"));
    });
    let receiver = Receiver::answering(Answer::ok());
    receiver.first([Answer::status(503)]);
    let endpoint = world.operator().endpoint("acme", &receiver, retrying(&[1]));
    let event = world.operator().publish("a");
    let delivery = world.operator().until(&event, "succeeded");
    let id = text(&delivery, "id");
    world.daemon.wait_for_log("attempt succeeded", SOON);
    let lines = about(&world.daemon.log(), &id);
    let told: Vec<(&str, &str)> = lines.iter().map(|(level, message, _)| (&**level, &**message)).collect();
    assert_eq!(told, [("INFO", "attempt failed"), ("DEBUG", "attempt succeeded")]);
    let attempts = world.operator().attempts(&delivery);
    let nodes = world.operator().list("/nodes");
    for (number, (_, _, fields)) in lines.iter().enumerate() {
        assert_eq!(fields["event.id"], json!(event), "{fields}");
        assert_eq!(fields["endpoint.id"], json!(endpoint.id), "{fields}");
        assert_eq!(fields["endpoint.name"], "acme", "{fields}");
        assert_eq!(fields["attempt.number"], json!(number + 1), "{fields}");
        assert_eq!(fields["node.id"], nodes[0]["id"], "{fields}");
        assert_eq!(fields["outcome"], attempts[number]["outcome"], "{fields}");
    }
    assert_eq!((&lines[0].2["status"], &lines[0].2["retry_in_ms"]), (&json!(503), &json!(1)));
    let stored = world.daemon.wait_for_log("event stored", SOON);
    assert!(stored.contains(&event), "{stored}");
}

#[test]
fn failures_are_told_without_debug_and_within_bounds() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::status(500));
    world.operator().endpoint("ill", &receiver, json!({ "retry": { "schedule_ms": [], "jitter": 0 } }));
    world.operator().publish_many("a", 200);
    until("all to be set aside", SOON, || {
        let dead = world.operator().list("/dead-letters/groups");
        (dead.first()?["count"] == 200).then_some(())
    });
    let log = world.daemon.log();
    let told = log.iter().filter(|line| line.contains("delivery dead-lettered")).count();
    // 20 in ten seconds; the deliveries may fall into two or three such times.
    assert!((20..=80).contains(&told), "{told}");
    assert!(!log.iter().any(|line| line.contains("attempt succeeded")), "that is for debug");
}
