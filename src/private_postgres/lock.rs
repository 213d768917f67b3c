//! The file lock that keeps a second daemon away from the cluster.

use std::fs::File;
use std::fs::OpenOptions;
use std::fs::TryLockError;
use std::io::Read;
use std::io::Seek;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::PrivatePostgresError;

/// Held from before `initdb` until the server has stopped. The kernel releases it with the process, however it
/// ends; the file descriptor is closed on exec, so the server does not inherit the lock.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock at once or says who has it.
    pub(super) fn take(path: &Path) -> Result<Self, PrivatePostgresError> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(path)
            .map_err(PrivatePostgresError::io("open the lock file", path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(in_use(path, &mut file)),
            Err(TryLockError::Error(source)) => {
                return Err(PrivatePostgresError::io("lock", path)(source));
            }
        }
        // The pid is for the message of the next one who comes; the lock itself does not need it.
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .map_err(PrivatePostgresError::io("write the lock file", path))?;
        Ok(Self { _file: file })
    }
}

fn in_use(path: &Path, file: &mut File) -> PrivatePostgresError {
    let mut text = String::new();
    let pid = match file.read_to_string(&mut text) {
        Ok(_) if !text.trim().is_empty() => text.trim().to_owned(),
        _ => "unknown".to_owned(),
    };
    PrivatePostgresError::InUse { dir: path.parent().unwrap_or(path).to_owned(), pid }
}
