//! The producer's trace goes with an event to its receivers, attempt by attempt.

use crate::support::answer::Answer;
use crate::support::http::Client;
use crate::support::receiver::{Received, Receiver};
use crate::support::wait::SOON;
use crate::support::world::{World, retrying, text};
use serde_json::{Value, json};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

fn producer(world: &World) -> Client {
    let parent = format!("00-{TRACE}-00f067aa0ba902b7-01");
    world.daemon.over_socket().header("traceparent", &parent).header("tracestate", "acme=t61rc")
}

/// The span that a request names as its parent, after the trace was found to be the producer's.
fn span(got: &Received) -> String {
    let parent = got.header("traceparent").expect("the request carries a trace").to_owned();
    let parts: Vec<&str> = parent.split('-').collect();
    assert_eq!((parts.len(), parts[0], parts[1], parts[3]), (4, "00", TRACE, "01"), "{parent}");
    assert_eq!(got.header("tracestate"), Some("acme=t61rc"));
    parts[2].to_owned()
}

#[test]
fn each_attempt_is_a_child_of_its_own_in_the_producers_trace() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    // The second attempt comes from the queue, where the trace was stored.
    receiver.first([Answer::status(503)]);
    world.operator().endpoint("acme", &receiver, retrying(&[1]));
    let event = producer(&world).post("/events", &json!({ "type": "a", "payload": 1 })).expect(201);
    let got = receiver.wait_for(2, SOON);
    let (first, second) = (span(&got[0]), span(&got[1]));
    assert!(first != second && first != "00f067aa0ba902b7", "{first} {second}");
    let event = text(&event, "event_id");
    let delivery = world.operator().until(&event, "succeeded");
    let shown = world.operator().client().get(&format!("/events/{event}")).expect(200);
    assert_eq!(shown["trace_id"], TRACE);
    // The request made by hand is the last attempt's, down to its span.
    let path = format!("/deliveries/{}/request", text(&delivery, "id"));
    let request = world.operator().client().get(&path).expect(200);
    assert!(request["headers"].to_string().contains(&second), "{request}");
    let told = world.daemon.wait_for_log("attempt failed", SOON);
    let told: Value = serde_json::from_str(&told).expect("the log is JSON");
    assert_eq!(told["fields"]["trace.id"], TRACE);
}

#[test]
fn a_batch_is_one_part_of_its_trace_and_a_broken_header_is_passed_over() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    world.operator().endpoint("acme", &receiver, json!({}));
    let item = json!({ "type": "a", "payload": 1 });
    let batch = json!({ "events": [item.clone(), item.clone()] });
    producer(&world).post("/events/batch", &batch).expect(200);
    let got = receiver.wait_for(2, SOON);
    assert_ne!(span(&got[0]), span(&got[1]));
    for parent in ["00-zz-00f067aa0ba902b7-01", ""] {
        world.daemon.over_socket().header("traceparent", parent).post("/events", &item).expect(201);
    }
    for got in &receiver.wait_for(4, SOON)[2..] {
        assert_eq!((got.header("traceparent"), got.header("tracestate")), (None, None));
    }
}

#[test]
fn the_names_of_the_trace_are_not_an_operators_own_headers() {
    let world = World::start();
    for name in ["traceparent", "Tracestate"] {
        let body = json!({ "name": "a", "url": "http://127.0.0.1:9/", "event_types": ["*"], "headers": { name: "x" } });
        world.operator().client().post("/endpoints", &body).expect(422);
    }
}
