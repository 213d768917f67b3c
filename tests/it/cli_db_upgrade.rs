//! `hookit db upgrade`: real clusters of one Postgres version become clusters of another, and deliver on.

use crate::support::answer::Answer;
use crate::support::environment::postgres;
use crate::support::hookit::{Hookit, filters};
use crate::support::receiver::Receiver;
use crate::support::setup::Setup;
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, retrying};
use insta::assert_snapshot;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Stdio;

fn version_of(state: &str, cluster: &str) -> Option<String> {
    fs::read_to_string(format!("{state}/postgres/{cluster}/PG_VERSION"))
        .ok()
        .map(|text| text.trim().to_owned())
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

/// Hides sizes and what the machine's own Postgres is.
fn masked(said: &str, check: impl FnOnce(&str)) {
    let mut filters = filters();
    filters.push((r"\b[0-9.]+ (bytes|KB|MB|GB)\b", "[size]"));
    filters.push((r"/\S+/18/bin", "[programs of 18]"));
    filters.push((r"/\S+/bin", "[programs]"));
    filters.push((r"\bdata\.\d\d\b", "data.[own]"));
    filters.push((r"Postgres (14|15|16|17)\b", "Postgres [own]"));
    filters.push((r"\brows\t[0-9,]+", "rows\t[number]"));
    filters.push((r"pid \d+", "pid [pid]"));
    insta::with_settings!({ filters => filters }, { check(said) });
}

/// The whole way: refused while the daemon runs, planned, done, delivered on, the old cluster dropped.
#[test]
fn a_private_postgres_goes_to_18_by_pg_upgrade_and_delivers_what_waited() {
    let mut setup = Setup::private();
    // Not the machine's own: a newer patch of an older version may hold what the newer version's does not know yet.
    let (old, programs) = (postgres(14), postgres(18));
    setup.set("database.bin_dir", json!(old));
    let daemon = setup.start();
    let operator = Operator::of(&daemon);
    let receiver = Receiver::answering(Answer::ok());
    let made = operator.endpoint("shop", &receiver, retrying(&[100; 50]));
    operator.publish("a.delivered");
    receiver.wait_for(1, SOON);
    receiver.down();
    let pending: Vec<String> = (0..5).map(|_| operator.publish("a.pending")).collect();
    let state = setup.file("state");
    let hookit = Hookit::alone().variable("HOOKIT_DATABASE__BIN_DIR", &old);
    let run = |more: &[&str]| hookit.run(&[&["db", "upgrade", "--state-dir", &state], more].concat());
    let upgrade = |more: &[&str]| run(&[&["--bin-dir", &programs], more].concat());
    let alter = ["db", "shell", "--state-dir", &state, "--", "-qc", "alter system set work_mem = '5MB'"];
    let _altered = hookit.run(&alter).expect(0);

    let mut said = upgrade(&["--dry-run"]).text();
    said += &upgrade(&["--yes"]).text();
    daemon.terminate();
    assert!(daemon.wait(SOON).status.success());
    said += &upgrade(&[]).text();
    let own = version_of(&state, "data").expect("there is a cluster");
    said += &upgrade(&["--yes"]).text();
    assert_eq!(version_of(&state, "data").as_deref(), Some("18"));
    assert_eq!(version_of(&state, &format!("data.{own}")), Some(own.clone()));
    assert!(!Path::new(&format!("{state}/postgres/upgrade")).exists(), "nothing is left lying about");
    said += &upgrade(&[]).text();
    masked(&said, |said| assert_snapshot!(said));

    setup.set("database.bin_dir", json!(programs));
    let daemon = setup.start();
    let operator = Operator::of(&daemon);
    let status = parsed(&Hookit::of(&daemon).run(&["status", "-o", "json"]).expect(0));
    assert!(
        status["database"]["version"].as_str().is_some_and(|version| version.starts_with("18.")),
        "{status}"
    );
    let show = ["db", "shell", "--state-dir", &state, "--", "-Atqc", "show work_mem"];
    assert_eq!(hookit.run(&show).expect(0).trim(), "5MB", "what an operator set comes along");
    receiver.up();
    for event in &pending {
        operator.until(event, "succeeded");
    }
    let requests = receiver.wait_for(6, SOON);
    let signed: Vec<_> = requests
        .iter()
        .map(|request| crate::support::verifiers::Signed::new(&made.secret, request))
        .collect();
    crate::support::verifiers::assert_all_valid(&signed);
    let _held = Hookit::of(&daemon).run(&["audit"]).expect(0);

    let contract = crate::cli_contract::Contract::new();
    contract.text_holds(
        "db upgrade",
        &run(&["--bin-dir", &programs, "--dry-run", "-o", "json"]).expect(0),
        "db-upgrade",
    );
    // The daemon may run when the old cluster goes.
    assert!(run(&["--drop-old", "--dry-run"]).expect(0).starts_with("would remove "));
    assert_eq!(run(&["--drop-old"]).code, 1, "it asks first");
    let dropped = run(&["--drop-old", "--yes", "-o", "json"]).expect(0);
    contract.text_holds("db upgrade --drop-old", &dropped, "db-upgrade-dropped");
    let dropped = parsed(&dropped);
    assert_eq!(dropped["removed"][0]["version"].to_string(), own);
    assert_eq!(version_of(&state, &format!("data.{own}")), None);
    assert!(run(&["--drop-old"]).expect(0).contains("nothing to do"));
}

/// From the oldest version to the newest, by the other way, killed half-way once.
#[test]
fn an_upgrade_by_dump_and_restore_that_was_killed_is_run_again() {
    let mut setup = Setup::private();
    let (old, new) = (postgres(14), postgres(18));
    setup.set("database.bin_dir", json!(old));
    let daemon = setup.start();
    let receiver = Receiver::answering(Answer::ok());
    receiver.down();
    let operator = Operator::of(&daemon);
    operator.endpoint("shop", &receiver, retrying(&[100; 99]));
    operator.publish_many("a.b", 2_000);
    daemon.terminate();
    assert!(daemon.wait(SOON).status.success());
    let state = setup.file("state");
    let hookit = Hookit::alone().variable("HOOKIT_DATABASE__BIN_DIR", &old);
    let line = ["db", "upgrade", "--state-dir", &state, "--bin-dir", &new, "--dump", "--yes", "-o", "json"];
    let mut command = hookit.command(&line);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("hookit can be started");
    until("the new cluster to be begun", SOON, || version_of(&state, "data.upgrade"));
    child.kill().expect("it can be killed");
    child.wait().expect("it can be waited for");
    assert_eq!(version_of(&state, "data").as_deref(), Some("14"), "the old cluster is in its place");

    // The old one can be used as if nothing had been.
    let daemon = setup.start();
    let event = Operator::of(&daemon).publish("a.b");
    daemon.terminate();
    assert!(daemon.wait(SOON).status.success());
    let upgraded = hookit.run(&line).expect(0);
    crate::cli_contract::Contract::new().text_holds("db upgrade", &upgraded, "db-upgrade");
    let upgraded = parsed(&upgraded);
    assert_eq!((&upgraded["state"], &upgraded["way"]), (&json!("upgraded"), &json!("dump")));
    assert_eq!((&upgraded["from"], &upgraded["to"]), (&json!(14), &json!(18)));
    assert_eq!(upgraded["set_bin_dir"], json!(true), "hookitd is set to the old programs");
    assert!(!Path::new(&format!("{state}/postgres/upgrade.dump")).exists());
    setup.set("database.bin_dir", json!(new));
    let daemon = setup.start();
    receiver.up();
    Operator::of(&daemon).until(&event, "succeeded");
    receiver.wait_for(2_001, SOON);
    let _held = Hookit::of(&daemon).run(&["audit"]).expect(0);
}

#[test]
fn what_cannot_be_upgraded_is_refused_before_anything_is_touched() {
    let scratch = crate::support::scratch::Scratch::new();
    let state = scratch.file("state");
    let hookit = Hookit::alone();
    let none = hookit.run(&["db", "upgrade", "--state-dir", &state]);
    assert_eq!(none.code, 4, "{}", none.text());
    assert!(none.stderr.contains("there is no private Postgres"), "{}", none.text());
    let yours = hookit.run(&["--database-url", "postgres://127.0.0.1:1/x", "db", "upgrade"]);
    assert_eq!(yours.code, 1, "{}", yours.text());
    assert!(yours.stderr.contains("only the private Postgres"), "{}", yours.text());

    // A cluster by its looks: what it is judged by before it is opened.
    let cluster = |name: &str, version: u32| {
        let dir = format!("{state}/postgres/{name}");
        fs::create_dir_all(&dir).expect("it can be made");
        fs::write(format!("{dir}/PG_VERSION"), format!("{version}\n")).expect("it can be written");
    };
    cluster("data", 18);
    if is_root() {
        // Postgres is not root, so its cluster cannot be root's.
        std::os::unix::fs::chown(format!("{state}/postgres/data"), Some(65_534), None).expect("root may");
    }
    let hookit = hookit.variable("HOOKIT_DATABASE__USER", "nobody");
    let hookit = if is_root() { hookit } else { Hookit::alone() };
    let back = hookit.run(&["db", "upgrade", "--state-dir", &state, "--bin-dir", &postgres(14)]);
    assert_eq!(back.code, 1, "{}", back.text());
    assert!(
        back.stderr.contains("Postgres 18 beside the newer one")
            || back.stderr.contains("only goes to a newer"),
        "{}",
        back.text()
    );
    // Cut off between two renames: no daemon makes an empty cluster in its place.
    fs::rename(format!("{state}/postgres/data"), format!("{state}/postgres/data.18"))
        .expect("it can be renamed");
    let half = hookit.run(&["db", "upgrade", "--state-dir", &state, "--dry-run"]);
    assert!(half.stderr.contains("was cut off"), "{}", half.text());
    let mut setup = Setup::private();
    setup.set("state_dir", json!(state));
    let left = setup.try_start().err().expect("it must not start");
    assert!(left.log.iter().any(|line| line.contains("hookit db upgrade finishes it")), "{left}");
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}
