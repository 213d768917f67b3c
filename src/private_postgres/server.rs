//! The postmaster as a child process: started and reaped by a thread of its own, signalled, waited for.

use std::fs;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::ExitStatus;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::thread;
use std::time::Duration;

use rustix::process::Pid;
use rustix::process::Signal;
use rustix::process::WaitId;
use rustix::process::WaitIdOptions;
use tokio::sync::oneshot;
use tokio::sync::watch;
use tokio::time::Instant;

use super::PrivatePostgresError;
use super::log::Tail;

/// How long recovery may take before the start is given up. At most a few GB of log are applied again; ten minutes is a
/// slow disk's time for that, far over the two that an ordinary crash needs.
const READY_WAIT_MAX: Duration = Duration::from_mins(10);

/// How often the pid file is looked at, and how often the waiting is reported.
const LOOK_EVERY: Duration = Duration::from_millis(20);
const REPORT_EVERY: Duration = Duration::from_secs(2);

/// Patience of a stop: after `SIGINT` (fast: sessions end, a checkpoint is written), then after `SIGQUIT` (at
/// once: the next start recovers).
const FAST_STOP: Duration = Duration::from_secs(30);
const IMMEDIATE_STOP: Duration = Duration::from_secs(10);

/// How the server is.
#[derive(Clone, Copy, Debug)]
enum Life {
    Running,
    /// With the status, unless somebody else reaped it.
    Ended(Option<ExitStatus>),
}

/// The running server. Dropping it asks it to stop and does not wait.
#[derive(Debug)]
pub(super) struct Server {
    pid: Pid,
    /// Emptied before the process is reaped, so that no signal goes to a process id that is already another's.
    target: Arc<Mutex<Option<Pid>>>,
    life: watch::Receiver<Life>,
    tail: Tail,
}

impl Server {
    /// Starts the postmaster.
    ///
    /// The thread that starts it then waits for it and for nothing else, as long as it lives. It must: the kernel
    /// sends the parent-death signal when the *thread* that forked ends, and the threads of an async runtime end
    /// when they have had nothing to do for a while.
    pub(super) async fn launch(command: Command) -> Result<Self, PrivatePostgresError> {
        let program = command.get_program().to_string_lossy().into_owned();
        let failed = move |source| PrivatePostgresError::Run { program, source };
        let tail = Tail::new();
        let target = Arc::new(Mutex::new(None));
        let (life_sender, life) = watch::channel(Life::Running);
        let (started_sender, started) = oneshot::channel();
        let supervisor = Supervisor { tail: tail.clone(), target: Arc::clone(&target), life: life_sender };
        let spawned = thread::Builder::new()
            .name("postgres".to_owned())
            .spawn(move || supervisor.run(command, started_sender))
            .map(drop);
        let started = match spawned {
            Ok(()) => started.await.unwrap_or_else(|_| Err(io::Error::other("its thread ended"))),
            Err(error) => Err(error),
        };
        Ok(Self { pid: started.map_err(failed)?, target, life, tail })
    }

    /// Waits until the server takes connections, reporting what it does meanwhile.
    pub(super) async fn ready(
        &self,
        data: &Path,
        progress: &(dyn Fn(&str) + Sync),
    ) -> Result<(), PrivatePostgresError> {
        let begun = Instant::now();
        let mut reported = begun;
        loop {
            let life = *self.life.borrow();
            if let Life::Ended(status) = life {
                let status = describe(status);
                return Err(PrivatePostgresError::EndedEarly {
                    status,
                    output: self.tail.last_words().await,
                });
            }
            let state = state(data, self.pid);
            if state.as_deref() == Some("ready") {
                return Ok(());
            }
            let now = Instant::now();
            if now - begun > READY_WAIT_MAX {
                let waited_s = READY_WAIT_MAX.as_secs();
                return Err(PrivatePostgresError::NotReady { waited_s, output: self.tail.text() });
            }
            if now - reported >= REPORT_EVERY {
                reported = now;
                let state = state.as_deref().unwrap_or("starting");
                progress(&format!("private Postgres is {state}, {} s so far", (now - begun).as_secs()));
            }
            let mut life = self.life.clone();
            // Ends early when the server does; otherwise it is time to look again.
            let _ended =
                tokio::time::timeout(LOOK_EVERY, life.wait_for(|life| matches!(life, Life::Ended(_))))
                    .await
                    .is_ok();
        }
    }

    /// Resolves when the server has ended, with its status if it is known.
    pub(super) fn ended(&self) -> impl Future<Output = Option<ExitStatus>> + Send + use<> {
        let mut life = self.life.clone();
        async move {
            match life.wait_for(|life| matches!(life, Life::Ended(_))).await.as_deref() {
                Ok(Life::Ended(status)) => *status,
                _ => None,
            }
        }
    }

    /// Stops the server: fast, and after 30 s at once.
    pub(super) async fn stop(self) -> Result<(), PrivatePostgresError> {
        for (signal, patience) in [(Signal::INT, FAST_STOP), (Signal::QUIT, IMMEDIATE_STOP)] {
            self.signal(signal);
            if tokio::time::timeout(patience, self.ended()).await.is_ok() {
                return Ok(());
            }
            tracing::warn!(?signal, waited_s = patience.as_secs(), "Postgres has not stopped");
        }
        Err(PrivatePostgresError::NotStopped { pid: self.pid.as_raw_nonzero().get() })
    }

    /// Process id of the postmaster.
    pub(super) fn pid(&self) -> Pid {
        self.pid
    }

    fn signal(&self, signal: Signal) {
        if let Some(pid) = *lock(&self.target)
            && let Err(error) = rustix::process::kill_process(pid, signal)
        {
            tracing::warn!(%error, ?signal, "cannot signal Postgres");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.signal(Signal::INT);
    }
}

/// What the thread owns.
struct Supervisor {
    tail: Tail,
    target: Arc<Mutex<Option<Pid>>>,
    life: watch::Sender<Life>,
}

impl Supervisor {
    fn run(self, mut command: Command, started: oneshot::Sender<io::Result<Pid>>) {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        // Its own process group: ^C in a terminal is for the daemon, which still needs Postgres to drain.
        command.process_group(0);
        let mut child = match self.spawn(&mut command) {
            Ok(child) => child,
            Err(error) => return drop(started.send(Err(error))),
        };
        let pid = Pid::from_child(&child);
        *lock(&self.target) = Some(pid);
        if started.send(Ok(pid)).is_err() {
            // Whoever asked for it has gone meanwhile.
            if let Err(error) = rustix::process::kill_process(pid, Signal::INT) {
                tracing::debug!(%error, "Postgres has gone meanwhile");
            }
        }
        // First learn that it has ended, then take its pid out of reach, then reap it.
        let ended =
            || rustix::process::waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
        while matches!(ended(), Err(rustix::io::Errno::INTR)) {}
        *lock(&self.target) = None;
        self.life.send_replace(Life::Ended(child.wait().ok()));
    }

    fn spawn(&self, command: &mut Command) -> io::Result<Child> {
        let mut child = command.spawn()?;
        if let Some(stderr) = child.stderr.take() {
            let tail = self.tail.clone();
            let reader = thread::Builder::new().name("postgres-log".to_owned());
            if let Err(error) = reader.spawn(move || tail.follow(stderr)) {
                child.kill()?;
                child.wait()?;
                return Err(error);
            }
        }
        Ok(child)
    }
}

fn lock(target: &Mutex<Option<Pid>>) -> MutexGuard<'_, Option<Pid>> {
    target.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The server's own word for its state, from line 8 of its pid file (`pg_ctl` reads the same line), once that
/// file is this server's and not one left from before.
fn state(data: &Path, pid: Pid) -> Option<String> {
    let text = fs::read_to_string(data.join("postmaster.pid")).ok()?;
    let mut lines = text.lines();
    let named: i32 = lines.next()?.trim().parse().ok()?;
    (named == pid.as_raw_nonzero().get()).then(|| lines.nth(6).map(|line| line.trim().to_owned()))?
}

fn describe(status: Option<ExitStatus>) -> String {
    status.map_or_else(|| "status unknown".to_owned(), |status| status.to_string())
}
