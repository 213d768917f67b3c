//! Dead letters brought back: one by one, and as an order that keeps its set, its pace and its place.

use crate::support::answer::Answer;
use crate::support::receiver::Receiver;
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, outcomes, retrying, text, with_one_and_eight_shards};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

with_one_and_eight_shards!(
    redriven_delivery_has_a_fresh_budget_and_its_attempts_count_on,
    a_plan_redrives_exactly_the_set_it_counted,
    redrive_goes_at_its_rate_and_can_be_paused_resumed_and_cancelled,
);

/// Makes this many dead letters of an endpoint.
#[track_caller]
fn die(operator: &Operator, endpoint: &str, event_type: &str, count: usize) {
    let path = format!("/dead-letters?endpoint={endpoint}&event_type={event_type}&limit=200");
    let before = operator.list(&path).len();
    operator.publish_many(event_type, count);
    until("the deliveries to be dead", SOON, || (operator.list(&path).len() == before + count).then_some(()));
}

fn show(operator: &Operator, id: &str) -> Value {
    operator.client().get(&format!("/redrives/{id}")).expect(200)
}

#[track_caller]
fn until_state(operator: &Operator, id: &str, state: &str) -> Value {
    until(&format!("the redrive to be {state}"), SOON, || {
        Some(show(operator, id)).filter(|redrive| redrive["state"] == state)
    })
}

fn redriven_delivery_has_a_fresh_budget_and_its_attempts_count_on(shards: u8) {
    let world = World::sharded(shards);
    let receiver = Receiver::answering(Answer::status(500));
    let operator = world.operator();
    operator.endpoint("down", &receiver, retrying(&[50]));
    let event = operator.publish("a.b");
    let dead = operator.until(&event, "dead_lettered");
    let path = format!("/deliveries/{}/redrive", text(&dead, "id"));
    operator.order(&path).expect(200);
    receiver.wait_for(4, SOON);
    let dead = operator.until(&event, "dead_lettered");
    assert_eq!((&dead["attempt_count"], &dead["charged_attempts"]), (&json!(4), &json!(2)));
    receiver.then_always(Answer::ok());
    operator.order(&path).expect(200);
    let delivered = operator.until(&event, "succeeded");
    let attempts = operator.attempts(&delivered);
    let numbers: Vec<u64> = attempts.iter().filter_map(|a| a["attempt_number"].as_u64()).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    let refused = operator.order(&path);
    assert_eq!((refused.status, &refused.json()["code"]), (409, &json!("delivery_state")));
    operator.order(&format!("{path}?force=true")).expect(200);
    let got = receiver.wait_for(6, SOON);
    assert!(got.iter().all(|request| request.header("webhook-id") == Some(&event)));
}

fn a_plan_redrives_exactly_the_set_it_counted(shards: u8) {
    let world = World::sharded(shards);
    let (receiver, other) =
        (Receiver::answering(Answer::status(500)), Receiver::answering(Answer::status(500)));
    let operator = world.operator();
    operator.endpoint(
        "planned",
        &receiver,
        json!({ "retry": { "schedule_ms": [] }, "event_types": ["a.*"] }),
    );
    operator.endpoint(
        "other",
        &other,
        json!({ "retry": { "schedule_ms": [] }, "event_types": ["b.*", "a.b"] }),
    );
    die(&operator, "planned", "a.b", 20);
    die(&operator, "planned", "a.c", 5);
    die(&operator, "other", "b.b", 5);
    let wish = json!({ "endpoint": "planned", "event_type": "a.b", "dry_run": true });
    let plan = operator.client().post("/redrives", &wish).expect(200);
    assert_eq!((&plan["total"], &plan["groups"][0]["count"]), (&json!(20), &json!(20)), "{plan}");
    assert_eq!(plan["payload_bytes"], 20 * r#"{"n":1}"#.len());
    // What dies after the plan is not part of it, and a plan alone moves nothing.
    die(&operator, "planned", "a.b", 7);
    let sent = (receiver.received().len(), other.received().len());
    receiver.then_always(Answer::ok());
    let order = json!({ "plan": plan["plan"], "rate_per_s": 1_000 });
    let started = operator.client().post("/redrives", &order).expect(202);
    operator.client().post("/redrives", &order).expect(202);
    let id = text(&started, "id");
    until_state(&operator, &id, "done");
    let done = until("all to be delivered", SOON, || {
        Some(show(&operator, &id)).filter(|redrive| redrive["delivered"] == 20)
    });
    assert_eq!(
        (&done["moved"], &done["waiting"], &done["dead"]),
        (&json!(20), &json!(0), &json!(0)),
        "{done}"
    );
    assert_eq!((receiver.received().len(), other.received().len()), (sent.0 + 20, sent.1));
    assert_eq!(operator.list("/dead-letters?endpoint=planned&limit=200").len(), 5 + 7);
    assert_eq!(world.database.count("select count(*) from queue"), 0);
}

fn redrive_goes_at_its_rate_and_can_be_paused_resumed_and_cancelled(shards: u8) {
    let world = World::sharded(shards);
    let receiver = Receiver::answering(Answer::status(500));
    let operator = world.operator();
    operator.endpoint("slow", &receiver, json!({ "retry": { "schedule_ms": [] } }));
    die(&operator, "slow", "a.b", 100);
    receiver.then_always(Answer::ok());
    let started = Instant::now();
    let redrive = operator.client().post("/redrives", &json!({ "all": true, "rate_per_s": 10 })).expect(202);
    let id = text(&redrive, "id");
    until("some to be moved", SOON, || (show(&operator, &id)["moved"].as_u64() >= Some(15)).then_some(()));
    let took = started.elapsed();
    assert!(took > Duration::from_millis(1_300), "15 at 10 a second came after {took:?}");
    assert_eq!(operator.order(&format!("/redrives/{id}/pause")).expect(200)["state"], "paused");
    let moved = show(&operator, &id)["moved"].as_u64().expect("it is a number");
    // Three looks of the loop later nothing more was moved.
    until("the loop to look again", SOON, || {
        (started.elapsed() > took + Duration::from_secs(3)).then_some(())
    });
    assert_eq!(show(&operator, &id)["moved"].as_u64(), Some(moved), "a paused redrive moves nothing");
    assert_eq!(operator.order(&format!("/redrives/{id}/resume")).expect(200)["state"], "running");
    until("more to be moved", SOON, || (show(&operator, &id)["moved"].as_u64() > Some(moved)).then_some(()));
    assert_eq!(operator.order(&format!("/redrives/{id}/cancel")).expect(200)["state"], "cancelled");
    let moved = show(&operator, &id)["moved"].as_u64().expect("it is a number");
    until("what was moved to be delivered", SOON, || {
        (show(&operator, &id)["delivered"].as_u64() == Some(moved)).then_some(())
    });
    let left = world.database.count("select count(*) from delivery where status = 'dead_lettered'");
    assert_eq!(left, 100 - i64::try_from(moved).expect("it is small"), "the rest stays set aside");
    assert_eq!(operator.order(&format!("/redrives/{id}/resume")).status, 409);
}

#[test]
fn redrive_goes_on_after_its_daemon_was_killed_and_moves_nothing_twice() {
    let mut world = World::with(1, |setup| {
        setup.set("deliver.lease_ms", json!(6_000));
    });
    let receiver = Receiver::answering(Answer::status(500));
    world.operator().endpoint("slow", &receiver, json!({ "retry": { "schedule_ms": [] } }));
    die(&world.operator(), "slow", "a.b", 60);
    receiver.then_always(Answer::ok());
    let redrive =
        world.operator().client().post("/redrives", &json!({ "all": true, "rate_per_s": 30 })).expect(202);
    let id = text(&redrive, "id");
    until("some to be moved", SOON, || {
        (show(&world.operator(), &id)["moved"].as_u64() >= Some(10)).then_some(())
    });
    world.daemon.kill();
    let killed = Instant::now();
    world.daemon = world.setup.start();
    let operator = world.operator();
    let done = until_state(&operator, &id, "done");
    assert!(killed.elapsed() < Duration::from_secs(12), "it is taken up at once: {:?}", killed.elapsed());
    assert_eq!(done["moved"], 60, "{done}");
    until("all to be delivered", SOON, || (show(&operator, &id)["delivered"] == 60).then_some(()));
    let killed_under_way = world.database.count("select count(*) from attempt where outcome = 'unknown'");
    let twice = i64::try_from(receiver.received().len()).expect("it is small") - 120;
    assert!((0..=killed_under_way).contains(&twice), "{twice} twice, {killed_under_way} unknown");
    let deliveries = operator.list("/deliveries?limit=200");
    assert_eq!(deliveries.len(), 60);
    assert_eq!(outcomes(&operator.attempts(&deliveries[0])).last(), Some(&"succeeded"));
}

#[test]
fn what_a_finished_redrive_came_to_stands_whatever_is_done_with_its_deliveries_later() {
    let world = World::sharded(8);
    let receiver = Receiver::answering(Answer::status(500));
    let operator = world.operator();
    operator.endpoint("down", &receiver, json!({ "retry": { "schedule_ms": [] } }));
    die(&operator, "down", "a.b", 6);
    let all = json!({ "all": true, "rate_per_s": 1_000 });
    let counts = |redrive: &Value| {
        let members = ["moved", "delivered", "dead", "cancelled", "waiting"];
        members.map(|name| redrive[name].as_u64().expect("it is a number"))
    };
    let first = text(&operator.client().post("/redrives", &all).expect(202), "id");
    until("all to be dead again", SOON, || (show(&operator, &first)["dead"] == 6).then_some(()));
    // One is redriven by itself, the others by a second order, whether the first one was settled before that or not.
    let dead = operator.list("/dead-letters");
    receiver.then_always(Answer::ok());
    operator.order(&format!("/deliveries/{}/redrive", text(&dead[0], "id"))).expect(200);
    let second = text(&operator.client().post("/redrives", &all).expect(202), "id");
    until("the second order to be delivered", SOON, || {
        (show(&operator, &second)["delivered"] == 5).then_some(())
    });
    assert_eq!(counts(&show(&operator, &first)), [6, 0, 6, 0, 0]);
    let settled = |id: &str| {
        until("the order to be settled", SOON, || {
            Some(show(&operator, id)).filter(|redrive| !redrive["settled_at"].is_null())
        })
    };
    assert_eq!(counts(&settled(&first)), [6, 0, 6, 0, 0]);
    assert_eq!(counts(&settled(&second)), [5, 5, 0, 0, 0]);
    // What is settled is not counted again, even when the deliveries are gone.
    world.database.run("delete from delivery");
    assert_eq!(counts(&show(&operator, &second)), [5, 5, 0, 0, 0]);
    let listed: Vec<[u64; 5]> = operator.list("/redrives").iter().map(counts).collect();
    assert_eq!(listed, [[5, 5, 0, 0, 0], [6, 0, 6, 0, 0]]);
}
