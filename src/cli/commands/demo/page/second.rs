//! The second node: a hookitd of its own on the Postgres of the first, there to be killed.

use std::ffi::OsString;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use super::show::lock;
use crate::cli::commands::demo::daemon::Daemon;
use crate::cli::commands::demo::stage;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::interrupt::Interrupt;
use crate::config::SecretText;

/// How long it may take to be ready on a database that is there.
const START_MAX: Duration = Duration::from_secs(30);
/// The shortest lease there is: nobody wants to wait longer for what a dead node had.
pub(super) const LEASE: &str = "deliver.lease_ms=6000";

/// How to start it, and the one that runs.
pub(super) struct Second {
    program: PathBuf,
    temporary_dir: PathBuf,
    path: Option<OsString>,
    set: Vec<String>,
    interrupt: Interrupt,
    /// Held while it is started or killed.
    inner: Mutex<Inner>,
    /// For the page, which does not wait for that.
    word: Mutex<&'static str>,
}

#[derive(Default)]
struct Inner {
    running: Option<(Daemon, String)>,
    /// The demo ends: none is started any more.
    is_over: bool,
}

impl Second {
    /// On this database, with the keys in the state directory of its first node.
    pub(super) fn new(
        program: &Path,
        temporary_dir: &Path,
        path: Option<&OsString>,
        (database, keyring): (&SecretText, &Path),
        interrupt: &Interrupt,
    ) -> Self {
        let set = vec![
            "node.name=node-2".to_owned(),
            LEASE.to_owned(),
            // A private Postgres has no password: it is reached by who one is.
            format!("database.url={}", database.expose()),
            format!("secrets.keyring_file={}", keyring.display()),
        ];
        Self {
            program: program.to_owned(),
            temporary_dir: temporary_dir.to_owned(),
            path: path.cloned(),
            set,
            interrupt: interrupt.clone(),
            inner: Mutex::default(),
            word: Mutex::new("dead"),
        }
    }

    /// `running`, `starting` or `dead`.
    pub(super) fn word(&self) -> &'static str {
        *lock(&self.word)
    }

    /// Starts it, if it does not run; says whether it did not.
    pub(super) fn start(&self) -> Result<bool> {
        let mut inner = lock(&self.inner);
        if inner.running.is_some() {
            return Ok(false);
        }
        if inner.is_over {
            return Err(CliError::failed("the demo is ending"));
        }
        *lock(&self.word) = "starting";
        let started = self.started();
        *lock(&self.word) = if started.is_ok() { "running" } else { "dead" };
        inner.running = Some(started?);
        Ok(true)
    }

    fn started(&self) -> Result<(Daemon, String)> {
        let path = self.path.as_ref();
        let mut daemon = Daemon::start_with("demo-2", &self.program, &self.temporary_dir, path, &self.set)?;
        let mut address = String::new();
        stage::until(&self.interrupt, START_MAX, "the second hookitd to be ready", || {
            Ok(daemon.address()?.map(|found| address = found).is_some())
        })?;
        Ok((daemon, address))
    }

    /// Kills it once `busy` has given it something to do over its API; `None` when it does not run.
    pub(super) fn kill<T>(&self, busy: impl FnOnce(&str) -> Result<T>) -> Result<Option<T>> {
        let mut inner = lock(&self.inner);
        let Some((_, address)) = &inner.running else { return Ok(None) };
        let done = busy(address)?;
        if let Some((daemon, _)) = inner.running.take() {
            daemon.kill();
        }
        *lock(&self.word) = "dead";
        Ok(Some(done))
    }

    /// Ends it in good order, and for good.
    pub(super) fn end(&self) {
        let mut inner = lock(&self.inner);
        inner.is_over = true;
        drop(inner.running.take());
    }
}

/// Ends the second node however the demo ends, before the Postgres that both are on.
pub(super) struct Ending<'a>(pub(super) &'a Second);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}
