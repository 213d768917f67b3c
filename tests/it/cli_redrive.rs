//! `hookit redrive`: what is planned is asked about, moved, delivered and counted.

use crate::support::answer::Answer;
use crate::support::database::Database;
use crate::support::hookit::Hookit;
use crate::support::receiver::Receiver;
use crate::support::setup::Setup;
use crate::support::wait::{SOON, until};
use crate::support::world::{World, retrying, text};
use serde_json::{Value, json};
use std::io::Read;
use std::process::{Child, Command, Stdio};

#[test]
fn dead_letters_are_planned_redriven_and_delivered_once() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    let hookitd = setup.start();
    let hookit = Hookit::of(&hookitd);
    let receiver = Receiver::answering(Answer::status(503));
    let url = receiver.url("/in");
    let add = ["endpoint", "add", &url, "--name", "shop", "--event", "a.*"];
    let once = ["--retry-base", "10ms", "--retry-cap", "10ms", "--retry-attempts", "1"];
    let _added = hookit.run(&[&add[..], &once].concat()).expect(0);
    for _ in 0..5 {
        let _dead = hookit.run(&["publish", "a.b", "--wait", "--finished"]).expect(7);
    }
    let groups = hookit.run(&["dlq", "groups", "--no-headers"]).expect(0);
    assert!(groups.starts_with("shop\t503 Service Unavailable\t5\t"), "{groups}");
    let plan = hookit.run(&["redrive", "--endpoint", "shop", "--dry-run", "-o", "json"]).expect(0);
    let plan: Value = serde_json::from_str(&plan).expect("it is JSON");
    assert_eq!(plan["total"], 5);
    let refused = hookit.run(&["redrive", "--all", "--endpoint", "shop"]);
    assert_eq!(refused.code, 1, "{}", refused.text());
    assert!(refused.stderr.contains("5 dead letters of shop ("), "{}", refused.text());
    let warned = "! shop answered 503 Service Unavailable ";
    assert!(refused.stderr.contains(warned), "{}", refused.text());
    assert!(refused.stderr.contains("test it first:  hookit endpoint test shop"), "{}", refused.text());
    assert!(refused.stderr.contains("redrive --all --endpoint shop --yes"), "{}", refused.text());
    receiver.then_always(Answer::ok());
    let before = receiver.received().len();
    let said = hookit.run(&["redrive", "--all", "--endpoint", "shop", "--yes"]);
    assert_eq!(said.code, 0, "{}", said.text());
    assert!(said.stdout.starts_with("5 delivered, 0 still retrying, 0 dead in "), "{}", said.text());
    assert_eq!(receiver.received().len(), before + 5);
    assert_eq!(hookit.run(&["dlq", "list"]).expect(0), "");
    let listed = hookit.run(&["redrive", "list", "--no-headers"]).expect(0);
    assert!(listed.contains("\tdone\t5\t5\t5\t0\t0\t"), "{listed}");
    let nothing = hookit.run(&["redrive", "--all", "--yes"]);
    assert_eq!(nothing.code, 0, "{}", nothing.text());
    assert!(nothing.stderr.contains("nothing to do"), "{}", nothing.text());
}

/// A world with this many dead letters of the endpoint `shop`, whose receiver is well again.
fn dead(count: usize, retry_ms: &[u64]) -> (World, Receiver) {
    let world = World::with(1, |setup| {
        setup.set("deliver.lease_ms", json!(6_000));
    });
    let receiver = Receiver::answering(Answer::status(503));
    let operator = world.operator();
    operator.endpoint("shop", &receiver, retrying(&[]));
    operator.publish_many("a.b", count);
    until("the deliveries to be dead", SOON, || {
        let dead = "select count(*) from delivery where status = 'dead_lettered'";
        (world.database.count(dead) == i64::try_from(count).expect("it is small")).then_some(())
    });
    let retry = json!({ "retry": { "schedule_ms": retry_ms, "jitter": 0 } });
    operator.client().patch("/endpoints/shop", &retry).expect(200);
    (world, receiver)
}

#[test]
fn what_was_not_all_delivered_is_7_and_says_how_much() {
    let (world, receiver) = dead(6, &[3_600_000]);
    let mut number = 0;
    receiver.then(move |_| {
        number += 1;
        Answer::status(if number % 3 == 0 { 503 } else { 200 })
    });
    let hookit = Hookit::of(&world.daemon);
    let said = hookit.run(&["redrive", "--endpoint", "shop", "--rate", "100", "--yes"]);
    assert_eq!(said.code, 7, "{}", said.text());
    assert!(said.stdout.starts_with("4 delivered, 2 still retrying, 0 dead in "), "{}", said.text());
    // Dead again.
    world
        .operator()
        .client()
        .patch("/endpoints/shop", &json!({ "retry": { "schedule_ms": [] } }))
        .expect(200);
    let waiting = world.operator().list("/deliveries?status=retrying");
    assert_eq!(waiting.len(), 2);
    receiver.then_always(Answer::status(503));
    for one in &waiting {
        world.operator().order(&format!("/deliveries/{}/attempt-now", text(one, "id"))).expect(200);
    }
    until("both to be dead", SOON, || (world.operator().list("/dead-letters").len() == 2).then_some(()));
    let said = hookit.run(&["redrive", "--all", "--rate", "100", "--yes", "-o", "json"]);
    assert_eq!(said.code, 7, "{}", said.text());
    let redrive: Value = serde_json::from_str(&said.stdout).expect("it is JSON");
    assert_eq!(
        (&redrive["state"], &redrive["dead"], &redrive["moved"]),
        (&json!("done"), &json!(2), &json!(2))
    );
}

#[test]
fn an_empty_order_redrives_nothing() {
    let (world, _receiver) = dead(2, &[]);
    let operator = world.operator();
    for body in [json!({}), json!({ "rate_per_s": 5 }), json!({ "endpoint": null }), json!({ "all": false })]
    {
        let refused = operator.client().post("/redrives", &body);
        assert_eq!((refused.status, &refused.json()["code"]), (422, &json!("choice_missing")), "{body}");
    }
    assert_eq!(operator.list("/redrives").len(), 0);
    assert_eq!(operator.list("/dead-letters").len(), 2);
    let said = Hookit::of(&world.daemon).run(&["redrive", "--rate", "5", "--yes"]);
    assert_eq!(said.code, 2, "{}", said.text());
}

/// `hookit redrive` at this rate, left running.
fn redriving(world: &World, rate: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hookit"));
    command.arg("--socket").arg(&world.daemon.socket);
    command.args(["redrive", "--endpoint", "shop", "--rate", rate, "--yes"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("hookit can be started")
}

/// Waits for its end: exit code, stdout and stderr.
fn end_of(mut child: Child) -> (Option<i32>, String, String) {
    let (mut out, mut err) = (String::new(), String::new());
    child.stdout.take().expect("piped").read_to_string(&mut out).expect("UTF-8");
    child.stderr.take().expect("piped").read_to_string(&mut err).expect("UTF-8");
    (child.wait().expect("it ends").code(), out, err)
}

fn until_moved(world: &World, at_least: u64) -> String {
    until("some to be moved", SOON, || {
        let redrives = world.operator().list("/redrives");
        let redrive = redrives.first()?;
        (redrive["moved"].as_u64()? >= at_least).then(|| text(redrive, "id"))
    })
}

#[test]
fn control_c_lets_go_of_a_redrive_which_goes_on() {
    let (world, receiver) = dead(60, &[]);
    receiver.then_always(Answer::ok());
    let child = redriving(&world, "20");
    let id = until_moved(&world, 5);
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).expect("it runs");
    let (code, out, err) = end_of(child);
    assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
    assert!(err.contains(&format!("hookit redrive show {id} --follow")), "{err}");
    let hookit = Hookit::of(&world.daemon);
    let paused = hookit.run(&["redrive", "pause", &id]).expect(0);
    assert!(paused.contains("is paused, "), "{paused}");
    let shown = hookit.run(&["redrive", "show", &id]).expect(0);
    assert!(shown.contains("state\tpaused\n"), "{shown}");
    let _resumed = hookit.run(&["redrive", "resume", &id]).expect(0);
    let followed = hookit.run(&["redrive", "show", &id, "--follow"]).expect(0);
    assert!(followed.starts_with("60 delivered, 0 still retrying, 0 dead in "), "{followed}");
    let over = hookit.run(&["redrive", "cancel", &id]);
    assert_eq!(over.code, 1, "{}", over.text());
}

#[test]
fn a_redrive_is_followed_over_the_kill_of_its_daemon() {
    let (mut world, receiver) = dead(60, &[]);
    receiver.then_always(Answer::ok());
    let child = redriving(&world, "20");
    until_moved(&world, 5);
    world.daemon.kill();
    world.daemon = world.setup.start();
    let (code, out, err) = end_of(child);
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(out.starts_with("60 delivered, 0 still retrying, 0 dead in "), "{out}{err}");
    assert_eq!(world.operator().list("/redrives")[0]["state"], "done");
}

#[test]
fn one_delivery_that_is_named_is_counted_asked_about_and_followed_like_many() {
    let (world, receiver) = dead(3, &[]);
    receiver.then_always(Answer::ok());
    let hookit = Hookit::of(&world.daemon);
    let ids: Vec<String> = world.operator().list("/dead-letters").iter().map(|one| text(one, "id")).collect();
    let dry = hookit.run(&["redrive", &ids[0], "--dry-run"]);
    assert!(dry.code == 0 && dry.stderr.contains("1 dead letter of shop ("), "{}", dry.text());
    let asked = hookit.run(&["redrive", &ids[0]]);
    assert!(asked.code == 1 && asked.stderr.contains("1 dead letter of shop ("), "{}", asked.text());
    assert!(asked.stderr.contains(&format!("redrive {} --yes", ids[0])), "{}", asked.text());
    let said = hookit.run(&["redrive", &ids[0], "--yes"]);
    assert_eq!(said.code, 0, "{}", said.text());
    assert!(said.stdout.starts_with("1 delivered, 0 still retrying, 0 dead in "), "{}", said.text());
    // What was named and is no dead letter is told, each with the reason.
    let missing = "dlv_01h455vb4pex5vsknk084sn02q";
    let partly = hookit.run(&["redrive", &ids[0], &ids[1], missing, "--yes"]);
    assert_eq!(partly.code, 7, "{}", partly.text());
    assert!(partly.stdout.starts_with("1 delivered, "), "{}", partly.text());
    for line in [
        format!("passed over {}: it was delivered; once more: hookit delivery redrive {0} --force", ids[0]),
        format!("passed over {missing}: this project has no such delivery"),
    ] {
        assert!(partly.stderr.contains(&line), "{}", partly.text());
    }
    let none = hookit.run(&["redrive", &ids[0], missing, "--yes"]);
    assert_eq!(none.code, 5, "{}", none.text());
    assert!(none.stderr.contains("none of these is a dead letter"), "{}", none.text());
    // A dead letter whose endpoint was removed stays where it is.
    world.operator().client().delete("/endpoints/shop");
    let plan = hookit.run(&["redrive", &ids[2], "--dry-run", "-o", "json"]).expect(0);
    let plan: Value = serde_json::from_str(&plan).expect("it is JSON");
    assert_eq!(plan["passed_over"], json!([{ "id": ids[2], "reason": "endpoint_gone" }]));
}
