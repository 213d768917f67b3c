//! `hookit dlq`: dead letters listed, grouped, dropped and exported.

use crate::support::answer::Answer;
use crate::support::hookit::{Hookit, filters};
use crate::support::receiver::Receiver;
use crate::support::scratch::Scratch;
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, retrying, text};
use insta::assert_snapshot;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

/// Two endpoints with dead letters: three that answered 503, two that answered 410 would be disabled, so 400.
fn dead() -> (World, Receiver, Hookit) {
    let world = World::start();
    let receiver = Receiver::scripted(|request| {
        let old = request.body.windows(5).any(|bytes| bytes == b"old.x");
        Answer::status(if old { 400 } else { 503 })
    });
    let operator = world.operator();
    let only = |types: &str| {
        let mut settings = retrying(&[]);
        settings["event_types"] = json!([types]);
        settings
    };
    operator.endpoint("acme", &receiver, only("*"));
    operator.endpoint("beta", &receiver, only("old.*"));
    operator.publish_many("invoice.paid", 3);
    operator.publish_many("old.x", 2);
    until_dead(&operator, 7);
    let hookit = Hookit::of(&world.daemon);
    (world, receiver, hookit)
}

#[track_caller]
fn until_dead(operator: &Operator, count: usize) {
    until("the deliveries to be dead", SOON, || {
        (operator.list("/dead-letters?limit=200").len() == count).then_some(())
    });
}

fn masked(text: &str, check: impl FnOnce(&str)) {
    let mut masks = filters();
    masks.push((r"\buid:\d+", "uid:[me]"));
    masks.push((r"\(\d+ \w{3} \d\d:\d\d[^)]*\)", "([when])"));
    insta::with_settings!({ filters => masks }, { check(text) });
}

#[test]
fn dead_letters_are_listed_grouped_and_counted_by_every_filter() {
    let (_world, _receiver, hookit) = dead();
    let said = hookit.run(&["dlq", "groups"]).text();
    masked(&said, |said| assert_snapshot!("groups", said));
    let said = hookit.run(&["dlq", "list", "--endpoint", "acme", "--error", "400"]).text();
    masked(&said, |said| assert_snapshot!("list", said));
    let rows = |arguments: &[&str]| {
        let all = [&["dlq", "list", "--no-headers"], arguments].concat();
        hookit.run(&all).expect(0).lines().count()
    };
    for (arguments, wanted) in [
        (&[][..], 7),
        (&["--endpoint", "beta"], 2),
        (&["--type", "old.x"], 4),
        (&["--error", "http_status"], 7),
        (&["--error", "timeout"], 0),
        (&["--error", "503"], 3),
        (&["--status", "400"], 4),
        (&["--status", "400", "--endpoint", "acme"], 2),
        (&["--since", "1h"], 7),
        (&["--until", "1h"], 0),
        (&["--limit", "3"], 3),
    ] {
        assert_eq!(rows(arguments), wanted, "{arguments:?}");
        if wanted != 3 || !arguments.contains(&"--limit") {
            let all = [&["dlq", "groups", "-o", "json"], arguments].concat();
            let groups: Value = serde_json::from_str(&hookit.run(&all).expect(0)).expect("it is JSON");
            assert_eq!(groups["total"], wanted, "{arguments:?}: {groups}");
        }
    }
    // The line that a group tells redrives exactly that group.
    let groups = hookit.run(&["dlq", "groups", "--endpoint", "beta", "--no-headers"]).expect(0);
    let line = groups.trim_end().rsplit('\t').next().expect("a row has cells");
    let words: Vec<&str> = line.split(' ').skip(1).chain(["--dry-run", "-o", "json"]).collect();
    let plan: Value = serde_json::from_str(&hookit.run(&words).expect(0)).expect("it is JSON");
    assert_eq!((&plan["total"], &plan["endpoints"][0]["name"]), (&json!(2), &json!("beta")), "{plan}");
    assert_eq!(
        (&plan["endpoints"][0]["failing"], &plan["endpoints"][0]["last_status"]),
        (&json!(true), &json!(400))
    );
}

#[test]
fn dropped_dead_letters_stay_in_history_with_who_did_it() {
    let (world, receiver, hookit) = dead();
    let nothing = hookit.run(&["dlq", "drop"]);
    assert_eq!(nothing.code, 2, "{}", nothing.text());
    let asked = hookit.run(&["dlq", "drop", "--all", "--endpoint", "beta"]);
    assert_eq!(asked.code, 1, "{}", asked.text());
    masked(&asked.text(), |said| assert_snapshot!("drop_asks", said));
    let dry = hookit.run(&["dlq", "drop", "--endpoint", "beta", "--dry-run"]).text();
    masked(&dry, |said| assert_snapshot!("drop_dry_run", said));
    assert_eq!(world.operator().list("/dead-letters?limit=200").len(), 7, "nothing was done");
    let done = hookit.run(&["dlq", "drop", "--endpoint", "beta", "--yes"]).expect(0);
    assert_eq!(done, "2 dead letters dropped\n");
    let operator = world.operator();
    let left = operator.list("/dead-letters?limit=200");
    assert_eq!(left.len(), 5);
    let gone = operator.list("/deliveries?endpoint=beta");
    assert!(gone.iter().all(|one| one["status"] == "cancelled" && one["cause"] == "dropped"), "{gone:?}");
    assert!(
        gone.iter().all(|one| one["ended_by"].as_str().is_some_and(|by| by.starts_with("uid:"))),
        "{gone:?}"
    );
    assert_eq!(operator.attempts(&gone[0]).len(), 1, "its attempts are there");
    let audited = world.database.texts("select action || ' ' || object from audit order by id desc limit 1");
    assert!(audited[0].starts_with("dead_letter.drop dlv_") && audited[0].ends_with("(2)"), "{audited:?}");
    // No redrive takes them, only their id does.
    let plan =
        operator.client().post("/redrives", &json!({ "endpoint": "beta", "dry_run": true })).expect(200);
    assert_eq!(plan["total"], 0);
    receiver.then_always(Answer::ok());
    let _again = hookit.run(&["delivery", "redrive", &text(&gone[0], "id")]).expect(0);
    // By ids, from a list; one that is none is told.
    let ids = hookit.run(&["dlq", "list", "--no-headers", "--error", "400"]).expect(0);
    let by_ids = hookit.run_with(&["dlq", "drop", "-", "--yes", "-o", "json"], &ids).expect(0);
    let by_ids: Value = serde_json::from_str(&by_ids).expect("it is JSON");
    assert_eq!(by_ids, json!({ "dropped": 2, "more": false, "plan": null }));
    let none = hookit.run_with(&["dlq", "drop", "-", "--yes"], &ids);
    assert_eq!(none.code, 5, "{}", none.text());
    let one_of_two = [ids.lines().next().expect("a row"), &text(&left[4], "id")].join("\n");
    let partly = hookit.run_with(&["dlq", "drop", "-", "--yes"], &one_of_two);
    assert_eq!(partly.code, 7, "{}", partly.text());
    let why = "it was cancelled or dropped; deliver it: hookit delivery redrive dlv_";
    assert!(partly.stderr.contains(why), "{}", partly.text());
}

#[test]
fn what_dies_after_it_was_counted_is_not_dropped() {
    let (world, _receiver, _hookit) = dead();
    let operator = world.operator();
    let wish = json!({ "endpoint": "acme", "dry_run": true });
    let counted = operator.client().post("/dead-letters/drop", &wish).expect(200);
    assert_eq!((&counted["dropped"], &counted["plan"]["total"]), (&json!(0), &json!(5)));
    operator.publish_many("invoice.paid", 2);
    until_dead(&operator, 9);
    let wish = json!({ "endpoint": "acme", "died_before": counted["plan"]["died_before"] });
    let dropped = operator.client().post("/dead-letters/drop", &wish).expect(200);
    assert_eq!(dropped, json!({ "dropped": 5, "more": false, "plan": null }));
    let refused = operator.client().post("/dead-letters/drop", &json!({}));
    assert_eq!((refused.status, &refused.json()["code"]), (422, &json!("choice_missing")));
    assert_eq!(operator.list("/dead-letters?limit=200").len(), 4);
}

/// The ids of exported lines, each line being JSON.
fn ids(lines: &str) -> Vec<String> {
    lines
        .lines()
        .map(|line| text(&serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")), "id"))
        .collect()
}

#[test]
fn an_export_has_every_dead_letter_with_its_payload_and_goes_on_where_it_ended() {
    let (world, _receiver, hookit) = dead();
    let body = b"{\"type\": \"own.x\", \"payload\": {\"amount\": 1.50,\n \"big\": 12345678901234567890.10}}";
    world.daemon.over_socket().send("POST", "/events", Some(body)).expect(201);
    until_dead(&world.operator(), 8);
    let all = hookit.run(&["dlq", "export"]).expect(0);
    assert_eq!(ids(&all).len(), 8);
    let own = hookit.run(&["dlq", "export", "--type", "own.x"]).expect(0);
    assert!(own.contains("\"payload\":{\"amount\": 1.50,  \"big\": 12345678901234567890.10}"), "{own}");
    let base64 = hookit.run(&["dlq", "export", "--type", "own.x", "--payload", "base64"]).expect(0);
    let line: Value = serde_json::from_str(&base64).expect("one line");
    assert!(line["payload"].is_null());
    assert_eq!(
        line["payload_base64"],
        "eyJhbW91bnQiOiAxLjUwLAogImJpZyI6IDEyMzQ1Njc4OTAxMjM0NTY3ODkwLjEwfQ=="
    );
    // To a file, once; a torn end is mended, and what is there is not written again.
    let scratch = Scratch::new();
    let file = scratch.file("dead.jsonl");
    let said = hookit.run(&["dlq", "export", "--to", &file]);
    assert_eq!((said.code, said.stdout.as_str()), (0, ""), "{}", said.text());
    assert!(said.stderr.contains("8 dead letters exported to "), "{}", said.text());
    let twice = hookit.run(&["dlq", "export", "--to", &file]);
    assert_eq!(twice.code, 1, "{}", twice.text());
    assert!(twice.stderr.contains("--resume"), "{}", twice.text());
    let whole = fs::read_to_string(&file).expect("it is there");
    assert_eq!(whole, all);
    let third = whole.match_indices('\n').nth(2).expect("three lines").0;
    fs::write(&file, &whole[..third + 40]).expect("it can be cut");
    let _resumed = hookit.run(&["dlq", "export", "--to", &file, "--resume"]).expect(0);
    assert_eq!(fs::read_to_string(&file).expect("it is there"), whole);
    let after = ids(&whole)[5].clone();
    let rest = hookit.run(&["dlq", "export", "--after", &after]).expect(0);
    assert_eq!(ids(&rest), ids(&whole)[6..]);
    let refused = hookit.run(&["dlq", "export", "--after", "nonsense"]);
    assert_eq!(refused.code, 2, "{}", refused.text());
}

#[test]
fn an_export_is_complete_whatever_is_redriven_dropped_or_dies_meanwhile() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::status(500));
    let operator = world.operator();
    operator.endpoint("acme", &receiver, retrying(&[]));
    operator.publish_many("a.b", 60);
    until("the deliveries to be dead", SOON, || {
        let dead = "select count(*) from delivery where status = 'dead_lettered'";
        (world.database.count(dead) == 60).then_some(())
    });
    let all: Vec<String> =
        operator.list("/dead-letters?limit=200").iter().map(|one| text(one, "id")).collect();
    let mut seen: Vec<String> = Vec::new();
    let mut gone: BTreeSet<String> = BTreeSet::new();
    let mut path = "/dead-letters/export?limit=7".to_owned();
    for turn in 0.. {
        let page = operator.client().get(&path).expect(200);
        seen.extend(page["items"].as_array().expect("a page").iter().map(|one| text(one, "id")));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/dead-letters/export?limit=7&cursor={cursor}");
        // One that was exported and one that was not yet leave, and others die.
        for id in [&all[turn], &all[59 - turn]] {
            operator.client().post("/dead-letters/drop", &json!({ "ids": [id] })).expect(200);
            gone.insert(id.clone());
        }
        operator.publish_many("a.b", 3);
    }
    let once: BTreeSet<&String> = seen.iter().collect();
    assert_eq!(once.len(), seen.len(), "nothing comes twice");
    let missing: Vec<&String> = all.iter().filter(|id| !gone.contains(*id) && !once.contains(id)).collect();
    assert!(missing.is_empty(), "what stayed dead all the time is there: {missing:?}");
    assert!(gone.len() > 10);
}

#[test]
fn an_export_ends_a_page_by_its_weight() {
    let world = World::with(1, |setup| {
        setup.set("ingest.payload_bytes_max", json!(4 * 1_024 * 1_024));
    });
    let receiver = Receiver::answering(Answer::status(500));
    let operator = world.operator();
    operator.endpoint("acme", &receiver, retrying(&[]));
    for _ in 0..4 {
        let body = json!({ "type": "a.b", "payload": "x".repeat(3 * 1_024 * 1_024) });
        operator.client().post("/events", &body).expect(201);
    }
    until_dead(&operator, 4);
    let page = operator.client().get("/dead-letters/export").expect(200);
    assert_eq!(page["items"].as_array().map(Vec::len), Some(3), "3 MiB each, 8 MiB a page and one over it");
    let exported = Hookit::of(&world.daemon).run(&["dlq", "export"]).expect(0);
    assert_eq!(ids(&exported).len(), 4);
}

#[test]
fn dead_letters_read_the_same_through_every_door() {
    let (world, _receiver, hookit) = dead();
    let key = hookit.run(&["key", "add", "reader", "--scope", "read"]).expect(0);
    let url = format!("http://{}", world.daemon.api);
    let remote = Hookit::alone().variable("HOOKIT_KEY", key.trim()).flag("--url", &url);
    let direct = Hookit::alone().variable("HOOKIT_DATABASE_URL", world.database.url());
    for arguments in [
        &["dlq", "list"][..],
        &["dlq", "list", "-o", "json", "--error", "503"],
        &["dlq", "groups"],
        &["dlq", "groups", "-o", "json"],
        &["dlq", "export"],
        &["redrive", "list"],
    ] {
        let wanted = hookit.run(arguments).expect(0);
        assert_eq!(remote.run(arguments).expect(0), wanted, "{arguments:?} over HTTP");
        assert_eq!(direct.run(arguments).expect(0), wanted, "{arguments:?} on Postgres");
    }
    let _denied = remote.run(&["dlq", "drop", "--endpoint", "beta", "--yes"]).expect(6);
}
