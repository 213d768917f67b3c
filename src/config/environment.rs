//! What the process was started with: its variables, its user and its machine's name.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

/// A copy of the environment, taken once at the start. Tests make their own.
#[derive(Clone, Default)]
pub struct Environment {
    /// The variables; bytes that are not UTF-8 are replaced.
    pub variables: BTreeMap<String, String>,
    /// The effective user id.
    pub uid: u32,
    /// The host name, without anything a node's name may not have.
    pub host_name: String,
}

impl Environment {
    /// Reads it from the process.
    #[must_use]
    pub fn read() -> Self {
        let text = |os: OsString| os.to_string_lossy().into_owned();
        let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
        let host_name: String = host.chars().filter(char::is_ascii_graphic).take(64).collect();
        Self {
            variables: std::env::vars_os().map(|(name, value)| (text(name), text(value))).collect(),
            uid: rustix::process::geteuid().as_raw(),
            host_name: if host_name.is_empty() { "node".to_owned() } else { host_name },
        }
    }

    /// A variable that is set and not empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// A variable that holds an absolute path; the XDG rules say to pass over others.
    #[must_use]
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.get(name).map(PathBuf::from).filter(|path| path.is_absolute())
    }

    /// The directories of `PATH`.
    #[must_use]
    pub fn search_path(&self) -> Vec<PathBuf> {
        self.get("PATH").map(|path| std::env::split_paths(path).collect()).unwrap_or_default()
    }
}
