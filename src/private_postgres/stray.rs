//! What an earlier daemon left behind: a postmaster that is still stopping, or a pid file that lies.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use rustix::process::Pid;
use rustix::process::Signal;
use tokio::time::Instant;

use super::PrivatePostgresError;

/// How long an earlier postmaster may take to go by itself. A killed daemon's postmaster has been told to stop
/// by the kernel and is at it.
const GOES_BY_ITSELF: Duration = Duration::from_secs(15);

/// How long it may take to go when asked (`SIGINT`), and then when told (`SIGQUIT`).
const GOES_WHEN_ASKED: Duration = Duration::from_secs(30);
const GOES_WHEN_TOLD: Duration = Duration::from_secs(10);

/// No event tells that somebody else's child has ended, so we look.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Waits until nobody works in the cluster any more, stops who does not go, and removes a pid file that Postgres
/// would take for a running server though it names none. The caller holds the lock, so whoever is found here is
/// a leftover and not another daemon's.
pub(super) async fn clear(data: &Path) -> Result<(), PrivatePostgresError> {
    clear_after(data, GOES_BY_ITSELF).await
}

/// [`clear`], with the time that is waited before anybody is stopped.
pub(super) async fn clear_after(data: &Path, by_itself: Duration) -> Result<(), PrivatePostgresError> {
    if gone_within(data, by_itself).await {
        return unlie(data);
    }
    for (signal, patience) in [(Signal::INT, GOES_WHEN_ASKED), (Signal::QUIT, GOES_WHEN_TOLD)] {
        // The postmaster is asked alone and stops its children; when they are told, or have lost it, each is.
        let postmaster = pid_file(data);
        let mut targets = workers(data);
        if signal == Signal::INT {
            targets.retain(|pid| Some(*pid) == postmaster);
            if targets.is_empty() {
                continue;
            }
        }
        for pid in targets {
            tracing::warn!(
                pid = pid.as_raw_nonzero().get(),
                ?signal,
                "stopping a Postgres left by an earlier run"
            );
            if let Err(error) = rustix::process::kill_process(pid, signal) {
                tracing::debug!(%error, "it has gone meanwhile");
            }
        }
        if gone_within(data, patience).await {
            return unlie(data);
        }
    }
    let pids: Vec<String> = workers(data).iter().map(|pid| pid.as_raw_nonzero().to_string()).collect();
    Err(PrivatePostgresError::Stray { data_dir: data.to_owned(), pids: pids.join(", ") })
}

/// Whether nobody works in the cluster any more, within `patience`.
pub(super) async fn gone_within(data: &Path, patience: Duration) -> bool {
    let until = Instant::now() + patience;
    let mut told = false;
    loop {
        let found = workers(data);
        if found.is_empty() {
            return true;
        }
        if !told {
            tracing::info!(
                processes = found.len(),
                "an earlier Postgres still works in the cluster, waiting for it"
            );
            told = true;
        }
        if Instant::now() >= until {
            return false;
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Every living Postgres process of the cluster: the postmaster and its children all have it as their working
/// directory. Children count, because Postgres must not start over backends whose postmaster was killed.
fn workers(data: &Path) -> Vec<Pid> {
    let named = pid_file(data);
    let pids = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = pids.filter_map(|entry| Pid::from_raw(entry.file_name().to_str()?.parse().ok()?));
    pids.filter(|pid| works_in(*pid, data, named == Some(*pid))).collect()
}

/// Whether a process is a living Postgres of this cluster. A zombie has no working directory and so is not.
fn works_in(pid: Pid, data: &Path, named_by_pid_file: bool) -> bool {
    let proc = PathBuf::from(format!("/proc/{}", pid.as_raw_nonzero()));
    let comm = fs::read_to_string(proc.join("comm")).unwrap_or_default();
    // An operator's shell may stand in the directory as well.
    if !matches!(comm.trim_end(), "postgres" | "postmaster") {
        return false;
    }
    match fs::metadata(proc.join("cwd")) {
        Ok(cwd) => fs::metadata(data).is_ok_and(|data| (cwd.dev(), cwd.ino()) == (data.dev(), data.ino())),
        // In a container root may lack the right to look there; the command line is open to all and names the
        // directory. Without root it means another user's process, which cannot be at work in our directory.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied && named_by_pid_file => {
            let line = fs::read(proc.join("cmdline")).unwrap_or_default();
            let wanted = data.as_os_str().as_encoded_bytes();
            line.split(|byte| *byte == 0).any(|argument| argument == wanted)
        }
        Err(_) => false,
    }
}

fn pid_file_path(data: &Path) -> PathBuf {
    data.join("postmaster.pid")
}

/// The process id in the first line of the pid file. A server of a single user, as initdb starts it, writes it negative.
fn pid_file(data: &Path) -> Option<Pid> {
    let text = fs::read_to_string(pid_file_path(data)).ok()?;
    Pid::from_raw(text.lines().next()?.trim().parse::<i32>().ok()?.checked_abs()?)
}

/// Removes the pid file when its process id belongs to a zombie or to somebody else. Nobody works in the cluster
/// when this is called. A pid file of a process that is gone is left to Postgres, which also checks its shared
/// memory then.
fn unlie(data: &Path) -> Result<(), PrivatePostgresError> {
    let path = pid_file_path(data);
    match pid_file(data) {
        Some(pid) if rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH) => {
            tracing::info!(
                pid = pid.as_raw_nonzero().get(),
                "removing the pid file of a Postgres that is gone"
            );
            fs::remove_file(&path).map_err(PrivatePostgresError::io("remove", path))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::process::Stdio;

    use super::*;

    fn scratch(name: &str, pid: impl std::fmt::Display) -> PathBuf {
        let dir = PathBuf::from(format!("/tmp/hookit-stray-{name}-{}", std::process::id()));
        fs::create_dir_all(&dir).expect("make a scratch directory");
        fs::write(pid_file_path(&dir), format!("{pid}\n{}\n", dir.display())).expect("write a pid file");
        dir
    }

    #[tokio::test]
    async fn pid_file_that_names_a_zombie_is_removed_at_once() {
        let mut child = Command::new("cat").stdin(Stdio::piped()).spawn().expect("start a child");
        let dir = scratch("zombie", child.id());
        drop(child.stdin.take());
        let pid = Pid::from_child(&child);
        rustix::process::waitid(
            rustix::process::WaitId::Pid(pid),
            rustix::process::WaitIdOptions::EXITED | rustix::process::WaitIdOptions::NOWAIT,
        )
        .expect("wait until it is a zombie");
        let cleared = clear(&dir).await;
        let left = pid_file_path(&dir).exists();
        child.wait().expect("reap it");
        fs::remove_dir_all(&dir).expect("clean up");
        cleared.expect("a zombie is gone");
        assert!(!left, "Postgres would refuse to start over this pid file");
    }

    #[tokio::test]
    async fn pid_file_that_names_somebody_else_is_removed() {
        let dir = scratch("foreign", std::process::id());
        let cleared = clear(&dir).await;
        let left = pid_file_path(&dir).exists();
        fs::remove_dir_all(&dir).expect("clean up");
        cleared.expect("this test is no postmaster");
        assert!(!left);
    }

    #[tokio::test]
    async fn pid_file_of_a_server_of_a_single_user_is_read_too() {
        let dir = scratch("single", -i64::from(std::process::id()));
        let cleared = clear(&dir).await;
        let left = pid_file_path(&dir).exists();
        fs::remove_dir_all(&dir).expect("clean up");
        cleared.expect("this test is no server");
        assert!(!left);
    }

    #[tokio::test]
    async fn pid_file_of_a_process_that_is_gone_is_left_to_postgres() {
        let mut child = Command::new("true").spawn().expect("start a child");
        child.wait().expect("reap it");
        let dir = scratch("gone", child.id());
        let cleared = clear(&dir).await;
        let left = pid_file_path(&dir).exists();
        fs::remove_dir_all(&dir).expect("clean up");
        cleared.expect("nobody is there");
        assert!(left, "Postgres checks its shared memory by it");
    }
}
