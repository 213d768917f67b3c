//! A folder of one test, gone with it.

use std::fs;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// A fresh folder with a short path, so that a socket in it stays below 107 bytes.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        let path = std::env::temp_dir().join(format!("hookit-{:016x}", rand::random::<u64>()));
        fs::DirBuilder::new().mode(0o755).create(&path).expect("a scratch folder can be made");
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// The path of a file in it, as configuration and arguments take it.
    pub(crate) fn file(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    /// Writes a file that only its owner may read, as secrets and configuration want it.
    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).expect("a scratch file can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("its mode can be set");
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A daemon that was killed may still be writing; what stays lies in the temporary folder.
        drop(fs::remove_dir_all(&self.0));
    }
}
