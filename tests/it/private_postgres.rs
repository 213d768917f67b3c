//! The private Postgres: it dies with its daemon, comes back with what was accepted, and listens on no port.

use crate::support::answer::Answer;
use crate::support::receiver::Receiver;
use crate::support::setup::Setup;
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, retrying};
use serde_json::json;
use std::collections::HashSet;
use std::fs;

/// Every process whose working folder is below this one: the postmaster's and its children's is the data folder.
fn processes_in(folder: &str) -> Vec<u32> {
    let folder = fs::canonicalize(folder).expect("the folder is there");
    let all = fs::read_dir("/proc").expect("there is /proc").filter_map(Result::ok);
    let numbers = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let is_in = |pid: &u32| {
        fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| {
            cwd.to_string_lossy().trim_end_matches(" (deleted)").starts_with(&*folder.to_string_lossy())
        })
    };
    numbers.filter(is_in).collect()
}

/// The sockets of a process that listen on TCP, by their inodes.
fn tcp_listeners(pids: &[u32]) -> usize {
    let sockets: HashSet<String> = pids
        .iter()
        .filter_map(|pid| fs::read_dir(format!("/proc/{pid}/fd")).ok())
        .flatten()
        .filter_map(|fd| fs::read_link(fd.ok()?.path()).ok())
        .filter_map(|link| Some(link.to_str()?.strip_prefix("socket:[")?.trim_end_matches(']').to_owned()))
        .collect();
    let tables =
        ["/proc/net/tcp", "/proc/net/tcp6"].map(|table| fs::read_to_string(table).unwrap_or_default());
    let listening = tables.iter().flat_map(|table| table.lines().skip(1)).filter(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        // State 0A is LISTEN (include/net/tcp_states.h).
        fields.get(3) == Some(&"0A") && fields.get(9).is_some_and(|inode| sockets.contains(*inode))
    });
    listening.count()
}

#[test]
fn killed_daemon_takes_its_postgres_with_it_and_the_next_one_delivers_what_was_accepted() {
    let setup = Setup::private();
    let daemon = setup.start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = Operator::of(&daemon);
    operator.endpoint("all", &receiver, retrying(&[200; 20]));
    let state = setup.file("state");
    let running = processes_in(&state);
    assert!(running.len() > 3, "Postgres runs in the state directory: {running:?}");
    assert_eq!(tcp_listeners(&running), 0, "Postgres listens on TCP");
    receiver.down();
    let events: Vec<String> = (0..20).map(|_| operator.publish("a.b")).collect();
    daemon.kill();
    until("Postgres to be gone", SOON, || processes_in(&state).is_empty().then_some(()));
    receiver.up();
    let again = setup.start();
    let operator = Operator::of(&again);
    for event in &events {
        operator.until(event, "succeeded");
    }
    let seen: HashSet<String> = receiver
        .received()
        .iter()
        .filter_map(|request| request.header("webhook-id").map(str::to_owned))
        .collect();
    assert_eq!(seen, events.into_iter().collect());
    again.terminate();
    let left = again.wait(SOON);
    assert_eq!(left.status.code(), Some(0), "{left}");
    assert!(processes_in(&state).is_empty(), "a stop leaves nothing behind");
    assert_eq!(setup.start().over_socket().get("/ready").expect(200)["status"], json!("ready"));
}
