//! How a daemon stops: in order, at once, and what it reads again without stopping.

use crate::support::answer::Answer;
use crate::support::database::Database;
use crate::support::hookitd::Hookitd;
use crate::support::receiver::Receiver;
use crate::support::setup::Setup;
use crate::support::wait::SOON;
use rustix::process::Signal;
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

/// An endpoint at this receiver, and one event for it.
fn publish_to(daemon: &Hookitd, receiver: &Receiver) {
    let endpoint = json!({ "name": "slow", "url": receiver.url("/in"), "event_types": ["*"] });
    daemon.over_socket().post("/endpoints", &endpoint).expect(201);
    let published =
        daemon.over_socket().post("/events", &json!({ "type": "a.b", "payload": {} })).expect(201);
    assert_eq!(published["queued_deliveries"], 1);
}

#[test]
fn sigterm_ends_quiet_connections_and_the_daemon_exits_0() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    let daemon = setup.start();
    let mut quiet = TcpStream::connect(daemon.api).expect("the daemon listens");
    quiet.set_read_timeout(Some(SOON)).expect("a time limit can be set");
    quiet.write_all(b"GET /health HTTP/1.1\r\nhost: x\r\n\r\n").expect("it is read");
    let mut answer = [0; 4096];
    let length = quiet.read(&mut answer).expect("it is answered");
    assert!(answer[..length].starts_with(b"HTTP/1.1 200 "), "{}", String::from_utf8_lossy(&answer[..length]));
    daemon.terminate();
    let rest = quiet.read(&mut answer).expect("the connection is closed in order");
    assert_eq!(rest, 0, "{}", String::from_utf8_lossy(&answer[..rest]));
    let left = daemon.wait(SOON);
    assert_eq!(left.status.code(), Some(0), "{left}");
    assert!(!Path::new(&setup.file("admin.sock")).exists(), "the socket is gone");
}

#[test]
fn second_signal_leaves_at_once() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    let daemon = setup.start();
    let receiver = Receiver::answering(Answer::Hang);
    publish_to(&daemon, &receiver);
    receiver.wait_for(1, SOON);
    daemon.terminate();
    daemon.wait_for_log("stopping: finishing what is under way", SOON);
    daemon.signal(Signal::INT);
    let left = daemon.wait(SOON);
    assert_eq!(left.status.code(), Some(1), "{left}");
    assert!(left.log.iter().any(|line| line.contains("leaving at once")), "{left}");
}

#[test]
fn attempt_under_way_is_finished_before_the_daemon_exits() {
    let database = Database::fresh();
    let mut setup = Setup::on(&database);
    let daemon = setup.start();
    let receiver = Receiver::answering(Answer::ok().after(std::time::Duration::from_millis(500)));
    publish_to(&daemon, &receiver);
    receiver.wait_for(1, SOON);
    daemon.terminate();
    let left = daemon.wait(SOON);
    assert_eq!(left.status.code(), Some(0), "{left}");
    setup.set("node.name", json!("next"));
    let next = setup.start();
    let deliveries = next.over_socket().get("/deliveries").expect(200);
    assert_eq!(deliveries["items"][0]["status"], "succeeded", "{deliveries}");
    assert_eq!(receiver.received().len(), 1, "nothing was sent again");
}

#[test]
fn sighup_reads_the_level_and_the_keys_again() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    let daemon = setup.start();
    let file = setup.file("hookit.yaml");
    let text = std::fs::read_to_string(&file).expect("the configuration is there");
    std::fs::write(&file, text.replace(r#""level":"info""#, r#""level":"debug""#))
        .expect("it can be changed");
    daemon.signal(Signal::HUP);
    daemon.wait_for_log("read the log's level and the master keys again", SOON);
    // One byte of a request and then nothing: a connection that is lost is told at this level only.
    drop(TcpStream::connect(daemon.api).and_then(|mut stream| stream.write_all(b"G")));
    daemon.wait_for_log("connection ended early", SOON);
    std::fs::remove_file(setup.file("keyring")).expect("the keyring is there");
    daemon.signal(Signal::HUP);
    daemon.wait_for_log("kept the settings as they were", SOON);
    assert_eq!(daemon.over_tcp().get("/ready").status, 200, "the keys it has are still used");
}

#[test]
fn private_postgres_keeps_its_data_over_a_restart() {
    let setup = Setup::private();
    let daemon = setup.start();
    daemon.over_socket().post("/projects", &json!({ "name": "kept" })).expect(201);
    daemon.terminate();
    let left = daemon.wait(SOON);
    assert_eq!(left.status.code(), Some(0), "{left}");
    let again = setup.start();
    assert_eq!(again.over_socket().get("/projects/kept").status, 200);
    std::fs::remove_file(setup.file("state/master-keys")).expect("the daemon made a keyring");
    again.kill();
    let lost = setup.try_start().err().expect("without its keys it does not start");
    assert_eq!(lost.status.code(), Some(78), "{lost}");
    assert!(!Path::new(&setup.file("state/master-keys")).exists(), "no new keyring hides the loss");
}
