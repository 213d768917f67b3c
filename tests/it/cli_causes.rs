//! Finding causes: what `hookit` says about a delivery, its request, its signature and its times.

use crate::support::answer::Answer;
use crate::support::hookit::{Hookit, filters};
use crate::support::receiver::{Received, Receiver};
use crate::support::scratch::Scratch;
use crate::support::wait::{SOON, until};
use crate::support::world::{Made, World, retrying, text};
use insta::assert_snapshot;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

fn masked(text: &str, check: impl FnOnce(&str)) {
    let mut all = filters();
    all.extend([(r"(?m)(\t\d*){4,}$", "\t[times]"), (r"\t\d+\t127\.", "\t[after]\t127.")]);
    insta::with_settings!({ filters => all }, { check(text) });
}

fn read(said: &str) -> Value {
    serde_json::from_str(said).expect("it is JSON")
}

/// A world with a dead letter of this endpoint.
fn dead(world: &World, receiver: &Receiver) -> (Made, Value) {
    let endpoint = world.operator().endpoint("acme", receiver, retrying(&[50]));
    let event = world.operator().publish("invoice.paid");
    (endpoint, world.operator().until(&event, "dead_lettered"))
}

#[test]
fn a_dead_delivery_is_shown_with_why_and_what_to_do() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::status(503).header("content-type", "text/plain").body("down"));
    let (_endpoint, delivery) = dead(&world, &receiver);
    let hookit = Hookit::of(&world.daemon);
    let id = text(&delivery, "id");
    let shown = hookit.run(&["delivery", "show", &id]).text();
    masked(&shown, |shown| assert_snapshot!("dead_delivery", shown));
    let event = hookit.run(&["event", "show", &text(&delivery, "event_id")]).text();
    masked(&event, |event| assert_snapshot!("event_of_a_dead_delivery", event));
    let json = read(&hookit.run(&["delivery", "show", &id, "-o", "json"]).expect(0));
    assert_eq!(json["why"]["reason"], "set_aside");
    assert_eq!((&json["attempts_max"], &json["same_failure"]["count"]), (&json!(2), &json!(1)));
    assert_eq!(json["attempts"].as_array().map(Vec::len), Some(2));
    world.operator().publish("invoice.paid");
    until("the second dead letter", SOON, || {
        let json = read(&hookit.run(&["dlq", "show", &id, "-o", "json"]).expect(0));
        (json["same_failure"]["count"] == 2).then_some(())
    });
}

#[test]
fn a_delivery_that_waits_says_what_for() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::status(503));
    let operator = world.operator();
    operator.endpoint("later", &receiver, retrying(&[3_600_000]));
    let event = operator.publish("a.b");
    let delivery = text(&operator.until(&event, "retrying"), "id");
    let hookit = Hookit::of(&world.daemon);
    let why = |delivery: &str| {
        let shown = read(&hookit.run(&["delivery", "show", delivery, "-o", "json"]).expect(0));
        (text(&shown["why"], "reason"), text(&shown["why"], "sentence"), shown["why"]["command"].clone())
    };
    let (reason, sentence, _) = why(&delivery);
    assert_eq!(reason, "not_due");
    assert!(sentence.ends_with("1 of 2 attempts used"), "{sentence}");
    let _paused = hookit.run(&["endpoint", "pause", "later"]).expect(0);
    let (reason, _, command) = why(&delivery);
    assert_eq!((reason.as_str(), command.as_str()), ("paused", Some("hookit endpoint resume later")));
    // Ten requests that never end fill the lane; the eleventh delivery waits behind them.
    receiver.then_always(Answer::Hang);
    operator.endpoint("slow", &receiver, json!({ "event_types": ["slow.*"], "timeout_ms": 60_000 }));
    operator.publish_many("slow.one", 300);
    let waiting = until("a delivery that waits for its turn", SOON, || {
        operator.list("/deliveries?endpoint=slow&status=pending").first().map(|one| text(one, "id"))
    });
    let (reason, sentence, _) = why(&waiting);
    assert_eq!(reason, "lane_full", "{sentence}");
    let under_way = text(&operator.list("/deliveries?endpoint=slow&status=in_flight")[0], "id");
    assert_eq!(why(&under_way).0, "under_way");
}

#[test]
fn a_late_delivery_says_why_it_was_late() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    receiver.first([Answer::status(500)]);
    let operator = world.operator();
    operator.endpoint("acme", &receiver, retrying(&[50]));
    let retried = text(&operator.until(&operator.publish("a.b"), "succeeded"), "id");
    let at_once = text(&operator.until(&operator.publish("a.b"), "succeeded"), "id");
    let hookit = Hookit::of(&world.daemon);
    let why = |delivery: &str| {
        read(&hookit.run(&["delivery", "show", delivery, "-o", "json"]).expect(0))["why"]["reason"].clone()
    };
    assert_eq!((why(&retried), why(&at_once)), (json!("retried"), json!("delivered")));
}

/// Runs what `delivery curl` printed in a real shell, which reads it as from a pipe.
fn run_in_shell(line: &str) {
    let mut shell = Command::new("sh")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("sh can be run");
    shell.stdin.take().expect("it is piped").write_all(line.as_bytes()).expect("sh reads it");
    let said = shell.wait_with_output().expect("sh ends");
    let out = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.status.success() && out.starts_with("HTTP/1.1 200"), "{line}\n{said:?}");
}

/// Headers without those that differ from attempt to attempt, or belong to the connection.
fn steady(request: &Received) -> Vec<(String, String)> {
    let changes = ["webhook-timestamp", "webhook-signature", "x-webhook-timestamp", "x-webhook-signature"];
    let mut headers: Vec<(String, String)> =
        request.headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.clone())).collect();
    headers.retain(|(name, _)| !changes.contains(&name.as_str()));
    headers.sort();
    headers
}

fn verify_arguments(scratch: &Scratch, secret: &str, request: &Received) -> Vec<String> {
    let lines: Vec<String> = request.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let headers = scratch.write("headers", &lines.join("\r\n"));
    let secret = scratch.write("secret", secret);
    ["verify", "--secret-file", &secret.to_string_lossy(), "--headers", &headers.to_string_lossy()]
        .map(str::to_owned)
        .to_vec()
}

#[test]
fn the_printed_curl_command_makes_the_very_request_again() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    let endpoint =
        operator.endpoint("acme", &receiver, json!({ "url": receiver.url("/in?a=1&b=[x]'$HOME") }));
    let hookit = Hookit::of(&world.daemon);
    let long = format!(r#"{{"long":"{}"}}"#, "x".repeat(100_000));
    let payloads = [
        r#"{"a": "it's $HOME `id` \"q\" \\ \u0000 \u001b[2J !! %s @x", "é": "☃ 𝄞"}"#,
        "[1,\n\t2.50]",
        r#""@/etc/passwd""#,
        "\"\u{7f}\u{202e}\"",
        &long,
    ];
    let scratch = Scratch::new();
    for (index, payload) in payloads.iter().enumerate() {
        let body = format!(r#"{{"type":"a.b","payload":{payload}}}"#);
        let event = operator.client().send("POST", "/events", Some(body.as_bytes())).expect(201);
        let delivery = text(&operator.until(&text(&event, "event_id"), "succeeded"), "id");
        let sent = receiver.wait_for(index * 3 + 1, SOON).remove(index * 3);
        let said = hookit.run(&["delivery", "curl", &delivery]);
        assert!(
            said.stderr.contains("not signed") && !said.stdout.contains(&endpoint.secret),
            "{}",
            said.text()
        );
        assert!(
            !said
                .stdout
                .trim_end()
                .contains(|letter: char| letter.is_control() && letter != '\n' && letter != '\t')
        );
        run_in_shell(&said.stdout);
        let signed = hookit.run(&["delivery", "curl", &delivery, "--sign"]).expect(0);
        assert!(!signed.contains(&endpoint.secret));
        run_in_shell(&signed);
        let got = receiver.wait_for(index * 3 + 3, SOON);
        for again in &got[index * 3 + 1..] {
            assert_eq!(again.body, sent.body, "{payload}");
            assert_eq!((&again.method, &again.path), (&sent.method, &sent.path));
            assert_eq!(steady(again), steady(&sent));
        }
        let verify = verify_arguments(&scratch, &endpoint.secret, &got[index * 3 + 2]);
        let arguments: Vec<&str> = verify.iter().map(String::as_str).collect();
        let body = String::from_utf8(sent.body.clone()).expect("JSON is UTF-8");
        let _valid = hookit.run_with(&arguments, &body).expect(0);
    }
}

#[test]
fn signing_needs_the_scope_that_may_rotate_secrets_and_is_noted() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    let endpoint = operator.endpoint("acme", &receiver, json!({}));
    let delivery = text(&operator.until(&operator.publish("a.b"), "succeeded"), "id");
    let hookit = Hookit::of(&world.daemon);
    let key = hookit.run(&["key", "add", "reader", "--scope", "read"]).expect(0);
    let url = format!("http://{}", world.daemon.api);
    let reader = Hookit::alone().variable("HOOKIT_KEY", key.trim()).flag("--url", &url);
    let request = read(&reader.run(&["delivery", "curl", &delivery, "-o", "json"]).expect(0));
    assert_eq!(request["signed"], false);
    let headers = request["headers"].as_array().expect("it has headers");
    let signature = headers.iter().find(|header| header["name"] == "webhook-signature");
    assert!(signature.expect("the header is named")["value"].is_null());
    let _denied = reader.run(&["delivery", "curl", &delivery, "--sign"]).expect(6);
    assert_eq!(world.database.count("select count(*) from audit where action = 'delivery.sign'"), 0);
    let signed = hookit.run(&["delivery", "curl", &delivery, "--sign", "-o", "json"]).expect(0);
    assert!(read(&signed)["signed"] == true && !signed.contains(&endpoint.secret));
    let noted = world.database.texts("select object from audit where action = 'delivery.sign'");
    assert_eq!(noted, std::slice::from_ref(&delivery));
    let _removed = hookit.run(&["endpoint", "remove", "acme", "--yes"]).expect(0);
    let said = hookit.run(&["delivery", "curl", &delivery]);
    assert_eq!(said.code, 1, "{}", said.text());
    assert!(said.stderr.contains("endpoint was removed"), "{}", said.text());
}

#[test]
fn verify_says_why_a_real_request_is_refused() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    let endpoint = operator.endpoint("acme", &receiver, json!({}));
    let event =
        operator.client().post("/events", &json!({ "type": "a.b", "payload": { "n": 1 } })).expect(201);
    let delivery = text(&operator.until(&text(&event, "event_id"), "succeeded"), "id");
    let request = receiver.wait_for(1, SOON).remove(0);
    let rotated =
        operator.client().post("/endpoints/acme/rotate-secret", &json!({ "grace_ms": 0 })).expect(200);
    let scratch = Scratch::new();
    let hookit = Hookit::of(&world.daemon);
    let base = verify_arguments(&scratch, &endpoint.secret, &request);
    let body = String::from_utf8(request.body.clone()).expect("JSON is UTF-8");
    let said = |more: &[&str], body: &str| {
        let arguments: Vec<&str> = base.iter().map(String::as_str).chain(more.iter().copied()).collect();
        hookit.run_with(&arguments, body)
    };
    let cause = |more: &[&str], body: &str| {
        let verdict = read(&said(&[more, &["-o", "json"]].concat(), body).expect(1));
        assert_eq!(verdict["schemes"][0]["cause"], verdict["schemes"][1]["cause"], "{verdict}");
        text(&verdict["schemes"][0], "cause")
    };
    let valid = said(&[], &body).text();
    masked(&valid, |valid| assert_snapshot!("a_valid_signature", valid));
    let newline = said(&[], &format!("{body}\n"));
    assert_eq!(newline.code, 1);
    masked(&newline.text(), |text| assert_snapshot!("a_signature_with_a_newline", text));
    assert_eq!(cause(&[], &body.replace(':', ": ")), "body_reserialised");
    assert_eq!(cause(&[], &format!("\u{feff}{body}")), "body_bom");
    assert_eq!(cause(&[], &body[..20]), "body_truncated");
    let other = body.replace("\"n\"", "\"m\"");
    assert_eq!(cause(&[], &other), "unexplained");
    assert_eq!(cause(&["--delivery", &delivery], &other), "body_differs");
    let old = scratch.write("old", &endpoint.secret).to_string_lossy().into_owned();
    let new = verify_arguments(&scratch, &text(&rotated, "secret"), &request);
    let arguments: Vec<&str> = new.iter().map(String::as_str).chain(["--other-secret-file", &old]).collect();
    let other = hookit.run_with(&arguments, &body);
    assert_eq!(other.code, 1, "{}", other.text());
    assert!(other.stdout.contains("signed with another secret"), "{}", other.text());
    let _none = hookit.run_with(&["verify", "--secret-file", &old], &body).expect(1);
}
