//! The conservation law: it holds on what HookIt did, and every breach made by hand is named by its ids.

use crate::support::answer::Answer;
use crate::support::hookit::{Hookit, filters};
use crate::support::receiver::Receiver;
use crate::support::wait::SOON;
use crate::support::world::{World, retrying};
use insta::assert_snapshot;
use serde_json::Value;

/// Events that succeeded, that are dead, that are retried, and one that nobody wants; a key was used.
fn lived() -> (World, Receiver) {
    let world = World::start();
    let receiver = Receiver::scripted(|request| {
        let well = request.body.windows(3).any(|bytes| bytes == b"ok.");
        Answer::status(if well { 200 } else { 503 })
    });
    let operator = world.operator();
    operator.endpoint("quick", &receiver, retrying(&[1]));
    operator.endpoint("slow", &receiver, retrying(&[3_600_000]));
    for event_type in ["a.b", "a.b", "a.b", "a.b", "ok.x", "ok.x"] {
        operator.publish(event_type);
    }
    let keyed = serde_json::json!({ "type": "a.b", "payload": 1 });
    let with_key = world.daemon.over_socket().header("idempotency-key", "k-1");
    with_key.post("/events", &keyed).expect(201);
    receiver.wait_for(7 * 2, SOON);
    crate::support::wait::until("everything to be recorded", SOON, || {
        let under_way =
            world.database.count("select count(*) from queue where owner is not null or due_at <= now()");
        (under_way == 0).then_some(())
    });
    (world, receiver)
}

fn audit(world: &World) -> (i32, Value) {
    let said = Hookit::of(&world.daemon).run(&["audit", "--since", "1h", "-o", "json"]);
    let report = serde_json::from_str(&said.stdout).unwrap_or_else(|_| panic!("{}", said.text()));
    (said.code, report)
}

/// The laws that are broken, with the ids that are named.
fn broken(report: &Value) -> Vec<(String, Vec<String>)> {
    let laws = report["laws"].as_array().expect("there are laws");
    laws.iter()
        .filter(|law| law["broken"] != 0)
        .map(|law| {
            let ids = law["ids"].as_array().expect("there are ids");
            let ids = ids.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect();
            (law["law"].as_str().expect("it has a name").to_owned(), ids)
        })
        .collect()
}

#[test]
fn what_hookit_did_holds_and_is_said_so() {
    let (world, _receiver) = lived();
    let (code, report) = audit(&world);
    assert_eq!((code, &report["holds"]), (0, &Value::Bool(true)), "{report}");
    let checked: Vec<u64> =
        report["laws"].as_array().expect("laws").iter().filter_map(|law| law["checked"].as_u64()).collect();
    assert_eq!(checked.len(), 8, "{report}");
    assert_eq!((checked[0], checked[2], checked[3], checked[7]), (7, 14, 14, 1), "{report}");
    let said = Hookit::of(&world.daemon).run(&["audit"]).text();
    insta::with_settings!({ filters => filters() }, { assert_snapshot!(said) });
    // The same through the other doors.
    let direct = Hookit::alone().variable("HOOKIT_DATABASE_URL", world.database.url());
    let same: Value = serde_json::from_str(&direct.run(&["audit", "--since", "1h", "-o", "json"]).expect(0))
        .expect("it is JSON");
    assert_eq!(same["laws"], report["laws"]);
    let key = Hookit::of(&world.daemon).run(&["key", "add", "reader", "--scope", "read"]).expect(0);
    let url = format!("http://{}", world.daemon.api);
    let remote = Hookit::alone().variable("HOOKIT_KEY", key.trim()).flag("--url", &url);
    let same: Value = serde_json::from_str(&remote.run(&["audit", "--since", "1h", "-o", "json"]).expect(0))
        .expect("it is JSON");
    // A key of one project is not told of attempts, which belong to none.
    assert_eq!(same["laws"].as_array().map(Vec::len), Some(7), "{same}");
    assert_eq!(same["holds"], true);
}

/// The typed form of an id that a query finds.
fn id(world: &World, prefix: &str, query: &str) -> String {
    use hookit::domain::id::{DeliveryId, EventId};
    let uuid = world.database.texts(query).remove(0).parse().expect("it is a UUID");
    match prefix {
        "evt" => EventId::from_uuid(uuid).to_string(),
        _ => DeliveryId::from_uuid(uuid).to_string(),
    }
}

/// The newest dead letter, its event, and the oldest delivery that waits.
const NEWEST: &str = "select id::text from delivery where status = 'dead_lettered' order by id desc limit 1";
const OF_NEWEST: &str =
    "select event_id::text from delivery where status = 'dead_lettered' order by id desc limit 1";
const WAITING: &str = "select id::text from queue order by id limit 1";

/// A law, what kind of id it names, which one, what breaks it, and what mends it again.
const BREACHES: [(&str, &str, &str, &str, &str); 7] = [
        (
            "one_place",
            "dlv",
            WAITING,
            "insert into delivery (shard, id, event_id, endpoint_id, project_id, event_type, status, attempt, charged)
             select shard, id, event_id, endpoint_id, project_id, event_type, 'succeeded', attempt, charged
             from queue order by id limit 1",
            "delete from delivery d where exists (select from queue q where q.id = d.id)",
        ),
        (
            "matched_count",
            "evt",
            OF_NEWEST,
            "update event set deliveries = deliveries + 1 where id = (select event_id from delivery
             where status = 'dead_lettered' order by id desc limit 1)",
            "update event set deliveries = 2 where deliveries = 3",
        ),
        (
            "attempts_whole",
            "dlv",
            NEWEST,
            "update attempt set number = 9 where number = 1 and delivery_id = (select id from delivery
             where status = 'dead_lettered' order by id desc limit 1)",
            "update attempt set number = 1 where number = 9",
        ),
        (
            "has_node",
            "dlv",
            WAITING,
            "update queue set owner = '01900000-0000-7000-8000-000000000000', attempt = attempt + 1
             where id = (select id from queue order by id limit 1)",
            "update queue set owner = null, attempt = attempt - 1 where owner is not null",
        ),
        (
            "lease_runs",
            "dlv",
            WAITING,
            "with dead as (insert into node (id, name, instance, version, roles, lease_until)
                           values (gen_random_uuid(), 'dead', 'x', '0', '{}', now() - interval '2 minutes') returning id)
             update queue set owner = dead.id, attempt = attempt + 1 from dead
             where queue.id = (select id from queue order by id limit 1)",
            "update queue set owner = null, attempt = attempt - 1 where owner is not null",
        ),
        (
            "key_has_event",
            "evt",
            "select event_id::text from idempotency_a",
            "delete from event where id = (select event_id from idempotency_a);
             delete from queue where event_id = (select event_id from idempotency_a);
             delete from attempt where delivery_id in (select id from delivery
                 where event_id = (select event_id from idempotency_a));
             delete from attempt a where not exists (select from delivery d where d.id = a.delivery_id)
                 and not exists (select from queue q where q.id = a.delivery_id);
             delete from delivery where event_id = (select event_id from idempotency_a)",
            "delete from idempotency_a",
        ),
        (
            "has_delivery",
            "dlv",
            "select overlay(id::text placing '0123' from 25 for 4) from queue order by id limit 1",
            "insert into attempt (shard, delivery_id, number, outcome, node)
             select 0, overlay(id::text placing '0123' from 25 for 4)::uuid, 1, 'timeout', 'x'
             from queue order by id limit 1",
            "delete from attempt where delivery_id::text like '%-0123%'",
        ),
];

#[test]
fn every_breach_is_found_and_named_and_leaves_with_9() {
    let (world, _receiver) = lived();
    // The loop would mend some of it.
    world.daemon.terminate();
    world.daemon.wait(SOON);
    let direct = || {
        let hookit = Hookit::alone().variable("HOOKIT_DATABASE_URL", world.database.url());
        let said = hookit.run(&["audit", "--since", "1h", "-o", "json"]);
        let report: Value = serde_json::from_str(&said.stdout).unwrap_or_else(|_| panic!("{}", said.text()));
        (said.code, broken(&report))
    };
    assert_eq!(direct(), (0, Vec::new()));
    for (law, kind, named, breach, mend) in BREACHES {
        let wanted = id(&world, kind, named);
        world.database.run(breach);
        let (code, found) = direct();
        assert_eq!(code, 9, "{law}");
        let of_law = found.iter().find(|(name, _)| name == law);
        assert!(of_law.is_some_and(|(_, ids)| ids.contains(&wanted)), "{law}: {wanted} in {found:?}");
        // Nobody else is blamed.
        assert_eq!(found.len(), 1, "{law}: {found:?}");
        world.database.run(mend);
        assert_eq!(direct(), (0, Vec::new()), "{law} was mended");
    }
    // An event that is gone leaves its deliveries behind.
    let orphan = id(&world, "dlv", NEWEST);
    world.database.run(&format!("delete from event where id = ({})", OF_NEWEST.replace("::text", "")));
    let (code, found) = direct();
    assert_eq!(code, 9);
    let (law, ids) = &found[0];
    assert_eq!((law.as_str(), ids.contains(&orphan)), ("has_event", true), "{found:?}");
}

#[test]
fn a_key_of_one_project_is_told_which_law_was_not_asked() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let key = hookit.run(&["key", "add", "reader", "--scope", "read"]).expect(0);
    let url = format!("http://{}", world.daemon.api);
    let reader = Hookit::alone().variable("HOOKIT_KEY", key.trim()).flag("--url", &url);
    let said = reader.run(&["audit", "--since", "1h"]);
    assert_eq!(said.code, 0, "{}", said.text());
    assert!(said.stderr.contains("not checked: "), "{}", said.text());
    assert!(said.stderr.contains("ask with a key of no project"), "{}", said.text());
    let all = hookit.run(&["audit", "--since", "1h"]);
    assert!(!all.stderr.contains("not checked"), "{}", all.text());
}
