//! `hookit` on Postgres without a daemon: what it stores, the daemon delivers when it starts.

use crate::support::answer::Answer;
use crate::support::database::Database;
use crate::support::hookit::Hookit;
use crate::support::receiver::Receiver;
use crate::support::setup::Setup;
use crate::support::wait::{SOON, until};

#[test]
fn an_unmigrated_database_says_how_to_migrate() {
    let database = Database::fresh();
    let hookit = Hookit::alone().variable("HOOKIT_DATABASE_URL", database.url());
    let said = hookit.run(&["endpoint", "list"]);
    assert_eq!(said.code, 1, "{}", said.text());
    assert!(said.stderr.contains("because no hookitd answers on "), "{}", said.text());
    assert!(said.stderr.contains("hookit db migrate"), "{}", said.text());
    let dry = hookit.run(&["db", "migrate", "--dry-run"]).expect(0);
    assert!(dry.contains("would go"), "{dry}");
    let _migrated = hookit.run(&["db", "migrate"]).expect(0);
    let again = hookit.run(&["db", "migrate"]).expect(0);
    assert!(again.contains("was current already"), "{again}");
    let listed = hookit.run(&["endpoint", "list"]);
    let said = "hookitd is not running; working on Postgres directly\n";
    assert_eq!((listed.code, listed.stderr.as_str()), (0, said), "{}", listed.text());
}

#[test]
fn what_is_done_without_a_daemon_is_delivered_when_it_starts() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    // The first start makes the schema and seals with the keyring; then nobody runs.
    let first = setup.start();
    first.terminate();
    drop(first.wait(SOON));
    let receiver = Receiver::answering(Answer::ok());
    let direct = Hookit::alone()
        .variable("HOOKIT_DATABASE_URL", database.url())
        .variable("HOOKIT_DELIVER__ALLOW_CIDRS", "127.0.0.0/8");
    let url = receiver.url("/in");
    let without_keys = direct.run(&["endpoint", "add", &url, "--name", "shop"]);
    assert_eq!(without_keys.code, 1, "{}", without_keys.text());
    assert!(without_keys.stderr.contains("--keyring-file"), "{}", without_keys.text());
    let direct = direct.variable("HOOKIT_SECRETS__KEYRING_FILE", &setup.file("keyring"));
    let _added = direct.run(&["endpoint", "add", &url, "--name", "shop", "--event", "a.*"]).expect(0);
    let event = direct.run(&["publish", "a.b", "-d", r#"{"n": 1.50}"#]).expect(0);
    let waited = direct.run(&["publish", "a.b", "--wait"]);
    assert_eq!(waited.code, 3, "{}", waited.text());
    let listed = direct.run(&["delivery", "list", "--event", event.trim(), "--no-headers"]).expect(0);
    assert!(listed.contains("\tshop\t") && listed.contains("\tpending\t"), "{listed}");
    let tested = direct.run(&["endpoint", "test", "shop"]);
    assert_eq!(tested.code, 3, "{}", tested.text());
    let hookitd = setup.start();
    let got = receiver.wait_for(2, SOON);
    assert!(got.iter().any(|request| request.body.windows(10).any(|bytes| bytes == br#"{"n": 1.50"#)));
    let delivery = listed.split('\t').next().expect("a row has cells").to_owned();
    let shown = until("the delivery to be recorded", SOON, || {
        let shown = Hookit::of(&hookitd).run(&["delivery", "show", &delivery]).expect(0);
        shown.contains("status\tsucceeded").then_some(shown)
    });
    assert!(shown.contains("200 OK"), "{shown}");
}

#[test]
fn a_dead_letter_that_was_redriven_without_a_daemon_is_delivered_when_it_starts() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    let hookitd = setup.start();
    let receiver = Receiver::answering(Answer::status(500));
    let hookit = Hookit::of(&hookitd);
    let url = receiver.url("/in");
    let add = ["endpoint", "add", &url, "--name", "shop", "--event", "a.*"];
    let once = ["--retry-base", "10ms", "--retry-cap", "10ms", "--retry-attempts", "1"];
    let _added = hookit.run(&[&add[..], &once].concat()).expect(0);
    let _dead = hookit.run(&["publish", "a.b", "--wait", "--finished"]).expect(7);
    hookitd.terminate();
    drop(hookitd.wait(SOON));
    let direct = Hookit::alone().variable("HOOKIT_DATABASE_URL", database.url());
    let listed = direct.run(&["dlq", "list", "--no-headers"]).expect(0);
    let asked = direct.run_with(&["redrive", "-"], &listed);
    assert!(asked.code == 1 && asked.stderr.contains("1 dead letter of shop"), "{}", asked.text());
    let said = direct.run_with(&["redrive", "-", "--yes"], &listed);
    assert_eq!(said.code, 0, "{}", said.text());
    assert!(said.stdout.starts_with("rdr_"), "{}", said.text());
    assert!(said.stderr.contains("the redrive begins when it starts"), "{}", said.text());
    receiver.then_always(Answer::ok());
    let before = receiver.received().len();
    let _hookitd = setup.start();
    let _requests = receiver.wait_for(before + 1, SOON);
}

#[test]
fn a_daemon_that_lives_elsewhere_is_not_said_to_be_down() {
    let database = Database::fresh();
    let mut setup = Setup::on(&database);
    setup.set("node.name", serde_json::json!("web-1"));
    let _hookitd = setup.start();
    let hookit = Hookit::alone()
        .variable("HOOKIT_DATABASE_URL", database.url())
        .variable("HOOKIT_SOCKET", "/nowhere/hookit.sock");
    let said = hookit.run(&["project", "list"]);
    assert_eq!(
        (said.code, said.stderr.as_str()),
        (
            0,
            "hookitd does not answer on /nowhere/hookit.sock, though node web-1 is alive; working on Postgres directly\n"
        ),
        "{}",
        said.text()
    );
    // The node that lives delivers what is published here, so it can be waited for.
    let waited = hookit.run(&["publish", "a.b", "--wait"]);
    assert_eq!(waited.code, 0, "{}", waited.text());
    let doctor = hookit.run(&["doctor"]);
    assert!(doctor.stdout.contains("a node is alive, but hookitd does not answer here"), "{}", doctor.text());
}
