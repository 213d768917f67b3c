//! The lock that makes one daemon the owner of an admin socket, or of a state directory.

use std::fs::File;
use std::fs::OpenOptions;
use std::fs::TryLockError;
use std::io::Read;
use std::io::Seek;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::path::PathBuf;

use rustix::fs::OFlags;

use super::error::DaemonError;

/// Held while the daemon lives. The kernel releases it with the process, however it ends, so a lock file that is
/// left behind means nothing; it is never removed, because two daemons could then lock two files of one name.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock on an admin socket, in a file beside it.
    pub(super) fn beside(socket: &Path) -> Result<Self, DaemonError> {
        let mut path = socket.as_os_str().to_owned();
        path.push(".lock");
        Self::take(&PathBuf::from(path), socket)
    }

    /// Takes the lock on what lies at `owned` at once, or says who has it; `path` is the lock's file.
    pub(super) fn take(path: &Path, owned: &Path) -> Result<Self, DaemonError> {
        // A link planted in a directory that others can write to is not followed.
        let no_follow = i32::try_from(OFlags::NOFOLLOW.bits()).unwrap_or_default();
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .custom_flags(no_follow)
            .open(path)
            .map_err(DaemonError::io("open the lock file", path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(DaemonError::Second { owned: owned.to_owned(), pid: holder(&mut file) });
            }
            Err(TryLockError::Error(source)) => return Err(DaemonError::io("lock", path)(source)),
        }
        // The pid is for the message of the next one who comes; the lock itself does not need it.
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .map_err(DaemonError::io("write the lock file", path))?;
        Ok(Self { _file: file })
    }
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    match file.read_to_string(&mut text) {
        Ok(_) if !text.trim().is_empty() => text.trim().to_owned(),
        Ok(_) | Err(_) => "unknown".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::scratch::Scratch;
    use super::super::scratch::once_free;
    use super::*;

    #[test]
    fn second_daemon_is_told_who_the_first_is() {
        let scratch = Scratch::new("lock-second");
        let socket = scratch.path("admin.sock");
        let first = Lock::beside(&socket).unwrap();
        let second = Lock::beside(&socket).unwrap_err();
        let expected = format!("another hookitd owns {} (pid {})", socket.display(), std::process::id());
        assert_eq!(second.to_string(), expected);
        drop(first);
        once_free(|| Lock::beside(&socket));
    }

    #[test]
    fn lock_file_of_a_dead_daemon_means_nothing() {
        let scratch = Scratch::new("lock-dead");
        fs::write(scratch.path("admin.sock.lock"), "1\n").unwrap();
        Lock::beside(&scratch.path("admin.sock")).unwrap();
        let text = fs::read_to_string(scratch.path("admin.sock.lock")).unwrap();
        assert_eq!(text.trim(), std::process::id().to_string());
    }

    #[test]
    fn planted_link_is_not_followed() {
        let scratch = Scratch::new("lock-link");
        fs::write(scratch.path("precious"), "1").unwrap();
        std::os::unix::fs::symlink(scratch.path("precious"), scratch.path("admin.sock.lock")).unwrap();
        assert!(Lock::beside(&scratch.path("admin.sock")).is_err());
        assert_eq!(fs::read_to_string(scratch.path("precious")).unwrap(), "1");
    }
}
