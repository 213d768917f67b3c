//! `hookit apply`, `diff`, `export` and `import`: files against what is there.

use crate::support::answer::Answer;
use crate::support::database::Database;
use crate::support::hookit::{Hookit, filters};
use crate::support::receiver::Receiver;
use crate::support::scratch::Scratch;
use crate::support::setup::Setup;
use crate::support::wait::SOON;
use crate::support::world::World;
use insta::assert_snapshot;
use serde_json::Value;

const FILE: &str = "\
version: 1
projects:
  - name: billing
    event_types:
      - name: invoice.paid
        description: An invoice was paid in full.
      - name: invoice.voided
    endpoints:
      - name: acme-prod
        url: https://api.acme.example
        event_types: [invoice.*]
        labels: {team: billing}
        metadata: {owner: sam, pager: {level: 2, nights: true}}
      - name: audit
        url: https://audit.example/in
        retry: {base_ms: 1000, cap_ms: 60000, max_attempts: 5}
        status: paused
";

/// The file with another timeout, label, metadata and form of retries, without one endpoint and one type.
const CHANGED: &str = "\
version: 1
projects:
  - name: billing
    endpoints:
      - name: acme-prod
        url: https://api.acme.example/
        event_types: [invoice.*]
        timeout_ms: 5000
        retry: {schedule_ms: [1000], jitter: 0}
        labels: {area: money}
        metadata: {owner: sam, pager: {level: 3}}
    event_types: [{name: invoice.paid}]
";

fn session(hookit: &Hookit, steps: &[(&[&str], &str)]) -> String {
    let told = steps.iter().map(|(arguments, input)| {
        format!("$ hookit {}\n{}", arguments.join(" "), hookit.run_with(arguments, input).text())
    });
    told.collect()
}

#[test]
fn files_are_applied_compared_exported_and_pruned() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let said = session(
        &hookit,
        &[
            (&["diff", "-f", "-"], FILE),
            (&["apply", "-f", "-", "--dry-run"], FILE),
            (&["apply", "-f", "-"], FILE),
            (&["apply", "-f", "-", "--yes"], FILE),
            (&["apply", "-f", "-", "--yes"], FILE),
            (&["diff", "-f", "-"], FILE),
            (&["export", "--project", "billing"], ""),
            (&["diff", "-f", "-", "--prune"], CHANGED),
            (&["diff", "-f", "-", "-o", "json"], CHANGED),
            (&["apply", "-f", "-", "--yes"], CHANGED),
            (&["apply", "-f", "-", "--prune"], CHANGED),
            (&["apply", "-f", "-", "--prune", "--yes"], CHANGED),
            (&["apply", "-f", "-", "--prune", "--yes"], CHANGED),
            (&["export", "--project", "billing", "-o", "json"], ""),
        ],
    );
    insta::with_settings!({ filters => filters() }, { assert_snapshot!(said) });
}

#[test]
fn an_export_applied_again_changes_nothing_and_means_the_same_elsewhere() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let _applied = hookit.run_with(&["apply", "-f", "-", "--yes"], FILE).expect(0);
    let exported = hookit.run(&["export"]).expect(0);
    let again = hookit.run_with(&["apply", "-f", "-", "--yes", "--prune"], &exported).expect(0);
    assert_eq!(again, "nothing to change\n");
    let json = hookit.run(&["export", "-o", "json"]).expect(0);
    assert_eq!(
        hookit.run_with(&["apply", "-f", "-", "--yes", "--prune"], &json).expect(0),
        "nothing to change\n"
    );
    let elsewhere = World::start();
    let other = Hookit::of(&elsewhere.daemon);
    let _imported = other.run_with(&["import", "-f", "-"], &exported).expect(0);
    assert_eq!(other.run(&["export"]).expect(0), exported);
    // Importing again, or something else of the same name, changes nothing.
    let again = other.run_with(&["import", "-f", "-"], CHANGED).expect(0);
    assert_eq!(again, "nothing to change\n");
    let one = hookit.run(&["export", "--project", "billing"]).expect(0);
    let _renamed = other.run_with(&["import", "-f", "-", "--project", "copy"], &one).expect(0);
    let copy = other.run(&["export", "--project", "copy"]).expect(0);
    assert_eq!(copy.replace("name: copy", "name: billing"), one);
}

#[test]
fn what_a_person_did_to_an_endpoints_status_is_left_alone() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let _applied = hookit.run_with(&["apply", "-f", "-", "--yes"], FILE).expect(0);
    let in_billing = Hookit::of(&world.daemon).flag("--project", "billing");
    let _paused = in_billing.run(&["endpoint", "pause", "acme-prod"]).expect(0);
    assert_eq!(hookit.run_with(&["apply", "-f", "-", "--yes"], FILE).expect(0), "nothing to change\n");
    // Where the file names the status, the file wins.
    let _resumed = in_billing.run(&["endpoint", "resume", "audit"]).expect(0);
    let said = hookit.run_with(&["diff", "-f", "-"], FILE);
    assert_eq!((said.code, said.stdout.contains("+   status: \"paused\"")), (1, true), "{}", said.text());
}

#[test]
fn the_order_and_the_place_of_things_in_files_make_no_difference() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let _applied = hookit.run_with(&["apply", "-f", "-", "--yes"], FILE).expect(0);
    let scratch = Scratch::new();
    let endpoint = |name: &str, url: &str, more: &str| {
        format!(
            "{{\"version\": 1, \"projects\": [{{\"name\": \"billing\", \"endpoints\": [{{\"name\": \"{name}\", \"url\": \"{url}\"{more}}}]}}]}}"
        )
    };
    scratch.write(
        "b.json",
        &endpoint(
            "audit",
            "https://audit.example/in",
            r#", "retry": {"max_attempts": 5, "cap_ms": 60000, "base_ms": 1000}"#,
        ),
    );
    scratch.write("a.json", &endpoint("acme-prod", "https://api.acme.example", r#", "event_types": ["invoice.*"], "labels": {"team": "billing"}, "metadata": {"pager": {"nights": true, "level": 2}, "owner": "sam"}"#));
    scratch.write("c.yaml", "version: 1\nprojects:\n- {name: billing, event_types: [invoice.voided]}\n");
    let folder = scratch.path().to_string_lossy().into_owned();
    let odd = hookit.run(&["apply", "-f", &folder, "--yes"]);
    assert_eq!(odd.code, 2, "{}", odd.text());
    assert!(odd.stderr.contains("c.yaml:3:33:"), "{}", odd.text());
    scratch
        .write("c.yaml", "version: 1\nprojects:\n- {name: billing, event_types: [{name: invoice.voided}]}\n");
    let said = hookit.run(&["apply", "-f", &folder, "--prune", "--yes"]);
    assert_eq!(said.code, 0, "{}", said.text());
    assert!(said.stdout.contains("event type invoice.paid of billing removed"), "{}", said.text());
    assert!(!said.stdout.contains("endpoint"), "{}", said.text());
}

#[test]
fn pruning_more_than_half_is_refused_unless_it_is_forced() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let _applied = hookit.run_with(&["apply", "-f", "-", "--yes"], FILE).expect(0);
    let nothing = "version: 1\nprojects: [{name: billing, endpoints: []}]\n";
    let refused = hookit.run_with(&["apply", "-f", "-", "--prune", "--yes"], nothing);
    assert_eq!(refused.code, 1, "{}", refused.text());
    assert!(
        refused.stderr.contains("2 of 2 endpoints") && refused.stderr.contains("--force-prune"),
        "{}",
        refused.text()
    );
    let forced =
        hookit.run_with(&["apply", "-f", "-", "--prune", "--force-prune", "--yes"], nothing).expect(0);
    assert!(forced.contains("endpoint audit of billing removed"), "{forced}");
    // A kind that the file does not name is not touched, nor is a project.
    let left = hookit.run(&["type", "list", "--project", "billing", "--no-headers"]).expect(0);
    assert_eq!(left.lines().count(), 2, "{left}");
    let _all = hookit.run_with(&["apply", "-f", "-", "--prune", "--yes"], "version: 1\n").expect(0);
    let projects = hookit.run(&["project", "list", "--no-headers"]).expect(0);
    assert_eq!(projects.lines().count(), 3, "default, hookit and billing: {projects}");
}

#[test]
fn secrets_are_taken_from_where_the_file_says_and_never_shown() {
    let secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let scratch = Scratch::new();
    scratch.write("acme.secret", secret);
    let file = |place: &str| {
        let url = receiver.url("/in");
        let text = format!(
            "version: 1\nprojects:\n- name: default\n  endpoints:\n  - name: acme\n    url: {url}\n    secret: {place}\n"
        );
        scratch.write("m.yaml", &text).to_string_lossy().into_owned()
    };
    let hookit = Hookit::of(&world.daemon);
    let literal = hookit.run(&["apply", "-f", &file(secret), "--yes"]);
    assert_eq!(literal.code, 2, "{}", literal.text());
    assert!(
        !literal.text().contains("AAECAw") && literal.stderr.contains("never stands in the file"),
        "{}",
        literal.text()
    );
    let unset = hookit.run(&["apply", "-f", &file("{env: ACME_SECRET}"), "--yes"]);
    assert_eq!(unset.code, 1, "{}", unset.text());
    assert!(unset.stderr.contains("ACME_SECRET is not set"), "{}", unset.text());
    assert_eq!(hookit.run(&["endpoint", "list"]).expect(0), "", "nothing was done");
    let said = hookit.run(&["apply", "-f", &file("{file: acme.secret}"), "--yes"]);
    assert_eq!(said.code, 0, "{}", said.text());
    assert!(!said.text().contains("AAECAw"), "{}", said.text());
    let with = Hookit::of(&world.daemon).variable("ACME_SECRET", secret);
    assert_eq!(
        with.run(&["apply", "-f", &file("{env: ACME_SECRET}"), "--yes"]).expect(0),
        "nothing to change\n"
    );
    assert!(!hookit.run(&["export"]).expect(0).contains("secret"));
    world.operator().publish("a.b");
    let requests = receiver.wait_for(1, SOON);
    // The signature is the one that `hookit sign` makes with the same secret.
    let timestamp = requests[0].header("webhook-timestamp").expect("it is stamped").to_owned();
    let id = requests[0].header("webhook-id").expect("it has an id").to_owned();
    let body = String::from_utf8(requests[0].body.clone()).expect("it is JSON");
    let secret_file = scratch.file("acme.secret");
    let sign = ["sign", "--secret-file", &secret_file, "--id", &id, "--timestamp", &timestamp];
    let signed = hookit.run_with(&sign, &body).expect(0);
    let signature = requests[0].header("webhook-signature").expect("it is signed");
    assert!(signed.contains(signature), "{signed}");
}

#[test]
fn what_was_done_before_a_refusal_is_told_and_the_rest_is_done_by_another_run() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let file = |url: &str| {
        format!(
            "version: 1\nprojects:\n- name: default\n  endpoints:\n  - {{name: a, url: 'https://a.example'}}\n  - {{name: b, url: '{url}'}}\n"
        )
    };
    let said = hookit.run_with(&["apply", "-f", "-", "--yes"], &file("https://10.0.0.1/"));
    assert_eq!(said.code, 7, "{}", said.text());
    assert!(
        said.stderr.contains("endpoint b of default") && said.stderr.contains("1 done, 1 not done"),
        "{}",
        said.text()
    );
    let said = hookit.run_with(&["apply", "-f", "-", "--yes"], &file("https://b.example/")).expect(0);
    assert!(said.contains("endpoint b of default added") && !said.contains("endpoint a"), "{said}");
}

#[test]
fn socket_url_and_direct_mode_give_the_same_answers() {
    let world = World::start();
    let socket = Hookit::of(&world.daemon);
    let key = socket.run(&["key", "add", "ops", "--scope", "admin", "--admin"]);
    let key =
        if key.code == 0 { key } else { socket.run(&["key", "add", "ops", "--scope", "admin"]) }.expect(0);
    let url = format!("http://{}", world.daemon.api);
    let remote = || Hookit::alone().flag("--url", &url).variable("HOOKIT_KEY", key.trim());
    let direct = || {
        Hookit::alone()
            .flag("--database-url", world.database.url())
            .variable("HOOKIT_SECRETS__KEYRING_FILE", &world.setup.file("keyring"))
    };
    let doors = [Hookit::of(&world.daemon), remote(), direct()];
    let mut told: Vec<String> = Vec::new();
    for (number, hookit) in doors.iter().enumerate() {
        let project = format!("door{number}");
        let file = FILE.replace("billing", &project);
        let changed = CHANGED.replace("billing", &project);
        let said = session(
            hookit,
            &[
                (&["apply", "-f", "-", "--yes"], &file),
                (&["apply", "-f", "-", "--yes"], &file),
                (&["diff", "-f", "-", "--prune"], &changed),
                (&["apply", "-f", "-", "--prune", "--yes", "-o", "json"], &changed),
                (&["export", "--project", &project], ""),
            ],
        );
        let said = said.replace(&project, "PROJECT");
        let mut masked = said.clone();
        for secret in said.split_whitespace().filter(|word| word.trim_matches('"').starts_with("whsec_")) {
            masked = masked.replace(secret, "SECRET");
        }
        let lines =
            masked.lines().filter(|line| !line.contains("\"version\"") && !line.starts_with("warning"));
        told.push(lines.collect::<Vec<_>>().join("\n"));
    }
    assert_eq!(told[0], told[1]);
    assert_eq!(told[0], told[2]);
    assert!(told[0].contains("nothing to change"), "{}", told[0]);
}

#[test]
fn a_key_of_one_project_works_on_that_one() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    let daemon = setup.start();
    let socket = Hookit::of(&daemon);
    let _applied = socket.run_with(&["apply", "-f", "-", "--yes"], FILE).expect(0);
    let key = socket
        .run(&["key", "add", "ci", "--scope", "manage", "--scope", "read", "--project", "billing"])
        .expect(0);
    let remote =
        Hookit::alone().flag("--url", &format!("http://{}", daemon.api)).variable("HOOKIT_KEY", key.trim());
    let _changed = remote.run_with(&["apply", "-f", "-", "--yes"], CHANGED).expect(0);
    let exported = remote.run(&["export", "--project", "billing"]).expect(0);
    let read: Value =
        serde_json::from_str(&remote.run(&["export", "--project", "billing", "-o", "json"]).expect(0))
            .expect("it is JSON");
    assert_eq!(read["projects"][0]["name"], "billing");
    assert_eq!(remote.run_with(&["apply", "-f", "-", "--yes"], &exported).expect(0), "nothing to change\n");
    let all = remote.run(&["export"]);
    assert_eq!(all.code, 6, "{}", all.text());
    let other = remote.run_with(&["apply", "-f", "-", "--yes"], &FILE.replace("billing", "other"));
    assert_eq!(other.code, 5, "{}", other.text());
}
