//! What every command prints, as a table and as JSON: on a real daemon, with ids and times hidden.

use crate::support::hookit::{Hookit, filters};
use crate::support::scene::Scene;
use insta::assert_snapshot;

/// Runs commands and writes down what they said, as a session of a terminal shows it.
fn session(hookit: &Hookit, lines: &[Vec<&str>]) -> String {
    let said = lines.iter().map(|line| format!("$ hookit {}\n{}", line.join(" "), hookit.run(line).text()));
    said.collect::<Vec<_>>().concat()
}

fn masked(said: &str, name: &str) {
    let mut filters = filters();
    filters.extend([
        (r#""(uptime_ms|duration_ms|size_bytes|throughput_per_min|p50|p95|p99|dns|connect|tls|first_byte|body|queued|due|in_flight|limited|waiting|held|oldest_due_ms|age_ms|renewed_ms_ago)": (\d+(\.\d+)?|null)"#, "\"$1\": [n]"),
        (r"(?m)\bin \d+ ms\b", "in [n] ms"),
        (r"\b(up) [0-9dhms. ]+  ", "$1 [span]  "),
        (r"\b(dns|connect|first byte|body) \d+", "$1 [n]"),
        (r#""version": \d+,"#, "\"version\": [n],"),
        (r#""version": "\d+\.\d+""#, "\"version\": \"[postgres]\""),
        (r"Postgres \d+\.\d+ · [0-9.]+ MB", "Postgres [version] · [size]"),
        (r"(?m)(\t(?:200 OK|503 Service Unavailable))(\t\d*){5}\t\d+$", "$1\t[phases]"),
        (r#""schema": \d+"#, "\"schema\": [n]"),
        (r"(?m)^schema\t\d+$", "schema\t[n]"),
        (r#""node": "[^"]+""#, "\"node\": \"[node]\""),
        (r"\d+ ms after publishing", "[n] ms after publishing"),
        (r"\bhk_[0-9a-z]{8}\b", "hk_[prefix]"),
        (r"\[time\]\t\d+\t", "[time]\t[n]\t"),
        (r"\buid:\d+", "uid:[n]"),
        (r"node \S+", "node [node]"),
        (r"--after \S+", "--after [cursor]"),
        (r#""next_cursor": "[^"]+""#, "\"next_cursor\": \"[cursor]\""),
        (r#""request_id": "[^"]+""#, "\"request_id\": \"[id]\""),
    ]);
    insta::with_settings!({ filters => filters, omit_expression => true }, { assert_snapshot!(name, said) });
}

/// The commands that read, for the two forms.
fn reading(scene: &Scene) -> Vec<Vec<&str>> {
    vec![
        vec!["endpoint", "list"],
        vec!["endpoint", "show", "acme-prod"],
        vec!["event", "list"],
        vec!["event", "show", &scene.event],
        vec!["delivery", "list", "--sort", "endpoint"],
        vec!["delivery", "show", &scene.delivered],
        vec!["dlq", "list"],
        vec!["dlq", "show", &scene.dead],
        vec!["dlq", "groups"],
        vec!["redrive", "list"],
        vec!["redrive", "show", &scene.redrive],
        vec!["key", "list"],
        vec!["key", "show", &scene.key],
        vec!["project", "list"],
        vec!["project", "show", "default"],
        vec!["retry-preview", "--endpoint", "audit-log"],
        vec!["version"],
    ]
}

#[test]
fn what_reads_prints_tables() {
    let scene = Scene::set();
    masked(&session(&scene.hookit, &reading(&scene)), "reading_tables");
}

#[test]
fn what_reads_prints_json() {
    let scene = Scene::set();
    let lines: Vec<Vec<&str>> =
        reading(&scene).into_iter().map(|line| [&line[..], &["-o", "json"]].concat()).collect();
    masked(&session(&scene.hookit, &lines), "reading_json");
}

#[test]
fn what_writes_says_what_it_did() {
    let scene = Scene::set();
    let url = scene.url();
    let lines = [
        vec!["endpoint", "add", &url, "--name", "third", "--event", "order.*"],
        vec!["endpoint", "edit", "third", "--timeout", "5s"],
        vec!["endpoint", "pause", "third"],
        vec!["endpoint", "resume", "third"],
        vec!["endpoint", "rotate-secret", "third"],
        vec!["endpoint", "remove", "third", "--dry-run"],
        vec!["endpoint", "remove", "third"],
        vec!["endpoint", "remove", "third", "--yes"],
        vec!["publish", "order.made"],
        vec!["delivery", "cancel", &scene.delivered],
        vec!["delivery", "attempt", &scene.delivered],
        vec!["delivery", "redrive", &scene.delivered],
        vec!["event", "cancel", &scene.event, "--yes"],
        vec!["redrive", "resume", "rdr_01h455vb4pex5vsknk084sn02q"],
        vec!["key", "revoke", &scene.key, "--yes"],
        vec!["project", "add", "billing"],
        vec!["project", "use", "billing"],
        vec!["project", "rename", "billing", "invoicing"],
        vec!["project", "remove", "invoicing", "--yes"],
    ];
    masked(&session(&scene.hookit, &lines), "writing");
}

#[test]
fn help_and_complaints_are_as_they_were() {
    let hookit = Hookit::alone();
    let lines = [
        vec!["help", "output"],
        vec!["help", "delivery", "list"],
        vec!["endpoint", "add", "--help"],
        vec!["help", "exit-code"],
        vec!["delivery", "list", "--status", "retying"],
        vec!["delivery", "show", "@x"],
        vec!["context", "list"],
        vec!["config", "path"],
    ];
    masked(&session(&hookit, &lines), "help");
}
