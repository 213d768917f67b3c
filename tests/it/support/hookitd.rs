//! A running daemon: its addresses, its log, its end.

use super::http::Client;
use super::wait::{SOON, Watched};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::fmt::{Display, Formatter};
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Longest wait for readiness: a private Postgres may have to recover first.
const READY_WITHIN: Duration = Duration::from_mins(2);

/// What has been seen of the process.
#[derive(Debug, Default)]
struct Seen {
    log: Vec<String>,
    exit: Option<ExitStatus>,
    /// Output pipes that are still open; the log is whole when there is none.
    open_pipes: usize,
}

/// How a daemon ended.
#[derive(Debug)]
pub(crate) struct Left {
    pub(crate) status: ExitStatus,
    pub(crate) log: Vec<String>,
}

impl Display for Left {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\n{}", self.status, self.log.join("\n"))
    }
}

/// The process. When the value is dropped, it is killed; a failing test shows its log.
pub(crate) struct Hookitd {
    pid: Pid,
    seen: Arc<Watched<Seen>>,
    /// Where the API listens.
    pub(crate) api: SocketAddr,
    /// The admin socket.
    pub(crate) socket: PathBuf,
}

impl Hookitd {
    /// Starts the program and waits for the log line that says `ready` and names its addresses.
    pub(crate) fn spawn(mut command: Command) -> Result<Self, Left> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("hookitd can be started");
        let pid = Pid::from_child(&child);
        let seen = Arc::new(Watched::new(Seen { open_pipes: 2, ..Seen::default() }));
        keep_log(&seen, child.stdout.take().expect("stdout is piped"));
        keep_log(&seen, child.stderr.take().expect("stderr is piped"));
        keep_exit(&seen, child);
        let settled = seen.find(READY_WITHIN, |s| match s.log.iter().find_map(|line| ready(line)) {
            Some(addresses) => Some(Ok(addresses)),
            None if s.open_pipes == 0 => s.exit.map(|status| Err(Left { status, log: s.log.clone() })),
            None => None,
        });
        let mut hookitd =
            Self { pid, seen, api: SocketAddr::from(([127, 0, 0, 1], 0)), socket: PathBuf::new() };
        let settled = settled.unwrap_or_else(|| panic!("hookitd was not ready within {READY_WITHIN:?}"));
        (hookitd.api, hookitd.socket) = settled?;
        Ok(hookitd)
    }

    /// A client of the API on TCP; it has no key yet.
    pub(crate) fn over_tcp(&self) -> Client {
        Client::tcp(self.api)
    }

    /// A client of the admin socket, as the user who runs the tests.
    pub(crate) fn over_socket(&self) -> Client {
        Client::unix(&self.socket)
    }

    pub(crate) fn pid(&self) -> i32 {
        self.pid.as_raw_nonzero().get()
    }

    /// SIGKILL, and waits for the end.
    pub(crate) fn kill(&self) -> Left {
        self.signal(Signal::KILL);
        self.wait(SOON)
    }

    /// SIGTERM; [`Self::wait`] sees the end.
    pub(crate) fn terminate(&self) {
        self.signal(Signal::TERM);
    }

    /// Sends a signal, unless the process has ended.
    pub(crate) fn signal(&self, signal: Signal) {
        // While the value is held the waiting thread cannot note an exit, so the process id is still its own
        // or has only just become nobody's.
        let seen = self.seen.get();
        if seen.exit.is_none() {
            let _ended_already = kill_process(self.pid, signal);
        }
    }

    /// Waits for the end of the process and of its log.
    #[track_caller]
    pub(crate) fn wait(&self, within: Duration) -> Left {
        let ended = |s: &Seen| {
            let status = s.exit.filter(|_| s.open_pipes == 0)?;
            Some(Left { status, log: s.log.clone() })
        };
        let left = self.seen.find(within, ended);
        left.unwrap_or_else(|| panic!("hookitd did not end within {within:?}"))
    }

    /// Waits for a log line that holds this text, from the start of the process on, and gives it.
    #[track_caller]
    pub(crate) fn wait_for_log(&self, text: &str, within: Duration) -> String {
        let look = |s: &Seen| s.log.iter().find(|line| line.contains(text)).cloned();
        let line = self.seen.find(within, look);
        line.unwrap_or_else(|| panic!("hookitd did not log {text:?} within {within:?}"))
    }

    /// The log so far.
    pub(crate) fn log(&self) -> Vec<String> {
        self.seen.get().log.clone()
    }
}

impl Drop for Hookitd {
    #[expect(clippy::print_stderr, reason = "a failing test shows what its daemon said")]
    fn drop(&mut self) {
        self.signal(Signal::KILL);
        if thread::panicking() {
            eprintln!("--- log of hookitd {}\n{}", self.pid(), self.log().join("\n"));
        }
    }
}

fn keep_log(seen: &Arc<Watched<Seen>>, pipe: impl Read + Send + 'static) {
    let seen = Arc::clone(seen);
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            seen.change(|s| s.log.push(line));
        }
        seen.change(|s| s.open_pipes -= 1);
    });
}

fn keep_exit(seen: &Arc<Watched<Seen>>, mut child: Child) {
    let seen = Arc::clone(seen);
    thread::spawn(move || {
        let status = child.wait().expect("a child can be waited for");
        seen.change(|s| s.exit = Some(status));
    });
}

/// The addresses of the line that announces readiness.
fn ready(line: &str) -> Option<(SocketAddr, PathBuf)> {
    let line: Value = serde_json::from_str(line).ok()?;
    let fields = line.get("fields").unwrap_or(&line);
    if fields.get("message")? != "ready" {
        return None;
    }
    let api = fields.get("api_addr")?.as_str()?.parse().ok()?;
    Some((api, PathBuf::from(fields.get("admin_socket")?.as_str()?)))
}

#[test]
fn the_ready_line_tells_the_addresses() {
    let line =
        r#"{"level":"INFO","fields":{"message":"ready","api_addr":"127.0.0.1:81","admin_socket":"/a/b"}}"#;
    assert_eq!(ready(line), Some(("127.0.0.1:81".parse().expect("an address"), PathBuf::from("/a/b"))));
    assert_eq!(ready(&line.replace("\"ready\"", "\"starting\"")), None);
    assert_eq!(ready("hookitd: ready"), None);
}
