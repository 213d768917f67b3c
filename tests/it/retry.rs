//! Attempts that fail: when the next one comes, how often, and what ends it.

use crate::support::answer::Answer;
use crate::support::receiver::{Received, Receiver};
use crate::support::wait::{SOON, until};
use crate::support::world::{World, outcomes, retrying, text, with_one_and_eight_shards};
use serde_json::json;
use std::time::Duration;

/// What a busy machine may add to a delay.
const LATE_MAX: Duration = Duration::from_secs(8);

fn gaps(got: &[Received]) -> Vec<Duration> {
    got.windows(2).map(|pair| pair[1].at - pair[0].at).collect()
}

#[track_caller]
fn assert_gaps(got: &[Received], delays_ms: &[u64]) {
    let gaps = gaps(got);
    assert_eq!(gaps.len(), delays_ms.len(), "{gaps:?}");
    for (gap, delay) in gaps.iter().zip(delays_ms.iter().map(|ms| Duration::from_millis(*ms))) {
        assert!(*gap + Duration::from_millis(5) >= delay, "{gap:?} is before the delay of {delay:?}");
        assert!(*gap < delay + LATE_MAX, "{gap:?} is long after the delay of {delay:?}");
    }
}

with_one_and_eight_shards!(
    attempts_come_after_the_scheduled_delays_until_one_succeeds,
    dead_letter_says_that_the_budget_is_spent,
);

fn attempts_come_after_the_scheduled_delays_until_one_succeeds(shards: u8) {
    let world = World::sharded(shards);
    let receiver = Receiver::answering(Answer::ok());
    receiver.first([Answer::status(500), Answer::status(404), Answer::Reset]);
    let operator = world.operator();
    operator.endpoint("flaky", &receiver, retrying(&[300, 700, 200, 60_000]));
    let event = operator.publish("a.b");
    let delivery = operator.until(&event, "succeeded");
    assert_gaps(&receiver.received(), &[300, 700, 200]);
    let attempts = operator.attempts(&delivery);
    assert_eq!(outcomes(&attempts), ["http_status", "http_status", "response_invalid", "succeeded"]);
    let numbers: Vec<u64> = attempts.iter().filter_map(|a| a["attempt_number"].as_u64()).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert_eq!(
        (&attempts[0]["response_status"], &attempts[1]["response_status"]),
        (&json!(500), &json!(404))
    );
    assert_eq!((&delivery["attempt_count"], &delivery["cause"]), (&json!(4), &json!(null)));
}

fn dead_letter_says_that_the_budget_is_spent(shards: u8) {
    let world = World::sharded(shards);
    let receiver = Receiver::answering(Answer::status(500));
    let operator = world.operator();
    operator.endpoint("down", &receiver, retrying(&[50, 50]));
    let event = operator.publish("a.b");
    let delivery = operator.until(&event, "dead_lettered");
    assert_eq!((&delivery["cause"], &delivery["attempt_count"]), (&json!("attempts_spent"), &json!(3)));
    assert_eq!((&delivery["last_outcome"], &delivery["last_status"]), (&json!("http_status"), &json!(500)));
    assert_eq!(receiver.received().len(), 3);
    let groups = operator.client().get("/dead-letters/groups").expect(200);
    assert_eq!(groups["items"][0]["count"], 1, "{groups}");
    assert_eq!(world.database.count("select count(*) from queue"), 0);
}

#[test]
fn exponential_backoff_doubles_up_to_its_cap() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::status(503));
    let retry = json!({ "base_ms": 150, "cap_ms": 400, "max_attempts": 5, "jitter": 0 });
    world.operator().endpoint("down", &receiver, json!({ "retry": retry }));
    let event = world.operator().publish("a.b");
    world.operator().until(&event, "dead_lettered");
    assert_gaps(&receiver.received(), &[150, 300, 400, 400]);
}

#[test]
fn retry_after_moves_the_next_attempt_later_and_never_earlier() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    receiver.first([
        Answer::status(429).header("retry-after", "2"),
        Answer::status(503).header("retry-after", "0"),
        Answer::status(500).header("retry-after", "3600"),
    ]);
    let operator = world.operator();
    operator.endpoint("busy", &receiver, retrying(&[100, 400, 100]));
    let event = operator.publish("a.b");
    operator.until(&event, "succeeded");
    assert_gaps(&receiver.received(), &[2_000, 400, 100]);
}

#[test]
fn gone_disables_the_endpoint_and_holds_what_waits_until_it_is_resumed() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::status(410));
    let other = Receiver::answering(Answer::ok());
    let operator = world.operator();
    let endpoint = operator.endpoint("gone", &receiver, retrying(&[100, 100, 100]));
    operator.endpoint("fine", &other, json!({}));
    operator.publish("a.b");
    let path = format!("/endpoints/{}", endpoint.id);
    let disabled = until("the endpoint to be disabled", SOON, || {
        Some(operator.client().get(&path).expect(200)).filter(|e| e["status"] == "disabled")
    });
    assert!(text(&disabled, "disabled_reason").contains("410"), "{disabled}");
    let sent = receiver.received().len();
    operator.publish("a.c");
    other.wait_for(2, SOON);
    let held = until("both deliveries to be held", SOON, || {
        Some(operator.list("/deliveries?status=held")).filter(|held| held.len() == 2)
    });
    assert!(held.iter().all(|delivery| delivery["endpoint_id"] == endpoint.id.as_str()), "{held:?}");
    assert_eq!(receiver.received().len(), sent, "nothing is sent to a disabled endpoint");
    receiver.then_always(Answer::ok());
    operator.order(&format!("{path}/resume")).expect(200);
    until("both to be delivered", SOON, || {
        (operator.list("/deliveries?status=succeeded&endpoint=gone").len() == 2).then_some(())
    });
}

#[test]
fn redirect_is_a_failure_and_is_not_followed() {
    let world = World::start();
    let elsewhere = Receiver::answering(Answer::ok());
    let target = elsewhere.url("/stolen");
    let receiver = Receiver::scripted(move |_| Answer::status(307).header("location", &target));
    let operator = world.operator();
    operator.endpoint("moved", &receiver, retrying(&[50]));
    let event = operator.publish("a.b");
    let dead = operator.until(&event, "dead_lettered");
    assert_eq!(outcomes(&operator.attempts(&dead)), ["redirect_not_followed"; 2]);
    assert!(elsewhere.received().is_empty(), "the redirect was followed");
}

#[test]
fn refused_connection_is_tried_again() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("down", &receiver, retrying(&[400; 20]));
    receiver.down();
    let event = operator.publish("a.b");
    let delivery = operator.until(&event, "retrying");
    assert_eq!(delivery["last_outcome"], "connect_failed", "{delivery}");
    receiver.up();
    operator.until(&event, "succeeded");
}

#[test]
fn blocked_address_is_an_attempt_that_is_never_dialled_and_keeps_the_schedule() {
    // Allowed when it was made, no longer when it is dialled.
    let mut world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    world.operator().endpoint("private", &receiver, retrying(&[200, 200]));
    world.daemon.terminate();
    world.daemon.wait(SOON);
    world.setup.set("deliver.allow_cidrs", json!([]));
    let daemon = world.setup.start();
    world.daemon = daemon;
    let operator = world.operator();
    let event = operator.publish("a.b");
    let dead = operator.until(&event, "dead_lettered");
    let attempts = operator.attempts(&dead);
    assert_eq!(outcomes(&attempts), ["blocked"; 3]);
    assert_eq!(dead["cause"], "attempts_spent");
    assert!(receiver.received().is_empty(), "it was dialled");
}
