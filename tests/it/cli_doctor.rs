//! `hookit doctor`: each trouble is made for real, and found.

use crate::api_support::Api;
use crate::support::answer::Answer;
use crate::support::database::Database;
use crate::support::hookit::Hookit;
use crate::support::receiver::Receiver;
use crate::support::scratch::Scratch;
use crate::support::setup::Setup;
use crate::support::tls::Authority;
use crate::support::wait::{SOON, until};
use crate::support::world::World;
use hookit::store::diagnosis;
use serde_json::{Value, json};
use std::fs;
use std::net::UdpSocket;
use std::os::unix::fs::PermissionsExt;

/// What a run found, and its exit code.
struct Diagnosis {
    code: i32,
    json: Value,
}

impl Diagnosis {
    fn of(hookit: &Hookit) -> Self {
        let said = hookit.run(&["doctor", "-o", "json"]);
        Self {
            code: said.code,
            json: serde_json::from_str(&said.stdout).unwrap_or_else(|e| panic!("{e}: {said:?}")),
        }
    }

    fn all(&self) -> &[Value] {
        self.json["findings"].as_array().expect("there are findings")
    }

    /// The findings of a check at this level, as sentences with their commands.
    fn found(&self, check: &str, level: &str) -> Vec<String> {
        let of = |finding: &&Value| finding["check"] == check && finding["level"] == level;
        let told = |finding: &Value| {
            let text = |name: &str| finding[name].as_str().unwrap_or_default().to_owned();
            format!("{} -> {}", text("sentence"), text("command"))
        };
        self.all().iter().filter(of).map(told).collect()
    }

    /// Problems of anything but the disk, which is that of the machine of the tests.
    fn problems(&self) -> Vec<&Value> {
        self.all().iter().filter(|one| one["level"] == "problem" && one["check"] != "disk").collect()
    }
}

#[test]
fn a_sound_daemon_is_found_sound() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    world.operator().endpoint("acme", &receiver, json!({}));
    let hookit = Hookit::of(&world.daemon);
    let diagnosis = Diagnosis::of(&hookit);
    assert!(diagnosis.problems().is_empty(), "{}", diagnosis.json);
    let problems = diagnosis.json["problems"].as_u64().expect("it is a number");
    assert_eq!(diagnosis.code, if problems > 0 { 9 } else { 0 });
    for check in
        ["daemon", "postgres", "queue", "clock", "partitions", "retention", "master key", "dns", "egress"]
    {
        assert!(!diagnosis.found(check, "ok").is_empty(), "{check}: {}", diagnosis.json);
    }
    let daemon = &diagnosis.found("daemon", "ok")[0];
    assert!(daemon.contains("admin.sock in ") && daemon.contains("(you: admin)"), "{daemon}");
    // Nothing was sent.
    assert!(receiver.received().is_empty());
    let keys = ["check", "command", "level", "sentence"];
    for finding in diagnosis.all() {
        let mut members: Vec<&String> = finding.as_object().expect("an object").keys().collect();
        members.sort();
        assert_eq!(members, keys, "{finding}");
    }
    let plain = hookit.run(&["doctor"]).stdout;
    assert!(plain.starts_with("level\tcheck\tsentence\tcommand\nok\tdaemon\t"), "{plain}");
    let quiet = hookit.run(&["doctor", "--quiet"]).stdout;
    assert!(!quiet.contains("\nok\t"), "{quiet}");
}

#[test]
fn certificates_that_end_are_found_and_so_are_names_without_an_address() {
    let authority = Authority::new();
    let scratch = Scratch::new();
    let ca = scratch.write("ca.pem", &authority.pem());
    // A resolver that never answers.
    let resolver = UdpSocket::bind("127.0.0.1:0").expect("a port is free");
    let address = resolver.local_addr().expect("it has an address").to_string();
    let world = World::with(1, |setup| {
        setup.set("deliver.extra_ca", json!(ca)).set("deliver.resolver", json!(address));
    });
    let now = crate::support::tls::now();
    let days = |days| now + time::Duration::days(days);
    let hookit = Hookit::of(&world.daemon);
    let closed = Receiver::answering(Answer::ok());
    let refused = closed.url("/");
    closed.down();
    for (name, url) in [
        ("expired", format!("https://{}/", authority.receiver(days(-2)))),
        ("soon", format!("https://{}/", authority.receiver(days(5)))),
        ("fine", format!("https://{}/", authority.receiver(days(80)))),
        ("strange", format!("https://{}/", Authority::new().receiver(days(80)))),
        ("unnamed", "https://receiver.hookit-test.com/".to_owned()),
        ("refused", refused),
    ] {
        let _added = hookit.run(&["endpoint", "add", &url, "--name", name, "--event", "a.*"]).expect(0);
    }
    let diagnosis = Diagnosis::of(&hookit);
    assert_eq!(diagnosis.code, 9);
    let problems = diagnosis.found("endpoint", "problem");
    assert_eq!(
        problems,
        [
            "expired: certificate expired 2d ago (CN=receiver.test) -> hookit endpoint test expired",
            "strange: the receiver's certificate is not signed by a trusted authority -> hookit endpoint test strange",
        ]
    );
    let warnings = diagnosis.found("endpoint", "warning");
    assert_eq!(warnings.len(), 2, "{}", diagnosis.json);
    assert!(
        warnings.iter().any(|one| one.starts_with("soon: certificate expires in 4d 23h")),
        "{warnings:?}"
    );
    assert!(
        warnings
            .iter()
            .any(|one| one == "refused: the receiver refused the connection -> hookit endpoint test refused")
    );
    let dns = diagnosis.found("dns", "problem");
    assert!(dns.len() == 1 && dns[0].starts_with("unnamed: the host name could not be resolved"), "{dns:?}");
    assert!(diagnosis.found("egress", "problem").is_empty());
}

#[test]
fn a_daemon_that_is_stopped_is_found() {
    let world = World::start();
    let socket = world.daemon.socket.to_string_lossy().into_owned();
    world.daemon.terminate();
    world.daemon.wait(SOON);
    let alone = Hookit::alone().flag("--socket", &socket);
    let diagnosis = Diagnosis::of(&alone);
    assert_eq!(diagnosis.code, 9);
    assert!(diagnosis.found("daemon", "problem")[0].ends_with("-> systemctl start hookitd"));
    // With Postgres known, the rest is asked there, and what only a daemon can look at is named.
    let direct = alone.variable("HOOKIT_DATABASE_URL", world.database.url());
    let diagnosis = Diagnosis::of(&direct);
    assert_eq!(diagnosis.code, 9);
    assert!(diagnosis.found("daemon", "problem")[0].starts_with("hookitd is not running"));
    assert!(diagnosis.found("queue", "problem")[0].starts_with("no node runs that delivers"));
    assert_eq!(diagnosis.found("postgres", "ok").len(), 1);
    for check in ["disk", "clock", "master key", "endpoint", "dns", "egress"] {
        assert_eq!(diagnosis.found(check, "skipped").len(), 1, "{check}: {}", diagnosis.json);
    }
    // With neither, this machine is looked at.
    let scratch = Scratch::new();
    let state = scratch.path().display().to_string();
    let diagnosis =
        Diagnosis::of(&Hookit::alone().flag("--socket", &socket).variable("HOOKIT_STATE_DIR", &state));
    assert_eq!(diagnosis.found("settings", "ok").len(), 1, "{}", diagnosis.json);
    assert!(diagnosis.found("master key", "warning")[0].ends_with("-> hookitd keyring init"));
    assert!(diagnosis.all().iter().any(|one| one["check"] == "disk"), "{}", diagnosis.json);
    let broken = Hookit::alone().flag("--socket", &socket).variable("HOOKIT_API__LISTEN", "nowhere");
    assert!(Diagnosis::of(&broken).found("settings", "problem")[0].ends_with("-> hookit config check"));
    let nowhere = Hookit::alone().variable("HOOKIT_DATABASE_URL", "postgres://u@127.0.0.1:1/x");
    let diagnosis = Diagnosis::of(&nowhere);
    assert_eq!(diagnosis.code, 9);
    assert_eq!(diagnosis.found("postgres", "problem").len(), 1, "{}", diagnosis.json);
}

#[test]
fn a_keyring_that_others_can_read_or_that_is_gone_is_found() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    let daemon = setup.start();
    let hookit = Hookit::of(&daemon);
    let path = setup.file("keyring");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("its mode can be set");
    let diagnosis = Diagnosis::of(&hookit);
    assert_eq!(diagnosis.code, 9);
    let told = &diagnosis.found("master key", "problem")[0];
    assert!(told.contains("mode 0644") && told.ends_with(&format!("-> chmod 0600 {path}")), "{told}");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("its mode can be set");
    assert_eq!(Diagnosis::of(&hookit).found("master key", "ok").len(), 1);
    fs::remove_file(&path).expect("it can be removed");
    assert!(Diagnosis::of(&hookit).found("master key", "warning")[0].contains("is gone"));
}

#[test]
fn days_without_partitions_and_nodes_of_two_versions_and_drained_nodes_are_found() {
    let world = World::with(1, |setup| {
        setup.set("deliver.lease_ms", json!(6_000)).set("node.name", json!("only"));
    });
    let hookit = Hookit::of(&world.daemon);
    let names = "select c.relname::text from pg_inherits i join pg_class c on c.oid = i.inhrelid
                 where i.inhparent = 'event'::regclass and c.relname > 'event_' || to_char(now(), 'YYYYMMDD')";
    world.database.run(
        "insert into node (id, name, instance, version, roles, lease_until)
         values (gen_random_uuid(), 'old', 'x', '0.0.1', '{api}', now() + interval '1 hour')",
    );
    let _drained = hookit.run(&["node", "drain", "only", "--yes"]).expect(0);
    // Right after its start the daemon makes what is missing, and may do so after they are dropped.
    let diagnosis = until("the lack to be told", SOON, || {
        for partition in world.database.texts(names) {
            world.database.run(&format!("drop table {partition}"));
        }
        let diagnosis = Diagnosis::of(&hookit);
        (!diagnosis.found("partitions", "problem").is_empty()).then_some(diagnosis)
    });
    assert_eq!(diagnosis.code, 9);
    assert!(diagnosis.found("partitions", "problem")[0].contains("no partition is made for tomorrow"));
    assert!(diagnosis.found("nodes", "warning")[0].contains("0.0.1 on old"));
    assert_eq!(
        diagnosis.found("queue", "problem"),
        ["every node that delivers is drained -> hookit node list"]
    );
}

#[test]
fn a_key_without_the_scope_is_told_which_one_it_needs() {
    let world = World::start();
    let key = Hookit::of(&world.daemon).run(&["key", "add", "reader", "--scope", "read"]).expect(0);
    let url = format!("http://{}", world.daemon.api);
    let reader = Hookit::alone().variable("HOOKIT_KEY", key.trim()).flag("--url", &url);
    let diagnosis = Diagnosis::of(&reader);
    assert_eq!(diagnosis.code, 9);
    assert!(diagnosis.found("daemon", "ok")[0].contains("(you: read)"), "{}", diagnosis.json);
    assert!(diagnosis.found("daemon", "problem")[0].ends_with("-> hookit key add ops --scope admin"));
}

#[tokio::test]
async fn a_transaction_that_stays_open_is_seen_with_whose_it_is() {
    let api = Api::start().await;
    let mut open = api.pool.begin().await.expect("a transaction begins");
    sqlx::query("set application_name = 'a forgotten psql'").execute(&mut *open).await.expect("a name");
    sqlx::query("select txid_current()").execute(&mut *open).await.expect("it has an id");
    let facts = diagnosis::postgres(&api.store).await.expect("Postgres answers");
    let (open_ms, whose) = facts.oldest_snapshot.expect("it is seen");
    assert!(open_ms < 60_000 && whose.starts_with("a forgotten psql (pid "), "{open_ms} {whose}");
    open.rollback().await.expect("it ends");
    let facts = diagnosis::postgres(&api.store).await.expect("Postgres answers");
    assert!(facts.oldest_snapshot.is_none_or(|(_, whose)| !whose.starts_with("a forgotten psql")));
}

#[test]
fn endpoints_that_fail_stand_still_or_have_dead_letters_are_told_with_the_command() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::status(503));
    let operator = world.operator();
    operator.endpoint(
        "down",
        &receiver,
        json!({ "retry": { "schedule_ms": [] }, "event_types": ["a.down"] }),
    );
    operator.endpoint("still", &receiver, json!({ "status": "paused", "event_types": ["a.still"] }));
    operator.publish_many("a.down", 3);
    operator.publish("a.still");
    let hookit = Hookit::of(&world.daemon);
    let told = until("the failures to be counted", SOON, || {
        let told = Diagnosis::of(&hookit).found("endpoint", "warning");
        told.iter().any(|one| one.contains("fails now, 3 failed attempts")).then_some(told)
    });
    assert_eq!(
        told,
        [
            "down: fails now, 3 failed attempts in 10 minutes, 3 dead letters, most often 503 -> hookit endpoint test down",
            "still: paused, 1 delivery held -> hookit endpoint resume still",
        ]
    );
    // A finding a line for programs that read lines.
    let lines = hookit.run(&["doctor", "-o", "jsonl"]);
    let checks: Vec<Value> =
        lines.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON a line")).collect();
    assert!(checks.len() > 5 && checks.iter().all(|one| one["check"].is_string()), "{}", lines.text());
}
