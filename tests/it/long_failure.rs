//! Endpoints whose receiver fails for long are disabled, by all nodes together and over restarts, and what is held too long
//! is cancelled.

use crate::support::answer::Answer;
use crate::support::hookit::Hookit;
use crate::support::receiver::Receiver;
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, retrying, text, with_one_and_eight_shards};
use serde_json::{Value, json};
use std::time::Duration;

/// What the breaker's probes and a restart may take together.
const PATIENT: Duration = Duration::from_mins(1);

with_one_and_eight_shards!(
    an_endpoint_that_fails_for_long_is_disabled_and_says_why,
    what_is_held_for_longer_than_the_endpoint_allows_is_cancelled,
);

fn impatient(shards: u8, after_ms: u64) -> World {
    World::with(shards, |setup| {
        setup.set("deliver.disable_after_ms", json!(after_ms));
    })
}

#[track_caller]
fn until_disabled(operator: &Operator, name: &str) -> Value {
    until(&format!("{name} to be disabled"), PATIENT, || {
        let shown = operator.client().get(&format!("/endpoints/{name}")).expect(200);
        Some(shown).filter(|shown| shown["status"] == "disabled")
    })
}

fn an_endpoint_that_fails_for_long_is_disabled_and_says_why(shards: u8) {
    let world = impatient(shards, 2_000);
    let operator = world.operator();
    let receiver = Receiver::answering(Answer::status(500));
    let mostly = Receiver::scripted({
        let mut count = 0;
        move |_| {
            count += 1;
            Answer::status(if count % 2 == 0 { 200 } else { 500 })
        }
    });
    // The schedule is longer than the setting, so it is what counts; it must be over, too.
    operator.endpoint("broken", &receiver, retrying(&[1_000, 1_000, 1_000]));
    operator.endpoint("mostly", &mostly, retrying(&[200, 200, 200]));
    let mut events = vec![operator.publish("a.b")];
    let shown = until("the failure to be shown", SOON, || {
        let shown = operator.client().get("/endpoints/broken").expect(200);
        Some(shown).filter(|shown| shown["failing_since"].is_string())
    });
    assert_eq!(shown["status"], "active");
    let shown = until("it to be disabled", PATIENT, || {
        events.push(operator.publish("a.b"));
        let shown = operator.client().get("/endpoints/broken").expect(200);
        Some(shown).filter(|shown| shown["status"] == "disabled")
    });
    let reason = text(&shown, "disabled_reason");
    assert!(reason.starts_with("no attempt succeeded for "), "{reason}");
    assert_eq!(shown["failing_since"], Value::Null, "a resume begins anew");
    let since = "select extract(epoch from h.at - e.created_at)::bigint from endpoint e
                 join endpoint_history h on h.endpoint_id = e.id and h.status = 'disabled' where e.name = 'broken'";
    assert!(world.database.count(since) >= 3, "not before its schedule is over");
    assert_eq!(operator.client().get("/endpoints/mostly").expect(200)["status"], "active");
    let broken = text(&shown, "id");
    let held = operator.publish("a.b");
    let held = until("its delivery to be held", SOON, || {
        let found = operator.list(&format!("/deliveries?event_id={held}&endpoint=broken"));
        found.into_iter().find(|delivery| delivery["status"] == "held")
    });
    let why = operator.client().get(&format!("/deliveries/{}", text(&held, "id"))).expect(200)["why"].clone();
    assert_eq!(why["reason"], "disabled");
    assert!(text(&why, "sentence").contains(&reason), "{why}");
    let hookit = Hookit::of(&world.daemon);
    assert!(hookit.run(&["endpoint", "show", "broken"]).expect(0).contains(&reason));
    let doctor = operator.client().get("/doctor").expect(200).to_string();
    assert!(doctor.contains(&format!("disabled by HookIt ({reason})")), "{doctor}");
    receiver.then_always(Answer::ok());
    operator.order(&format!("/endpoints/{broken}/resume")).expect(200);
    until("what was held to arrive", PATIENT, || {
        let live = operator.list("/deliveries?status=held");
        live.is_empty().then_some(())
    });
    assert_eq!(operator.client().get("/endpoints/broken").expect(200)["status"], "active");
}

#[test]
fn a_restart_does_not_begin_the_count_anew() {
    let world = impatient(1, 3_000);
    let operator = world.operator();
    let receiver = Receiver::answering(Answer::status(500));
    operator.endpoint("broken", &receiver, retrying(&[100]));
    operator.publish_many("a.b", 2);
    let since = "select since::text from endpoint_failing";
    let before = until("the failure to be noted", SOON, || world.database.texts(since).pop());
    let World { daemon, setup, database } = world;
    daemon.terminate();
    daemon.wait(PATIENT);
    let again = setup.start();
    let operator = Operator::of(&again);
    assert_eq!(database.texts(since), [before]);
    let old = "select count(*) from endpoint_failing where since < now() - interval '3 seconds'";
    until("the time to be over", SOON, || (database.count(old) == 1).then_some(()));
    operator.publish("a.b");
    let shown = until_disabled(&operator, "broken");
    assert!(text(&shown, "disabled_reason").starts_with("no attempt succeeded for "));
}

#[test]
fn a_success_on_another_node_ends_the_count() {
    let world = impatient(1, 86_400_000);
    let mut setup = world.second_setup();
    setup.set("deliver.disable_after_ms", json!(86_400_000));
    let second = setup.start();
    let (first, other) = (world.operator(), Operator::of(&second));
    let receiver = Receiver::answering(Answer::status(500));
    first.endpoint("shaky", &receiver, retrying(&[100]));
    first.publish("a.b");
    let failing =
        |operator: &Operator| operator.client().get("/endpoints/shaky").expect(200)["failing_since"].clone();
    until("the failure to be noted", SOON, || failing(&other).is_string().then_some(()));
    receiver.then_always(Answer::ok());
    other.publish("a.b");
    until("the count to be over", SOON, || failing(&first).is_null().then_some(()));
}

fn what_is_held_for_longer_than_the_endpoint_allows_is_cancelled(shards: u8) {
    let world = World::sharded(shards);
    let operator = world.operator();
    let receiver = Receiver::answering(Answer::ok());
    operator.endpoint("limited", &receiver, json!({ "max_age_ms": 3_600_000 }));
    operator.endpoint("patient", &receiver, json!({}));
    for name in ["limited", "patient"] {
        operator.order(&format!("/endpoints/{name}/pause")).expect(200);
    }
    let of = |event: &str, name: &str| {
        operator.list(&format!("/deliveries?event_id={event}&endpoint={name}")).remove(0)
    };
    let old = operator.publish("a.old");
    assert_eq!(of(&old, "limited")["status"], "held");
    world.database.run("update queue set due_at = due_at - interval '1 hour'");
    let young = operator.publish("a.young");
    let ended = until("the old one to be cancelled", SOON, || {
        Some(of(&old, "limited")).filter(|delivery| delivery["status"] == "cancelled")
    });
    assert_eq!(ended["cause"], "expired");
    assert_eq!(of(&young, "limited")["status"], "held", "it is not old");
    assert_eq!(of(&old, "patient")["status"], "held", "that endpoint has no limit");
    operator.order("/endpoints/limited/resume").expect(200);
    until("the young one to arrive", SOON, || (of(&young, "limited")["status"] == "succeeded").then_some(()));
    let changed = operator.client().patch("/endpoints/patient", &json!({ "max_age_ms": 1_000 }));
    assert_eq!(changed.expect(200)["max_age_ms"], 1_000);
    until("the other's to be cancelled", SOON, || {
        (of(&young, "patient")["status"] == "cancelled").then_some(())
    });
}
