//! Events that are to be sent later, or not after some time.

use crate::support::answer::Answer;
use crate::support::hookit::Hookit;
use crate::support::receiver::Receiver;
use crate::support::tls::now;
use crate::support::wait::SOON;
use crate::support::world::{Operator, World, outcomes, retrying, text, with_one_and_eight_shards};
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

with_one_and_eight_shards!(
    scheduled_event_is_sent_when_it_is_due_and_not_before,
    what_still_fails_when_its_time_is_over_is_cancelled_as_expired,
    what_is_held_when_its_time_is_over_is_cancelled_and_a_redrive_forgets_the_limit,
    event_whose_time_is_over_already_is_stored_and_never_sent,
);

fn ahead(ms: i64) -> String {
    let at = now() + Duration::milliseconds(ms);
    at.format(&Rfc3339).expect("an instant has a form")
}

fn instant(body: &Value, member: &str) -> OffsetDateTime {
    OffsetDateTime::parse(&text(body, member), &Rfc3339).expect("an instant")
}

fn publish(operator: &Operator, times: &Value) -> String {
    let mut body = json!({ "type": "a.b", "payload": { "n": 1 } });
    let members = times.as_object().expect("an object").clone();
    body.as_object_mut().expect("an object").extend(members);
    text(&operator.client().post("/events", &body).expect(201), "event_id")
}

fn scheduled_event_is_sent_when_it_is_due_and_not_before(shards: u8) {
    let world = World::sharded(shards);
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("later", &receiver, json!({}));
    let event = publish(&operator, &json!({ "deliver_at": ahead(1_500) }));
    let waiting = operator.delivery_of(&event);
    assert_eq!((&waiting["status"], &waiting["attempt_count"]), (&json!("pending"), &json!(0)), "{waiting}");
    let shown = operator.client().get(&format!("/events/{event}")).expect(200);
    assert_eq!(shown["deliver_at"], waiting["next_attempt_at"]);
    // One that is due overtakes it.
    let now = operator.publish("a.b");
    operator.until(&now, "succeeded");
    let delivered = operator.until(&event, "succeeded");
    let started = instant(&operator.attempts(&delivered)[0], "started_at");
    assert!(started >= instant(&shown, "deliver_at"), "{started} {shown}");
    assert_eq!(receiver.received().len(), 2);
}

fn what_still_fails_when_its_time_is_over_is_cancelled_as_expired(shards: u8) {
    let world = World::sharded(shards);
    let receiver = Receiver::answering(Answer::status(500));
    let operator = world.operator();
    operator.endpoint("failing", &receiver, retrying(&[100, 3_600_000]));
    let event = publish(&operator, &json!({ "expires_at": ahead(60_000) }));
    // The second retry would come in an hour: there is nothing to wait for.
    let ended = operator.until(&event, "cancelled");
    assert_eq!((&ended["cause"], &ended["attempt_count"]), (&json!("expired"), &json!(2)), "{ended}");
    assert_eq!(outcomes(&operator.attempts(&ended)), ["http_status", "http_status"]);
    assert_eq!(operator.list("/dead-letters").len(), 0, "it is no dead letter");
}

fn what_is_held_when_its_time_is_over_is_cancelled_and_a_redrive_forgets_the_limit(shards: u8) {
    let world = World::sharded(shards);
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("held", &receiver, json!({}));
    operator.order("/endpoints/held/pause").expect(200);
    let event = publish(&operator, &json!({ "expires_at": ahead(1_000) }));
    let ended = operator.until(&event, "cancelled");
    assert_eq!((&ended["cause"], &ended["attempt_count"]), (&json!("expired"), &json!(0)), "{ended}");
    operator.order("/endpoints/held/resume").expect(200);
    operator.order(&format!("/deliveries/{}/redrive", text(&ended, "id"))).expect(200);
    operator.until(&event, "succeeded");
    assert_eq!(receiver.received().len(), 1);
}

fn event_whose_time_is_over_already_is_stored_and_never_sent(shards: u8) {
    let world = World::sharded(shards);
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("late", &receiver, json!({}));
    let event = publish(&operator, &json!({ "expires_at": ahead(-1) }));
    let ended = operator.until(&event, "cancelled");
    assert_eq!((&ended["cause"], &ended["attempt_count"]), (&json!("expired"), &json!(0)), "{ended}");
    let next = operator.publish("a.b");
    operator.until(&next, "succeeded");
    assert_eq!(
        receiver.received().len(),
        1,
        "the place in the lane was given back and nothing else was sent"
    );
    let laws = operator.client().get("/conservation").expect(200);
    assert!(laws["laws"].as_array().is_some_and(|laws| laws.iter().all(|law| law["broken"] == 0)), "{laws}");
}

#[test]
fn scheduled_event_or_delivery_can_be_cancelled() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("later", &receiver, json!({}));
    let first = publish(&operator, &json!({ "deliver_at": ahead(3_600_000) }));
    let second = publish(&operator, &json!({ "deliver_at": ahead(3_600_000) }));
    let answer = operator.order(&format!("/events/{first}/cancel")).expect(200);
    assert_eq!(answer["cancelled_deliveries"], 1);
    let delivery = operator.delivery_of(&second);
    operator.order(&format!("/deliveries/{}/cancel", text(&delivery, "id"))).expect(200);
    for event in [&first, &second] {
        assert_eq!(operator.delivery_of(event)["cause"], "operator");
    }
    assert!(receiver.received().is_empty());
}

#[test]
fn preview_of_a_scheduled_delivery_shows_the_times_that_happen() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::status(500));
    let operator = world.operator();
    operator.endpoint(
        "later",
        &receiver,
        json!({ "retry": { "schedule_ms": [300, 400, 500], "jitter": 0.5 } }),
    );
    // Far enough for the preview to be asked for before it is due.
    let event = publish(&operator, &json!({ "deliver_at": ahead(4_000) }));
    let delivery = operator.delivery_of(&event);
    let path = format!("/deliveries/{}/retry-preview", text(&delivery, "id"));
    let preview = operator.client().get(&path).expect(200);
    let ended = operator.until(&event, "dead_lettered");
    let tried = operator.attempts(&ended);
    let due: Vec<OffsetDateTime> =
        preview["attempts"].as_array().expect("a list").iter().map(|step| instant(step, "due_at")).collect();
    assert_eq!((due.len(), tried.len()), (4, 4), "{preview}");
    let gap = |instants: &[OffsetDateTime]| instants[1] - instants[0];
    let started: Vec<OffsetDateTime> = tried.iter().map(|attempt| instant(attempt, "started_at")).collect();
    // Each comes no sooner than shown: an attempt that takes its time moves those after it.
    let tolerance = Duration::milliseconds(20);
    assert!(started[0] >= due[0], "{started:?} {due:?}");
    for (started, due) in started.windows(2).zip(due.windows(2)) {
        assert!(gap(started) + tolerance >= gap(due), "{started:?} {due:?}");
    }
}

#[test]
fn preview_ends_where_the_delivery_expires() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("later", &receiver, retrying(&[60_000, 3_600_000]));
    let times = json!({ "deliver_at": ahead(600_000), "expires_at": ahead(1_200_000) });
    let event = publish(&operator, &times);
    let delivery = operator.delivery_of(&event);
    let path = format!("/deliveries/{}/retry-preview", text(&delivery, "id"));
    let preview = operator.client().get(&path).expect(200);
    assert_eq!(preview["attempts"].as_array().map(Vec::len), Some(2), "{preview}");
    assert_eq!(preview["expires_at"], delivery["expires_at"]);
    let why = operator.client().get(&format!("/deliveries/{}", text(&delivery, "id"))).expect(200);
    let sentence = text(&why["why"], "sentence");
    assert!(sentence.starts_with("scheduled: the first attempt is due in "), "{sentence}");
}

#[test]
fn times_that_cannot_be_are_refused() {
    let world = World::start();
    let operator = world.operator();
    for (times, code) in [
        (json!({ "deliver_at": ahead(91 * 86_400_000) }), "deliver_at_too_far"),
        (json!({ "deliver_at": ahead(60_000), "expires_at": ahead(59_000) }), "expires_at_too_early"),
        (json!({ "deliver_at": "tomorrow" }), "instant_invalid"),
    ] {
        let mut body = json!({ "type": "a.b", "payload": 1 });
        body.as_object_mut().expect("an object").extend(times.as_object().expect("an object").clone());
        let refused = operator.client().post("/events", &body).expect(422);
        assert_eq!(
            refused["errors"][0]["code"].as_str().or(refused["code"].as_str()),
            Some(code),
            "{refused}"
        );
    }
}

#[test]
fn command_publishes_for_later() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("later", &receiver, json!({}));
    let hookit = Hookit::of(&world.daemon);
    let id = hookit.run(&["publish", "a.b", "--at", "10m", "--expires", "1h"]).expect(0);
    let event = operator.client().get(&format!("/events/{}", id.trim())).expect(200);
    let span = instant(&event, "expires_at") - instant(&event, "deliver_at");
    assert_eq!(span, Duration::hours(1));
    assert!(instant(&event, "deliver_at") > now() + Duration::minutes(9));
    let soon = hookit.run(&["publish", "a.b", "--at", "500ms"]).expect(0);
    receiver.wait_for(1, SOON);
    operator.until(soon.trim(), "succeeded");
}
