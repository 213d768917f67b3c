//! Contexts: where they are kept, what stands above them, and who may not read them.

use crate::support::hookit::Hookit;
use crate::support::scene::Scene;
use std::fs;
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_daemon_is_reached_by_the_name_it_was_given() {
    let scene = Scene::set();
    let socket = scene.world.daemon.socket.to_string_lossy().into_owned();
    let key = scene.hookit.run(&["key", "add", "ops", "--scope", "admin"]).expect(0);
    let url = format!("http://{}", scene.world.daemon.api);
    let hookit = Hookit::alone();
    let none = hookit.run(&["endpoint", "list"]);
    assert_eq!(none.code, 3, "{}", none.text());
    let _first = hookit.run(&["context", "add", "here", "--socket", &socket]).expect(0);
    let add = ["context", "add", "far", "--url", &url, "--key-file", "-"];
    let added = hookit.run_with(&add, &key);
    assert_eq!(added.code, 0, "{}", added.text());
    let _again = hookit.run_with(&add, &key).expect(1);
    let listed = hookit.run(&["context", "list", "--no-headers"]).expect(0);
    assert!(listed.contains(&format!("far\t\t{url}\t\tyes\n")), "{listed}");
    assert!(listed.contains("here\tcurrent\tsocket "), "{listed}");
    let file = hookit.home_file("config/hookit/config.yaml");
    assert_eq!(fs::metadata(&file).expect("it is written").permissions().mode() & 0o777, 0o600);
    let _over_the_current = hookit.run(&["endpoint", "show", "acme-prod"]).expect(0);
    let _by_flag = hookit.run(&["--context", "far", "endpoint", "show", "acme-prod"]).expect(0);
    let _used = hookit.run(&["context", "use", "far"]).expect(0);
    let _over_http = hookit.run(&["endpoint", "show", "acme-prod"]).expect(0);
    let above = hookit.run(&["--socket", "/nowhere.sock", "endpoint", "list"]);
    assert_eq!(above.code, 3, "a flag stands above the context: {}", above.text());
    let missing = hookit.run(&["context", "use", "fra"]);
    assert_eq!(missing.code, 5, "{}", missing.text());
    assert!(missing.stderr.contains("did you mean far?"), "{}", missing.text());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("its mode can be set");
    let open = hookit.run(&["endpoint", "list"]);
    assert_eq!(open.code, 1, "{}", open.text());
    assert!(open.stderr.contains("chmod 600") && !open.text().contains(key.trim()), "{}", open.text());
}

#[test]
fn the_environment_stands_above_the_current_context_and_below_a_named_one() {
    let scene = Scene::set();
    let socket = scene.world.daemon.socket.to_string_lossy().into_owned();
    let hookit = Hookit::alone().variable("HOOKIT_SOCKET", "/nowhere.sock");
    let _added = hookit.run(&["context", "add", "here", "--socket", &socket]).expect(0);
    let by_variable = hookit.run(&["endpoint", "list"]);
    assert_eq!(by_variable.code, 3, "{}", by_variable.text());
    let _by_flag = hookit.run(&["--context", "here", "endpoint", "list"]).expect(0);
    let shown = hookit.run(&["config", "show", "--no-headers"]).expect(0);
    assert!(shown.contains("way\tsocket /nowhere.sock\tHOOKIT_SOCKET"), "{shown}");
    let shown = hookit.run(&["config", "show", "--no-headers", "--context", "here"]).expect(0);
    assert!(shown.contains("context\there\t--context"), "{shown}");
    let named = Hookit::alone().variable("HOOKIT_CONTEXT", "nowhere").run(&["endpoint", "list"]);
    assert_eq!(named.code, 5, "{}", named.text());
}

#[test]
fn a_project_is_used_from_then_on() {
    let scene = Scene::set();
    let socket = scene.world.daemon.socket.to_string_lossy().into_owned();
    let hookit = Hookit::alone();
    let _added = hookit.run(&["context", "add", "here", "--socket", &socket]).expect(0);
    let _project = hookit.run(&["project", "add", "billing"]).expect(0);
    let _used = hookit.run(&["project", "use", "billing"]).expect(0);
    assert_eq!(hookit.run(&["endpoint", "list"]).expect(0), "");
    let other = hookit.run(&["endpoint", "list", "--project", "default", "-o", "name"]).expect(0);
    assert_eq!(other.lines().count(), 2);
    let _missing = hookit.run(&["project", "use", "nowhere"]).expect(5);
    // A variable that names the way stands above every context, and takes its project with it.
    let warned = Hookit::alone().variable("HOOKIT_SOCKET", &socket).run(&["project", "use", "billing"]);
    assert_eq!(warned.code, 0, "{}", warned.text());
    assert!(warned.stderr.contains("stands above every context"), "{}", warned.text());
    assert!(warned.stderr.contains("HOOKIT_PROJECT or --project"), "{}", warned.text());
}

#[test]
fn settings_of_the_daemon_are_checked_where_they_stand() {
    let hookit = Hookit::alone();
    let good = hookit.home_file("good.yaml");
    fs::write(&good, "api:\n  listen: 127.0.0.1:8080\nstate_dir: /var/lib/x\n").expect("it is written");
    let said = hookit.run(&["config", "check", &good]).expect(0);
    assert!(said.contains("api.listen\t127.0.0.1:8080\tfile"), "{said}");
    let bad = hookit.home_file("bad.yaml");
    fs::write(&bad, "api:\n  lisen: 127.0.0.1:8080\n").expect("it is written");
    let said = hookit.run(&["config", "check", &bad]);
    assert_eq!(said.code, 1, "{}", said.text());
    assert!(said.stderr.contains("lisen") && said.stderr.contains("listen"), "{}", said.text());
}
