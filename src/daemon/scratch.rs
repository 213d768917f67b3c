//! A directory for a unit test, gone with it.

use std::fs;
use std::path::PathBuf;

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
