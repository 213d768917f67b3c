//! `hookit db backup` and `restore`: everything in one file, and back, with a daemon that goes on where it was.

use crate::support::answer::Answer;
use crate::support::database::Database;
use crate::support::hookit::{Hookit, filters};
use crate::support::receiver::Receiver;
use crate::support::scratch::Scratch;
use crate::support::setup::Setup;
use crate::support::wait::SOON;
use crate::support::world::{Operator, World, retrying};
use insta::assert_snapshot;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

/// Hides sizes and versions too.
fn masked(text: &str, check: impl FnOnce(&str)) {
    let mut filters = filters();
    filters.push((r"\b[0-9.]+ (bytes|KB|MB)\b", "[size]"));
    filters.push((r"hookit [0-9.]+, Postgres \d+", "hookit [version], Postgres [version]"));
    filters.push((r"\bschema\t\d+", "schema\t[number]"));
    filters.push((r"\brows\t[0-9,]+", "rows\t[number]"));
    filters.push((r"with [0-9,]+ rows|\d+ tables", "[number]"));
    filters.push((r"127\.0\.0\.1/hookit_test_[0-9a-f]{16}", "[database]"));
    insta::with_settings!({ filters => filters }, { check(text) });
}

#[test]
fn a_running_daemons_database_is_backed_up_and_goes_on_elsewhere() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("shop", &receiver, retrying(&[100; 50]));
    operator.publish("a.delivered");
    receiver.wait_for(1, SOON);
    receiver.down();
    let pending: Vec<String> = (0..5).map(|_| operator.publish("a.pending")).collect();
    let scratch = Scratch::new();
    let file = scratch.file("hookit.backup");
    let source = Hookit::alone().flag("--database-url", world.database.url());
    let mut said = source.run(&["db", "backup", &file, "--verify"]).text();
    assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o600);
    assert!(!fs::exists(format!("{file}.part")).expect("it can be looked for"));
    said += &source.run(&["db", "backup", &file]).text();
    said += &source.run(&["db", "restore", &file, "--dry-run"]).text();
    let beside = Hookit::of(&world.daemon).run(&["db", "restore", &file]);
    assert!(beside.code == 1 && beside.stderr.contains("--state-dir"), "{}", beside.text());
    // Neither over a daemon nor over data.
    said += &source.run(&["db", "restore", &file, "--force", "--yes"]).text();
    let fresh = Database::fresh();
    let target = Hookit::alone().flag("--database-url", fresh.url());
    said += &target.run(&["db", "restore", &file]).text();
    said += &target.run(&["db", "restore", &file]).text();
    masked(&said.replace(&file, "FILE"), |said| assert_snapshot!(said));
    let forced = target.run(&["db", "restore", &file, "--force", "--yes", "-o", "json"]).expect(0);
    let forced: Value = serde_json::from_str(&forced).expect("it is JSON");
    assert_eq!((&forced["restored"], &forced["tables"]["event"]), (&true.into(), &6.into()));
    // Whoever was about to deliver goes on there.
    world.daemon.kill();
    let elsewhere = world.setup.second_node(&fresh);
    let daemon = elsewhere.start();
    receiver.up();
    for event in &pending {
        Operator::of(&daemon).until(event, "succeeded");
    }
}

#[test]
fn a_private_postgres_comes_back_with_its_master_keys() {
    let setup = Setup::private();
    let daemon = setup.start();
    let receiver = Receiver::answering(Answer::ok());
    receiver.down();
    let made = Operator::of(&daemon).endpoint("shop", &receiver, retrying(&[100; 50]));
    let event = Operator::of(&daemon).publish("a.b");
    let scratch = Scratch::new();
    let file = scratch.file("hookit.backup");
    let state = setup.file("state");
    let hookit = Hookit::alone();
    let found = hookit.run(&["db", "status", "--state-dir", &state]).expect(0);
    // The flag before the word means the same, and so do the daemon's settings of this machine.
    assert_eq!(hookit.run(&["db", "--state-dir", &state, "status"]).expect(0), found);
    let by_settings = Hookit::alone().variable("HOOKIT_STATE_DIR", &state);
    assert_eq!(by_settings.run(&["db", "status"]).expect(0), found);
    assert!(found.contains("nodes_alive\t1"), "{found}");
    // The daemon at the socket tells where its own Postgres is.
    assert_eq!(Hookit::of(&daemon).run(&["db", "status"]).expect(0), found);
    let said =
        hookit.run(&["db", "backup", &file, "--state-dir", &state, "--verify", "-o", "json"]).expect(0);
    let said: Value = serde_json::from_str(&said).expect("it is JSON");
    assert_eq!((&said["keyring"], &said["verified"]), (&true.into(), &true.into()));
    let piped = Command::new(env!("CARGO_BIN_EXE_hookit"))
        .args(["db", "backup", "-", "--state-dir", &state, "--without-keyring"])
        .output()
        .expect("hookit can be run");
    assert!(piped.status.success() && piped.stdout.starts_with(b"HOOKIT BACKUP 1\n"), "{piped:?}");
    let keys = fs::read_to_string(format!("{state}/master-keys")).expect("the daemon made them");
    let key = keys.trim().rsplit('_').next().expect("a key has parts").as_bytes();
    let holds_keys = |bytes: &[u8]| bytes.windows(key.len()).any(|window| window == key);
    assert!(!holds_keys(&piped.stdout) && holds_keys(&fs::read(&file).expect("it is there")));
    let running = hookit.run(&["db", "restore", &file, "--state-dir", &state, "--force", "--yes"]);
    assert_eq!(running.code, 1, "{}", running.text());
    assert!(
        running.stderr.contains("another hookitd") && running.stderr.contains("stop hookitd"),
        "{}",
        running.text()
    );
    daemon.kill();
    let second = Setup::private();
    let elsewhere = second.file("state");
    let _restored = hookit.run(&["db", "restore", &file, "--state-dir", &elsewhere]).expect(0);
    let restored = format!("{elsewhere}/master-keys");
    assert_eq!(fs::read_to_string(&restored).expect("they are back"), keys);
    assert_eq!(fs::metadata(&restored).expect("it is there").permissions().mode() & 0o777, 0o600);
    let again = hookit.run(&["db", "restore", &file, "--state-dir", &elsewhere]);
    assert_eq!(again.code, 1, "{}", again.text());
    let daemon = second.start();
    receiver.up();
    Operator::of(&daemon).until(&event, "succeeded");
    let request = receiver.wait_for(1, SOON).remove(0);
    crate::support::verifiers::assert_all_valid(&[crate::support::verifiers::Signed::new(
        &made.secret,
        &request,
    )]);
}

#[test]
fn a_backup_that_is_cut_changed_or_newer_is_refused() {
    let database = Database::fresh();
    database.migrate(1);
    let scratch = Scratch::new();
    let file = scratch.file("hookit.backup");
    let hookit = Hookit::alone().flag("--database-url", database.url());
    let _made = hookit.run(&["db", "backup", &file]).expect(0);
    let whole = fs::read(&file).expect("it is there");
    let refused = |bytes: &[u8], why: &str| {
        fs::write(&file, bytes).expect("it can be changed");
        let said = hookit.run(&["db", "restore", &file, "--force", "--yes"]);
        assert_eq!(said.code, 1, "{}", said.text());
        assert!(said.stderr.contains(why), "{}", said.text());
    };
    refused(&whole[..whole.len() - 1], "cut short");
    refused(b"PGDMP", "is no backup of HookIt");
    let mut changed = whole.clone();
    changed[whole.len() / 2] ^= 1;
    refused(&changed, "cut short, or changed");
    let head_ends = whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1).expect("two lines").0;
    let head = String::from_utf8(whole[..head_ends].to_vec()).expect("the head is text");
    let start = head.find("\"schema\":").expect("it tells its schema") + 9;
    let end = start + head[start..].find(',').expect("more follows");
    let body =
        [&head.as_bytes()[..start], b"99", &head.as_bytes()[end..], &whole[head_ends..whole.len() - 77]]
            .concat();
    let digest: [u8; 32] = Sha256::digest(&body).into();
    let sum = digest.map(|byte| format!("{byte:02x}")).concat();
    refused(&[&body[..], format!("\nHOOKIT END {sum}\n").as_bytes()].concat(), "schema is version 99");
}
