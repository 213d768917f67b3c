//! Lists: their forms, columns and order, looking again, and ids that come from a pipe.

use crate::support::hookit::Hookit;
use crate::support::scene::Scene;
use crate::support::wait::{SOON, Watched};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::Arc;
use std::thread;

#[test]
fn one_list_is_the_same_in_every_form() {
    let scene = Scene::set();
    let list = |form: &str| scene.hookit.run(&["dlq", "list", "-o", form]).expect(0);
    let json: Value = serde_json::from_str(&list("json")).expect("it is JSON");
    let items = json["items"].as_array().expect("a list has items");
    assert_eq!(items.len(), 3);
    let lines: Vec<Value> =
        list("jsonl").lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    assert_eq!(&lines, items);
    let ids: Vec<&str> = items.iter().filter_map(|item| item["id"].as_str()).collect();
    assert_eq!(list("name").lines().collect::<Vec<_>>(), ids);
    let yaml = list("yaml");
    assert!(yaml.starts_with(&format!("items:\n  - id: {}\n", ids[0])), "{yaml}");
    let (table, wide) = (list("table"), list("wide"));
    assert!(!table.contains("event_id") && wide.starts_with(table.lines().next().expect("it has a heading")));
    assert!(wide.contains("\tevt_") && !table.contains("\tevt_"), "{wide}");
}

#[test]
fn columns_and_order_are_chosen_and_unknown_ones_are_answered() {
    let scene = Scene::set();
    let run = |line: &[&str]| scene.hookit.run(line);
    let chosen = run(&["endpoint", "list", "--columns", "url,endpoint", "--no-headers"]).expect(0);
    assert!(chosen.lines().all(|line| line.split('\t').count() == 2 && line.starts_with("http")), "{chosen}");
    let sorted = run(&["endpoint", "list", "--columns", "endpoint", "--sort", "endpoint"]).expect(0);
    assert_eq!(sorted, "endpoint\nacme-prod\naudit-log\n");
    let turned = run(&["delivery", "list", "--sort", "delivery:desc", "-o", "name"]).expect(0);
    let mut ids: Vec<&str> = turned.lines().collect();
    assert_eq!(ids.len(), 7);
    assert!(ids.is_sorted_by(|a, b| a > b), "{turned}");
    ids.reverse();
    let json = run(&["delivery", "list", "--sort", "delivery", "-o", "json"]).expect(0);
    let json: Value = serde_json::from_str(&json).expect("it is JSON");
    let listed: Vec<&str> =
        json["items"].as_array().expect("items").iter().filter_map(|item| item["id"].as_str()).collect();
    assert_eq!(listed, ids);
    for line in [
        &["endpoint", "list", "--columns", "size"][..],
        &["endpoint", "list", "--sort", "size"],
        &["endpoint", "list", "--columns", "url", "-o", "json"],
        &["endpoint", "list", "--columns", "url", "-o", "jsonl"],
        &["status", "-o", "name"],
    ] {
        let said = run(line);
        assert_eq!(said.code, 2, "{line:?}\n{}", said.text());
    }
    let said = run(&["endpoint", "list", "--columns", "size"]);
    assert!(said.stderr.contains("endpoint, status, receives, url, created, id"), "{}", said.text());
}

#[test]
fn a_long_list_comes_in_lines_page_by_page() {
    let scene = Scene::set();
    scene.world.operator().publish_many("bulk.made", 450);
    let lines = scene.hookit.run(&["event", "list", "--type", "bulk.made", "-o", "name", "--limit", "430"]);
    assert!(lines.stderr.contains("430 shown; more with --after"), "{}", lines.stderr);
    let lines = lines.expect(0);
    let ids: std::collections::HashSet<&str> = lines.lines().collect();
    assert_eq!((lines.lines().count(), ids.len()), (430, 430));
}

#[test]
fn ids_from_a_pipe_are_taken_wherever_several_are() {
    let scene = Scene::set();
    let hookit = &scene.hookit;
    for form in ["name", "table", "wide"] {
        let listed = hookit.run(&["endpoint", "list", "-o", form]).expect(0);
        let said = hookit.run_with(&["endpoint", "pause", "-"], &listed);
        assert_eq!(said.code, 0, "{}", said.text());
        assert_eq!(said.stdout.lines().count(), 2, "{}", said.text());
    }
    let dead = hookit.run(&["delivery", "list", "--endpoint", "audit-log"]).expect(0);
    let said = hookit.run_with(&["delivery", "redrive", "-"], &dead);
    assert_eq!(said.code, 0, "{}", said.text());
    assert_eq!(said.stdout.lines().count(), 3, "{}", said.text());
    let said = hookit.run_with(&["delivery", "cancel", "-", "--yes"], &dead);
    assert_eq!((said.code, said.stdout.lines().count()), (0, 3), "{}", said.text());
    let said = hookit.run_with(&["delivery", "attempt", "-"], "dlv_01h455vb4pex5vsknk084sn02q\n");
    assert_eq!(said.code, 5, "{}", said.text());
    let said = hookit.run_with(&["delivery", "attempt", "-"], "");
    assert_eq!(said.code, 2, "{}", said.text());
    let events = hookit.run(&["event", "list", "-o", "name"]).expect(0);
    let said = hookit.run_with(&["event", "cancel", "-", "--yes"], &events);
    assert_eq!((said.code, said.stdout.lines().count()), (0, 4), "{}", said.text());
    let names = "acme-prod\naudit-log\n";
    let refused = hookit.run_with(&["endpoint", "remove", "-"], names);
    assert_eq!(refused.code, 1, "{}", refused.text());
    let said = hookit.run_with(&["endpoint", "remove", "-", "--yes"], names);
    assert_eq!((said.code, said.stdout.lines().count()), (0, 2), "{}", said.text());
}

#[test]
fn a_name_that_is_not_there_is_answered_with_the_nearest() {
    let scene = Scene::set();
    for (line, meant) in [
        (&["endpoint", "show", "amce-prod"][..], "did you mean acme-prod?"),
        (&["delivery", "list", "--endpoint", "audit"], "did you mean audit-log?"),
        (&["project", "show", "defualt"], "did you mean default?"),
    ] {
        let said = scene.hookit.run(line);
        assert_eq!(said.code, 5, "{}", said.text());
        assert!(said.stderr.contains(meant), "{}", said.text());
    }
    let said = scene.hookit.run(&["endpoint", "edit", "acme-prod", "--timeout", "2m"]);
    assert!(said.stderr.contains("--timeout must be a duration from 1 s to 1m"), "{}", said.text());
}

#[test]
fn looking_again_without_a_terminal_separates_the_looks_and_ends_well_by_an_interrupt() {
    let scene = Scene::set();
    let looks = |hookit: &Hookit, form: &str| {
        let mut command =
            hookit.command(&["endpoint", "list", "--watch=100ms", "--sort", "endpoint", "-o", form]);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("it starts");
        let lines = Arc::new(Watched::new(Vec::<String>::new()));
        let told = Arc::clone(&lines);
        let stdout = child.stdout.take().expect("stdout is piped");
        let reading = thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                told.change(|lines| lines.push(line));
            }
        });
        let separators = |lines: &Vec<String>| {
            (lines.iter().filter(|line| line.starts_with("---")).count() >= 2).then_some(())
        };
        assert!(lines.find(SOON, separators).is_some(), "{:?}", lines.get());
        kill_process(Pid::from_child(&child), Signal::INT).expect("it is running");
        assert_eq!(child.wait().expect("it ends").code(), Some(0));
        reading.join().expect("its output ends");
        lines.get().clone()
    };
    let lines = looks(&scene.hookit, "table");
    assert_eq!(lines[0].split('\t').next(), Some("endpoint"));
    assert_eq!(lines[1].split('\t').next(), Some("acme-prod"));
    assert!(lines[3].starts_with("--- 20"), "{lines:?}");
    let lines = looks(&scene.hookit, "yaml");
    assert_eq!(lines.iter().find(|line| line.starts_with("---")).map(String::as_str), Some("---"));
    let missing = scene.hookit.run(&["endpoint", "show", "nobody", "--watch"]);
    assert_eq!(missing.code, 5, "a first look that fails is a failure: {}", missing.text());
}
