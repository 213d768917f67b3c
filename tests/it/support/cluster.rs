//! A Postgres of one test, to be stopped and started while a daemon is on it.

use super::environment;
use super::scratch::Scratch;
use super::setup::Setup;
use super::wait::{SOON, until};
use hookit::domain::keyring::Keyring;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use serde_json::json;
use std::path::PathBuf;
use std::process::Command;

/// A server with a data directory of its own; gone with the value.
pub(crate) struct Cluster {
    scratch: Scratch,
    url: String,
    /// Where its programs are.
    bin: PathBuf,
}

impl Cluster {
    pub(crate) fn start() -> Self {
        let scratch = Scratch::new();
        let said = Command::new(environment::package_file("tests/cluster.sh"))
            .args(["start", &scratch.file("pg")])
            .output()
            .expect("tests/cluster.sh can be run");
        let text = String::from_utf8_lossy(&said.stdout).into_owned();
        let url = text.trim().strip_prefix("DATABASE_URL=").unwrap_or_else(|| panic!("no server: {said:?}"));
        let pid = postmaster(&scratch.file("pg/data"));
        let program = std::fs::read_link(format!("/proc/{pid}/exe")).expect("it runs");
        let bin = program.parent().expect("a program is in a folder").to_path_buf();
        Self { url: url.to_owned(), scratch, bin }
    }

    /// A daemon's surroundings on this server.
    pub(crate) fn setup(&self) -> Setup {
        let mut setup = Setup::private();
        let file = self.scratch.write("keyring", &Keyring::line(1, &[7; 32]));
        setup.set("database.url", json!(self.url)).set("secrets.keyring_file", json!(file));
        setup
    }

    /// Runs one statement, whatever the server's default for writing is.
    pub(crate) fn run(&self, statement: &str) {
        let said = Command::new(self.bin.join("psql"))
            .args([&self.url, "-qXAtc", statement])
            .env("PGOPTIONS", "-c default_transaction_read_only=off")
            .output()
            .expect("psql can be run");
        assert!(said.status.success(), "{statement}: {}", String::from_utf8_lossy(&said.stderr));
    }

    /// Stops it: `fast` in order, `immediate` as by a crash.
    pub(crate) fn stop(&self, way: &str) {
        let pid = postmaster(&self.data());
        let process = Pid::from_raw(pid).expect("it is a process id");
        kill_process(process, if way == "fast" { Signal::INT } else { Signal::QUIT }).expect("it runs");
        until("Postgres to be gone", SOON, || test_kill_process(process).is_err().then_some(()));
    }

    /// Starts it again where it was.
    pub(crate) fn go_on(&self) {
        let port =
            self.url.rsplit(':').next().and_then(|rest| rest.split('/').next()).expect("it has a port");
        let log = self.scratch.file("pg/postgres.log");
        let arguments =
            ["-D", &self.data(), "-l", &log, "-o", &format!("-p {port}"), "-w", "-t", "60", "start"]
                .map(str::to_owned);
        let program = self.bin.join("pg_ctl");
        let mut command = if rustix::process::geteuid().is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        let ended = command.args(arguments).current_dir("/").stdout(std::process::Stdio::null()).status();
        assert!(ended.expect("pg_ctl can be run").success(), "Postgres does not start again: see {log}");
    }

    fn data(&self) -> String {
        self.scratch.file("pg/data")
    }
}

/// The process that runs in a data directory.
fn postmaster(data: &str) -> i32 {
    let file = format!("{data}/postmaster.pid");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{file}: {e}"));
    text.lines().next().and_then(|line| line.parse().ok()).expect("it begins with the process id")
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let stopped = Command::new(environment::package_file("tests/cluster.sh"))
            .args(["stop", &self.scratch.file("pg")])
            .output();
        // A test that fails already tells its own failure.
        assert!(stopped.is_ok() || std::thread::panicking(), "the server stays: {stopped:?}");
    }
}
