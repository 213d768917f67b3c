//! What an operator does to endpoints and single deliveries, and that every daemon obeys at once.

use crate::support::answer::Answer;
use crate::support::receiver::Receiver;
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, outcomes, retrying, text, with_one_and_eight_shards};
use serde_json::json;

with_one_and_eight_shards!(
    paused_endpoint_holds_its_deliveries_on_every_daemon_until_it_is_resumed,
    next_event_on_another_daemon_reaches_an_endpoint_that_was_just_made,
    deleting_an_endpoint_cancels_what_waits_and_keeps_history,
    cancelled_event_sends_nothing_that_was_not_attempted,
);

fn paused_endpoint_holds_its_deliveries_on_every_daemon_until_it_is_resumed(shards: u8) {
    let world = World::sharded(shards);
    let setup = world.second_setup();
    let second = setup.start();
    let (first, other) = (world.operator(), Operator::of(&second));
    let receiver = Receiver::answering(Answer::ok());
    first.endpoint("held", &receiver, json!({}));
    let delivered = first.publish("a.b");
    first.until(&delivered, "succeeded");
    assert_eq!(first.order("/endpoints/held/pause").expect(200)["status"], "paused");
    let mut events = Vec::new();
    for _ in 0..5 {
        events.extend([first.publish("a.b"), other.publish("a.b")]);
    }
    for event in &events {
        let delivery = first.until(event, "held");
        assert_eq!(delivery["attempt_count"], 0, "{delivery}");
    }
    // Both loops have looked since, or the hints would have made them.
    let status = first.client().get("/status").expect(200);
    assert_eq!(receiver.received().len(), 1, "{status}");
    other.order("/endpoints/held/resume").expect(200);
    receiver.wait_for(1 + events.len(), SOON);
    for event in &events {
        first.until(event, "succeeded");
    }
    assert_eq!(receiver.received().len(), 1 + events.len(), "each is sent once");
}

fn next_event_on_another_daemon_reaches_an_endpoint_that_was_just_made(shards: u8) {
    let world = World::sharded(shards);
    let setup = world.second_setup();
    let second = setup.start();
    let (first, other) = (world.operator(), Operator::of(&second));
    let receiver = Receiver::answering(Answer::ok());
    for round in 1..=20 {
        first.endpoint(&format!("made-{round}"), &receiver, json!({}));
        let body = json!({ "type": "a.b", "payload": null });
        let published = other.client().post("/events", &body).expect(201);
        assert_eq!(published["queued_deliveries"], round, "round {round}");
    }
    for round in (1..=20).rev() {
        other.client().delete(&format!("/endpoints/made-{round}")).expect(200);
        let body = json!({ "type": "a.b", "payload": null });
        let published = first.client().post("/events", &body).expect(201);
        assert_eq!(published["queued_deliveries"], round - 1, "after deleting number {round}");
    }
}

fn deleting_an_endpoint_cancels_what_waits_and_keeps_history(shards: u8) {
    let world = World::sharded(shards);
    let receiver = Receiver::answering(Answer::status(500));
    let operator = world.operator();
    let endpoint = operator.endpoint("leaving", &receiver, retrying(&[3_600_000]));
    let events: Vec<String> = (0..3).map(|_| operator.publish("a.b")).collect();
    for event in &events {
        operator.until(event, "retrying");
    }
    operator.client().delete(&format!("/endpoints/{}", endpoint.id)).expect(200);
    for event in &events {
        let delivery = operator.until(event, "cancelled");
        assert_eq!(delivery["cause"], "endpoint_deleted");
        assert_eq!(outcomes(&operator.attempts(&delivery)), ["http_status"], "its history is kept");
        let redrive = operator.order(&format!("/deliveries/{}/redrive", text(&delivery, "id")));
        assert_eq!(redrive.status, 409, "there is nowhere to send it: {}", redrive.text());
    }
    assert_eq!(world.database.count("select count(*) from queue"), 0);
}

#[test]
fn attempt_under_way_when_its_endpoint_is_deleted_is_the_last_one() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::Hang);
    let operator = world.operator();
    let mut settings = retrying(&[50; 20]);
    settings["timeout_ms"] = json!(1_500);
    operator.endpoint("leaving", &receiver, settings);
    let event = operator.publish("a.b");
    receiver.wait_for(1, SOON);
    operator.client().delete("/endpoints/leaving").expect(200);
    let delivery = operator.until(&event, "cancelled");
    assert_eq!(delivery["cause"], "endpoint_deleted");
    assert_eq!(outcomes(&operator.attempts(&delivery)), ["timeout"]);
    assert_eq!(receiver.received().len(), 1);
}

fn cancelled_event_sends_nothing_that_was_not_attempted(shards: u8) {
    let world = World::sharded(shards);
    let receivers = [Receiver::answering(Answer::status(500)), Receiver::answering(Answer::ok())];
    let operator = world.operator();
    operator.endpoint("tried", &receivers[0], retrying(&[3_600_000]));
    operator.endpoint("held", &receivers[1], json!({ "status": "paused" }));
    let event = operator.publish("a.b");
    until("the first to be tried", SOON, || {
        (operator.list("/deliveries?status=retrying").len() == 1).then_some(())
    });
    let answer = operator.order(&format!("/events/{event}/cancel")).expect(200);
    assert_eq!(
        answer["cancelled_deliveries"].as_u64().or_else(|| answer["cancelled"].as_u64()),
        Some(1),
        "{answer}"
    );
    operator.order("/endpoints/held/resume").expect(200);
    let mut states: Vec<String> = operator
        .list(&format!("/deliveries?event_id={event}"))
        .iter()
        .map(|delivery| format!("{} {}", delivery["status"], delivery["cause"]))
        .collect();
    states.sort_unstable();
    assert_eq!(states, [r#""cancelled" "operator""#, r#""retrying" null"#]);
    assert!(receivers[1].received().is_empty());
}

#[test]
fn inactive_endpoint_gets_no_new_event_but_what_it_had_goes_on() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    receiver.first([Answer::status(500)]);
    let operator = world.operator();
    operator.endpoint("sleeping", &receiver, retrying(&[1_500, 1_500]));
    let event = operator.publish("a.b");
    operator.until(&event, "retrying");
    operator.client().patch("/endpoints/sleeping", &json!({ "status": "inactive" })).expect(200);
    let none = operator.client().post("/events", &json!({ "type": "a.b", "payload": 1 })).expect(201);
    assert_eq!(none["queued_deliveries"], 0);
    operator.until(&event, "succeeded");
    assert_eq!(receiver.received().len(), 2);
}

#[test]
fn waiting_delivery_can_be_brought_forward_or_cancelled_and_a_finished_one_cannot() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    receiver.first([Answer::status(500), Answer::status(500)]);
    let operator = world.operator();
    operator.endpoint("slow", &receiver, retrying(&[3_600_000, 3_600_000]));
    let (now, never) = (operator.publish("a.b"), operator.publish("a.b"));
    let waiting = [&now, &never].map(|event| text(&operator.until(event, "retrying"), "id"));
    operator.order(&format!("/deliveries/{}/attempt-now", waiting[0])).expect(200);
    operator.order(&format!("/deliveries/{}/cancel", waiting[1])).expect(200);
    let delivered = operator.until(&now, "succeeded");
    assert_eq!(outcomes(&operator.attempts(&delivered)), ["http_status", "succeeded"]);
    let cancelled = operator.until(&never, "cancelled");
    assert_eq!((&cancelled["cause"], receiver.received().len()), (&json!("operator"), 3));
    for (delivery, order) in
        [(&waiting[0], "attempt-now"), (&waiting[0], "cancel"), (&waiting[1], "attempt-now")]
    {
        let refused = operator.order(&format!("/deliveries/{delivery}/{order}"));
        assert_eq!((refused.status, &refused.json()["code"]), (409, &json!("delivery_state")), "{order}");
    }
}

#[test]
fn changed_url_is_where_the_next_attempt_goes_on_every_daemon() {
    let world = World::start();
    let setup = world.second_setup();
    let second = setup.start();
    let (old, new) = (Receiver::answering(Answer::status(500)), Receiver::answering(Answer::ok()));
    world.operator().endpoint("moving", &old, retrying(&[700; 20]));
    let event = world.operator().publish("a.b");
    old.wait_for(1, SOON);
    Operator::of(&second).client().patch("/endpoints/moving", &json!({ "url": new.url("/in") })).expect(200);
    let sent = old.received().len();
    world.operator().until(&event, "succeeded");
    assert_eq!((new.received().len(), old.received().len()), (1, sent), "the old URL is not asked again");
}
