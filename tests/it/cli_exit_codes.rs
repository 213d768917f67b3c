//! Every exit code of `hookit`, each on the thing that means it.

use crate::support::answer::Answer;
use crate::support::database::Database;
use crate::support::hookit::Hookit;
use crate::support::hookitd::Hookitd;
use crate::support::receiver::Receiver;
use crate::support::setup::Setup;

/// A daemon, and an operator beside it.
fn daemon() -> (Database, Setup, Hookitd, Hookit) {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    let hookitd = setup.start();
    let hookit = Hookit::of(&hookitd);
    (database, setup, hookitd, hookit)
}

#[test]
fn what_cannot_mean_anything_is_2() {
    let hookit = Hookit::alone();
    for arguments in [
        &["frobnicate"][..],
        &["publish"],
        &["publish", "a b", "--socket", "/nowhere"],
        &["publish", "a.b", "-d", "@nowhere.json", "--socket", "/nowhere"],
        &["diff", "-f", "nowhere.yaml"],
        &["apply", "-f", "nowhere.yaml"],
        &["key", "list", "--url", "http://127.0.0.1:1", "--key-file", "nowhere.key"],
        &["delivery", "show", ""],
        &["delivery", "show", "dlv_no"],
        &["event", "show", "nonsense"],
        &["redrive", "show", "nonsense"],
        &["endpoint", "show", ""],
        &["delivery", "list", "--outcome", "tired"],
        &["dlq", "list", "--error", "tired"],
        &["dlq", "list", "--error", "99"],
        &["event", "list", "--type", "a b"],
        &["redrive", "--all", "--rate", "100001"],
        &["publish", "a.b", "--key", "a\nb", "--socket", "/nowhere"],
        &["publish", "a.b", "--id", "a b", "--socket", "/nowhere"],
        &["publish", "a.b", "--wait-timeout", "5s"],
        &["publish", "a.b", "-d", "{oops", "--url", "http://127.0.0.1:1"],
        &["redrive", "not-an-id"],
        &["redrive"],
        &["delivery", "list", "--since", "yesterday"],
        &["status", "--url", "https://user:secret@a.test"],
        &["status", "--url", "https://a.test"],
        &["status", "--socket", "/a", "--url", "https://a.test"],
        &["--socket", "/a", "status", "--url", "https://a.test"],
        &["--context", "prod", "status", "--socket", "/a"],
        &["status", "--database-url", "foo"],
        &["db", "status", "--database-url", "foo"],
        &["delivery", "list", "--sort", "created:down"],
        &["delivery", "list", "--watch=1ms"],
        &["delivery", "show", "@1"],
        &["help", "no-such-thing"],
        &["context", "add", "a b"],
        &["endpoint", "edit", "acme", "--url", "https://a.test"],
    ] {
        let said = hookit.run(arguments);
        assert_eq!(said.code, 2, "{arguments:?}\n{}", said.text());
        assert!(said.stdout.is_empty(), "{arguments:?}\n{}", said.text());
    }
}

#[test]
fn a_password_on_the_command_line_is_refused_with_the_safe_ways() {
    let said = Hookit::alone().run(&["status", "--database-url", "postgres://u:hunter2@127.0.0.1/x"]);
    assert_eq!(said.code, 2, "{}", said.text());
    assert!(said.stderr.contains("PGPASSFILE") && !said.stderr.contains("hunter2"), "{}", said.text());
}

#[test]
fn nobody_there_is_3_and_no_database_is_4() {
    let said = Hookit::alone().run(&["status"]);
    assert_eq!(said.code, 3, "{}", said.text());
    assert!(said.stderr.contains("no hookitd answers"), "{}", said.text());
    let key = Hookit::alone().variable("HOOKIT_KEY", "hk_a");
    assert_eq!(key.run(&["status", "--url", "http://127.0.0.1:1"]).code, 3);
    let said = Hookit::alone().run(&["status", "--database-url", "postgres://u@127.0.0.1:1/x"]);
    assert_eq!(said.code, 4, "{}", said.text());
    assert!(said.stderr.contains("Connection refused"), "{}", said.text());
    assert_eq!(Hookit::alone().run(&["db", "status"]).code, 4);
}

#[test]
fn done_is_0_refused_is_1_missing_is_5_denied_is_6() {
    let (_database, _setup, hookitd, hookit) = daemon();
    let _listed = hookit.run(&["project", "list"]).expect(0);
    let _added = hookit.run(&["project", "add", "billing"]).expect(0);
    let _twice = hookit.run(&["project", "add", "billing"]).expect(1);
    let said = hookit.run(&["project", "remove", "billing"]);
    assert_eq!(said.code, 1, "{}", said.text());
    assert!(said.stderr.contains("project remove billing --yes"), "{}", said.text());
    let shown = hookit.run(&["endpoint", "show", "nobody"]);
    assert!(shown.code == 5 && shown.stderr.contains("no such endpoint: nobody"), "{}", shown.text());
    let _missing = hookit.run(&["--context", "nowhere", "status"]).expect(2);
    let to = hookit.run(&["publish", "a.b", "--to", "nobody"]);
    assert!(to.code == 5 && to.stderr.contains("no endpoint `nobody`"), "{}", to.text());
    let _missing = Hookit::alone().run(&["--context", "nowhere", "status"]).expect(5);
    let _missing = hookit.run(&["delivery", "show", "dlv_01h455vb4pex5vsknk084sn02q"]).expect(5);
    let _missing = hookit.run(&["--project", "nowhere", "endpoint", "list"]).expect(5);
    let url = format!("http://{}", hookitd.api);
    let wrong = Hookit::alone().variable("HOOKIT_KEY", "hk_aaaaaaaa_wrong").flag("--url", &url);
    let _denied = wrong.run(&["endpoint", "list"]).expect(6);
    let key = hookit.run(&["key", "add", "reader", "--scope", "read"]).expect(0);
    let reader = Hookit::alone().variable("HOOKIT_KEY", key.trim()).flag("--url", &url);
    let _read = reader.run(&["endpoint", "list"]).expect(0);
    let _denied = reader.run(&["publish", "a.b"]).expect(6);
}

#[test]
fn a_wait_that_sees_a_failure_is_7_and_one_that_runs_out_is_8() {
    let (_database, _setup, _hookitd, hookit) = daemon();
    let receiver = Receiver::answering(Answer::status(503));
    let url = receiver.url("/");
    let _added = hookit.run(&["endpoint", "add", &url, "--name", "shop", "--event", "a.*"]).expect(0);
    let said = hookit.run(&["publish", "a.b", "--wait"]);
    assert_eq!(said.code, 7, "{}", said.text());
    assert!(said.stdout.contains("503 Service Unavailable"), "{}", said.text());
    receiver.then_always(Answer::Hang);
    let said = hookit.run(&["publish", "a.b", "--wait", "--wait-timeout", "300ms"]);
    assert_eq!(said.code, 8, "{}", said.text());
    receiver.then_always(Answer::ok());
    let _delivered = hookit.run(&["publish", "a.b", "--wait"]).expect(0);
}

#[test]
fn a_wait_that_fails_names_the_event_that_is_stored() {
    let (_database, _setup, hookitd, hookit) = daemon();
    let key = hookit.run(&["key", "add", "shop", "--scope", "publish"]).expect(0);
    let url = format!("http://{}", hookitd.api);
    // A key that may publish and not read: the event goes in, and nothing can be asked about it.
    let producer = Hookit::alone().variable("HOOKIT_KEY", key.trim()).flag("--url", &url);
    let said = producer.run(&["publish", "a.b", "--wait"]);
    assert_eq!(said.code, 6, "{}", said.text());
    let stored = hookit.run(&["event", "list", "-o", "name"]).expect(0);
    let told = format!("the event is stored, only the waiting ended: {}", stored.trim());
    assert!(said.stderr.contains(&told), "{}", said.text());
}

#[test]
fn a_key_file_that_others_can_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let (_database, _setup, hookitd, hookit) = daemon();
    let key = hookit.run(&["key", "add", "ops", "--scope", "admin"]).expect(0);
    let url = format!("http://{}", hookitd.api);
    let remote = Hookit::alone().flag("--url", &url);
    let file = remote.home_file("ops.key");
    std::fs::write(&file, key).expect("it can be written");
    for (mode, warned) in [(0o644, true), (0o600, false)] {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).expect("its mode can be set");
        let said = remote.run(&["endpoint", "list", "--key-file", &file]);
        assert_eq!(said.code, 0, "{}", said.text());
        assert_eq!(said.stderr.contains(&format!("chmod 600 {file}")), warned, "{}", said.text());
    }
}

#[test]
fn refusals_of_the_api_speak_of_flags() {
    let (_database, _setup, _hookitd, hookit) = daemon();
    let _project = hookit.run(&["project", "add", "billing"]).expect(0);
    let add = ["endpoint", "add", "http://127.0.0.1:18080/", "--name", "shop", "--project", "billing"];
    let _added = hookit.run(&add).expect(0);
    let full = hookit.run(&["project", "remove", "billing", "--yes"]);
    assert_eq!(full.code, 1, "{}", full.text());
    assert!(full.stderr.contains("or ask with --cascade"), "{}", full.text());
    // Without grace the receiver refuses everything at once, so that is asked about; with it nothing breaks.
    let rotate = ["endpoint", "rotate-secret", "shop", "--project", "billing"];
    let asked = hookit.run(&[&rotate[..], &["--grace", "0s"]].concat());
    assert!(asked.code == 1 && asked.stderr.contains("the old one ends at once"), "{}", asked.text());
    let _rotated = hookit.run(&rotate).expect(0);
    let _second = hookit.run(&rotate).expect(0);
    let third = hookit.run(&rotate);
    assert_eq!(third.code, 1, "{}", third.text());
    assert!(third.stderr.contains("--grace 0"), "{}", third.text());
    let _at_once = hookit.run(&[&rotate[..], &["--grace", "0s", "--yes"]].concat()).expect(0);
}

#[test]
fn unhealthy_is_9_only_when_it_is_asked_about() {
    let database = Database::fresh();
    let hookit = Hookit::alone().variable("HOOKIT_DATABASE_URL", database.url());
    let _migrated = hookit.run(&["db", "migrate"]).expect(0);
    let _shown = hookit.run(&["status"]).expect(0);
    let said = hookit.run(&["status", "--check"]);
    assert_eq!(said.code, 9, "{}", said.text());
    assert!(said.stdout.contains("no hookitd is running"), "{}", said.text());
    let setup = Setup::on(&database);
    let hookitd = setup.start();
    let _healthy = Hookit::of(&hookitd).run(&["status", "--check"]).expect(0);
}

#[test]
fn a_key_goes_to_nothing_that_is_not_hookit() {
    let other = Receiver::answering(Answer::ok());
    let hookit = Hookit::alone().variable("HOOKIT_KEY", "hk_0123456789abcdef").flag("--url", &other.url(""));
    for arguments in [&["endpoint", "list"][..], &["endpoint", "edit", "acme", "--timeout", "5s"]] {
        let said = hookit.run(arguments);
        assert_eq!(said.code, 1, "{}", said.text());
        assert!(said.stderr.contains("is not HookIt; it was sent no key"), "{}", said.text());
    }
    let asked = other.received();
    assert!(!asked.is_empty() && asked.iter().all(|request| request.header("authorization").is_none()));
}

#[test]
fn a_payload_over_the_limit_is_refused_with_the_limit_over_every_door() {
    let (_database, _setup, hookitd, hookit) = daemon();
    let key = hookit.run(&["key", "add", "shop", "--scope", "publish"]).expect(0);
    let url = format!("http://{}", hookitd.api);
    let remote = Hookit::alone().variable("HOOKIT_KEY", key.trim()).flag("--url", &url);
    let large = format!("\"{}\"", "x".repeat(2 * 1_024 * 1_024));
    for door in [&hookit, &remote] {
        let said = door.run_with(&["publish", "a.b", "-d", "-"], &large);
        assert_eq!(said.code, 1, "{}", said.text());
        assert!(said.stderr.contains("262144"), "{}", said.text());
        // One that is within the limit goes through, though it is asked about first.
        let _published =
            door.run_with(&["publish", "a.b", "-d", "-"], &format!("{}\"", &large[..200_001])).expect(0);
    }
}
