//! Backfills: an endpoint gets what it would have received and never got, each event once, whatever runs beside.

use crate::support::answer::Answer;
use crate::support::hookit::Hookit;
use crate::support::receiver::{Received, Receiver};
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, text, with_one_and_eight_shards};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::time::Duration;

with_one_and_eight_shards!(
    an_endpoint_gets_what_was_published_before_it_and_is_told_why,
    backfills_and_a_redrive_beside_each_other_make_one_delivery_an_event,
    a_backfill_goes_on_after_a_kill_from_where_it_was_and_obeys_its_operator,
    backfilled_events_of_a_key_come_in_publish_order_before_what_waits,
);

/// All that can be looked at.
const SINCE: &str = "2020-01-01T00:00:00Z";

fn plan(operator: &Operator, endpoint: &str) -> Value {
    let wish = json!({ "since": SINCE, "dry_run": true });
    operator.client().post(&format!("/endpoints/{endpoint}/backfill"), &wish).expect(200)
}

fn start(operator: &Operator, endpoint: &str, plan: &Value, rate_per_s: u32) -> String {
    let order = json!({ "plan": plan["plan"], "rate_per_s": rate_per_s });
    let started = operator.client().post(&format!("/endpoints/{endpoint}/backfill"), &order).expect(202);
    assert_eq!(started["kind"], "backfill", "{started}");
    text(&started, "id")
}

fn show(operator: &Operator, id: &str) -> Value {
    operator.client().get(&format!("/redrives/{id}")).expect(200)
}

#[track_caller]
fn until_state(operator: &Operator, id: &str, state: &str) -> Value {
    until(&format!("the backfill to be {state}"), SOON, || {
        Some(show(operator, id)).filter(|order| order["state"] == state)
    })
}

fn event_ids(requests: &[Received]) -> Vec<String> {
    requests.iter().filter_map(|request| request.header("webhook-id").map(str::to_owned)).collect()
}

/// The ids of the events that the feed has from its beginning, and where it ends.
fn feed(operator: &Operator, query: &str) -> (Vec<String>, String) {
    let (mut ids, mut query) = (Vec::new(), query.to_owned());
    loop {
        let page = operator.client().get(&format!("/events/feed?{query}")).expect(200);
        let items = page["items"].as_array().expect("it has items").clone();
        ids.extend(items.iter().map(|item| text(item, "event_id")));
        let cursor = text(&page, "next_cursor");
        if page["more"] != true && items.is_empty() {
            return (ids, cursor);
        }
        query = format!("cursor={cursor}");
    }
}

fn an_endpoint_gets_what_was_published_before_it_and_is_told_why(shards: u8) {
    let world = World::sharded(shards);
    let (early, late) = (Receiver::answering(Answer::ok()), Receiver::answering(Answer::ok()));
    let operator = world.operator();
    let other = operator.endpoint("early", &early, json!({}));
    let publish = |body: &Value| text(&operator.client().post("/events", body).expect(201), "event_id");
    let wanted: Vec<String> = (0..3)
        .map(|n| publish(&json!({ "type": "a.b", "payload": { "n": 10 + n }, "labels": { "env": "prod" } })))
        .collect();
    // Neither its filter, nor its types, nor its producers want it to have these.
    publish(&json!({ "type": "a.b", "payload": { "n": 1 }, "labels": { "env": "prod" } }));
    publish(&json!({ "type": "a.b", "payload": { "n": 10 }, "labels": { "env": "test" } }));
    publish(&json!({ "type": "x.y", "payload": { "n": 10 }, "labels": { "env": "prod" } }));
    publish(
        &json!({ "type": "a.b", "payload": { "n": 10 }, "labels": { "env": "prod" }, "endpoint_ids": [other.id] }),
    );
    publish(&json!({
        "type": "a.b", "payload": { "n": 10 }, "labels": { "env": "prod" }, "expires_at": "2021-01-01T00:00:00Z",
    }));
    let settings = json!({ "event_types": ["a.*"], "filter": "payload.n > 5 && labels.env == 'prod'", "status": "active" });
    let made = operator.endpoint("late", &late, settings);
    let got = publish(&json!({ "type": "a.b", "payload": { "n": 10 }, "labels": { "env": "prod" } }));
    operator_sees(&late, 1);
    let (before, cursor) = feed(&operator, &format!("since={SINCE}"));
    assert_eq!(before.len(), 9);

    let plan = plan(&operator, "late");
    let bytes = 3 * r#"{"n":10}"#.len();
    assert_eq!(
        (&plan["total"], &plan["delivered"], &plan["payload_bytes"], &plan["counted_whole"]),
        (&json!(3), &json!(1), &json!(bytes), &json!(true)),
        "{plan}"
    );
    assert_eq!(late.received().len(), 1, "a plan alone sends nothing");
    let id = start(&operator, "late", &plan, 1_000);
    assert_eq!(start(&operator, "late", &plan, 1_000), id, "asking twice is safe");
    until_state(&operator, &id, "done");
    let done = until("all to be delivered", SOON, || {
        Some(show(&operator, &id)).filter(|order| order["delivered"] == 3)
    });
    assert_eq!((&done["moved"], &done["total"]), (&json!(3), &json!(3)), "{done}");
    let received = late.received();
    let reasons: Vec<_> = received.iter().map(|request| request.header("hookit-reason")).collect();
    assert_eq!(reasons, [None, Some("backfill"), Some("backfill"), Some("backfill")]);
    let ids = event_ids(&received);
    assert_eq!(ids[0], got);
    assert_eq!(ids[1..].iter().collect::<HashSet<_>>(), wanted.iter().collect::<HashSet<_>>());

    // Nobody who follows is shown an event again.
    assert_eq!(feed(&operator, &format!("cursor={cursor}")).0, Vec::<String>::new());
    is_told_everywhere(&world, &operator, &made.id, &wanted[0]);
    let again = self::plan(&operator, "late");
    assert_eq!((&again["total"], &again["delivered"]), (&json!(0), &json!(4)), "{again}");
    // A redrive keeps the mark, and is no plan of a backfill.
    let delivery = operator.list(&format!("/deliveries?endpoint=late&event_id={}", wanted[0])).remove(0);
    operator.order(&format!("/deliveries/{}/redrive?force=true", text(&delivery, "id"))).expect(200);
    operator_sees(&late, 5);
    assert_eq!(late.received()[4].header("hookit-reason"), Some("backfill"));
    operator.client().post("/redrives", &json!({ "plan": again["plan"] })).expect(404);
    operator.client().post("/endpoints/early/backfill", &json!({ "plan": again["plan"] })).expect(404);
    operator.client().patch("/endpoints/late", &json!({ "status": "inactive" })).expect(200);
    let refused = operator.client().post("/endpoints/late/backfill", &json!({ "since": SINCE }));
    assert_eq!((refused.status, &refused.json()["code"]), (409, &json!("endpoint_inactive")));
}

/// The explanation, the request that is shown, and the conservation law know of a backfilled delivery.
#[track_caller]
fn is_told_everywhere(world: &World, operator: &Operator, endpoint: &str, event: &str) {
    let explained = operator.client().get(&format!("/events/{event}/explain")).expect(200);
    let endpoints = explained["endpoints"].as_array().expect("it has endpoints");
    let told = endpoints.iter().find(|one| one["endpoint_id"] == endpoint).expect("it is told of");
    let verdict = (&told["verdict"], &told["delivery_status"]);
    assert_eq!(verdict, (&json!("created_later"), &json!("succeeded")), "{told}");
    assert!(told["backfilled_at"].is_string() && text(told, "why").ends_with("; backfilled since"), "{told}");
    let delivery = operator.list(&format!("/deliveries?endpoint=late&event_id={event}")).remove(0);
    let request =
        operator.client().get(&format!("/deliveries/{}/request", text(&delivery, "id"))).expect(200);
    assert!(request.to_string().contains("hookit-reason"), "{request}");
    let audited = Hookit::of(&world.daemon).run(&["audit", "--since", "1h", "-o", "json"]);
    assert_eq!(audited.code, 0, "{}", audited.text());
}

/// Waits until the receiver has this many requests.
#[track_caller]
fn operator_sees(receiver: &Receiver, count: usize) {
    assert_eq!(receiver.wait_for(count, SOON).len(), count);
}

fn backfills_and_a_redrive_beside_each_other_make_one_delivery_an_event(shards: u8) {
    let world = World::sharded(shards);
    let setup = world.second_setup();
    let second = setup.start();
    let receiver = Receiver::answering(Answer::status(500));
    let operator = world.operator();
    operator.publish_many("a.b", 120);
    operator.endpoint("late", &receiver, json!({ "retry": { "schedule_ms": [] } }));
    operator.publish_many("a.b", 40);
    until("those to be dead", SOON, || (operator.list("/dead-letters?limit=200").len() == 40).then_some(()));
    receiver.then_always(Answer::ok());
    // All planned before any of them has begun.
    let plans = [0, 1, 2].map(|_| plan(&operator, "late"));
    assert!(plans.iter().all(|plan| plan["total"] == 120 && plan["delivered"] == 40), "{plans:?}");
    let mut orders: Vec<String> =
        plans.iter().map(|plan| start(&Operator::of(&second), "late", plan, 400)).collect();
    let redrive = operator.client().post("/redrives", &json!({ "all": true, "rate_per_s": 400 })).expect(202);
    orders.push(text(&redrive, "id"));
    for id in &orders {
        until_state(&operator, id, "done");
    }
    until("all to be delivered", SOON, || {
        (world.database.count("select count(*) from queue") == 0).then_some(())
    });
    let delivered = event_ids(&receiver.received()[40..]);
    assert_eq!((delivered.len(), delivered.iter().collect::<HashSet<_>>().len()), (160, 160));
    let moved: u64 = orders[..3].iter().filter_map(|id| show(&operator, id)["moved"].as_u64()).sum();
    assert_eq!(moved, 120);
    assert_eq!(world.database.count("select count(*) from delivery"), 160);
    let audited = Hookit::of(&world.daemon).run(&["audit", "--since", "1h"]);
    assert_eq!(audited.code, 0, "{}", audited.text());
}

fn a_backfill_goes_on_after_a_kill_from_where_it_was_and_obeys_its_operator(shards: u8) {
    let world = World::sharded(shards);
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.publish_many("a.b", 120);
    operator.endpoint("late", &receiver, json!({}));
    let id = start(&operator, "late", &plan(&operator, "late"), 20);
    until("some to be made", SOON, || (show(&operator, &id)["moved"].as_u64() >= Some(10)).then_some(()));
    assert_eq!(operator.order(&format!("/redrives/{id}/pause")).expect(200)["state"], "paused");
    let paused_at = show(&operator, &id)["moved"].as_u64();
    world.daemon.kill();
    let daemon = world.setup.start();
    let operator = Operator::of(&daemon);
    assert_eq!(show(&operator, &id)["moved"].as_u64(), paused_at, "a paused backfill makes nothing");
    operator.order(&format!("/redrives/{id}/resume")).expect(200);
    until("more to be made", SOON, || (show(&operator, &id)["moved"].as_u64() > paused_at).then_some(()));
    daemon.kill();
    let daemon = world.setup.start();
    let operator = Operator::of(&daemon);
    until("all to be made", Duration::from_secs(30), || {
        Some(show(&operator, &id)).filter(|order| order["state"] == "done")
    });
    until("all to be delivered", SOON, || {
        (world.database.count("select count(*) from queue") == 0).then_some(())
    });
    assert_eq!(world.database.count("select count(distinct event_id) from delivery"), 120);
    assert_eq!(world.database.count("select count(*) from delivery"), 120);
    // One that is cancelled leaves the rest alone.
    operator.publish_many("late.x", 1);
    operator.endpoint("later", &receiver, json!({}));
    let id = start(&operator, "later", &plan(&operator, "later"), 1);
    assert_eq!(operator.order(&format!("/redrives/{id}/cancel")).expect(200)["state"], "cancelled");
    assert!(show(&operator, &id)["moved"].as_u64() < Some(121));
    assert_eq!(daemon.over_socket().get("/redrives").expect(200)["items"][0]["kind"], "backfill");
}

fn backfilled_events_of_a_key_come_in_publish_order_before_what_waits(shards: u8) {
    let world = World::sharded(shards);
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    let publish = |_| {
        let event = json!({ "type": "a.b", "payload": 1, "ordering_key": "k" });
        text(&operator.client().post("/events", &event).expect(201), "event_id")
    };
    let mut published: Vec<String> = (0..5).map(publish).collect();
    operator.endpoint("late", &receiver, json!({ "ordering": "key" }));
    operator.order("/endpoints/late/pause").expect(200);
    published.extend((5..9).map(publish));
    let id = start(&operator, "late", &plan(&operator, "late"), 1_000);
    assert_eq!(until_state(&operator, &id, "done")["moved"], 5);
    assert_eq!(receiver.received().len(), 0, "a paused endpoint holds what is backfilled");
    operator.order("/endpoints/late/resume").expect(200);
    assert_eq!(event_ids(&receiver.wait_for(9, SOON)), published);
}

#[test]
fn the_command_counts_first_and_follows_to_the_end() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.publish_many("a.b", 4);
    operator.endpoint("late", &receiver, json!({}));
    let hookit = Hookit::of(&world.daemon);
    let dry = hookit.run(&["endpoint", "backfill", "late", "--since", "1h", "--dry-run"]);
    assert!(dry.text().contains("4 events for late that it never got"), "{}", dry.text());
    assert_eq!((dry.code, receiver.received().len()), (0, 0));
    let refused = hookit.run(&["endpoint", "backfill", "late", "--since", "1h"]);
    assert_eq!((refused.code, receiver.received().len()), (1, 0), "{}", refused.text());
    let done = hookit.run(&["endpoint", "backfill", "late", "--since", "1h", "--rate", "500", "--yes"]);
    assert!(done.stdout.contains("4 delivered, 0 still retrying, 0 dead"), "{}", done.text());
    assert_eq!((done.code, receiver.received().len()), (0, 4));
}
