//! What `hookit` prints: plain tables for programs, the API's JSON, talk apart from data.

use crate::support::answer::Answer;
use crate::support::database::Database;
use crate::support::hookit::{Hookit, filters};
use crate::support::receiver::Receiver;
use crate::support::setup::Setup;
use insta::assert_snapshot;
use serde_json::Value;
use std::process::{Command, Stdio};

fn masked(text: &str, check: impl FnOnce(&str)) {
    insta::with_settings!({ filters => filters() }, { check(text) });
}

#[test]
fn endpoints_are_added_shown_changed_and_removed() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    let hookitd = setup.start();
    let hookit = Hookit::of(&hookitd);
    let url = "https://api.acme.example/hooks";
    let session: Vec<String> = [
        &["endpoint", "add", url, "--name", "acme", "--event", "invoice.*", "--label", "team=billing"][..],
        &["endpoint", "list"],
        &["endpoint", "edit", "acme", "--timeout", "5s", "--retry-schedule", "5s,30s", "--retry-jitter", "0"],
        &["endpoint", "show", "acme"],
        &["endpoint", "pause", "acme"],
        &["endpoint", "resume", "acme"],
        &["endpoint", "rotate-secret", "acme"],
        &["endpoint", "remove", "acme"],
        &["endpoint", "remove", "acme", "--yes"],
        &["endpoint", "list"],
    ]
    .into_iter()
    .map(|arguments| format!("$ hookit {}\n{}", arguments.join(" "), hookit.run(arguments).text()))
    .collect();
    let said = session.concat();
    masked(&said, |said| assert_snapshot!(said));
}

#[test]
fn json_is_the_apis_json_with_the_digits_it_came_with() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    let hookitd = setup.start();
    let hookit = Hookit::of(&hookitd);
    let event = hookit.run(&["publish", "a.b", "-d", r#"{"z": 1.50, "a": 1e400}"#]).expect(0);
    let shown = hookit.run(&["event", "show", event.trim(), "-o", "json"]).expect(0);
    assert!(shown.contains(r#""z": 1.50"#) && shown.contains(r#""a": 1e400"#), "{shown}");
    for number in 0..5 {
        let _published = hookit.run(&["publish", "a.b", "--id", &format!("own-{number}")]).expect(0);
    }
    let list = |arguments: &[&str]| -> Value {
        serde_json::from_str(&hookit.run(arguments).expect(0)).expect("it is JSON")
    };
    let first = list(&["event", "list", "-o", "json", "--limit", "4"]);
    assert_eq!(first["items"].as_array().map(Vec::len), Some(4));
    let cursor = first["next_cursor"].as_str().expect("there is more");
    let rest = list(&["event", "list", "-o", "json", "--after", cursor]);
    assert_eq!(rest["items"].as_array().map(Vec::len), Some(2));
    assert!(rest["next_cursor"].is_null());
}

#[test]
fn what_a_receiver_answers_cannot_steer_the_terminal() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    let hookitd = setup.start();
    let hookit = Hookit::of(&hookitd);
    let receiver = Receiver::answering(Answer::status(500).body("\u{1b}[2J\u{9b}31m gone \u{7}"));
    let url = receiver.url("/");
    let _added = hookit.run(&["endpoint", "add", &url, "--name", "odd", "--event", "a.*"]).expect(0);
    let event = hookit.run(&["publish", "a.b", "--wait"]).stdout;
    let id = event.lines().next().expect("the event's id");
    let deliveries = hookit.run(&["delivery", "list", "--event", id, "--no-headers"]).expect(0);
    let delivery = deliveries.split('\t').next().expect("a row has cells");
    for arguments in [
        &["delivery", "show", delivery][..],
        &["delivery", "show", delivery, "--verbose"],
        &["delivery", "show", delivery, "-o", "json"],
        &["endpoint", "test", "odd"],
    ] {
        let said = hookit.run(arguments).text();
        assert!(said.contains("gone"), "{said}");
        assert!(
            !said.contains(|letter: char| letter.is_control() && letter != '\n' && letter != '\t'),
            "{said:?}"
        );
    }
}

#[test]
fn sign_and_verify_need_no_daemon() {
    let scratch = crate::support::scratch::Scratch::new();
    let secret = scratch.write("secret", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
    let secret = secret.to_string_lossy().into_owned();
    let hookit = Hookit::alone();
    let headers = hookit
        .run_with(&["sign", "--secret-file", &secret, "--id", "evt_1", "--timestamp", "1700000000"], "{}");
    let headers = headers.expect(0);
    assert_snapshot!(headers);
    let file = scratch.write("headers", &headers).to_string_lossy().into_owned();
    let verify = ["verify", "--secret-file", &secret, "--headers", &file];
    let old = hookit.run_with(&verify, "{}");
    assert_eq!(old.code, 1, "{}", old.text());
    assert!(old.stdout.contains("days in the past"), "{}", old.text());
    let patient = [&verify[..], &["--tolerance", "36500d"]].concat();
    let _valid = hookit.run_with(&patient, "{}").expect(0);
    let changed = hookit.run_with(&patient, "{ }");
    assert_eq!(changed.code, 1, "{}", changed.text());
    assert!(changed.stdout.contains("not valid"), "{}", changed.text());
}

#[test]
fn a_reader_that_leaves_early_hears_no_complaint() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hookit"))
        .args(["completion", "bash"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("hookit can be started");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("hookit ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
