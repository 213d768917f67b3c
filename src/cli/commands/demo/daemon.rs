//! A daemon of one command's own: a real hookitd with a private Postgres in a temporary directory; both are gone with it.

use std::ffi::OsString;
use std::fs;
use std::fs::File;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::ExitStatus;
use std::process::Stdio;
use std::sync::mpsc;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::output::text;
use crate::cli::session::Session;

/// How long it may take to finish what is under way when it is asked to stop.
const STOP_MAX: Duration = Duration::from_secs(20);

/// The daemon as a child process, and its directory.
pub(in crate::cli::commands) struct Daemon {
    process: u32,
    ended: mpsc::Receiver<io::Result<ExitStatus>>,
    running: bool,
    dir: PathBuf,
}

impl Daemon {
    /// Starts `program` as the node `name`, in a fresh directory below `temporary_dir`. It sees nothing of this
    /// process's environment but the path, so that no setting of the operator's reaches it.
    pub(in crate::cli::commands) fn start(
        name: &str,
        program: &Path,
        temporary_dir: &Path,
        path: Option<&OsString>,
    ) -> Result<Self> {
        Self::start_with(name, program, temporary_dir, path, &[])
    }

    /// The same with further settings, as `--set` takes them.
    pub(in crate::cli::commands) fn start_with(
        name: &str,
        program: &Path,
        temporary_dir: &Path,
        path: Option<&OsString>,
        set: &[String],
    ) -> Result<Self> {
        let dir = fresh_directory(name, temporary_dir)?;
        match Self::start_in(name, program, &dir, path, set) {
            Ok((child, ended)) => Ok(Self { process: child, ended, running: true, dir }),
            Err(error) => {
                remove(&dir);
                Err(error)
            }
        }
    }

    fn start_in(
        name: &str,
        program: &Path,
        dir: &Path,
        path: Option<&OsString>,
        set: &[String],
    ) -> Result<(u32, mpsc::Receiver<io::Result<ExitStatus>>)> {
        let cannot = |what: &str| {
            let what = what.to_owned();
            move |error: io::Error| CliError::failed(what).because(error)
        };
        let config = dir.join("hookit.yaml");
        fs::write(&config, settings(name, dir)).map_err(cannot("cannot write the daemon's settings"))?;
        let log = File::create(dir.join("hookitd.log")).map_err(cannot("cannot write the daemon's log"))?;
        let mut command = Command::new(program);
        command.arg("--config").arg(&config);
        for one in set {
            command.arg("--set").arg(one);
        }
        command.env_clear().envs(path.map(|path| ("PATH", path)));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        own_group(&mut command);
        let mut child: Child = command.spawn().map_err(|error| {
            CliError::failed(format!("cannot start {}", program.display()))
                .because(error)
                .hint("name the daemon's program with --hookitd")
        })?;
        let process = child.id();
        let (tell, ended) = mpsc::channel();
        // The thread lives as long as the child: whoever waits for the end waits on the channel.
        thread::Builder::new()
            .name("daemon".to_owned())
            .spawn(move || tell.send(child.wait()))
            .map_err(cannot("cannot watch the daemon"))?;
        Ok((process, ended))
    }

    /// Its process id.
    pub(in crate::cli::commands) fn process(&self) -> u32 {
        self.process
    }

    /// Where it keeps its private Postgres.
    pub(in crate::cli::commands) fn state_dir(&self) -> PathBuf {
        self.dir.join("state")
    }

    /// Its admin socket.
    pub(in crate::cli::commands) fn socket(&self) -> PathBuf {
        self.dir.join("admin.sock")
    }

    /// Where its API listens, once its log says that it is ready.
    pub(in crate::cli::commands) fn address(&mut self) -> Result<Option<String>> {
        if let Ok(ended) = self.ended.try_recv() {
            self.running = false;
            let how = ended.map_or_else(|error| error.to_string(), |status| status.to_string());
            let mut error = CliError::failed(format!("hookitd ended by itself ({how})"));
            for line in self.last_words() {
                error = error.because(line);
            }
            return Err(error);
        }
        let log = fs::read_to_string(self.dir.join("hookitd.log")).unwrap_or_default();
        Ok(log.lines().rev().filter_map(|line| serde_json::from_str::<Value>(line).ok()).find_map(|line| {
            let fields = &line["fields"];
            let address = text(fields, "api_addr");
            (text(fields, "message") == "ready" && !address.is_empty()).then(|| address.to_owned())
        }))
    }

    /// The end of its log.
    fn last_words(&self) -> Vec<String> {
        let log = fs::read_to_string(self.dir.join("hookitd.log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(5)..].iter().map(|line| (*line).to_owned()).collect()
    }

    /// Stops it in good order and takes its directory away.
    pub(in crate::cli::commands) fn stop(mut self) -> Result<()> {
        let ended = self.end();
        match ended {
            Some(Ok(status)) if status.success() => Ok(()),
            Some(Ok(status)) => {
                Err(CliError::failed(format!("hookitd did not stop in good order ({status})")))
            }
            Some(Err(error)) => Err(CliError::failed("cannot wait for hookitd").because(error)),
            None => Err(CliError::failed("hookitd did not stop in time and was killed")),
        }
    }

    /// Kills it as a power cut would, and takes its directory away; what it had under way is for others to find.
    pub(in crate::cli::commands) fn kill(mut self) {
        // One that ended by itself has no process any more, and its number may be another's.
        if self.ended.try_recv().is_err() {
            signal::kill(self.process);
            // It is gone before anything is said of it.
            drop(self.ended.recv_timeout(STOP_MAX));
        }
        self.running = false;
    }

    /// Asks it to stop, and kills it when it does not; says how it ended, if it ended by itself.
    fn end(&mut self) -> Option<io::Result<ExitStatus>> {
        if !std::mem::take(&mut self.running) {
            return Some(Ok(ExitStatus::default()));
        }
        signal::terminate(self.process);
        match self.ended.recv_timeout(STOP_MAX) {
            Ok(ended) => Some(ended),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                signal::kill(self.process);
                // Its private Postgres ends with it.
                let ended = self.ended.recv_timeout(STOP_MAX);
                drop(ended);
                None
            }
        }
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        drop(self.end());
        remove(&self.dir);
    }
}

/// The daemon's program: the one that was named, else the one beside this program.
pub(in crate::cli::commands) fn program(session: &Session, named: Option<&PathBuf>) -> Result<PathBuf> {
    if let Some(named) = named {
        return Ok(named.clone());
    }
    let beside =
        session.environment.executable.as_ref().map(|executable| executable.with_file_name("hookitd"));
    beside.filter(|path| path.exists()).ok_or_else(|| {
        CliError::failed("there is no hookitd beside this program").hint("name it with --hookitd")
    })
}

/// A directory for this run. Postgres, which steps down from root, must get through it to its own part.
fn fresh_directory(name: &str, temporary_dir: &Path) -> Result<PathBuf> {
    // A socket's path has 107 bytes; a long TMPDIR would leave none for the name.
    let above = if temporary_dir.as_os_str().len() > 50 { Path::new("/tmp") } else { temporary_dir };
    let dir = above.join(format!("hookit-{name}-{}", std::process::id()));
    let mut builder = fs::DirBuilder::new();
    signal::mode(&mut builder);
    builder
        .create(&dir)
        .map_err(|error| CliError::failed(format!("cannot make {}", dir.display())).because(error))?;
    Ok(dir)
}

fn remove(dir: &Path) {
    // What cannot be removed is not worth failing for at this point.
    let removed = fs::remove_dir_all(dir);
    drop(removed);
}

fn settings(name: &str, dir: &Path) -> String {
    let dir = dir.display();
    format!(
        "state_dir: {dir}/state\n\
         api:\n  listen: 127.0.0.1:0\n  connections_per_ip_max: 4096\n\
         admin:\n  socket: {dir}/admin.sock\n\
         deliver:\n  allow_http: true\n  allow_cidrs: [127.0.0.1/32]\n\
         node:\n  name: {name}\n\
         log:\n  format: json\n  level: info\n"
    )
}

/// ^C on the terminal is for the demo, which then stops the daemon in its own order.
fn own_group(command: &mut Command) {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        command.process_group(0);
    }
    #[cfg(not(unix))]
    drop(command);
}

mod signal {
    //! Asking a process to end.

    use std::fs::DirBuilder;

    use rustix::process::Pid;
    use rustix::process::Signal;

    /// SIGTERM.
    pub(super) fn terminate(process: u32) {
        send(process, Signal::TERM);
    }

    /// SIGKILL.
    pub(super) fn kill(process: u32) {
        send(process, Signal::KILL);
    }

    fn send(process: u32, signal: Signal) {
        if let Some(pid) = i32::try_from(process).ok().and_then(Pid::from_raw) {
            // A process that has gone needs no signal.
            let _ = rustix::process::kill_process(pid, signal);
        }
    }

    /// Private to us; passable, though not readable, when we are root and Postgres will be somebody else.
    pub(super) fn mode(builder: &mut DirBuilder) {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(if rustix::process::geteuid().is_root() { 0o711 } else { 0o700 });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_ends_at_once_is_told_and_leaves_nothing() {
        let mut daemon = Daemon::start("demo", Path::new("/bin/false"), Path::new("/tmp"), None).unwrap();
        let dir = daemon.dir.clone();
        let error = loop {
            match daemon.address() {
                Ok(found) => assert!(found.is_none()),
                Err(error) => break error,
            }
            thread::yield_now();
        };
        assert!(error.text.contains("ended by itself"), "{}", error.text);
        drop(daemon);
        assert!(!dir.exists());
        assert!(Daemon::start("demo", Path::new("/nowhere/hookitd"), Path::new("/tmp"), None).is_err());
        assert!(!dir.exists());
    }
}
