//! A run of the operator's command that goes on until it is told to end, and what it says meanwhile.

use super::hookit::Hookit;
use super::wait::{SOON, Watched};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ExitStatus, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

#[derive(Debug, Default)]
struct Seen {
    out: Vec<String>,
    err: Vec<String>,
    open_pipes: usize,
    exit: Option<ExitStatus>,
}

/// The process. It is killed with the value.
pub(crate) struct Running {
    pid: Pid,
    seen: Arc<Watched<Seen>>,
}

impl Running {
    pub(crate) fn start(hookit: &Hookit, arguments: &[&str]) -> Self {
        let mut command = hookit.command(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("hookit can be started");
        let pid = Pid::from_child(&child);
        let seen = Arc::new(Watched::new(Seen { open_pipes: 2, ..Seen::default() }));
        keep(&seen, child.stdout.take().expect("stdout is piped"), |seen| &mut seen.out);
        keep(&seen, child.stderr.take().expect("stderr is piped"), |seen| &mut seen.err);
        keep_exit(&seen, child);
        Self { pid, seen }
    }

    /// Waits for this many lines on standard output, and gives all there are.
    #[track_caller]
    pub(crate) fn lines(&self, count: usize, within: Duration) -> Vec<String> {
        let enough = |seen: &Seen| (seen.out.len() >= count).then(|| seen.out.clone());
        self.seen.find(within, enough).unwrap_or_else(|| {
            let seen = self.seen.get();
            panic!("waited {within:?} for {count} lines, got {}: {:?}", seen.out.len(), seen.err)
        })
    }

    /// Waits for a line with this text on standard error, and gives it.
    #[track_caller]
    pub(crate) fn talk(&self, text: &str) -> String {
        let look = |seen: &Seen| seen.err.iter().find(|line| line.contains(text)).cloned();
        self.seen.find(SOON, look).unwrap_or_else(|| {
            let seen = self.seen.get();
            panic!("it did not say {text:?} within {SOON:?}: {:?} {:?}", seen.err, seen.out)
        })
    }

    /// ^C, and waits for the end: the exit code and all of standard output.
    #[track_caller]
    pub(crate) fn interrupt(self) -> (i32, Vec<String>) {
        self.signal(Signal::INT);
        let ended = |seen: &Seen| {
            let status = seen.exit.filter(|_| seen.open_pipes == 0)?;
            Some((status.code().unwrap_or(-1), seen.out.clone()))
        };
        self.seen.find(SOON, ended).expect("it ends by ^C")
    }

    fn signal(&self, signal: Signal) {
        let seen = self.seen.get();
        if seen.exit.is_none() {
            let _ended_already = kill_process(self.pid, signal);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.signal(Signal::KILL);
    }
}

fn keep(
    seen: &Arc<Watched<Seen>>,
    pipe: impl Read + Send + 'static,
    whose: impl Fn(&mut Seen) -> &mut Vec<String> + Send + 'static,
) {
    let seen = Arc::clone(seen);
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            seen.change(|seen| whose(seen).push(line));
        }
        seen.change(|seen| seen.open_pipes -= 1);
    });
}

fn keep_exit(seen: &Arc<Watched<Seen>>, mut child: Child) {
    let seen = Arc::clone(seen);
    thread::spawn(move || {
        let status = child.wait().expect("a child can be waited for");
        seen.change(|seen| seen.exit = Some(status));
    });
}
