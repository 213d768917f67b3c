//! Publishing in SQL, in the application's own transaction.

use crate::support::answer::Answer;
use crate::support::hookit::Hookit;
use crate::support::receiver::Receiver;
use crate::support::session::Session;
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, text, with_one_and_eight_shards};
use serde_json::{Value, json};

with_one_and_eight_shards!(
    committed_transaction_sends_its_events_and_one_that_is_rolled_back_sends_nothing,
    transaction_that_commits_late_is_not_passed_over,
    idempotency_key_means_the_same_in_sql_and_over_http,
);

/// Waits until nothing is in the outbox, and gives the events there are, newest first.
fn events(operator: &Operator) -> Vec<Value> {
    until("the outbox to be empty", SOON, || {
        let outbox = operator.client().get("/outbox").expect(200);
        (outbox["waiting"] == 0).then_some(())
    });
    operator.list("/events?limit=200")
}

fn committed_transaction_sends_its_events_and_one_that_is_rolled_back_sends_nothing(shards: u8) {
    let world = World::sharded(shards);
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("all", &receiver, json!({}));
    let mut application = Session::on(&world.database);
    application.run("begin");
    application.run("select hookit.publish('default', 'order.lost', '{}')");
    application.run("rollback");
    application.run("begin");
    application.run(
        r#"select hookit.publish('default', 'order.paid', '{"amount": 12.50,  "n":1e400}', id => 'order-1')"#,
    );
    application.run("select hookit.publish('default', 'order.kept', '{\"a\": 1}'::jsonb)");
    application.run("commit");
    let requests = receiver.wait_for(2, SOON);
    let paid = requests.iter().find(|request| request.header("hookit-event-type") == Some("order.paid"));
    let body = String::from_utf8(paid.expect("it is sent").body.clone()).expect("JSON is text");
    assert!(body.contains(r#""payload":{"amount": 12.50,  "n":1e400}"#), "byte for byte: {body}");
    let stored = events(&operator);
    assert_eq!(stored.len(), 2, "{stored:?}");
    assert!(stored.iter().any(|event| event["client_id"] == "order-1"), "{stored:?}");
    assert_eq!(world.database.count("select count(*) from outbox_refused"), 0);
}

fn transaction_that_commits_late_is_not_passed_over(shards: u8) {
    let world = World::sharded(shards);
    let operator = world.operator();
    let (mut early, mut late) = (Session::on(&world.database), Session::on(&world.database));
    late.run("begin");
    late.run("select hookit.publish('default', 'began.first', '1')");
    early.run("select hookit.publish('default', 'began.second', '2')");
    until("the second to be stored", SOON, || (operator.list("/events").len() == 1).then_some(()));
    late.run("commit");
    until("the first to be stored", SOON, || (operator.list("/events").len() == 2).then_some(()));
}

fn idempotency_key_means_the_same_in_sql_and_over_http(shards: u8) {
    let world = World::sharded(shards);
    let operator = world.operator();
    let event = json!({ "type": "a.b", "payload": { "n": 1 }, "idempotency_key": "k" });
    let answer = operator.client().post("/events/batch", &json!({ "events": [event] })).expect(200);
    assert_eq!(answer["results"][0]["status"], 201);
    let mut application = Session::on(&world.database);
    application.run(r#"select hookit.publish('default', 'a.b', '{"n":1}', idempotency_key => 'k')"#);
    assert_eq!(events(&operator).len(), 1, "it is the same event");
    assert_eq!(world.database.count("select count(*) from outbox_refused"), 0);
    application.run(r#"select hookit.publish('default', 'a.b', '{"n":2}', idempotency_key => 'k')"#);
    application.run(r#"select hookit.publish('default', 'a.b', '{"n":3}')"#);
    assert_eq!(events(&operator).len(), 2, "what is refused does not stop what comes after it");
    let refused = operator.list("/outbox/refused");
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(refused[0]["code"], "idempotency_key_reused");
}

#[test]
fn events_of_one_transaction_and_of_the_next_keep_their_order() {
    let world = World::start();
    let operator = world.operator();
    let mut application = Session::on(&world.database);
    for first in [0, 40, 80] {
        application.run("begin");
        for n in first..first + 40 {
            application.run(&format!("select hookit.publish('default', 'n.n{n}', '{n}')"));
        }
        application.run("commit");
    }
    until("all to be stored", SOON, || (events(&operator).len() == 120).then_some(()));
    let listed = operator.list("/events?limit=200");
    let numbers: Vec<i32> =
        listed.iter().rev().map(|event| text(event, "type")[3..].parse().expect("a number")).collect();
    assert!(numbers.is_sorted(), "{numbers:?}");
}

#[test]
fn member_of_the_publisher_role_can_publish_and_nothing_else() {
    let world = World::start();
    let operator = world.operator();
    let mut application = Session::on(&world.database);
    application.run("set role hookit_publisher");
    application.run("select hookit.publish('default', 'a.b', '{}')");
    application.run("select hookit.publish('default', 'a.b', '{}'::json)");
    for statement in [
        "table outbox",
        "table event",
        "table endpoint_secret",
        "insert into outbox (project_id, type, payload) select id, 'x', '1' from project",
        "delete from outbox_refused",
        "create table hookit.mine ()",
        "update outbox_drain set payload_bytes_max = 1",
    ] {
        let said = application.try_run(statement).expect_err("it is not allowed");
        assert!(said.starts_with("permission denied"), "{statement}: {said}");
    }
    // A table of the caller's does not stand in for ours.
    application
        .run("reset role; create temp table outbox (like outbox); create temp table project (like project)");
    application.run("select hookit.publish('default', 'a.b', '{}')");
    until("all three to be stored", SOON, || (operator.list("/events").len() == 3).then_some(()));
    application.run("set role pg_monitor");
    let said = application.try_run("select hookit.publish('default', 'a.b', '{}')").expect_err("no member");
    assert!(said.starts_with("permission denied"), "{said}");
}

#[test]
fn what_the_api_would_refuse_fails_in_the_transaction() {
    let world = World::start();
    let mut application = Session::on(&world.database);
    for (arguments, said) in [
        ("'nowhere', 'a', '1'", "there is no project 'nowhere'"),
        ("null, 'a', '1'", "there is no project NULL"),
        ("'default', 'a b', '1'", "type: "),
        ("'default', 'a..b', '1'", "type: "),
        ("'default', '__a', '1'", "type: "),
        ("'default', 'a.*', '1'", "type: "),
        ("'default', null, '1'", "type: "),
        ("'default', 'a', null::text", "payload: it is null"),
        ("'default', 'a', '{'", "invalid input syntax for type json"),
        ("'default', 'a', '\"' || repeat('x', 262143) || '\"'", "payload: it has 262145 bytes"),
        ("'default', 'a', '1', idempotency_key => 'a b'", "idempotency_key: "),
        ("'default', 'a', '1', id => 'a.b'", "id: "),
        ("'default', 'a', '1', labels => '[]'", "labels: "),
        ("'default', 'a', '1', labels => '{\"a\": [\"b\"]}'", "labels: "),
        ("'default', 'a', '1', ordering_key => ''", "ordering_key: "),
        ("'default', 'a', '1', deliver_at => now() + interval '91 days'", "deliver_at: "),
        ("'default', 'a', '1', deliver_at => 'infinity'", "deliver_at: "),
        ("'default', 'a', '1', expires_at => '-infinity'", "deliver_at, expires_at: "),
        ("'default', 'a', '1', deliver_at => now(), expires_at => now()", "expires_at: "),
    ] {
        let heard = application.try_run(&format!("select hookit.publish({arguments})"));
        assert!(heard.as_ref().is_err_and(|heard| heard.starts_with(said)), "{arguments}: {heard:?}");
    }
    assert_eq!(world.database.count("select count(*) from outbox"), 0);
}

#[test]
fn refused_events_are_listed_put_back_and_dropped() {
    let world = World::start();
    let operator = world.operator();
    let hookit = Hookit::of(&world.daemon);
    let mut application = Session::on(&world.database);
    // Postgres takes such JSON, the API does not.
    let deep = format!("{}{}", "[".repeat(70), "]".repeat(70));
    for _ in 0..2 {
        application.run(&format!("select hookit.publish('default', 'too.deep', '{deep}')"));
    }
    let refused = until("both to be refused", SOON, || {
        Some(operator.list("/outbox/refused")).filter(|refused| refused.len() == 2)
    });
    assert_eq!(refused[0]["code"], "payload_too_deep");
    let listed = hookit.run(&["outbox", "list"]).expect(0);
    assert!(listed.contains("too.deep"), "{listed}");
    let number = text(&refused[0], "id");
    hookit.run(&["outbox", "retry", &number]).expect(0);
    until("it to be refused again", SOON, || {
        let again = operator.list("/outbox/refused");
        (again.len() == 2 && again[0]["refused_at"] != refused[0]["refused_at"]).then_some(())
    });
    let doctor = hookit.run(&["doctor", "-o", "json"]).stdout;
    assert!(doctor.contains("2 events that were published in SQL were refused"), "{doctor}");
    hookit.run(&["outbox", "drop", &number, "--yes"]).expect(0);
    hookit.run(&["outbox", "drop", &number, "--yes"]).expect(5);
    assert_eq!(operator.list("/outbox/refused").len(), 1);
    let shown = hookit.run(&["outbox", "show", "-o", "json"]).expect(0);
    assert!(shown.contains("\"refused\":1") || shown.contains("\"refused\": 1"), "{shown}");
}

#[test]
fn event_of_a_project_that_was_removed_is_set_aside() {
    let world = World::start();
    let operator = world.operator();
    operator.client().post("/projects", &json!({ "name": "gone" })).expect(201);
    let mut application = Session::on(&world.database);
    application.run("begin");
    application.run("select hookit.publish('gone', 'a.b', '{}')");
    operator.client().delete("/projects/gone").expect(204);
    application.run("commit");
    application.run("select hookit.publish('default', 'a.b', '{}')");
    assert_eq!(events(&operator).len(), 1);
    until("the other to be set aside", SOON, || {
        let aside = world.database.texts("select code from outbox_refused");
        (aside == ["not_found"]).then_some(())
    });
}

#[test]
fn application_may_ask_to_be_heard_at_once() {
    let world = World::start();
    let operator = world.operator();
    let mut application = Session::on(&world.database);
    application.run("begin");
    application.run("set local hookit.notify = on");
    application.run("select hookit.publish('default', 'a.b', '{}', deliver_at => now() + interval '1 hour')");
    application.run("commit");
    let event = until("it to be stored", SOON, || operator.list("/events").pop());
    assert!(event["deliver_at"].is_string(), "{event}");
}
