//! The admin socket and the API's listener under people who should not be there.

use crate::support::database::Database;
use crate::support::setup::Setup;
use crate::support::wait::SOON;
use rustix::process::geteuid;
use serde_json::{Value, json};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

/// Asks over the socket as another user; only root can become one. Perl is on every Debian.
fn ask_as(uid: &str, groups: &str, socket: &str) -> Output {
    let script = "use IO::Socket::UNIX; my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die \"connect: $!\\n\"; \
                  print $s \"GET /projects HTTP/1.1\\r\\nhost: x\\r\\nconnection: close\\r\\n\\r\\n\"; $s->flush; \
                  print while <$s>;";
    let mut command = Command::new("setpriv");
    command.args([
        &format!("--reuid={uid}"),
        &format!("--regid={uid}"),
        groups,
        "perl",
        "-e",
        script,
        socket,
    ]);
    command.output().expect("setpriv runs")
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn socket_is_closed_to_other_users_by_its_mode_and_by_their_credentials() {
    let database = Database::fresh();
    let mut setup = Setup::on(&database);
    setup.set("admin.socket", json!(setup.file("run/admin.sock")));
    let daemon = setup.start();
    let mode = |path: &str| fs::metadata(path).expect("it is there").permissions().mode() & 0o7777;
    assert_eq!((mode(&setup.file("run")), mode(&setup.file("run/admin.sock"))), (0o750, 0o660));
    if !geteuid().is_root() {
        return;
    }
    let denied = text(&ask_as("65534", "--clear-groups", &setup.file("run/admin.sock")));
    assert_eq!(denied, "connect: Permission denied\n");
    daemon.terminate();
    assert_eq!(daemon.wait(SOON).status.code(), Some(0));
    // Two groups open the socket to everybody; what the peer is decides then.
    setup.set("admin.socket", json!(setup.file("admin.sock")));
    setup.set("admin.group", json!("bin")).set("admin.readonly_group", json!("daemon"));
    let daemon = setup.start();
    let refused = text(&ask_as("65534", "--clear-groups", &setup.file("admin.sock")));
    assert!(refused.starts_with("HTTP/1.1 403 ") && refused.contains("peer_not_allowed"), "{refused}");
    let line = daemon.wait_for_log("admin connection refused", SOON);
    let line: Value = serde_json::from_str(&line).expect("the log is JSON");
    assert_eq!((&line["level"], &line["fields"]["uid"]), (&json!("WARN"), &json!(65534)), "{line}");
}

#[test]
fn writing_over_the_socket_leaves_a_line_that_says_who_did_what() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    let daemon = setup.start();
    daemon.over_socket().post("/projects", &json!({ "name": "made" })).expect(201);
    let line: Value =
        serde_json::from_str(&daemon.wait_for_log("admin request", SOON)).expect("the log is JSON");
    let fields = &line["fields"];
    assert_eq!(fields["uid"], geteuid().as_raw());
    assert_eq!(fields["pid"], std::process::id());
    assert_eq!((&fields["path"], &fields["status"]), (&json!("/projects"), &json!(201)));
}

#[test]
fn link_at_the_sockets_path_is_not_followed() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    fs::write(setup.file("precious"), "1").expect("a file can be written");
    std::os::unix::fs::symlink(setup.file("precious"), setup.file("admin.sock")).expect("a link can be made");
    let left = setup.try_start().err().expect("it does not start");
    assert_eq!(left.status.code(), Some(1), "{left}");
    assert!(left.log.iter().any(|line| line.contains("it is a symbolic link")), "{left}");
    assert_eq!(fs::read_to_string(setup.file("precious")).expect("it is there"), "1");
}

#[test]
fn slow_head_is_cut_and_does_not_disturb_others() {
    let database = Database::fresh();
    let mut setup = Setup::on(&database);
    setup.set("api.header_timeout_ms", json!(200));
    let daemon = setup.start();
    let mut slow = TcpStream::connect(daemon.api).expect("the daemon listens");
    slow.set_read_timeout(Some(SOON)).expect("a time limit can be set");
    slow.write_all(b"GET /health HTTP/1.1\r\nhost:").expect("it is read");
    assert_eq!(daemon.over_tcp().get("/health").status, 200);
    let mut rest = Vec::new();
    slow.read_to_end(&mut rest).expect("the daemon closes it");
    assert!(rest.is_empty(), "{}", String::from_utf8_lossy(&rest));
}
