//! What a scrape shows is what the list of metrics says, and Prometheus understands it.

use crate::support::answer::Answer;
use crate::support::environment;
use crate::support::receiver::Receiver;
use crate::support::wait::{SOON, until};
use crate::support::world::{World, retrying};
use hookit::domain::metric::{Kind, Metric, Whose};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs promtool with this on its standard input; panics with what it found.
fn promtool(program: &Path, arguments: &[&str], input: &str) {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("promtool can be started");
    let written = child.stdin.take().expect("it is a pipe").write_all(input.as_bytes());
    written.expect("it takes its input");
    let output = child.wait_with_output().expect("it ends");
    let told = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(output.status.success(), "{told:?}\n{input}");
}

/// The value of the only sample whose name and labels are these.
fn value(page: &str, sample: &str) -> f64 {
    let found: Vec<&str> =
        page.lines().filter_map(|line| line.strip_prefix(sample)?.strip_prefix(' ')).collect();
    assert_eq!(found.len(), 1, "{sample} in {page}");
    found[0].parse().expect("a value is a number")
}

/// Every sample of a page: its name and its labels' names.
fn samples(page: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in page.lines().filter(|line| !line.starts_with('#')) {
        let (series, _) = line.rsplit_once(' ').expect("a sample has a value");
        let (name, labels) = series.split_once('{').unwrap_or((series, ""));
        let pairs = labels.trim_end_matches('}').split(',').filter_map(|pair| pair.split_once('='));
        found.entry(name.to_owned()).or_default().extend(pairs.map(|(label, _)| label.to_owned()));
    }
    found
}

/// A daemon that has delivered, failed and set aside.
fn busy() -> World {
    let world = World::start();
    let (well, ill) = (Receiver::answering(Answer::ok()), Receiver::answering(Answer::status(500)));
    world.operator().endpoint("well", &well, json!({ "event_types": ["a"] }));
    world.operator().endpoint("ill", &ill, retrying(&[1]));
    let event = world.operator().publish("a");
    until("both deliveries to end", SOON, || {
        let deliveries = world.operator().list(&format!("/deliveries?event_id={event}"));
        let ended = |state| deliveries.iter().filter(|one| one["status"] == state).count() == 1;
        (ended("succeeded") && ended("dead_lettered")).then_some(())
    });
    world
}

#[test]
fn a_scrape_shows_every_metric_of_the_list_and_no_other() {
    let world = busy();
    let page = until("the loop to have turned", SOON, || {
        let page = world.operator().client().get("/metrics").text();
        page.contains("hookit_loop_turn_age_seconds ").then_some(page)
    });
    let found = samples(&page);
    for (name, labels) in &found {
        let metric = Metric::of_sample(name).unwrap_or_else(|| panic!("{name} is not on the list"));
        let mut wanted: BTreeSet<String> = metric.labels().iter().map(|&label| label.to_owned()).collect();
        if name.ends_with("_bucket") {
            wanted.insert("le".to_owned());
        }
        assert_eq!(*labels, wanted, "{name}");
    }
    for metric in Metric::ALL.iter().filter(|metric| metric.whose() != Whose::Sometimes) {
        assert!(metric.samples().all(|sample| found.contains_key(&sample)), "{metric:?} in {page}");
        let family = format!("hookit_{}", metric.name());
        assert!(page.contains(&format!("# HELP {family} {}.\n", metric.about())), "{metric:?} in {page}");
        assert!(page.contains(&format!("# TYPE {family} {}\n", metric.kind().word())), "{metric:?}");
        if let Some(unit) = metric.unit() {
            assert!(page.contains(&format!("# UNIT {family} {}\n", unit.word())), "{metric:?} in {page}");
        }
    }
    let known = ["hookit_disk_free_bytes", "hookit_disk_size_bytes", "hookit_pool_acquire_seconds"];
    assert!(known.iter().all(|sample| found.contains_key(*sample)), "{page}");
    assert!(page.ends_with("# EOF\n"));
}

#[test]
fn a_scrape_counts_what_happened() {
    let world = busy();
    let page = world.operator().client().get("/metrics").text();
    for (sample, count) in [
        ("hookit_events_accepted_total", 1.0),
        ("hookit_publish_ack_seconds_count", 1.0),
        ("hookit_publish_batch_events_sum", 1.0),
        ("hookit_attempts_total{outcome=\"succeeded\"}", 1.0),
        ("hookit_attempts_total{outcome=\"http_status\"}", 2.0),
        ("hookit_attempts_total{outcome=\"timeout\"}", 0.0),
        ("hookit_attempt_duration_seconds_count", 3.0),
        ("hookit_delivery_duration_seconds_count", 1.0),
        ("hookit_record_batch_results_sum", 3.0),
        ("hookit_deliveries_dead_lettered_total", 1.0),
        ("hookit_dead_letters", 1.0),
        ("hookit_queue_due", 0.0),
        ("hookit_nodes_alive", 1.0),
        ("hookit_nodes_draining", 0.0),
        ("hookit_database_up", 1.0),
        ("hookit_pool_connections_max{pool=\"front\"}", 16.0),
    ] {
        assert!((value(&page, sample) - count).abs() < f64::EPSILON, "{sample} is not {count} in {page}");
    }
    assert!(value(&page, "hookit_lease_left_seconds") > 0.0, "{page}");
    let prepared = value(&page, "hookit_history_prepared_seconds");
    assert!((7.0 * 86_400.0..=8.0 * 86_400.0).contains(&prepared), "{prepared}");
    assert!(value(&page, "hookit_database_size_bytes") > 1_000_000.0, "{page}");
    let took = value(&page, "hookit_delivery_duration_seconds_sum");
    assert!((0.0..60.0).contains(&took), "{took}");
    let connections: f64 = page
        .lines()
        .filter_map(|line| {
            line.strip_prefix("hookit_pool_connections{")?.rsplit(' ').next()?.parse::<f64>().ok()
        })
        .sum();
    assert!((1.0..=24.0).contains(&connections), "{connections}");
}

#[test]
fn the_older_format_is_given_to_who_asks_for_it() {
    let world = busy();
    let ask = |accept: &str| world.operator().client().clone().header("accept", accept).get("/metrics");
    let newer =
        ask("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1");
    assert!(newer.header("content-type").is_some_and(|kind| kind.contains("openmetrics-text")));
    let older = ask("text/plain");
    assert_eq!(older.header("content-type"), Some("text/plain; version=0.0.4; charset=utf-8"));
    let page = older.text();
    assert!(!page.contains("# EOF") && !page.contains("# UNIT"), "{page}");
    assert_eq!(samples(&page), samples(&newer.text()), "the samples are the same");
    let typed: BTreeSet<&str> =
        page.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next()).collect();
    for metric in Metric::ALL.iter().filter(|metric| metric.kind() == Kind::Counter) {
        assert!(metric.samples().all(|sample| typed.contains(sample.as_str())), "{metric:?}");
    }
    match environment::promtool() {
        Some(program) => promtool(&program, &["check", "metrics"], &page),
        None => skipped("no promtool: Prometheus itself has not judged this page"),
    }
}

#[expect(clippy::print_stderr, reason = "what was not looked at is told")]
fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

/// Every expression of the dashboard and the alert rules, with where it stands.
fn expressions() -> Vec<(String, String)> {
    let read = |name: &str| {
        std::fs::read_to_string(environment::package_file(&format!("deploy/grafana/{name}")))
            .expect("it is there")
    };
    let dashboard: serde_json::Value = serde_json::from_str(&read("dashboard.json")).expect("it is JSON");
    let mut found = Vec::new();
    for panel in dashboard["panels"].as_array().expect("it has panels") {
        let title = panel["title"].as_str().expect("a panel has a title");
        for target in panel["targets"].as_array().into_iter().flatten() {
            found.push((title.to_owned(), target["expr"].as_str().expect("it asks something").to_owned()));
        }
    }
    for rule in rules() {
        let of = |member: &str| rule[member].as_str().expect("a rule has it").to_owned();
        found.push((of("alert"), of("expr")));
    }
    found
}

fn rules() -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(environment::package_file("deploy/grafana/alerts.yaml"));
    let rules: serde_json::Value = serde_yaml::from_str(&text.expect("it is there")).expect("it is YAML");
    let groups = rules["groups"].as_array().expect("there are groups").clone();
    groups.iter().flat_map(|group| group["rules"].as_array().expect("it has rules").clone()).collect()
}

/// The names of metrics in an expression.
fn named(expression: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    expression.split(move |c| !is_part(c)).filter(|word| word.starts_with("hookit_"))
}

#[test]
fn dashboard_and_alerts_use_only_what_there_is() {
    let expressions = expressions();
    assert!(expressions.len() > 40, "they are found");
    for (place, expression) in &expressions {
        assert!(named(expression).count() > 0, "{place} measures nothing: {expression}");
        for name in named(expression) {
            assert!(Metric::of_sample(name).is_some(), "{place}: there is no {name}");
        }
    }
    let shown: BTreeSet<Metric> =
        expressions.iter().flat_map(|(_, e)| named(e).filter_map(Metric::of_sample)).collect();
    let hidden: Vec<&Metric> = Metric::ALL.iter().filter(|metric| !shown.contains(metric)).collect();
    assert!(hidden.is_empty(), "nobody sees {hidden:?}");
}

#[test]
fn every_alert_says_what_to_do() {
    let page =
        std::fs::read_to_string(environment::package_file("docs/troubleshoot.md")).expect("it is there");
    let headings: BTreeSet<String> = page
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-"))
        .collect();
    for rule in rules() {
        let note = |name: &str| rule["annotations"][name].as_str().unwrap_or_default().to_owned();
        let anchor = note("runbook").strip_prefix("docs/troubleshoot.md#").map(str::to_owned);
        assert!(anchor.is_some_and(|anchor| headings.contains(&anchor)), "{rule}");
        assert!(!note("summary").is_empty(), "{rule}");
        let command = note("command");
        let parsed = hookit::cli::command().try_get_matches_from(command.split(' '));
        assert!(command.starts_with("hookit ") && parsed.is_ok(), "{rule}");
        assert!(
            ["page", "ticket"].contains(&rule["labels"]["severity"].as_str().unwrap_or_default()),
            "{rule}"
        );
    }
}

#[test]
fn prometheus_understands_every_expression() {
    let Some(program) = environment::promtool() else {
        return skipped("no promtool: the expressions were only searched for names");
    };
    let alerts = environment::package_file("deploy/grafana/alerts.yaml");
    promtool(&program, &["check", "rules", alerts.to_str().expect("it is text")], "");
    let rules: Vec<serde_json::Value> = expressions()
        .into_iter()
        .enumerate()
        .map(|(number, (_, expression))| {
            json!({ "record": format!("r{number}"), "expr": expression.replace("$__rate_interval", "5m") })
        })
        .collect();
    // JSON is YAML.
    let file = json!({ "groups": [{ "name": "dashboard", "rules": rules }] }).to_string();
    promtool(&program, &["check", "rules", "/dev/stdin"], &file);
}
