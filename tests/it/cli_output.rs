//! What `hookit` prints: plain tables for programs, the API's JSON, talk apart from data.

use crate::support::answer::Answer;
use crate::support::database::Database;
use crate::support::hookit::{Hookit, filters};
use crate::support::receiver::Receiver;
use crate::support::setup::Setup;
use crate::support::world::World;
use insta::assert_snapshot;
use serde_json::{Value, json};
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
fn a_retry_policy_takes_the_place_of_one_of_the_other_form() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let _made = hookit.run(&["endpoint", "add", "https://acme.example/in", "--name", "acme"]).expect(0);
    let retry = || {
        let shown = hookit.run(&["endpoint", "show", "acme", "-o", "json"]).expect(0);
        serde_json::from_str::<Value>(&shown).expect("it is JSON")["retry"].clone()
    };
    let doubling = ["--retry-base", "1s", "--retry-cap", "4s", "--retry-attempts", "3"];
    let edit = |flags: &[&str]| hookit.run(&[&["endpoint", "edit", "acme"], flags].concat()).expect(0);
    edit(&doubling);
    assert_eq!((&retry()["base_ms"], &retry()["schedule_ms"]), (&json!(1_000), &Value::Null));
    edit(&["--retry-schedule", "1s,2s"]);
    assert_eq!((&retry()["base_ms"], &retry()["schedule_ms"]), (&Value::Null, &json!([1_000, 2_000])));
    edit(&["--retry-jitter", "0"]);
    assert_eq!(retry()["schedule_ms"], json!([1_000, 2_000]), "what is not named stays");
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
    assert!(old.stdout.contains("in the past"), "{}", old.text());
    let patient = [&verify[..], &["--tolerance", "36500d"]].concat();
    let _valid = hookit.run_with(&patient, "{}").expect(0);
    let changed = hookit.run_with(&patient, "{ }");
    assert_eq!(changed.code, 1, "{}", changed.text());
    assert!(changed.stdout.contains("parsed and written again"), "{}", changed.text());
    let other = hookit.run_with(&patient, "[]");
    assert_eq!(other.code, 1, "{}", other.text());
    assert!(other.stdout.contains("no signature fits"), "{}", other.text());
}

#[test]
fn a_reader_of_a_long_list_may_leave_early() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    let hookitd = setup.start();
    let operator = crate::support::world::Operator::of(&hookitd);
    operator.publish_many("bulk.made", 1_000);
    let hookit = Hookit::of(&hookitd);
    for form in ["table", "json", "jsonl", "yaml", "name"] {
        let mut command = hookit.command(&["event", "list", "--limit", "1000", "-o", form]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("hookit can be started");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("hookit ends");
        assert_eq!(output.status.code(), Some(0), "{form}");
        assert!(output.stderr.is_empty(), "{form}: {}", String::from_utf8_lossy(&output.stderr));
    }
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
