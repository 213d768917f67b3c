//! What a receiver gets is signed, and the official libraries say so.

use crate::support::answer::Answer;
use crate::support::receiver::{Received, Receiver};
use crate::support::verifiers::{Signed, assert_all_valid, verdicts};
use crate::support::wait::SOON;
use crate::support::world::{Operator, World, retrying, text};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::fmt::Write as _;

/// The value of `X-Webhook-Signature` that this secret gives, made apart from the program.
fn legacy_digest(secret: &str, request: &Received) -> String {
    let timestamp = request.header("x-webhook-timestamp").expect("the legacy scheme has a time");
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("every key length is taken");
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(&request.body);
    let mut digest = String::new();
    for byte in mac.finalize().into_bytes() {
        write!(digest, "{byte:02x}").expect("a String takes every write");
    }
    digest
}

fn legacy_signatures(request: &Received) -> Vec<String> {
    let value = request.header("x-webhook-signature").expect("the legacy scheme has a signature");
    assert!(value.starts_with("t="), "{value}");
    value.split(',').filter_map(|part| part.strip_prefix("v1=")).map(str::to_owned).collect()
}

#[test]
fn every_delivery_is_accepted_by_the_official_libraries_and_the_legacy_scheme() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let endpoint = world.operator().endpoint("both", &receiver, json!({}));
    let payloads: [&str; 4] =
        [r#"{"a": 1, "b":"Ödön ☃"}"#, "[1,2.50,-0]", r#""\u0000 \ud83d\ude00""#, r#"{"deep":[[[[{}]]]]}"#];
    for payload in payloads {
        let body = format!(r#"{{"type":"invoice.paid","payload":{payload}}}"#);
        world.operator().client().send("POST", "/events", Some(body.as_bytes())).expect(201);
    }
    let got = receiver.wait_for(payloads.len(), SOON);
    let signed: Vec<Signed> = got.iter().map(|request| Signed::new(&endpoint.secret, request)).collect();
    assert_all_valid(&signed);
    for request in &got {
        assert_eq!(legacy_signatures(request), [legacy_digest(&endpoint.secret, request)]);
        let body = String::from_utf8_lossy(&request.body);
        let exact =
            payloads.iter().any(|p| body.ends_with(&format!(r#""type":"invoice.paid","payload":{p}}}"#)));
        assert!(exact, "the payload is sent as it was published: {body}");
        let event = request.header("webhook-id").expect("it has an id");
        assert!(body.starts_with(&format!(r#"{{"event_id":"{event}","#)), "{body}");
        let headers = ["content-type", "hookit-event-type", "x-webhook-attempt"].map(|h| request.header(h));
        assert_eq!(headers, [Some("application/json"), Some("invoice.paid"), Some("1")]);
    }
}

#[test]
fn an_endpoint_gets_only_the_scheme_it_asked_for() {
    let world = World::start();
    let receivers = [Receiver::answering(Answer::ok()), Receiver::answering(Answer::ok())];
    let operator = world.operator();
    let standard = operator.endpoint("standard", &receivers[0], json!({ "signature_format": "standard" }));
    let legacy = operator.endpoint("legacy", &receivers[1], json!({ "signature_format": "legacy" }));
    operator.publish("a.b");
    let got = receivers.each_ref().map(|receiver| receiver.wait_for(1, SOON).remove(0));
    assert_all_valid(&[Signed::new(&standard.secret, &got[0])]);
    assert_eq!(got[0].header("x-webhook-signature"), None);
    assert_eq!(got[1].header("webhook-signature"), None);
    assert!(got[1].header("webhook-id").is_some(), "duplicates are told by it");
    assert_eq!(legacy_signatures(&got[1]), [legacy_digest(&legacy.secret, &got[1])]);
}

fn rotate(operator: &Operator, endpoint: &str, grace_ms: u64) -> Value {
    let path = format!("/endpoints/{endpoint}/rotate-secret");
    operator.client().post(&path, &json!({ "grace_ms": grace_ms })).expect(200)
}

#[test]
fn within_the_grace_both_secrets_sign_and_afterwards_only_the_new_one() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    let endpoint = operator.endpoint("rotated", &receiver, json!({}));
    operator.publish("a.b");
    let rotated = text(&rotate(&operator, &endpoint.id, 3_600_000), "secret");
    assert_ne!(rotated, endpoint.secret);
    receiver.wait_for(1, SOON);
    operator.publish("a.b");
    let got = receiver.wait_for(2, SOON).remove(1);
    assert_all_valid(&[Signed::new(&endpoint.secret, &got), Signed::new(&rotated, &got)]);
    let both = [legacy_digest(&rotated, &got), legacy_digest(&endpoint.secret, &got)];
    assert_eq!(legacy_signatures(&got), both, "the new one first");
    let newest = text(&rotate(&operator, &endpoint.id, 0), "secret");
    operator.publish("a.b");
    let got = receiver.wait_for(3, SOON).remove(2);
    assert_all_valid(&[Signed::new(&newest, &got)]);
    for (library, verdicts) in verdicts(&[Signed::new(&rotated, &got)]) {
        assert!(verdicts[0].starts_with("error"), "{library} accepts the secret whose grace is over");
    }
}

#[test]
fn retries_and_redrives_carry_the_same_id_and_a_signature_of_their_own_time() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    receiver.first([Answer::status(500), Answer::status(500)]);
    let operator = world.operator();
    let endpoint = operator.endpoint("again", &receiver, retrying(&[1_100]));
    let event = operator.publish("a.b");
    let dead = operator.until(&event, "dead_lettered");
    operator.order(&format!("/deliveries/{}/redrive", text(&dead, "id"))).expect(200);
    let got = receiver.wait_for(3, SOON);
    let header = |name| got.iter().map(|r| r.header(name).unwrap_or("none")).collect::<Vec<_>>();
    assert_eq!(header("webhook-id"), [event.as_str(); 3]);
    assert_eq!(header("x-webhook-attempt"), ["1", "2", "3"]);
    let times = header("webhook-timestamp");
    assert!(times[0] < times[1], "{times:?}");
    let signed: Vec<Signed> = got.iter().map(|request| Signed::new(&endpoint.secret, request)).collect();
    assert_all_valid(&signed);
}
