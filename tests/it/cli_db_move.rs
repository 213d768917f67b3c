//! `hookit db move`: killed at any time and run again, everything is there, and nothing is delivered by both.

use crate::support::answer::Answer;
use crate::support::database::Database;
use crate::support::hookit::Hookit;
use crate::support::receiver::Receiver;
use crate::support::setup::Setup;
use crate::support::wait::SOON;
use crate::support::world::{Operator, World, retrying};
use serde_json::json;
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

/// Fills a day that is over with events, deliveries and attempts.
fn fill_day(database: &Database, days_ago: u32, rows: u32) {
    database.run(&format!(
        "do $$
         declare
             day date := (now() at time zone 'UTC')::date - {days_ago};
             ms bigint := extract(epoch from day::timestamp at time zone 'UTC') * 1000;
             low uuid := (lpad(to_hex(ms), 12, '0') || repeat('0', 20))::uuid;
             high uuid := (lpad(to_hex(ms + 86400000), 12, '0') || repeat('0', 20))::uuid;
             parent text;
             part text;
         begin
             foreach parent in array array['event', 'delivery', 'attempt'] loop
                 part := parent || '_' || to_char(day, 'YYYYMMDD');
                 execute format('create table %I (like %I including all)', part, parent);
                 execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, part, low, high);
             end loop;
             create temp table made as
                 select (lpad(to_hex(ms + n), 12, '0') || '70008000' || lpad(to_hex(n), 10, '0') || '00')::uuid as id, n
                 from generate_series(1, {rows}) n;
             insert into event (shard, id, project_id, type, payload, deliveries)
                 select 0, id, (select min(p.id::text)::uuid from project p), 'old.' || n % 7,
                        convert_to('{{\"n\": ' || n || ', \"text\": \"a\\\\tb\\u00e9\"}}', 'UTF8'), 1 from made;
             insert into delivery (shard, id, event_id, endpoint_id, project_id, event_type, status, attempt, charged)
                 select 0, id, id, id, (select min(p.id::text)::uuid from project p), 'old.' || n % 7, 'succeeded', 1, 1
                 from made;
             insert into attempt (shard, delivery_id, number, outcome, started_at, duration_ms, response_headers, response_body, node)
                 select 0, id, 1, 'succeeded', now(), n, E'a: b\\tc', '\\x00ff0a'::bytea, 'n' from made;
             drop table made;
         end $$"
    ));
}

fn counts(database: &Database) -> Vec<i64> {
    ["event", "delivery", "attempt", "queue", "endpoint", "endpoint_secret", "audit", "rollup"]
        .iter()
        .map(|table| database.count(&format!("select count(*) from {table}")))
        .collect()
}

/// Starts a move and kills it when it has told of its first copied table.
fn killed_in_the_middle(from: &str, to: &str) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hookit"))
        .args(["db", "move", "--database-url", from, "--to", to, "--yes"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("hookit can be started");
    let lines = BufReader::new(child.stderr.take().expect("stderr is piped")).lines().map_while(Result::ok);
    let mut told = Vec::new();
    for line in lines {
        told.push(line);
        if told.last().is_some_and(|line| line.contains("copied")) {
            child.kill().expect("it runs");
            break;
        }
    }
    let status = child.wait().expect("it ends");
    assert_eq!(status.signal(), Some(9), "it ended by itself: {told:?}");
}

#[test]
fn a_move_that_is_killed_goes_on_and_nothing_is_lost_or_sent_twice() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("shop", &receiver, retrying(&[100; 99]));
    let delivered: Vec<String> = (0..5).map(|_| operator.publish("a.delivered")).collect();
    for event in &delivered {
        operator.until(event, "succeeded");
    }
    receiver.down();
    let pending: Vec<String> = (0..20).map(|_| operator.publish("a.pending")).collect();
    for days_ago in [4, 3] {
        fill_day(&world.database, days_ago, 3_000);
    }
    let target = Database::fresh();
    let (from, to) = (world.database.url(), target.url());
    let hookit = Hookit::alone();
    let step = ["db", "move", "--database-url", from, "--to", to];
    let unasked = hookit.run(&step);
    assert_eq!(unasked.code, 1, "{}", unasked.text());
    let step = [&step[..], &["--yes"]].concat();
    // While the daemon works on the old database only what is over is copied.
    killed_in_the_middle(from, to);
    let warm = hookit.run(&step);
    assert_eq!(warm.code, 7, "{}", warm.text());
    assert!(
        warm.stderr.contains("the same already") && warm.stderr.contains("stop hookitd"),
        "{}",
        warm.text()
    );
    assert_eq!(target.count("select count(*) from event"), 6_000);
    assert_eq!(target.count("select count(*) from queue"), 0);
    // Nobody may work on a database that is half there.
    let half = world.setup.second_node(&target).try_start().err().expect("it refuses");
    assert!(half.log.join("\n").contains("is not done"), "{half}");
    world.daemon.terminate();
    drop(world.daemon.wait(SOON));
    // A day that is over has changed since: it is noticed and copied again.
    world.database.run("delete from attempt where duration_ms = 17");
    killed_in_the_middle(from, to);
    let old = world.setup.try_start().err().expect("it refuses in the middle of the switch");
    assert!(old.log.join("\n").contains("is not done"), "{old}");
    let moved = hookit.run(&step);
    assert_eq!(moved.code, 0, "{}", moved.text());
    assert!(moved.stdout.contains("database.url"), "{}", moved.text());
    assert_eq!(counts(&target), counts(&world.database));
    assert_eq!(target.count("select count(*) from queue"), 20);
    let again = hookit.run(&step);
    assert_eq!(again.code, 0, "{}", again.text());
    assert!(again.stdout.contains("was moved already"), "{}", again.text());
    let elsewhere = Database::fresh();
    let refused = hookit.run(&["db", "move", "--database-url", from, "--to", elsewhere.url(), "--yes"]);
    assert_eq!(refused.code, 1, "{}", refused.text());
    // The old one is left for good, for daemons and for hookit on Postgres itself.
    let old = world.setup.try_start().err().expect("it refuses");
    assert!(old.log.join("\n").contains("was moved to"), "{old}");
    // A service manager does not try again.
    assert_eq!(old.status.code(), Some(78), "{old}");
    let direct = Hookit::alone().flag("--database-url", from).run(&["publish", "a.b"]);
    assert_eq!(direct.code, 1, "{}", direct.text());
    let there = world.setup.second_node(&target);
    let daemon = there.start();
    receiver.up();
    for event in &pending {
        Operator::of(&daemon).until(event, "succeeded");
    }
    let mut seen: HashMap<String, u32> = HashMap::new();
    for request in receiver.received() {
        *seen.entry(request.header("webhook-id").expect("it has an id").to_owned()).or_default() += 1;
    }
    assert_eq!(seen.len(), 25);
    assert!(seen.values().all(|times| *times == 1), "{seen:?}");
}

#[test]
fn a_private_postgres_moves_to_one_that_is_named() {
    let mut setup = Setup::private();
    let daemon = setup.start();
    let receiver = Receiver::answering(Answer::ok());
    receiver.down();
    Operator::of(&daemon).endpoint("shop", &receiver, retrying(&[100; 99]));
    let event = Operator::of(&daemon).publish("a.b");
    let state = setup.file("state");
    let target = Database::fresh();
    let hookit = Hookit::alone();
    let step = ["db", "move", "--state-dir", &state, "--to", target.url(), "--yes"];
    let warm = hookit.run(&step);
    assert_eq!(warm.code, 7, "{}", warm.text());
    daemon.terminate();
    drop(daemon.wait(SOON));
    let moved = hookit.run(&step).expect(0);
    assert!(moved.contains("master keys"), "{moved}");
    let left = setup.try_start().err().expect("it refuses");
    assert!(left.log.join("\n").contains("was moved to"), "{left}");
    setup.set("database.url", json!(target.url()));
    let daemon = setup.start();
    receiver.up();
    Operator::of(&daemon).until(&event, "succeeded");
}

#[test]
fn a_move_is_refused_into_a_database_with_data_and_can_be_given_up() {
    let world = World::start();
    world.operator().publish("a.b");
    let other = World::start();
    other.operator().publish("c.d");
    let hookit = Hookit::alone().flag("--database-url", world.database.url());
    let refused = hookit.run(&["db", "move", "--to", other.database.url(), "--yes"]);
    assert_eq!(refused.code, 1, "{}", refused.text());
    assert!(refused.stderr.contains("rows of its own"), "{}", refused.text());
    let nothing = hookit.run(&["db", "move", "--cancel"]).expect(0);
    assert!(nothing.contains("no move is under way"), "{nothing}");
    let target = Database::fresh();
    let warm = hookit.run(&["db", "move", "--to", target.url(), "--yes"]);
    assert_eq!(warm.code, 7, "{}", warm.text());
    let given = hookit.run(&["db", "move", "--cancel"]).expect(0);
    assert!(given.contains("given up"), "{given}");
    let secret = hookit.run(&["db", "move", "--to", "postgres://u:hunter2@db.test/x", "--yes"]);
    assert_eq!((secret.code, secret.text().contains("hunter2")), (2, false), "{}", secret.text());
}
