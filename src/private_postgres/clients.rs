//! Finds the client programs that read and write backups: `pg_dump` and `pg_restore`.

use std::path::Path;
use std::path::PathBuf;

use super::PrivateOptions;
use super::PrivatePostgresError;
use super::find;

/// The client programs of one Postgres installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clients {
    dir: PathBuf,
    /// Their major version.
    pub version: u32,
}

impl Clients {
    /// The oldest programs that know a server of major version `server`: `pg_dump` refuses a newer server, and what an
    /// older one writes more servers can read.
    pub fn find(options: &PrivateOptions, server: u32) -> Result<Self, PrivatePostgresError> {
        let found = match &options.bin_dir {
            Some(dir) => inspect(dir).into_iter().collect(),
            None => find::client_dirs(options).iter().filter_map(|dir| inspect(dir)).collect::<Vec<_>>(),
        };
        let best = found.into_iter().filter(|one| one.version >= server).min_by_key(|one| one.version);
        best.ok_or_else(|| PrivatePostgresError::NoClients { server, searched: find::searched(options) })
    }

    /// Writes backups.
    #[must_use]
    pub fn pg_dump(&self) -> PathBuf {
        self.dir.join("pg_dump")
    }

    /// Reads them.
    #[must_use]
    pub fn pg_restore(&self) -> PathBuf {
        self.dir.join("pg_restore")
    }
}

/// What a directory holds. A wrapper that chooses a version by itself (Debian's `pg_dump` in `/usr/bin`) is not taken:
/// what it chooses depends on more than what is asked.
fn inspect(dir: &Path) -> Option<Clients> {
    let real = std::fs::canonicalize(dir.join("pg_dump")).ok()?;
    let dir = real.parent()?.to_owned();
    if real.file_name()? != "pg_dump" || !dir.join("pg_restore").exists() {
        return None;
    }
    find::version_of(&real).ok().map(|version| Clients { dir, version })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_that_are_too_old_are_told() {
        let options = PrivateOptions {
            state_dir: "/x".into(),
            bin_dir: Some("/nonexistent".into()),
            user: None,
            search_path: Vec::new(),
            runtime_dir: None,
        };
        let error = Clients::find(&options, 15).unwrap_err().to_string();
        assert!(error.contains("pg_dump and pg_restore of Postgres 15 or newer"), "{error}");
    }
}
