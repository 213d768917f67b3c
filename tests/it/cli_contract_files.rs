//! The JSON of commands that work on files and databases, and the lines of those that go on, are part of the contract.

use crate::cli_contract::Contract;
use crate::support::database::Database;
use crate::support::hookit::Hookit;
use crate::support::running::Running;
use crate::support::scene::Scene;
use crate::support::scratch::Scratch;
use crate::support::wait::SOON;
use crate::support::world::World;
use serde_json::json;

#[test]
fn what_works_on_files_keeps_the_contract() {
    let scene = Scene::set();
    let hookit = &scene.hookit;
    let scratch = Scratch::new();
    let mut contract = Contract::new();
    let exported = hookit.run(&["export", "-o", "json"]).expect(0);
    contract.text_holds("export", &exported, "manifest");
    let wanted = json!({"version": 1, "projects": [{
        "name": "default",
        "event_types": [{"name": "order.made", "description": "An order"}],
        "endpoints": [
            {"name": "third", "url": scene.url(), "event_types": ["order.*"]},
            {"name": "audit-log", "url": scene.url(), "timeout_ms": 3_000},
        ],
    }]});
    let file = scratch.write("wanted.json", &wanted.to_string()).to_string_lossy().into_owned();
    let types = scratch.write("types.yaml", "- name: order.paid\n").to_string_lossy().into_owned();
    // Exit 1 says that there is a difference.
    contract.holds(hookit, &["diff", "-f", &file], "plan", &[1]);
    contract.holds(hookit, &["apply", "-f", &file, "--dry-run"], "plan", &[0]);
    contract.holds(hookit, &["apply", "-f", &file, "--prune", "--force-prune", "--yes"], "applied", &[0]);
    contract.holds(hookit, &["apply", "-f", &file, "--yes"], "applied", &[0]);
    contract.holds(hookit, &["import", "-f", &file], "applied", &[0]);
    let list =
        scratch.write("list.csv", "name,url\nfourth,https://acme.test/in\n").to_string_lossy().into_owned();
    contract.holds(hookit, &["import", "-f", &list, "--from", "list", "--dry-run"], "plan", &[0]);
    contract.holds(hookit, &["type", "add", "invoice.paid", "--description", "Paid"], "EventType", &[0]);
    contract.holds(hookit, &["type", "list"], "ListView_EventType", &[0]);
    contract.holds(hookit, &["type", "list", "--seen"], "SeenEventTypes", &[0]);
    contract.holds(hookit, &["type", "show", "invoice.paid"], "EventType", &[0]);
    contract.holds(hookit, &["type", "import", &types], "type-import", &[0]);
    contract.holds(hookit, &["type", "remove", "invoice.paid", "--yes"], "nothing", &[0]);
    contract.holds(hookit, &["top"], "Status", &[0]);
    contract.holds(hookit, &["audit"], "Conservation", &[0]);
}

#[test]
fn what_works_on_databases_keeps_the_contract() {
    let world = World::start();
    world.operator().publish("a.b");
    let scratch = Scratch::new();
    let file = scratch.file("hookit.backup");
    let mut contract = Contract::new();
    let source = Hookit::alone().flag("--database-url", world.database.url());
    contract.holds(&source, &["db", "backup", &file, "--verify"], "db-backup", &[0]);
    contract.holds(&source, &["db", "restore", &file, "--dry-run"], "db-restore", &[0]);
    contract.holds(&source, &["db", "distribute", "--dry-run"], "db-distribute", &[0]);
    let (fresh, other) = (Database::fresh(), Database::fresh());
    let target = Hookit::alone().flag("--database-url", fresh.url());
    contract.holds(&target, &["db", "restore", &file], "db-restore", &[0]);
    contract.holds(&target, &["db", "move", "--to", other.url(), "--yes"], "db-move", &[0]);
}

#[test]
fn the_lines_of_what_goes_on_keep_the_contract() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let contract = Contract::new();
    let sink = Running::start(&Hookit::alone(), &["sink", "-o", "json"]);
    let said = sink.talk("taking requests on");
    let url = said.split_whitespace().find(|word| word.starts_with("http://")).expect("it names its URL");
    let place = url.trim_end_matches(';').trim_start_matches("http://");
    let port = place.rsplit(':').next().expect("a place has a port").trim_end_matches('/').to_owned();
    let tail = Running::start(&hookit, &["tail", "-o", "json"]);
    tail.talk("following");
    let listen = Running::start(&hookit, &["listen", &format!("{port}/in"), "-o", "json"]);
    listen.talk("listening");
    let body = json!({"name": "sink", "url": format!("http://127.0.0.1:{port}/in"), "event_types": ["*"]});
    world.operator().client().post("/endpoints", &body).expect(201);
    world.operator().publish("a.b");
    for line in tail.lines(2, SOON) {
        contract.text_holds("tail", &line, "FeedItem");
    }
    for line in listen.lines(1, SOON) {
        contract.text_holds("listen", &line, "listen-line");
    }
    // One from the daemon, one from listen.
    sink.lines(2, SOON);
    let (code, lines) = sink.interrupt();
    assert_eq!(code, 0);
    let (summary, requests) = lines.split_last().expect("it says something");
    contract.text_holds("sink", summary, "sink-summary");
    for line in requests {
        contract.text_holds("sink", line, "sink-request");
    }
}
