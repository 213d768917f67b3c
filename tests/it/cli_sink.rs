//! `hookit sink`: what comes is checked and counted, and it misbehaves as it was told.

use crate::support::hookit::Hookit;
use crate::support::running::Running;
use crate::support::scratch::Scratch;
use crate::support::wait::{SOON, until};
use crate::support::world::{World, outcomes, text};
use serde_json::{Value, json};

/// Starts a sink and gives its URL.
fn sink(arguments: &[&str]) -> (Running, String) {
    let running = Running::start(&Hookit::alone(), &[&["sink", "-o", "json"], arguments].concat());
    let said = running.talk("taking requests on");
    let url = said.split_whitespace().find(|word| word.starts_with("http://")).expect("it names its URL");
    (running, url.trim_end_matches(';').to_owned())
}

fn json_of(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))
}

/// Makes an endpoint at this URL; gives its secret.
fn endpoint(world: &World, name: &str, url: &str, more: Value) -> String {
    let mut body = json!({
        "name": name, "url": format!("{url}/in"), "event_types": ["*"], "retry": {"schedule_ms": [10], "jitter": 0},
    });
    if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
        body.extend(more);
    }
    text(&world.operator().client().post("/endpoints", &body).expect(201), "secret")
}

#[test]
fn signatures_duplicates_and_order_are_told_and_summed_up() {
    let world = World::start();
    let operator = world.operator();
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let (running, url) = sink(&["--secret", secret]);
    let wrong = endpoint(&world, "wrong", &url, json!({ "event_types": ["b.*"] }));
    assert_ne!(wrong, secret);
    let (checked, other) = sink(&["--secret", &wrong]);
    let path = format!("{other}/in");
    operator.client().patch("/endpoints/wrong", &json!({ "url": path })).expect(200);
    let event = operator.publish("b.c");
    let request = json_of(&checked.lines(1, SOON)[0]);
    assert_eq!((&request["webhook_id"], &request["signature"]), (&json!(event), &json!("valid")));
    assert_eq!((&request["seen"], &request["answer"]), (&json!("first"), &json!("200")));
    // Again, though it was taken.
    let delivery = operator.until(&event, "succeeded");
    operator.order(&format!("/deliveries/{}/redrive?force=true", text(&delivery, "id"))).expect(200);
    let request = json_of(&checked.lines(2, SOON)[1]);
    assert_eq!((&request["seen"], &request["attempt_number"]), (&json!("duplicate"), &json!(2)));
    let (code, lines) = checked.interrupt();
    let summary = json_of(lines.last().expect("it sums up"));
    assert_eq!(code, 0);
    assert_eq!((&summary["kind"], &summary["requests"]), (&json!("summary"), &json!(2)));
    assert_eq!((&summary["events"], &summary["duplicates"]), (&json!(1), &json!(1)));
    assert_eq!(summary["signatures"], json!({ "valid": 2 }));
    // With another secret nothing holds, and it is refused as a receiver should.
    operator.client().patch("/endpoints/wrong", &json!({ "url": format!("{url}/in") })).expect(200);
    let event = operator.publish("b.c");
    let dead = operator.until(&event, "dead_lettered");
    let request = json_of(&running.lines(2, SOON)[1]);
    assert_eq!((&request["signature"], &request["answer"]), (&json!("invalid"), &json!("401")));
    assert_eq!(request["seen"], "retry");
    assert_eq!(outcomes(&operator.attempts(&dead)), ["http_status", "http_status"]);
    // A receiver without a secret says so.
    let (unchecked, _) = sink(&[]);
    unchecked.talk("signatures are not checked");
}

#[test]
fn every_misbehaviour_is_what_the_daemon_sees() {
    let world = World::start();
    let operator = world.operator();
    let cases: [(&str, &[&str], &str); 6] = [
        ("status", &["--status", "429", "--retry-after", "1"], "http_status"),
        ("reset", &["--reset"], "response_invalid"),
        ("hang", &["--hang"], "timeout"),
        ("drip", &["--drip"], "succeeded"),
        ("redirect", &["--redirect"], "redirect_not_followed"),
        ("slow", &["--slow", "20s"], "timeout"),
    ];
    let mut sinks = Vec::new();
    for (name, arguments, _) in cases {
        let (running, url) = sink(arguments);
        let types = json!({
            "event_types": [format!("{name}.x")], "timeout_ms": 1000, "retry": {"schedule_ms": [], "jitter": 0},
        });
        endpoint(&world, name, &url, types);
        sinks.push(running);
    }
    for (name, _, outcome) in cases {
        let event = operator.publish(&format!("{name}.x"));
        let found = until(&format!("the attempt at {name}"), SOON, || {
            operator.attempts(&operator.delivery_of(&event)).first().cloned()
        });
        let seen = text(&found, "outcome");
        let fits = seen == outcome
            || (name == "reset"
                && ["connect_failed", "aborted", "response_invalid"].contains(&seen.as_str()))
            || (name == "drip" && ["timeout", "succeeded"].contains(&seen.as_str()));
        assert!(fits, "{name}: {found}");
        if name == "status" {
            assert_eq!(found["response_headers"]["retry-after"], "1");
        }
    }
    let big = sink(&["--big-body"]);
    endpoint(
        &world,
        "big",
        &big.1,
        json!({ "event_types": ["big.x"], "retry": {"schedule_ms": [], "jitter": 0} }),
    );
    let event = operator.publish("big.x");
    let found =
        until("the attempt", SOON, || operator.attempts(&operator.delivery_of(&event)).first().cloned());
    assert!(["body_too_large", "succeeded"].contains(&text(&found, "outcome").as_str()), "{found}");
    assert_eq!(found["response_body_incomplete"], true, "{found}");
}

#[test]
fn a_seed_decides_who_fails() {
    let world = World::start();
    let operator = world.operator();
    let run = |name: &str, seed: &str| -> Vec<String> {
        let (running, url) = sink(&["--fail", "50%", "--status", "503", "--seed", seed]);
        let more = json!({ "event_types": [format!("{name}.x")], "retry": {"schedule_ms": [], "jitter": 0} });
        endpoint(&world, name, &url, more);
        operator.publish_many(&format!("{name}.x"), 30);
        let (_, lines) = {
            running.lines(30, SOON);
            running.interrupt()
        };
        lines[..30].iter().map(|line| text(&json_of(line), "answer")).collect()
    };
    let mut first = run("one", "7");
    let mut again = run("two", "7");
    // Lines of requests that came at once may change places; who failed is by the order in which they came.
    first.sort();
    again.sort();
    assert_eq!(first, again);
    assert!(first.contains(&"200".to_owned()) && first.contains(&"503".to_owned()), "{first:?}");
}

#[test]
fn a_public_key_checks_what_a_private_one_signed() {
    let world = World::start();
    let operator = world.operator();
    let (unknown, url) = sink(&[]);
    endpoint(&world, "keyed", &url, json!({ "signing": "ed25519" }));
    let key = text(&operator.client().get("/endpoints/keyed").expect(200), "public_key");
    assert!(key.starts_with("whpk_"), "{key}");
    let scratch = Scratch::new();
    scratch.write("whpk.txt", &format!("{key}\n"));
    let path = scratch.file("whpk.txt");
    let other = "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    for (known, verdict) in [(["--secret-file", path.as_str()], "valid"), (["--secret", other], "invalid")] {
        let (running, url) = sink(&known);
        operator.client().patch("/endpoints/keyed", &json!({ "url": format!("{url}/in") })).expect(200);
        operator.publish("a.b");
        let request = json_of(&running.lines(1, SOON)[0]);
        assert_eq!(request["signature"], verdict, "{request}");
    }
    drop(unknown);
}

#[test]
fn a_port_that_is_taken_and_wrong_flags_are_refused() {
    let (running, url) = sink(&[]);
    let port = url.rsplit(':').next().expect("it has a port");
    let hookit = Hookit::alone();
    assert_eq!(hookit.run(&["sink", "--port", port]).code, 1);
    assert_eq!(hookit.run(&["sink", "--secret", "short"]).code, 2);
    assert_eq!(hookit.run(&["sink", "--fail", "130%"]).code, 2);
    assert_eq!(hookit.run(&["sink", "--status", "99"]).code, 2);
    drop(running);
}
