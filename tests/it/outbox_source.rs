//! `hookitd outbox`: a table in another database, whose rows are published.

use crate::support::answer::Answer;
use crate::support::database::Database;
use crate::support::receiver::Receiver;
use crate::support::session::Session;
use crate::support::setup::Setup;
use crate::support::wait::{SOON, until};
use crate::support::world::World;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::process::{Child, Stdio};
use std::time::Duration;

const LONG: Duration = Duration::from_mins(1);

/// Made by the statement of the document.
fn source() -> (Database, Session) {
    let database = Database::fresh();
    let document = include_str!("../../docs/publish.md");
    let start = document.find("create table hookit_outbox").expect("the document has the table");
    let statement = &document[start..=start + document[start..].find(';').expect("it ends")];
    let mut application = Session::on(&database);
    application.run(statement);
    (database, application)
}

fn settings(world: &World, source: &Database) -> Setup {
    let mut setup = world.second_setup();
    setup.set("outbox.source_url", json!(source.url()));
    setup
}

fn start(setup: &Setup) -> Child {
    let mut command = setup.command(&["outbox"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("it can be started")
}

fn once(setup: &Setup) -> (i32, String) {
    let output = setup.command(&["outbox", "--once"]).output().expect("it can be started");
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn rows_are_published_once_although_the_worker_is_killed_again_and_again() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("all", &receiver, json!({}));
    let (database, mut application) = source();
    let setup = settings(&world, &database);
    let mut worker = start(&setup);
    let mut wanted = BTreeSet::new();
    for n in 0..1_500 {
        let end = if n % 3 == 0 { "rollback" } else { "commit" };
        application.run(&format!(
            "begin; insert into hookit_outbox (type, payload) values ('n.n', '{{\"n\": {n}}}'); {end}"
        ));
        if n % 3 != 0 {
            wanted.insert(n);
        }
        if n % 300 == 299 {
            worker.kill().expect("it is killed");
            worker.wait().expect("it ends");
            worker = start(&setup);
        }
    }
    until("the table to be empty", LONG, || {
        (database.count("select count(*) from hookit_outbox") == 0).then_some(())
    });
    worker.kill().expect("it is killed");
    worker.wait().expect("it ends");
    let requests = receiver.wait_for(wanted.len(), LONG);
    let arrived: BTreeSet<i64> = requests
        .iter()
        .map(|request| serde_json::from_slice::<Value>(&request.body).expect("JSON")["payload"]["n"].as_i64())
        .map(|n| n.expect("a number"))
        .collect();
    assert_eq!(arrived, wanted);
    let stored = world.database.count("select count(*) from event");
    assert_eq!(stored, i64::try_from(wanted.len()).expect("they can be counted"), "each is one event");
}

#[test]
fn row_that_comes_again_after_a_lost_commit_is_known() {
    let world = World::start();
    let operator = world.operator();
    let (database, mut application) = source();
    let setup = settings(&world, &database);
    let row = "insert into hookit_outbox (key, type, payload) values ('6f1b4c7e-0000-4000-8000-000000000001', 'a.b', '1')";
    application.run(row);
    // As if the row had been brought, and the delete there had been lost.
    world.database.run("insert into outbox_received values ('6f1b4c7e-0000-4000-8000-000000000001')");
    application.run("insert into hookit_outbox (type, payload, client_id) values ('a.c', '2', 'second')");
    assert_eq!(once(&setup).0, 0);
    let events = until("the second to be stored", SOON, || {
        Some(operator.list("/events")).filter(|events| !events.is_empty())
    });
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!(events[0]["client_id"], "second");
    assert!(events[0]["deliver_at"].is_null() && events[0]["expires_at"].is_null(), "{events:?}");
    assert_eq!(database.count("select count(*) from hookit_outbox"), 0);
    assert_eq!(world.database.count("select count(*) from outbox_received"), 0);
}

#[test]
fn row_that_the_api_would_refuse_is_set_aside_and_stops_nobody() {
    let world = World::start();
    let operator = world.operator();
    let (database, mut application) = source();
    let setup = settings(&world, &database);
    application
        .run("insert into hookit_outbox (type, payload, deliver_at) values ('a.late', '1', 'infinity')");
    application.run("insert into hookit_outbox (type, payload) values ('not a type', '1')");
    application.run("insert into hookit_outbox (type, payload) values ('a.b', '3')");
    assert_eq!(once(&setup).0, 0);
    until("the good one to be stored", SOON, || (operator.list("/events").len() == 1).then_some(()));
    until("the others to be set aside", SOON, || {
        let aside = world.database.texts("select code from outbox_refused order by id");
        (aside == ["deliver_at_too_far", "event_type_invalid"]).then_some(())
    });
}

#[test]
fn what_is_missing_is_said_and_nothing_is_lost() {
    let world = World::start();
    let (database, mut application) = source();
    let mut setup = settings(&world, &database);
    application.run("insert into hookit_outbox (type, payload) values ('a.b', '1')");
    setup.set("outbox.project", json!("nowhere"));
    let (code, said) = once(&setup);
    assert!(code == 1 && said.contains("there is no project nowhere"), "{code} {said}");
    assert_eq!(database.count("select count(*) from hookit_outbox"), 1);
    setup.set("outbox.project", json!("default")).set("outbox.table", json!("elsewhere"));
    let (code, said) = once(&setup);
    assert!(code == 1 && said.contains("elsewhere"), "{code} {said}");
    setup.set("outbox.source_url", Value::Null);
    let (code, said) = once(&setup);
    assert!(code == 78 && said.contains("outbox.source_url"), "{code} {said}");
}
