//! Completion while one types: what can be named is asked of the daemon, in time and silently.

use crate::support::hookit::Hookit;
use crate::support::scene::Scene;
use crate::support::wait::{SOON, until};
use std::process::Command;
use std::time::{Duration, Instant};

/// What a shell would be offered for the last word of the line.
fn offered(hookit: &Hookit, line: &[&str]) -> Vec<String> {
    let program = env!("CARGO_BIN_EXE_hookit");
    let mut command: Command = hookit.program(program);
    command.env("COMPLETE", "bash").env("_CLAP_IFS", "\n").env("_CLAP_COMPLETE_COMP_TYPE", "9");
    let words: Vec<&str> = ["hookit"].into_iter().chain(line.iter().copied()).collect();
    command.env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string()).arg("--").args(&words);
    let output = command.output().expect("hookit can be started");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).expect("it is text").lines().map(ToOwned::to_owned).collect()
}

#[test]
fn names_ids_types_and_contexts_are_offered() {
    let scene = Scene::set();
    let socket = scene.world.daemon.socket.to_string_lossy().into_owned();
    let hookit = Hookit::alone().variable("HOOKIT_SOCKET", &socket);
    let _added = hookit.run(&["context", "add", "here", "--socket", &socket]).expect(0);
    // A machine that is busy with other tests may miss the time limit; a shell asks again at the next key.
    let offers = |hookit: &Hookit, line: &[&str], word: &str| {
        until(&format!("{word} to be offered for {line:?}"), SOON, || {
            Some(offered(hookit, line)).filter(|words| words.iter().any(|offered| offered == word))
        })
    };
    assert_eq!(offers(&hookit, &["endpoint", "show", "ac"], "acme-prod").len(), 1);
    assert_eq!(offers(&hookit, &["delivery", "list", "--endpoint", "au"], "audit-log").len(), 1);
    assert_eq!(offers(&hookit, &["redrive", "dlv_"], &scene.dead).len(), 3);
    assert_eq!(offers(&hookit, &["redrive", "show", "rdr_"], &scene.redrive).len(), 1);
    assert_eq!(offers(&hookit, &["event", "list", "--type", "inv"], "invoice.paid").len(), 1);
    assert_eq!(offers(&hookit, &["context", "use", "h"], "here").len(), 1);
    assert_eq!(offers(&hookit, &["--project", "def"], "default").len(), 1);
    assert_eq!(offers(&hookit, &["endpo"], "endpoint").len(), 1);
    offers(&hookit, &["delivery", "list", "--status", "ret"], "retrying");
    let by_flag = ["--socket", &socket, "endpoint", "show", "ac"];
    assert_eq!(offers(&Hookit::alone(), &by_flag, "acme-prod").len(), 1);
}

#[test]
fn nobody_there_offers_nothing_and_says_nothing() {
    let hookit = Hookit::alone();
    assert!(offered(&hookit, &["endpoint", "show", "ac"]).is_empty());
    // An address that swallows every packet must not hold up the shell; a busy machine gets more than 150 ms.
    let began = Instant::now();
    let far = Hookit::alone().variable("HOOKIT_URL", "http://192.0.2.1").variable("HOOKIT_KEY", "hk_a");
    assert!(offered(&far, &["endpoint", "show", "ac"]).is_empty());
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}

#[test]
fn every_shell_gets_a_script_that_asks() {
    let hookit = Hookit::alone();
    for (shell, sign) in [("bash", "complete "), ("zsh", "compdef"), ("fish", "complete ")] {
        let mut command = hookit.program(env!("CARGO_BIN_EXE_hookit"));
        let output = command.env("COMPLETE", shell).output().expect("hookit can be started");
        let script = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(script.contains(sign) && script.contains("COMPLETE="), "{script}");
    }
}
