//! Limits, circuits and order: what an endpoint is set to is kept by all nodes together, and told.

use crate::support::answer::Answer;
use crate::support::hookit::Hookit;
use crate::support::receiver::{Received, Receiver};
use crate::support::tls::now;
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, retrying, text, with_one_and_eight_shards};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::Duration;

with_one_and_eight_shards!(
    two_nodes_have_no_more_under_way_than_the_endpoint_allows,
    a_dead_letter_blocks_its_key_until_it_is_redriven,
    a_dead_letter_is_passed_where_the_endpoint_skips,
    events_of_one_key_arrive_in_publish_order,
    a_scheduled_event_holds_up_none_of_its_key_and_takes_its_place_when_it_is_due,
);

fn with(mut settings: Value, mut more: Value) -> Value {
    let more = more.as_object_mut().expect("what is added is an object");
    settings.as_object_mut().expect("settings are an object").append(more);
    settings
}

#[track_caller]
fn keyed(operator: &Operator, key: &str, number: u64) -> String {
    let body = json!({ "type": "a.b", "payload": { "key": key, "n": number }, "ordering_key": key });
    text(&operator.client().post("/events", &body).expect(201), "event_id")
}

/// The key and the number of an event as a receiver got it.
fn numbered(request: &Received) -> (String, u64) {
    let body: Value = serde_json::from_slice(&request.body).expect("a request carries JSON");
    let number = body["payload"]["n"].as_u64().expect("the payload has a number");
    (body["payload"]["key"].as_str().unwrap_or_default().to_owned(), number)
}

fn came(receiver: &Receiver, key: &str) -> Vec<u64> {
    let received = receiver.received();
    received.iter().map(numbered).filter(|(of, _)| of == key).map(|(_, number)| number).collect()
}

fn two_nodes_have_no_more_under_way_than_the_endpoint_allows(shards: u8) {
    let world = World::sharded(shards);
    let setup = world.second_setup();
    let other = setup.start();
    let delay = Duration::from_millis(150);
    let receiver = Receiver::answering(Answer::ok().after(delay));
    world.operator().endpoint("slow", &receiver, json!({ "max_in_flight": 3 }));
    let quick = Receiver::answering(Answer::ok());
    world.operator().endpoint("quick", &quick, json!({}));
    world.operator().publish_many("a.b", 20);
    Operator::of(&other).publish_many("a.b", 20);
    quick.wait_for(40, SOON);
    let received = receiver.wait_for(40, SOON);
    for (at, request) in received.iter().enumerate() {
        // Each is under way for at least as long as its answer takes.
        let under_way = received[..at].iter().filter(|before| request.at - before.at < delay).count() + 1;
        assert!(under_way <= 3, "{under_way} under way");
    }
}

#[test]
fn a_limit_that_is_lifted_lets_everything_go_at_once() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("slow", &receiver, json!({ "rate_limit_rps": 0.5 }));
    operator.publish_many("a.b", 30);
    receiver.wait_for(1, SOON);
    until("a delivery to say that it waits for the rate", SOON, || {
        operator.list("/deliveries?status=pending").into_iter().find(|delivery| {
            let path = format!("/deliveries/{}", text(delivery, "id"));
            operator.client().get(&path).expect(200)["why"]["reason"] == "rate_limited"
        })
    });
    assert!(receiver.received().len() < 10);
    let queue = &operator.client().get("/status").expect(200)["queue"];
    assert!(queue["limited"].as_u64() > Some(10) && queue["due"] == json!(0), "{queue}");
    let changed = operator.client().patch("/endpoints/slow", &json!({ "rate_limit_rps": null }));
    assert_eq!(changed.expect(200)["rate_limit_rps"], Value::Null);
    receiver.wait_for(30, SOON);
}

#[test]
fn a_receiver_that_is_down_opens_its_circuit_and_nothing_is_used_up_until_it_is_back() {
    let world = World::start();
    let setup = world.second_setup();
    let other = setup.start();
    let receiver = Receiver::answering(Answer::status(503));
    let operator = world.operator();
    operator.endpoint("down", &receiver, retrying(&[300; 60]));
    operator.publish_many("a.b", 20);
    let circuit = until("the circuit to open", SOON, || {
        let shown = operator.client().get("/endpoints/down").expect(200);
        Some(shown["circuit"].clone()).filter(|circuit| circuit["state"] == "open")
    });
    assert_eq!(circuit["cause"], "HTTP 503", "{circuit}");
    // The other node hears of it within a second. What was under way ends; from then on there are probes alone.
    let known = "select count(*) from endpoint_pace
        where circuit = 'open' and circuit_since < now() - interval '2 seconds'";
    until("both nodes to know", SOON, || (world.database.count(known) == 1).then_some(()));
    let queued = || world.database.count("select count(*) from queue where owner is not null");
    until("nothing to be under way", SOON, || (queued() == 0).then_some(()));
    let waiting = until("a delivery to be due", SOON, || {
        operator.list("/deliveries?status=retrying").into_iter().find(|delivery| {
            let path = format!("/deliveries/{}", text(delivery, "id"));
            let shown = Operator::of(&other).client().get(&path).expect(200);
            shown["why"]["reason"] == "circuit_open"
        })
    });
    // They are late by the receiver's doing: no lag of HookIt's, but a receiver to look at.
    let status = operator.client().get("/status").expect(200);
    let queue = &status["queue"];
    assert_eq!((&queue["due"], &queue["oldest_due_ms"]), (&json!(0), &Value::Null), "{status}");
    assert!(queue["limited"].as_u64() > Some(0), "{status}");
    let troubled = &status["troubled_endpoints"][0];
    assert_eq!(
        (&troubled["name"], &troubled["circuit"]["state"]),
        (&json!("down"), &json!("open")),
        "{status}"
    );
    let said = Hookit::of(&world.daemon).run(&["status"]).text();
    assert!(said.contains("circuit open") && said.contains("hookit endpoint test down"), "{said}");
    let path = format!("/deliveries/{}", text(&waiting, "id"));
    let before = receiver.received().len();
    let probed = until("a probe", SOON, || Some(receiver.received().len()).filter(|count| *count > before));
    assert!(probed <= before + 2, "{} attempts while the circuit was open", probed - before);
    receiver.then_always(Answer::ok());
    let resumed = operator.order("/endpoints/down/resume").expect(200);
    assert_eq!(resumed["circuit"]["state"], "recovering", "{resumed}");
    until("everything to be delivered", SOON, || {
        (operator.list("/deliveries?status=succeeded").len() == 20).then_some(())
    });
    until("the circuit to close", SOON, || {
        operator.publish("a.b");
        operator.client().get("/endpoints/down").expect(200)["circuit"].is_null().then_some(())
    });
    assert_eq!(operator.client().get(&path).expect(200)["status"], "succeeded");
}

fn a_dead_letter_blocks_its_key_until_it_is_redriven(shards: u8) {
    let world = World::sharded(shards);
    let setup = world.second_setup();
    let _other = setup.start();
    let mended = Arc::new(AtomicBool::new(false));
    let works = Arc::clone(&mended);
    let receiver = Receiver::scripted(move |request| {
        let broken = numbered(request) == ("acct-7".to_owned(), 1) && !works.load(SeqCst);
        if broken { Answer::status(400) } else { Answer::ok() }
    });
    let operator = world.operator();
    operator.endpoint("ordered", &receiver, with(retrying(&[50]), json!({ "ordering": "key" })));
    let events: Vec<String> = (1..=3).map(|number| keyed(&operator, "acct-7", number)).collect();
    keyed(&operator, "acct-8", 1);
    let dead = operator.until(&events[0], "dead_lettered");
    until("the other key to go on", SOON, || (came(&receiver, "acct-8") == [1]).then_some(()));
    assert_eq!(came(&receiver, "acct-7"), [1, 1]);
    let shown = operator.client().get("/endpoints/ordered").expect(200);
    let blocked = json!([{ "ordering_key": "acct-7", "delivery_id": dead["id"], "waiting": 2 }]);
    assert_eq!(shown["blocked_keys"], blocked);
    let hookit = Hookit::of(&world.daemon);
    let status = operator.client().get("/status").expect(200);
    assert_eq!(status["troubled_endpoints"][0]["blocked_keys"], 1, "{status}");
    let said = hookit.run(&["status"]).text();
    assert!(said.contains("1 key blocked") && said.contains("hookit endpoint show ordered"), "{said}");
    let said = hookit.run(&["doctor"]).text();
    assert!(said.contains("1 ordering key blocked"), "{said}");
    let waits = operator.delivery_of(&events[1]);
    let shown = operator.client().get(&format!("/deliveries/{}", text(&waits, "id"))).expect(200);
    assert_eq!(shown["why"]["reason"], "key_blocked", "{shown}");
    mended.store(true, SeqCst);
    operator.order(&format!("/deliveries/{}/redrive", text(&dead, "id"))).expect(200);
    operator.until(&events[2], "succeeded");
    assert_eq!(came(&receiver, "acct-7"), [1, 1, 1, 2, 3]);
}

fn a_dead_letter_is_passed_where_the_endpoint_skips(shards: u8) {
    let world = World::sharded(shards);
    let receiver =
        Receiver::scripted(
            |request| {
                if numbered(request).1 == 1 { Answer::status(400) } else { Answer::ok() }
            },
        );
    let operator = world.operator();
    let settings = with(retrying(&[300]), json!({ "ordering": "key", "on_dead": "skip" }));
    operator.endpoint("ordered", &receiver, settings);
    let events: Vec<String> = (1..=3).map(|number| keyed(&operator, "acct-7", number)).collect();
    operator.until(&events[2], "succeeded");
    assert_eq!(came(&receiver, "acct-7"), [1, 1, 2, 3], "the others wait for its retry, not for a redrive");
    assert_eq!(operator.delivery_of(&events[0])["status"], "dead_lettered");
}

/// While nobody delivers, what could be sent is late by our doing, whatever its endpoint limits.
#[test]
fn what_a_limited_endpoint_could_get_counts_as_late_when_nobody_sends_it() {
    let world = World::start();
    let operator = world.operator();
    let receiver = Receiver::answering(Answer::ok());
    operator.endpoint("ordered", &receiver, json!({ "ordering": "key" }));
    operator.endpoint("down", &receiver, json!({ "event_types": ["x.y"] }));
    operator.order("/endpoints/ordered/pause").expect(200);
    operator.order("/endpoints/down/pause").expect(200);
    keyed(&operator, "k", 1);
    operator.publish("x.y");
    world.daemon.terminate();
    world.daemon.wait(SOON);
    world.database.run(
        "update endpoint set status = 'active'; update queue set due_at = now() - interval '10 minutes'",
    );
    world.database.run(
        "insert into endpoint_pace (endpoint_id, circuit, circuit_since, probe_at)
         select id, 'open', now(), now() - interval '5 minutes' from endpoint where name = 'down'",
    );
    let direct = Hookit::alone().flag("--database-url", world.database.url());
    let status: Value =
        serde_json::from_str(&direct.run(&["status", "-o", "json"]).expect(0)).expect("it is JSON");
    let queue = &status["queue"];
    assert!(queue["due"].as_u64() >= Some(2) && queue["limited"] == json!(0), "{queue}");
    assert!(queue["oldest_due_ms"].as_u64() >= Some(600_000), "{queue}");
}

fn a_scheduled_event_holds_up_none_of_its_key_and_takes_its_place_when_it_is_due(shards: u8) {
    let world = World::sharded(shards);
    let operator = world.operator();
    let receiver = Receiver::answering(Answer::ok());
    operator.endpoint("ordered", &receiver, json!({ "ordering": "key" }));
    let due = now() + Duration::from_secs(3);
    let at = due.format(&time::format_description::well_known::Rfc3339).expect("a time");
    let later =
        json!({ "type": "a.b", "payload": { "key": "k", "n": 0 }, "ordering_key": "k", "deliver_at": at });
    operator.client().post("/events", &later).expect(201);
    keyed(&operator, "k", 1);
    keyed(&operator, "k", 2);
    receiver.wait_for(2, SOON);
    assert_eq!(came(&receiver, "k"), [1, 2]);
    // Held until the first is due, so that both are free at once: then the first goes first.
    operator.order("/endpoints/ordered/pause").expect(200);
    keyed(&operator, "k", 3);
    until("its time to come", SOON, || (now() > due).then_some(()));
    operator.order("/endpoints/ordered/resume").expect(200);
    receiver.wait_for(4, SOON);
    assert_eq!(came(&receiver, "k"), [1, 2, 0, 3]);
}

fn events_of_one_key_arrive_in_publish_order(shards: u8) {
    let world = World::sharded(shards);
    let setup = world.second_setup();
    let other = setup.start();
    let nodes = [world.operator(), Operator::of(&other)];
    let receiver = Receiver::answering(Answer::ok());
    nodes[0].endpoint("ordered", &receiver, json!({ "ordering": "key" }));
    // One producer that asks one node after the other, and a batch in one request.
    for (number, node) in (0..30).zip(nodes.iter().cycle()) {
        keyed(node, "acct-7", number);
    }
    let event = |number: u64| {
        json!({ "type": "a.b", "payload": { "key": "acct-7", "n": number },
        "ordering_key": "acct-7", "idempotency_key": format!("k{number}") })
    };
    let batch: Vec<Value> = (30..60).map(event).collect();
    nodes[1].client().post("/events/batch", &json!({ "events": batch })).expect(200);
    receiver.wait_for(60, SOON);
    assert_eq!(came(&receiver, "acct-7"), (0..60).collect::<Vec<_>>());
    let body = json!({ "type": "a.b", "payload": 1, "ordering_key": "acct-9" });
    let event = text(&nodes[0].client().post("/events", &body).expect(201), "event_id");
    let shown = nodes[1].client().get(&format!("/events/{event}")).expect(200);
    assert_eq!(shown["ordering_key"], "acct-9");
}
