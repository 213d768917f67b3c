//! No command is forgotten: each has an example in its help, and a snapshot of what it prints.

use crate::support::environment::package_file;
use crate::support::hookit::{Hookit, filters};
use crate::support::scene::Scene;
use clap::Command;
use insta::assert_snapshot;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Commands that go on, ask, take over the terminal or depend on the machine, with the test that looks at what they show.
const ELSEWHERE: [(&str, &str); 23] = [
    ("audit", "tests/it/conservation.rs"),
    ("bench", "tests/bars/bench.rs"),
    ("completion", "tests/it/cli_output.rs"),
    ("config check", "tests/it/cli_contract.rs"),
    ("dashboard", "tests/it/dashboard_doors.rs"),
    ("db backup", "tests/it/cli_db_backup.rs"),
    ("db distribute", "tests/it/cli_db_distribute.rs"),
    ("db move", "tests/it/cli_db_move.rs"),
    ("db restore", "tests/it/cli_db_backup.rs"),
    ("db shell", "tests/it/cli_db_upgrade.rs"),
    ("db upgrade", "tests/it/cli_db_upgrade.rs"),
    ("demo", "tests/it/cli_demo.rs"),
    ("doctor", "tests/it/cli_doctor.rs"),
    ("event tail", "tests/it/cli_tail.rs"),
    ("import", "tests/it/cli_import.rs"),
    ("listen", "tests/it/cli_listen.rs"),
    ("open", "tests/it/dashboard_doors.rs"),
    ("sign", "tests/it/cli_contract.rs"),
    ("sink", "tests/it/cli_sink.rs"),
    ("status", "tests/it/cli_status.rs"),
    ("tail", "tests/it/cli_tail.rs"),
    ("top", "tests/it/cli_top.rs"),
    ("verify", "tests/it/cli_causes.rs"),
];

/// The leaves of the tree, by their words.
fn leaves(command: &Command, words: &str, found: &mut BTreeSet<String>) {
    let below: Vec<&Command> = command.get_subcommands().filter(|one| !one.is_hide_set()).collect();
    if below.is_empty() || (!words.is_empty() && !command.is_subcommand_required_set()) {
        found.insert(words.to_owned());
    }
    for one in below.into_iter().filter(|one| one.get_name() != "help") {
        leaves(one, format!("{words} {}", one.get_name()).trim(), found);
    }
}

fn tree() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    leaves(&hookit::cli::command(), "", &mut found);
    found
}

#[test]
fn every_command_shows_an_example() {
    let hookit = Hookit::alone();
    for words in tree() {
        let line: Vec<&str> = words.split(' ').chain(["--help"]).collect();
        let said = hookit.run(&line).expect(0);
        let example = said.split("Examples:").nth(1).unwrap_or_else(|| panic!("{words} shows none:\n{said}"));
        let last = line[line.len() - 2];
        assert!(
            example.contains("hookit ") && example.contains(last),
            "{words} shows others only:\n{example}"
        );
    }
}

#[test]
fn every_command_has_a_snapshot() {
    let mut shown = String::new();
    let folder = package_file("tests/it/snapshots");
    for file in fs::read_dir(folder).expect("there are snapshots").filter_map(Result::ok) {
        shown += &fs::read_to_string(file.path()).expect("it can be read");
    }
    let missing: Vec<String> = tree()
        .into_iter()
        .filter(|words| !shown.lines().any(|line| runs(line, words)))
        .filter(|words| !ELSEWHERE.iter().any(|(command, file)| command == words && names(file, words)))
        .collect();
    assert!(missing.is_empty(), "no snapshot shows what these print: {missing:?}");
}

/// Whether a line of a snapshot starts this command.
fn runs(line: &str, words: &str) -> bool {
    line.strip_prefix("$ hookit ")
        .and_then(|line| line.strip_prefix(words))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Whether a test starts this command.
fn names(file: &str, words: &str) -> bool {
    let text = fs::read_to_string(package_file(file)).expect("the test is there");
    let quoted = words.split(' ').map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
    text.contains(&quoted)
}

/// Runs commands and writes down what they said; what differs from machine to machine is hidden.
fn shown(hookit: &Hookit, lines: &[Vec<&str>], name: &str) {
    let said = lines.iter().map(|line| format!("$ hookit {}\n{}", line.join(" "), hookit.run(line).text()));
    let said = said.collect::<Vec<_>>().concat();
    let mut filters = filters();
    filters.extend([
        (r"\bnode_[0-9a-hjkmnp-tv-z]{26}\b", "[node]"),
        (r"\b(out|ses)_[0-9a-hjkmnp-tv-z]{26}\b", "[$1]"),
        (r"\bv1,[A-Za-z0-9+/=]+", "v1,[signature]"),
        (r"\bt=\d+,v1=[0-9a-f]+", "t=[seconds],v1=[signature]"),
        (r"\b(webhook-timestamp: )\d+", "$1[seconds]"),
        (r"\b\d+(\.\d+)? (ms|s|bytes|kB|MB|GB|TB)\b", "[n] $2"),
        (r"\buid:\d+", "uid:[n]"),
        (r"\b(dns|connect|tls|first byte|body) \d+", "$1 [n]"),
        (r#"("[a-z_]+_ms":)\d+"#, "$1[n]"),
        (r"\(\d{1,2} [A-Z][a-z]{2} \d{2}:\d{2}\)", "([day and time])"),
        (r"(?m)^(version|size|postgres)\t.*$", "$1\t[own]"),
        (r"\bschema(\t| )\d+( of \d+)?", "schema$1[n]"),
    ]);
    insta::with_settings!({ filters => filters, omit_expression => true }, { assert_snapshot!(name, said) });
}

#[test]
fn what_looks_deeper_says_what_it_found() {
    let scene = Scene::set();
    let lines = [
        vec!["node", "list"],
        vec!["explain", &scene.event],
        vec!["event", "explain", &scene.event],
        vec!["filter", "check", "payload.amount > 1000", "-d", r#"{"amount": 1299}"#],
        vec!["filter", "check", "payload.amount >"],
        vec!["filter", "backtest", "acme-prod", "type == 'order.made'"],
        vec!["delivery", "curl", &scene.delivered],
        vec!["endpoint", "test", "acme-prod"],
        vec!["endpoint", "test", "audit-log"],
        vec!["endpoint", "remove", "audit-log", "--dry-run"],
        vec!["dlq", "export"],
        vec!["dlq", "drop", "--all", "--dry-run"],
        vec!["dlq", "redrive", "--all", "--dry-run"],
        vec!["redrive", "--all", "--dry-run"],
        vec!["trail"],
        vec!["outbox", "list"],
        vec!["outbox", "show"],
        vec!["config", "show"],
    ];
    shown(&scene.hookit, &lines, "looking_deeper");
}

#[test]
fn what_changes_little_says_what_it_did() {
    let scene = Scene::set();
    let lines = [
        vec!["type", "add", "order.made", "--description", "An order"],
        vec!["type", "show", "order.made"],
        vec!["key", "add", "ops", "--scope", "admin"],
        vec!["node", "drain", "nobody"],
        vec!["node", "undrain", "nobody"],
        vec!["endpoint", "backfill", "audit-log", "--since", "1h", "--dry-run"],
        vec!["redrive", "pause", &scene.redrive],
        vec!["redrive", "cancel", &scene.redrive],
        vec!["outbox", "retry", "7"],
        vec!["outbox", "drop", "7", "--yes"],
        vec!["context", "add", "prod", "--socket", "/run/hookit/admin.sock"],
        vec!["context", "use", "prod"],
        vec!["context", "list"],
        vec!["context", "remove", "prod"],
    ];
    shown(&scene.hookit, &lines, "changing_little");
}

#[test]
fn what_works_on_the_database_says_what_it_found() {
    let scene = Scene::set();
    let direct = Hookit::alone().flag("--database-url", scene.world.database.url());
    shown(&direct, &[vec!["db", "status"], vec!["db", "migrate"]], "on_the_database");
}

#[test]
fn the_folder_of_snapshots_holds_no_left_over() {
    // A snapshot that no test compares would count above without being looked at.
    let folder = package_file("tests/it/snapshots");
    for file in fs::read_dir(folder).expect("there are snapshots").filter_map(Result::ok) {
        let name = file.file_name().to_string_lossy().into_owned();
        let of = name.trim_start_matches("it__").split("__").next().unwrap_or_default().to_owned();
        let source = package_file(&format!("tests/it/{of}.rs"));
        let text = fs::read_to_string(&source).unwrap_or_else(|_| panic!("{name} is of no test"));
        let what = Path::new(&name).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let what = what.rsplit("__").next().unwrap_or_default();
        assert!(text.contains(what), "{name} is compared by no test of {of}.rs");
    }
}
