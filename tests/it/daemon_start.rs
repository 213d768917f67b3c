//! What a daemon checks before it is ready, and how it says what is wrong.

use crate::support::database::Database;
use crate::support::setup::Setup;
use serde_json::json;
use std::path::Path;
use std::process::{Command, Output};

/// Asserts that the daemon ends with this exit code and says this.
#[track_caller]
fn expect_no_start(setup: &Setup, code: i32, text: &str) {
    let Err(left) = setup.try_start() else { panic!("hookitd became ready") };
    assert_eq!(left.status.code(), Some(code), "{left}");
    assert!(left.log.iter().any(|line| line.contains(text)), "{text:?} is not in {left}");
}

fn hookitd(setup: &Setup, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hookitd"));
    command.arg("--config").arg(setup.file("hookit.yaml")).args(arguments);
    command.env_clear().env("HOME", setup.file("")).output().expect("hookitd runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn ready_daemon_answers_on_both_doors_and_its_health_check_agrees() {
    let database = Database::fresh();
    let mut setup = Setup::on(&database);
    let daemon = setup.start();
    let ready = daemon.over_tcp().get("/ready");
    assert_eq!(ready.status, 200, "{}", ready.text());
    assert_eq!(daemon.over_tcp().get("/projects").status, 401);
    let projects = daemon.over_socket().get("/projects").expect(200);
    assert_eq!(projects["items"][0]["name"], "default");
    let listen = format!("api.listen={}", daemon.api);
    assert!(hookitd(&setup, &["healthcheck", "--set", &listen]).status.success());
    // Without the role there is nothing on TCP to ask, so the socket is asked.
    assert!(hookitd(&setup, &["healthcheck", "--set", "node.roles=deliver"]).status.success());
    assert!(hookitd(&setup, &["healthcheck", "--live", "--set", &listen]).status.success());
    daemon.kill();
    let gone = hookitd(&setup, &["healthcheck", "--set", &listen]);
    assert_eq!(gone.status.code(), Some(1));
    assert!(stderr(&gone).contains("does not answer on"), "{}", stderr(&gone));
    // The socket that the killed daemon left is in nobody's way.
    setup.set("node.name", json!("again"));
    let again = setup.start();
    assert_eq!(again.over_socket().get("/health").status, 200);
}

#[test]
fn second_daemon_is_told_who_the_first_is() {
    let database = Database::fresh();
    let mut setup = Setup::on(&database);
    let first = setup.start();
    let owns = format!("another hookitd owns {} (pid {})", setup.file("admin.sock"), first.pid());
    expect_no_start(&setup, 73, &owns);
    setup.set("admin.socket", json!(setup.file("other.sock")));
    expect_no_start(
        &setup,
        73,
        &format!("another hookitd owns {} (pid {})", setup.file("state"), first.pid()),
    );
    assert_eq!(first.over_socket().get("/health").status, 200);
}

#[test]
fn named_postgres_needs_a_keyring_and_init_makes_it() {
    let database = Database::fresh();
    let mut setup = Setup::on(&database);
    setup.set("secrets.keyring_file", json!(setup.file("keys")));
    expect_no_start(&setup, 78, "no usable master key: run 'hookitd keyring init'");
    assert_eq!(hookitd(&setup, &["keyring", "status"]).status.code(), Some(78));
    assert!(hookitd(&setup, &["keyring", "init"]).status.success());
    let again = hookitd(&setup, &["keyring", "init"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(stderr(&again).contains("exists already"), "{}", stderr(&again));
    let status = hookitd(&setup, &["keyring", "status"]);
    assert!(String::from_utf8_lossy(&status.stdout).ends_with("key 1  active\n"));
    setup.start();
}

#[test]
fn keyring_of_another_database_is_refused() {
    let database = Database::fresh();
    drop(Setup::on(&database).start());
    expect_no_start(&Setup::on(&database), 78, "master key 1 does not match this database");
}

#[test]
fn named_postgres_that_fails_is_never_replaced_by_a_private_one() {
    let database = Database::fresh();
    let mut setup = Setup::on(&database);
    setup.set("database.url", json!(format!("{}_missing", database.url())));
    expect_no_start(&setup, 1, "the database cannot be used");
    assert!(!Path::new(&setup.file("state/postgres")).exists());
}

#[test]
fn wrong_setting_ends_the_start_with_its_place() {
    let database = Database::fresh();
    let mut setup = Setup::on(&database);
    setup.set("retention.days", json!(0));
    expect_no_start(&setup, 78, "retention.days: 0 is not a whole number from 1 to 3650");
    setup.set("retention", json!({ "day": 3 }));
    expect_no_start(&setup, 78, "unknown key retention.day");
    setup.set("retention", json!({}));
    setup.set("admin.group", json!("no-such-group-anywhere"));
    expect_no_start(&setup, 78, "admin.group: there is no group no-such-group-anywhere");
    setup.set("admin.group", json!(null));
    setup.set("deliver.extra_ca", json!(setup.file("hookit.yaml")));
    expect_no_start(&setup, 78, "the settings for deliveries cannot be used");
}

#[test]
fn check_config_shows_each_value_with_its_origin_and_no_secret() {
    let database = Database::fresh();
    let mut setup = Setup::on(&database);
    setup.set("database.url", json!("postgres://u:hunter2@h/d"));
    setup.set("admin.group", json!("no-such-group-anywhere"));
    expect_no_start(&setup, 78, "no-such-group-anywhere");
    let shown = hookitd(&setup, &["check-config", "--set", "log.level=debug"]);
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.status.success() && !text.contains("hunter2"), "{text}");
    let line = |key: &str| {
        let line = text.lines().find(|line| line.starts_with(key)).expect("every key is shown");
        line.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("log.level"), "log.level debug flag");
    assert_eq!(line("database.url"), "database.url (hidden) file");
    assert_eq!(line("retention.days"), "retention.days 30 default");
}
