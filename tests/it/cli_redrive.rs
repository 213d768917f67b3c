//! `hookit redrive`: what is planned is asked about, moved, delivered and counted.

use crate::support::answer::Answer;
use crate::support::database::Database;
use crate::support::hookit::Hookit;
use crate::support::receiver::Receiver;
use crate::support::setup::Setup;
use serde_json::Value;

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
