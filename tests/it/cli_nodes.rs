//! Nodes: listed, drained, taken back.

use crate::support::answer::Answer;
use crate::support::hookit::{Hookit, filters};
use crate::support::receiver::Receiver;
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, retrying, text};
use insta::assert_snapshot;
use serde_json::{Value, json};

fn node(hookit: &Hookit, name: &str) -> Value {
    let nodes: Value =
        serde_json::from_str(&hookit.run(&["node", "list", "-o", "json"]).expect(0)).expect("JSON");
    let items = nodes["items"].as_array().expect("a list has items");
    items.iter().find(|node| node["name"] == name).unwrap_or_else(|| panic!("no {name}: {nodes}")).clone()
}

#[test]
fn a_drained_node_finishes_what_it_has_and_the_others_go_on() {
    let world = World::with(1, |setup| {
        setup.set("node.name", json!("first")).set("deliver.lease_ms", json!(6_000));
    });
    let mut setup = world.second_setup();
    setup.set("deliver.lease_ms", json!(6_000));
    let second = setup.start();
    let hookit = Hookit::of(&world.daemon);
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("acme", &receiver, retrying(&[]));
    // One request is under way on the first node when it is told to drain.
    receiver.first([Answer::Hang]);
    let hanging = operator.publish("a.b");
    operator.until(&hanging, "in_flight");
    receiver.wait_for(1, SOON);
    let said = hookit.run(&["node", "drain", "first"]);
    insta::with_settings!({ filters => filters() }, { assert_snapshot!("node_drain", said.text()) });
    world.daemon.wait_for_log("an operator drains the node", SOON);
    assert_eq!(node(&hookit, "first")["draining"], true);
    // Published through the drained node, taken by the other.
    for _ in 0..20 {
        let event = operator.publish("a.b");
        let delivery = operator.until(&event, "succeeded");
        assert_eq!(operator.attempts(&delivery)[0]["node"], "second");
    }
    assert_eq!(operator.delivery_of(&hanging)["status"], "in_flight", "what it has it keeps");
    until("the heartbeat to tell what is under way", SOON, || {
        (node(&hookit, "first")["in_flight"] == 1).then_some(())
    });
    let listed = hookit.run(&["node", "list"]).text();
    assert!(listed.contains("first\tdraining\tapi, deliver, dashboard\t1\t0\t"), "{listed}");
    let status = operator.client().get("/status").expect(200);
    assert!(status["nodes"].as_array().expect("nodes").iter().any(|node| node["draining"] == true));
    let _back = hookit.run(&["node", "undrain", "first"]).expect(0);
    second.terminate();
    second.wait(SOON);
    let delivery = operator.until(&operator.publish("a.b"), "succeeded");
    assert_eq!(operator.attempts(&delivery)[0]["node"], "first");
    assert_eq!(
        world.database.count("select count(*) from audit where action in ('node.drain', 'node.undrain')"),
        2
    );
}

#[test]
fn the_last_node_that_is_drained_says_so_and_deliveries_say_why_they_wait() {
    let world = World::with(1, |setup| {
        setup.set("node.name", json!("only")).set("deliver.lease_ms", json!(6_000));
    });
    let hookit = Hookit::of(&world.daemon);
    let receiver = Receiver::answering(Answer::ok());
    let operator = Operator::of(&world.daemon);
    operator.endpoint("acme", &receiver, json!({}));
    let asked = hookit.run(&["node", "drain", "only"]);
    assert!(asked.code == 1 && asked.stderr.contains("no other node delivers"), "{}", asked.text());
    assert!(asked.stderr.contains("node drain only --yes"), "{}", asked.text());
    assert_eq!(node(&hookit, "only")["draining"], false, "who is asked has not answered");
    let _drained = hookit.run(&["node", "drain", "only", "--yes"]).expect(0);
    // Nothing was under way when it last told so; it is drained when it has heard of it.
    assert_eq!(
        (&node(&hookit, "only")["draining"], &node(&hookit, "only")["drained"]),
        (&json!(true), &json!(false))
    );
    world.daemon.wait_for_log("an operator drains the node", SOON);
    let event = operator.publish("a.b");
    let delivery = text(&operator.until(&event, "pending"), "id");
    let shown = operator.client().get(&format!("/deliveries/{delivery}")).expect(200);
    assert_eq!(shown["why"]["reason"], "drained");
    until("the node to be drained", SOON, || (node(&hookit, "only")["drained"] == true).then_some(()));
    let status = hookit.run(&["status", "--check"]);
    assert_eq!(status.code, 9, "{}", status.text());
    for said in ["every node that delivers is drained", "node only is drained\thookit node undrain only"] {
        assert!(status.stdout.contains(said), "{}", status.text());
    }
    let _back = hookit.run(&["node", "undrain", "only"]).expect(0);
    assert_eq!(node(&hookit, "only")["drained"], false);
    operator.until(&event, "succeeded");
}

#[test]
fn what_does_not_run_cannot_be_drained() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let _missing = hookit.run(&["node", "drain", "nobody"]).expect(5);
    let _missing = hookit.run(&["node", "drain", "node_01h455vb4pex5vsknk084sn02q"]).expect(5);
    world.database.run(
        "insert into node (id, name, instance, version, roles, lease_until)
         values (gen_random_uuid(), 'gone', 'x', '0', '{deliver}', now() - interval '5 seconds'),
                (gen_random_uuid(), 'twin', 'y', '0', '{api}', now() + interval '1 hour'),
                (gen_random_uuid(), 'twin', 'z', '0', '{api}', now() + interval '1 hour')",
    );
    let said = hookit.run(&["node", "drain", "gone"]);
    assert!(said.code == 1 && said.stderr.contains("its lease has ended"), "{}", said.text());
    let said = hookit.run(&["node", "drain", "twin"]);
    assert!(said.code == 1 && said.stderr.contains("use the id"), "{}", said.text());
    let id = world.database.texts("select id::text from node where instance = 'z'");
    assert_eq!(id.len(), 1);
}
