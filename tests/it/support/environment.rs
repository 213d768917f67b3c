//! Reads what `tests/run.sh` says about the machine.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The Postgres server of the tests, by the URL of any of its databases.
pub(crate) fn server_url() -> String {
    variable("DATABASE_URL").expect(
        "DATABASE_URL names no Postgres for the tests: run ./tests/run.sh, or tests/cluster.sh start DIR and \
         export the line it prints",
    )
}

/// A Python that has the official `standardwebhooks` package.
pub(crate) fn python() -> PathBuf {
    variable("HOOKIT_TEST_PYTHON").map_or_else(|| installed("venv/bin/python"), PathBuf::from)
}

pub(crate) fn node() -> PathBuf {
    variable("HOOKIT_TEST_NODE").map_or_else(|| PathBuf::from("node"), PathBuf::from)
}

/// The `node_modules` that hold the official `standardwebhooks` package.
pub(crate) fn node_path() -> PathBuf {
    variable("HOOKIT_TEST_NODE_PATH").map_or_else(|| installed("node_modules"), PathBuf::from)
}

/// The programs of another major version of Postgres.
pub(crate) fn postgres(version: u32) -> String {
    let all = variable("HOOKIT_TEST_POSTGRES").map_or_else(|| installed("postgres"), PathBuf::from);
    let dir = all.join(version.to_string()).join("bin");
    assert!(dir.join("postgres").exists(), "no Postgres {version} in {}: run ./tests/run.sh", all.display());
    dir.to_string_lossy().into_owned()
}

/// A program of this name on the search path, or where `variable` says.
pub(crate) fn program(name: &str, says: &str) -> Option<PathBuf> {
    let named = variable(says).map(PathBuf::from);
    let path = variable("PATH").unwrap_or_default();
    let on_path = path.split(':').map(|folder| Path::new(folder).join(name));
    named.into_iter().chain(on_path).find(|program| program.is_file())
}

/// Prometheus's own judge of metrics and rules, where it is at hand (Debian: the package `prometheus`).
pub(crate) fn promtool() -> Option<PathBuf> {
    program("promtool", "HOOKIT_TEST_PROMTOOL")
}

/// A Chromium.
pub(crate) fn chromium() -> PathBuf {
    variable("HOOKIT_TEST_CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from)
}

/// Whether what is generated is written anew.
pub(crate) fn blesses() -> bool {
    variable("HOOKIT_BLESS").is_some()
}

/// A folder for pictures of whole pages, for whoever wants to look at them.
pub(crate) fn pictures() -> Option<PathBuf> {
    variable("HOOKIT_TEST_PICTURES").map(PathBuf::from)
}

/// A file of the package.
pub(crate) fn package_file(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

/// Gives a program nothing of the environment but the search path, and this folder as its home.
pub(crate) fn hermetic(command: &mut Command, home: &Path) {
    command.env_clear();
    if let Some(path) = variable("PATH") {
        command.env("PATH", path);
    }
    command.env("HOME", home).env("TMPDIR", home).env("XDG_RUNTIME_DIR", home.join("run"));
    command.env("XDG_CONFIG_HOME", home.join("config")).env("XDG_STATE_HOME", home.join("state"));
    command.env("TZ", "UTC").env("LC_ALL", "C.UTF-8").env("RUST_BACKTRACE", "0");
}

/// Where `tests/run.sh` puts the official libraries by default.
fn installed(below: &str) -> PathBuf {
    package_file("target/receive").join(below)
}

#[expect(clippy::disallowed_methods, reason = "the tests are told their server by the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
