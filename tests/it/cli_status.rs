//! `hookit status`: what it says about a daemon that lives, through every door.

use crate::support::answer::Answer;
use crate::support::hookit::{Hookit, filters};
use crate::support::receiver::Receiver;
use crate::support::wait::{SOON, until};
use crate::support::world::{World, retrying};
use insta::assert_snapshot;
use serde_json::Value;

#[test]
fn the_status_counts_what_was_done_and_names_what_needs_a_look() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::status(503));
    let operator = world.operator();
    let mut settings = retrying(&[1]);
    settings["event_types"] = serde_json::json!(["a.*"]);
    operator.endpoint("down", &receiver, settings);
    let hookit = Hookit::of(&world.daemon);
    operator.publish_many("a.b", 5);
    until("the dead letters to be counted", SOON, || {
        let status = operator.client().get("/status").expect(200);
        (status["figures"]["dead_lettered"]["last_day"] == 5).then_some(())
    });
    let held = Receiver::answering(Answer::ok());
    operator.endpoint("legacy", &held, serde_json::json!({ "event_types": ["b.*"] }));
    let _paused = hookit.run(&["endpoint", "pause", "legacy"]).expect(0);
    operator.publish_many("b.c", 3);
    let status = operator.client().get("/status").expect(200);
    let troubled = status["troubled_endpoints"].as_array().expect("a list");
    assert_eq!(troubled.len(), 2, "{status}");
    let (down, legacy) = (&troubled[0], &troubled[1]);
    assert_eq!((&down["name"], &down["dead_letters"]), (&"down".into(), &5.into()), "{down}");
    assert_eq!((&down["last_status"], &down["last_outcome_count"]), (&503.into(), &5.into()), "{down}");
    assert_eq!((&down["failed_lately"], &down["delivered_lately"]), (&10.into(), &0.into()), "{down}");
    assert_eq!((&legacy["held"], &legacy["project"]), (&3.into(), &"default".into()), "{legacy}");
    assert!(legacy["stopped_by"].as_str().is_some_and(|by| by.starts_with("uid:")), "{legacy}");
    assert!(legacy["stopped_at"].is_string(), "{legacy}");
    let figures = &status["figures"];
    let minutes = figures["failed_attempts"]["by_minute"].as_array().expect("a series");
    assert_eq!(minutes.len(), 60);
    assert_eq!(minutes.iter().filter_map(Value::as_u64).sum::<u64>(), 10);
    assert_eq!(figures["dead_lettered_today"], 5);
    let said = hookit.run(&["status"]).text();
    let mut masks = filters();
    masks.push((r"(uptime_ms|node|p50_ms|p99_ms|version)\t\S+", "$1\t[varies]"));
    masks.push((r"per_s\t\S+", "per_s\t[rate]"));
    masks.push((r"oldest_due_ms\t\S+\n", ""));
    masks.push((r"uid:\d+", "uid:[me]"));
    insta::with_settings!({ filters => masks }, { assert_snapshot!(said) });
}

#[test]
fn the_status_is_the_same_through_every_door() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::status(500));
    let operator = world.operator();
    operator.endpoint("down", &receiver, retrying(&[]));
    operator.publish_many("a.b", 4);
    until("the dead letters to be counted", SOON, || {
        let status = operator.client().get("/status").expect(200);
        (status["figures"]["dead_lettered"]["last_day"] == 4).then_some(())
    });
    let hookit = Hookit::of(&world.daemon);
    let key = hookit.run(&["key", "add", "reader", "--scope", "read"]).expect(0);
    let url = format!("http://{}", world.daemon.api);
    let doors = [
        hookit,
        Hookit::alone().variable("HOOKIT_KEY", key.trim()).flag("--url", &url),
        Hookit::alone().variable("HOOKIT_DATABASE_URL", world.database.url()),
    ];
    let said = doors.map(|door| {
        let said = door.run(&["status", "-o", "json"]).expect(0);
        let status: Value = serde_json::from_str(&said).expect("it is JSON");
        (status["figures"]["dead_lettered"]["last_day"].clone(), status["troubled_endpoints"].clone())
    });
    assert_eq!(said[0], said[1]);
    assert_eq!(said[0], said[2]);
    assert_eq!(said[0].0, 4);
}
