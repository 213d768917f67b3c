//! What the configuration says about the private Postgres.

use std::path::PathBuf;

/// How to run the private Postgres. The values come from the `config` room, the only one that reads the
/// environment.
#[derive(Clone, Debug)]
pub struct PrivateOptions {
    /// The daemon's state directory; everything here lives in `postgres/` below it. Must be absolute.
    pub state_dir: PathBuf,
    /// Directory with `postgres` and `initdb` (`database.bin_dir`); searched for when `None`.
    pub bin_dir: Option<PathBuf>,
    /// User to run as when the daemon is root; `hookit`, else `postgres`, when `None`.
    pub user: Option<String>,
    /// The directories of `PATH`, searched for Postgres and for `setpriv`.
    pub search_path: Vec<PathBuf>,
    /// A short private directory (`/run/hookit`, `$XDG_RUNTIME_DIR/hookit`) for the socket when the path below
    /// the state directory would be too long for one.
    pub runtime_dir: Option<PathBuf>,
}
