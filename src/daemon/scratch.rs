//! A directory for a unit test, gone with it, and locks that were dropped there.

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use super::error::DaemonError;

/// The directory.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// Makes it; `name` tells the tests apart.
    pub(super) fn new(name: &str) -> Self {
        let dir = PathBuf::from(format!("/tmp/hookitd-{name}-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        Self(dir)
    }

    /// A path in it.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// Takes what a dropped lock held. Another test may just be starting a program: until its exec, the child has the lock
/// too.
pub(super) fn once_free<T>(take: impl Fn() -> Result<T, DaemonError>) -> T {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        match take() {
            Ok(taken) => return taken,
            Err(DaemonError::Second { .. }) if Instant::now() < deadline => thread::yield_now(),
            Err(error) => panic!("{error}"),
        }
    }
}
