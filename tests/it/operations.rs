//! Operational events: each fact is told once, signed like any event, to who listens in the project `hookit`, and never
//! about those who listen.

use crate::support::answer::Answer;
use crate::support::database::Database;
use crate::support::hookitd::Hookitd;
use crate::support::http::Client;
use crate::support::receiver::{Received, Receiver};
use crate::support::setup::Setup;
use crate::support::verifiers::{Signed, assert_all_valid};
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, retrying, text};
use hookit::domain::operation::Operation;
use serde_json::{Value, json};
use std::process::Command;
use std::time::Duration;

/// Longer than a lease runs in these tests.
const LEASE_OVER: Duration = Duration::from_secs(30);

/// The disk is looked at once a minute.
const LOOKED_WITHIN: Duration = Duration::from_secs(90);

/// The operator in the project of operational events.
fn ops_project(operator: &Operator) -> Client {
    operator.client().clone().header("hookit-project", "hookit")
}

/// Makes a receiver that listens in the project of operational events.
#[track_caller]
fn listening(operator: &Operator, name: &str, types: &[&str]) -> (Receiver, String) {
    let receiver = Receiver::answering(Answer::ok());
    let body = json!({ "name": name, "url": receiver.url("/in"), "event_types": types });
    let made = ops_project(operator).post("/endpoints", &body).expect(201);
    (receiver, text(&made, "secret"))
}

/// The type and the payload of what came.
fn told(request: &Received) -> (String, Value) {
    let body: Value = serde_json::from_slice(&request.body).expect("a request carries JSON");
    (text(&body, "type"), body["payload"].clone())
}

#[track_caller]
fn has_its_members(operation: Operation, payload: &Value) {
    let mut wanted: Vec<&str> = operation.members().iter().map(|member| member.name).collect();
    let mut found: Vec<&str> =
        payload.as_object().expect("a payload is an object").keys().map(String::as_str).collect();
    wanted.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, wanted);
}

/// Waits until nothing waits to be told or sent any more.
fn settle(world: &World) {
    let waiting = "select (select count(*) from outbox) + (select count(*) from dead_letter_news)
                   + (select count(*) from queue)";
    until("nothing to be left", SOON, || (world.database.count(waiting) == 0).then_some(()));
}

/// A mount namespace in which the state directory is a small disk that is nearly full; then the program itself.
const ON_A_FULL_DISK: &str = r#"
    set -e
    mkdir -p "$1"
    mount -t tmpfs -o size=500m,mode=755 tmpfs "$1"
    head -c 400m /dev/zero > "$1/filler"
    shift
    exec "$@""#;

#[test]
fn a_disk_that_fills_up_under_a_private_postgres_is_told() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("NOT RUN: only root can mount the small disk that this test fills");
        return;
    }
    let receiver = Receiver::answering(Answer::ok());
    let mut setup = Setup::private();
    let secret = setup.file("ops-secret");
    std::fs::write(&secret, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n").expect("the secret can be written");
    setup.set("operations.url", json!(receiver.url("/ops"))).set("operations.secret_file", json!(secret));
    let daemon = setup.command(&[]);
    let mut command = Command::new("unshare");
    command.args(["--mount", "--propagation", "private", "sh", "-c", ON_A_FULL_DISK, "sh"]);
    command.arg(setup.file("state")).arg(daemon.get_program()).args(daemon.get_args());
    command.env_clear();
    command.envs(daemon.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let running = Hookitd::spawn(command).unwrap_or_else(|left| panic!("hookitd left: {left}"));
    let came = receiver.wait_for(1, LOOKED_WITHIN);
    let (event_type, payload) = told(&came[0]);
    assert_eq!(event_type, "hookit.storage.low");
    has_its_members(Operation::StorageLow, &payload);
    assert_eq!(payload["total_bytes"], json!(500 * 1_024 * 1_024));
    assert!(payload["free_bytes"].as_u64() < Some(100 * 1_024 * 1_024), "{payload}");
    let sentence = text(&payload, "sentence");
    assert!(sentence.contains("% full"), "{payload}");
    running.terminate();
    running.wait(LEASE_OVER);
}

#[test]
fn a_disabled_endpoint_is_told_once_and_signed() {
    let world = World::start();
    let operator = world.operator();
    let (ops, secret) = listening(&operator, "ops", &["hookit.**"]);
    let gone = Receiver::answering(Answer::status(410));
    let endpoint = operator.endpoint("gone", &gone, retrying(&[3_600_000]));
    operator.publish_many("a.b", 5);
    let came = ops.wait_for(1, SOON);
    let (event_type, payload) = told(&came[0]);
    assert_eq!(event_type, "hookit.endpoint.disabled");
    has_its_members(Operation::EndpointDisabled, &payload);
    assert_eq!((&payload["endpoint"], &payload["project"]), (&json!("gone"), &json!("default")));
    assert_eq!(payload["endpoint_id"], json!(endpoint.id));
    assert_eq!(payload["reason"], "the receiver answered 410 Gone");
    assert_all_valid(&[Signed::new(&secret, &came[0])]);
    // Five deliveries were gone, and one endpoint.
    let others = "select count(*) from event where type like 'hookit.%'";
    assert_eq!(world.database.count(others), 1);
}

#[test]
fn a_circuit_is_told_when_it_opens_and_when_the_receiver_is_back() {
    let world = World::start();
    let operator = world.operator();
    let (ops, _) = listening(&operator, "ops", &["hookit.endpoint.*"]);
    let receiver = Receiver::answering(Answer::status(503));
    operator.endpoint("down", &receiver, retrying(&[300; 60]));
    operator.publish_many("a.b", 20);
    let (event_type, payload) = told(&ops.wait_for(1, LEASE_OVER)[0]);
    assert_eq!(event_type, "hookit.endpoint.circuit_opened");
    has_its_members(Operation::EndpointCircuitOpened, &payload);
    assert_eq!(payload["cause"], "HTTP 503");
    receiver.then_always(Answer::ok());
    let (event_type, payload) = told(&ops.wait_for(2, LEASE_OVER)[1]);
    assert_eq!(event_type, "hookit.endpoint.recovered");
    has_its_members(Operation::EndpointRecovered, &payload);
    assert_eq!(payload["endpoint"], "down");
}

#[test]
fn a_storm_of_dead_letters_is_told_at_once_and_then_by_the_minute() {
    let world = World::start();
    let operator = world.operator();
    let (ops, _) = listening(&operator, "ops", &["hookit.delivery.dead_lettered"]);
    let receiver = Receiver::answering(Answer::status(400));
    let endpoint = operator.endpoint("strict", &receiver, retrying(&[]));
    operator.publish("a.first");
    let (event_type, payload) = told(&ops.wait_for(1, SOON)[0]);
    assert_eq!(event_type, "hookit.delivery.dead_lettered");
    has_its_members(Operation::DeliveryDeadLettered, &payload);
    assert_eq!((&payload["count"], &payload["endpoint_id"]), (&json!(1), &json!(endpoint.id)));
    assert_eq!((&payload["cause"], &payload["response_status"]), (&json!("attempts_spent"), &json!(400)));
    let dead = operator.list("/dead-letters");
    assert_eq!(payload["delivery_id"], dead[0]["id"]);
    operator.publish_many("a.b", 40);
    let noted = "select count(*) from dead_letter_news";
    until("all to be noted", SOON, || (world.database.count(noted) == 40).then_some(()));
    assert_eq!(ops.received().len(), 1, "within the minute they are only counted");
    world.database.run("update operation_told set told_at = told_at - interval '1 minute'");
    let (_, payload) = told(&ops.wait_for(2, SOON)[1]);
    assert_eq!((&payload["count"], &payload["event_type"]), (&json!(40), &json!("a.b")));
}

#[test]
fn nothing_is_told_of_those_who_listen_or_while_nobody_does() {
    let world = World::start();
    let operator = world.operator();
    let strict = Receiver::answering(Answer::status(400));
    operator.endpoint("strict", &strict, retrying(&[]));
    let first = operator.publish("a.b");
    operator.until(&first, "dead_lettered");
    let gone = Receiver::answering(Answer::status(410));
    let body = json!({ "name": "gone", "url": gone.url("/in"), "event_types": ["*"],
                       "retry": { "schedule_ms": [], "jitter": 0 } });
    let hookit = ops_project(&operator);
    hookit.post("/endpoints", &body).expect(201);
    // It is the operational events' own endpoint that dies of the first one, and is disabled.
    let second = operator.publish("a.b");
    operator.until(&second, "dead_lettered");
    gone.wait_for(1, SOON);
    until("it to be disabled", SOON, || {
        (hookit.get("/endpoints/gone").expect(200)["status"] == "disabled").then_some(())
    });
    settle(&world);
    let told = "select type from event where type like 'hookit.%'";
    assert_eq!(world.database.texts(told), ["hookit.delivery.dead_lettered"]);
    assert_eq!(world.database.count("select count(*) from delivery where status = 'dead_lettered'"), 3);
}

#[test]
fn a_node_that_was_killed_is_told_once_by_the_others_and_one_that_left_is_not() {
    let world = World::with(1, |setup| {
        setup.set("deliver.lease_ms", json!(6_000)).set("node.name", json!("first"));
    });
    let operator = world.operator();
    let (ops, _) = listening(&operator, "ops", &["hookit.node.lost"]);
    let node = |name: &str| {
        let mut setup: Setup = world.second_setup();
        setup.set("node.name", json!(name)).set("deliver.lease_ms", json!(6_000));
        let daemon = setup.start();
        (setup, daemon)
    };
    let (_left_setup, leaving) = node("leaves");
    let (_third_setup, _third) = node("third");
    let (_killed_setup, killed) = node("killed");
    leaving.terminate();
    leaving.wait(LEASE_OVER);
    killed.kill();
    let (event_type, payload) = told(&ops.wait_for(1, LEASE_OVER)[0]);
    assert_eq!((event_type.as_str(), &payload["node"]), ("hookit.node.lost", &json!("killed")));
    has_its_members(Operation::NodeLost, &payload);
    let lost = "select name from node where lost_at is not null";
    assert_eq!(world.database.texts(lost), ["killed"]);
    settle(&world);
    assert_eq!(ops.received().len(), 1, "two nodes saw it, one told");
}

#[test]
fn the_settings_keep_an_endpoint_with_their_url_and_secret() {
    let receiver = Receiver::answering(Answer::ok());
    let secret = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let world = World::with(1, |setup| {
        let file = setup.file("ops-secret");
        std::fs::write(&file, format!("{secret}\n")).expect("the secret can be written");
        setup.set("operations.url", json!(receiver.url("/ops"))).set("operations.secret_file", json!(file));
    });
    let operator = world.operator();
    let hookit = ops_project(&operator);
    let made = until("the endpoint to be made", SOON, || {
        hookit.get("/endpoints").expect(200)["items"].as_array().and_then(|items| items.first().cloned())
    });
    assert_eq!((&made["name"], &made["event_types"]), (&json!("operations"), &json!(["hookit.**"])));
    let gone = Receiver::answering(Answer::status(410));
    operator.endpoint("gone", &gone, json!({}));
    operator.publish("a.b");
    let came = receiver.wait_for(1, SOON);
    assert_eq!((came[0].path.as_str(), told(&came[0]).0.as_str()), ("/ops", "hookit.endpoint.disabled"));
    assert_all_valid(&[Signed::new(secret, &came[0])]);
    let World { daemon, mut setup, database } = world;
    daemon.terminate();
    daemon.wait(LEASE_OVER);
    setup.set("operations", json!({}));
    let again = setup.start();
    let hookit = ops_project(&Operator::of(&again));
    until("the endpoint to be gone with the setting", SOON, || {
        (hookit.get("/endpoints").expect(200)["items"] == json!([])).then_some(())
    });
    drop(database);
}

#[test]
fn a_project_that_somebody_else_made_is_left_alone() {
    let database = Database::fresh();
    database.migrate(1);
    database.run("insert into project (id, name) values (gen_random_uuid(), 'hookit')");
    let setup = Setup::on(&database);
    let daemon = setup.start();
    daemon.wait_for_log("operational events are not told", SOON);
    let operator = Operator::of(&daemon);
    let (ops, _) = listening(&operator, "ops", &["*"]);
    let gone = Receiver::answering(Answer::status(410));
    let endpoint = operator.endpoint("gone", &gone, json!({}));
    let event = operator.publish("a.b");
    operator.until(&event, "held");
    let path = format!("/endpoints/{}", endpoint.id);
    assert_eq!(operator.client().get(&path).expect(200)["status"], "disabled");
    assert_eq!(database.count("select count(*) from event where type like 'hookit.%'"), 0);
    assert_eq!(database.count("select count(*) from outbox"), 0);
    assert!(ops.received().is_empty());
}
