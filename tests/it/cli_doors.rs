//! The three doors: over the socket, over HTTP and straight on Postgres, a reading command says the same.

use crate::support::hookit::{Hookit, Said};
use crate::support::scene::Scene;

fn answers(hookit: &Hookit, line: &[&str]) -> (i32, String) {
    let Said { code, stdout, .. } = hookit.run(line);
    (code, stdout)
}

#[test]
fn socket_url_and_database_give_the_same_answers() {
    let scene = Scene::set();
    let key = scene.hookit.run(&["key", "add", "ops", "--scope", "admin"]).expect(0);
    let url = format!("http://{}", scene.world.daemon.api);
    let remote = Hookit::alone().variable("HOOKIT_KEY", key.trim()).flag("--url", &url);
    let direct = Hookit::alone().flag("--database-url", scene.world.database.url());
    let commands: [&[&str]; 19] = [
        &["endpoint", "list"],
        &["endpoint", "show", "acme-prod"],
        &["endpoint", "show", "nobody"],
        &["event", "list"],
        &["event", "list", "--type", "invoice.paid", "--limit", "2"],
        &["event", "show", &scene.event],
        &["delivery", "list"],
        &["delivery", "list", "--status", "succeeded", "--endpoint", "acme-prod"],
        &["delivery", "show", &scene.dead],
        &["dlq", "list"],
        &["dlq", "list", "--error", "http_status"],
        &["dlq", "show", &scene.dead],
        &["dlq", "groups"],
        &["redrive", "list"],
        &["redrive", "show", &scene.redrive],
        &["project", "list"],
        &["project", "show", "default"],
        &["key", "show", &scene.key],
        &["event", "list", "--after", "no-cursor"],
    ];
    for command in commands {
        for form in ["table", "wide", "json", "jsonl", "yaml", "name"] {
            if form == "name" && command.contains(&"groups") {
                continue;
            }
            let line = [command, &["-o", form]].concat();
            let over_socket = answers(&scene.hookit, &line);
            assert_eq!(answers(&remote, &line), over_socket, "--url {line:?}");
            assert_eq!(answers(&direct, &line), over_socket, "--database-url {line:?}");
        }
    }
}
