//! What a receiver gets is signed, and the official libraries say so.

use crate::support::answer::Answer;
use crate::support::environment;
use crate::support::hookit::Hookit;
use crate::support::receiver::{Received, Receiver};
use crate::support::verifiers::{Signed, assert_all_valid, verdicts};
use crate::support::wait::SOON;
use crate::support::world::{Operator, World, retrying, text};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

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

/// What node's own crypto says of `v1a` signatures, apart from the program and from the libraries.
const NODE: &str = r"
const crypto = require('node:crypto');
const { key, id, at, signature, body } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const prefix = Buffer.from('302a300506032b6570032100', 'hex');
const der = Buffer.concat([prefix, Buffer.from(key.replace('whpk_', ''), 'base64')]);
const made = crypto.createPublicKey({ key: der, format: 'der', type: 'spki' });
const signed = Buffer.concat([Buffer.from(`${id}.${at}.`), Buffer.from(body, 'base64')]);
const any = signature.split(' ').filter((one) => one.startsWith('v1a,'))
  .some((one) => crypto.verify(null, signed, made, Buffer.from(one.slice(4), 'base64')));
process.stdout.write(any ? 'ok' : 'no');
";

fn by_node(public_key: &str, request: &Received) -> bool {
    let header = |name| request.header(name).unwrap_or_default();
    let told = json!({
        "key": public_key, "id": header("webhook-id"), "at": header("webhook-timestamp"),
        "signature": header("webhook-signature"), "body": STANDARD.encode(&request.body),
    });
    let mut command = Command::new(environment::node());
    command.args(["-e", NODE]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("node can be started");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    stdin.write_all(told.to_string().as_bytes()).expect("node reads");
    drop(stdin);
    let output = child.wait_with_output().expect("node ends");
    assert!(output.status.success(), "node failed");
    output.stdout == b"ok"
}

#[test]
fn a_private_key_signs_and_its_public_one_is_shown_through_a_rotation_of_three() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    let shared = operator.endpoint("keyed", &receiver, json!({}));
    let rotate = |body: Value| operator.client().post("/endpoints/keyed/rotate-secret", &body);
    let first = rotate(json!({ "signing": "ed25519" })).expect(200);
    assert!(text(&first, "secret").starts_with("whsk_") && text(&first, "public_key").starts_with("whpk_"));
    // The kind stays as it is where it is not named.
    let second = rotate(json!({})).expect(200);
    let view = operator.client().get("/endpoints/keyed").expect(200);
    assert_eq!((&view["signing"], &view["public_key"]), (&json!("ed25519"), &second["public_key"]));
    assert!(!view.to_string().contains("whsk_"), "the private key is shown once");
    assert_eq!(rotate(json!({})).status, 409, "three sign at most");
    operator.publish("a.b");
    let got = receiver.wait_for(1, SOON).remove(0);
    for public in [&first, &second] {
        assert!(by_node(&text(public, "public_key"), &got));
    }
    assert_all_valid(&[Signed::new(&shared.secret, &got)]);
    assert_eq!(legacy_signatures(&got).len(), 1, "the legacy scheme has the shared secret alone");
    // Both ways of asking for what no request could carry are refused.
    let legacy =
        operator.client().patch("/endpoints/keyed", &json!({ "signature_format": "legacy" })).expect(422);
    assert_eq!(legacy["code"], "signature_format_unsignable", "{legacy}");
    let changed = operator.client().patch("/endpoints/keyed", &json!({ "signing": "hmac" })).expect(422);
    assert_eq!(changed["code"], "not_changeable", "{changed}");
    operator
        .client()
        .patch("/endpoints/keyed", &json!({ "signing": "ed25519", "timeout_ms": 2_000 }))
        .expect(200);
    let view = operator.client().get("/endpoints/keyed").expect(200);
    assert_eq!(view["public_key"], second["public_key"], "a change of other settings leaves the key");
    // A key of one's own, and back to a shared secret.
    let own = "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
    let given = rotate(json!({ "secret": own, "grace_ms": 0 })).expect(200);
    assert_eq!(given["public_key"], "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    operator.publish("a.b");
    let got = receiver.wait_for(2, SOON).remove(1);
    assert!(by_node(&text(&given, "public_key"), &got));
    assert!(!by_node(&text(&second, "public_key"), &got), "the newest had no grace");
    let shared = rotate(json!({ "signing": "hmac", "grace_ms": 0 })).expect(200);
    assert_eq!(operator.client().get("/endpoints/keyed").expect(200)["public_key"], Value::Null);
    operator.publish("a.b");
    let got = receiver.wait_for(3, SOON).remove(2);
    assert_all_valid(&[Signed::new(&text(&shared, "secret"), &got)]);
}

#[test]
fn an_endpoint_made_with_a_private_key_sends_the_standard_scheme_alone() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    let made = operator.endpoint("keyed", &receiver, json!({ "signing": "ed25519" }));
    assert!(made.secret.starts_with("whsk_"));
    let public = text(&operator.client().get("/endpoints/keyed").expect(200), "public_key");
    operator.publish("a.b");
    let got = receiver.wait_for(1, SOON).remove(0);
    assert!(by_node(&public, &got));
    assert_eq!(got.header("x-webhook-signature"), None);
    for (body, code) in [
        (json!({ "signing": "ed25519", "signature_format": "legacy" }), "signature_format_unsignable"),
        (json!({ "signing": "ed25519", "secret": format!("whsec_{}", "A".repeat(44)) }), "secret_invalid"),
        (json!({ "secret": public }), "secret_invalid"),
        (json!({ "signing": "rsa" }), "signing_unknown"),
    ] {
        let mut body = body;
        body["url"] = json!(receiver.url("/in"));
        let refused = operator.client().post("/endpoints", &body).expect(422);
        assert_eq!(refused["code"], code, "{body}: {refused}");
    }
    // The command verifies with the public key what was received.
    let hookit = Hookit::of(&world.daemon);
    let [key, headers, body] = ["key", "headers", "body"].map(|name| hookit.home_file(name));
    let lines: Vec<String> = got.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    std::fs::write(&key, &public).expect("the file can be written");
    std::fs::write(&headers, lines.join("\n")).expect("the file can be written");
    std::fs::write(&body, &got.body).expect("the file can be written");
    let said = hookit.run(&["verify", "--secret-file", &key, "--headers", &headers, &body]).expect(0);
    assert!(said.contains("Standard Webhooks  valid"), "{said}");
    std::fs::write(&key, &made.secret).expect("the file can be written");
    let said = hookit.run(&["sign", "--secret-file", &key, "--id", "evt_1", &body]).expect(0);
    assert!(said.contains("webhook-signature: v1a,") && !said.contains("X-Webhook-Signature"), "{said}");
}
