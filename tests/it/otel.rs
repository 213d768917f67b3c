//! Spans of a publish and of its attempts reach a collector, in the producer's trace.

use crate::support::answer::Answer;
use crate::support::collector::{Collector, attribute};
use crate::support::receiver::Receiver;
use crate::support::wait::SOON;
use crate::support::world::{World, retrying, text};
use serde_json::{Value, json};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PRODUCER: &str = "00f067aa0ba902b7";

fn world(collector: &Collector) -> World {
    World::with(1, |setup| {
        setup.set("telemetry.otlp_endpoint", json!(collector.address()));
    })
}

fn named<'s>(spans: &'s [Value], name: &str) -> Vec<&'s Value> {
    spans.iter().filter(|span| span["name"] == name).collect()
}

fn nanos(span: &Value, member: &str) -> u64 {
    text(span, member).parse().expect("nanoseconds")
}

#[test]
fn publish_and_attempts_are_spans_of_the_producers_trace() {
    let collector = Collector::start();
    // It was away for a moment.
    collector.first([Answer::status(503)]);
    let world = world(&collector);
    let receiver = Receiver::answering(Answer::ok());
    receiver.first([Answer::status(500)]);
    let endpoint = world.operator().endpoint("acme", &receiver, retrying(&[1]));
    let producer = world.daemon.over_socket().header("traceparent", &format!("00-{TRACE}-{PRODUCER}-01"));
    let event = producer.post("/events", &json!({ "type": "a.b", "payload": 1 })).expect(201);
    let event = text(&event, "event_id");
    let got = receiver.wait_for(2, SOON);
    world.operator().until(&event, "succeeded");
    let spans = collector.spans(3);
    assert!(spans.iter().all(|span| span["traceId"] == TRACE), "{spans:?}");
    assert!(spans.iter().all(|span| attribute(span, "messaging.message.id") == event), "{spans:?}");
    let publish = named(&spans, "publish a.b")[0];
    assert_eq!((&publish["parentSpanId"], &publish["kind"]), (&json!(PRODUCER), &json!(4)));
    assert_eq!(attribute(publish, "hookit.deliveries"), "1");
    let attempts = named(&spans, "attempt a.b");
    assert_eq!(attempts.len(), 2, "{spans:?}");
    for (number, (span, got)) in attempts.iter().zip(&got).enumerate() {
        assert_eq!(span["parentSpanId"], publish["spanId"], "{span}");
        let parent = got.header("traceparent").expect("it carries the trace");
        assert_eq!(parent, format!("00-{TRACE}-{}-01", text(span, "spanId")));
        assert_eq!(attribute(span, "hookit.attempt.number"), (number + 1).to_string());
        assert_eq!(attribute(span, "hookit.endpoint.id"), endpoint.id);
        assert!(nanos(span, "endTimeUnixNano") >= nanos(span, "startTimeUnixNano"));
    }
    assert_eq!(attribute(attempts[0], "http.response.status_code"), "500");
    assert_eq!((&attempts[0]["status"]["code"], &attempts[1]["status"]), (&json!(2), &json!({})));
}

#[test]
fn what_nobody_records_is_not_exported_and_an_untraced_event_has_its_own_trace() {
    let collector = Collector::start();
    let world = world(&collector);
    let receiver = Receiver::answering(Answer::ok());
    world.operator().endpoint("acme", &receiver, json!({}));
    let unrecorded = world.daemon.over_socket().header("traceparent", &format!("00-{TRACE}-{PRODUCER}-00"));
    unrecorded.post("/events", &json!({ "type": "a", "payload": 1 })).expect(201);
    receiver.wait_for(1, SOON);
    let event = world.operator().publish("b");
    let spans = collector.spans(2);
    assert!(spans.iter().all(|span| attribute(span, "messaging.message.id") == event), "{spans:?}");
    assert!(named(&spans, "publish b")[0]["parentSpanId"].is_null());
    assert_eq!(spans[0]["traceId"], spans[1]["traceId"]);
}
