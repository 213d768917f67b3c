//! Completion while one types: what can be named is asked of the daemon, in time and silently.

use crate::support::hookit::Hookit;
use crate::support::scene::Scene;
use std::process::Command;
use std::time::{Duration, Instant};

/// What a shell would be offered for the last word of the line.
fn offered(hookit: &Hookit, line: &[&str]) -> Vec<String> {
    let program = env!("CARGO_BIN_EXE_hookit");
    let mut command: Command = hookit.command(program);
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
    assert_eq!(offered(&hookit, &["endpoint", "show", "ac"]), ["acme-prod"]);
    assert_eq!(offered(&hookit, &["delivery", "list", "--endpoint", "au"]), ["audit-log"]);
    assert!(offered(&hookit, &["redrive", "dlv_"]).contains(&scene.dead));
    assert_eq!(offered(&hookit, &["redrive", "show", "rdr_"]), [scene.redrive.as_str()]);
    assert_eq!(offered(&hookit, &["event", "list", "--type", "inv"]), ["invoice.paid"]);
    assert_eq!(offered(&hookit, &["context", "use", "h"]), ["here"]);
    assert_eq!(offered(&hookit, &["--project", "def"]), ["default"]);
    assert_eq!(offered(&hookit, &["endpo"]), ["endpoint"]);
    assert!(offered(&hookit, &["delivery", "list", "--status", "ret"]).contains(&"retrying".to_owned()));
    let by_flag = ["--socket", &socket, "endpoint", "show", "ac"];
    assert_eq!(offered(&Hookit::alone(), &by_flag), ["acme-prod"]);
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
        let mut command = hookit.command(env!("CARGO_BIN_EXE_hookit"));
        let output = command.env("COMPLETE", shell).output().expect("hookit can be started");
        let script = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(script.contains(sign) && script.contains("COMPLETE="), "{script}");
    }
}
