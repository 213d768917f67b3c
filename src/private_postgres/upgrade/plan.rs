//! What an upgrade would do: from which programs to which, in which way, and whether there is room.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::path::PathBuf;

use super::super::PrivateOptions;
use super::super::PrivatePostgresError;
use super::super::find;
use super::super::find::Binaries;
use super::super::layout::Layout;
use super::super::run::standing_user;
use super::super::user::User;

/// What `pg_upgrade` runs of the old version.
const OLD_PROGRAMS: [&str; 4] = ["postgres", "pg_ctl", "pg_controldata", "pg_resetwal"];
/// What it runs of the new one, and itself.
const NEW_PROGRAMS: [&str; 10] = [
    "pg_upgrade",
    "postgres",
    "initdb",
    "pg_ctl",
    "pg_controldata",
    "pg_resetwal",
    "pg_dump",
    "pg_dumpall",
    "pg_restore",
    "psql",
];

/// A new cluster's catalogs and its first log, in bytes, with some room.
const EMPTY_CLUSTER_BYTES: u64 = 150 * 1024 * 1024;

/// How rows get from the old cluster into the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// `pg_upgrade` copies files.
    Files,
    /// They are dumped and restored: slower, and without the space that was left free in the old files.
    Dump,
}

/// What an upgrade would do. Nothing is changed by looking.
#[derive(Debug)]
pub struct UpgradePlan {
    pub(super) options: PrivateOptions,
    pub(super) layout: Layout,
    pub(super) user: User,
    pub(super) old: Binaries,
    pub(super) new: Binaries,
    /// How rows get over.
    pub way: Way,
    /// What the old cluster takes on disk, in bytes.
    pub data_bytes: u64,
    /// What is free where the new one will lie, in bytes.
    pub free_bytes: u64,
}

impl UpgradePlan {
    /// Looks at the cluster and for programs: the new ones in `bin_dir`, else the newest that are found. With `dump` the
    /// rows are dumped and restored even where `pg_upgrade` could do it.
    pub fn look(
        options: &PrivateOptions,
        bin_dir: Option<&Path>,
        dump: bool,
    ) -> Result<Self, PrivatePostgresError> {
        let layout = Layout::new(&options.state_dir);
        let Some((owner, version)) = layout.cluster()? else {
            let data_dir = layout.data.clone();
            return Err(if layout.all_kept().is_empty() {
                PrivatePostgresError::NoCluster { data_dir }
            } else {
                PrivatePostgresError::HalfUpgraded { data_dir }
            });
        };
        let user = standing_user(options, &layout, Some(owner))?;
        let found = Binaries::all(options);
        let new = match bin_dir {
            Some(dir) => Binaries::in_dir(dir)?,
            None => newest(&found)
                .ok_or_else(|| PrivatePostgresError::NoBinaries { searched: find::searched(options) })?,
        };
        let old = found.iter().find(|one| one.version == version).cloned();
        // Nothing to do needs no old programs.
        let old = old.or_else(|| (new.version == version).then(|| new.clone())).ok_or_else(|| {
            let versions: Vec<String> = found.iter().map(|one| one.version.to_string()).collect();
            PrivatePostgresError::OldGone {
                data_dir: layout.data.clone(),
                wanted: version,
                found: versions.join(", "),
            }
        })?;
        let way = if dump || !pg_upgrade_can(&old, &new) { Way::Dump } else { Way::Files };
        let (data_bytes, free_bytes) = (taken(&layout.data)?, free(&layout.base)?);
        Ok(Self { options: options.clone(), layout, user, old, new, way, data_bytes, free_bytes })
    }

    /// The cluster's major version.
    #[must_use]
    pub const fn from(&self) -> u32 {
        self.old.version
    }

    /// The major version it would have.
    #[must_use]
    pub const fn to(&self) -> u32 {
        self.new.version
    }

    /// The programs of the cluster's version.
    #[must_use]
    pub fn old_bin_dir(&self) -> &Path {
        &self.old.dir
    }

    /// The programs of the new version.
    #[must_use]
    pub fn new_bin_dir(&self) -> &Path {
        &self.new.dir
    }

    /// The cluster.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        &self.layout.data
    }

    /// Where the old cluster lies afterwards.
    #[must_use]
    pub fn kept_dir(&self) -> PathBuf {
        self.layout.kept(self.old.version)
    }

    /// Where a dump may lie meanwhile: beside the clusters, readable by us alone.
    #[must_use]
    pub fn dump_file(&self) -> PathBuf {
        self.layout.base.join("upgrade.dump")
    }

    /// Whether `hookitd`, as it is configured, will find the new programs by itself.
    #[must_use]
    pub fn daemon_finds_it(&self) -> bool {
        Binaries::find(&self.options, &self.layout.data, Some(self.new.version)).is_ok()
    }

    /// Room that the new cluster needs beside the old one, in bytes.
    #[must_use]
    pub const fn needed_bytes(&self) -> u64 {
        let copies = match self.way {
            Way::Files => self.data_bytes,
            // The dump, and what is made of it.
            Way::Dump => self.data_bytes.saturating_mul(2),
        };
        copies.saturating_add(self.data_bytes / 10).saturating_add(EMPTY_CLUSTER_BYTES)
    }

    /// Whether there is room.
    pub fn check_room(&self) -> Result<(), PrivatePostgresError> {
        const MB: u64 = 1024 * 1024;
        if self.free_bytes >= self.needed_bytes() {
            return Ok(());
        }
        Err(PrivatePostgresError::NoRoom {
            dir: self.layout.base.clone(),
            needed_mb: self.needed_bytes() / MB,
            free_mb: self.free_bytes / MB,
        })
    }
}

/// The newest version; of two installations of one, the one that is searched first.
fn newest(found: &[Binaries]) -> Option<Binaries> {
    let newest = found.iter().map(|one| one.version).max()?;
    found.iter().find(|one| one.version == newest).cloned()
}

fn pg_upgrade_can(old: &Binaries, new: &Binaries) -> bool {
    OLD_PROGRAMS.iter().all(|name| old.dir.join(name).exists())
        && NEW_PROGRAMS.iter().all(|name| new.dir.join(name).exists())
}

/// What a directory takes on disk.
pub(super) fn taken(dir: &Path) -> Result<u64, PrivatePostgresError> {
    let cannot = || PrivatePostgresError::io("measure", dir);
    let mut bytes = 0;
    for entry in fs::read_dir(dir).map_err(cannot())? {
        let entry = entry.map_err(cannot())?;
        // A file that goes away meanwhile takes nothing.
        let Ok(found) = entry.metadata() else { continue };
        bytes += if found.is_dir() { taken(&entry.path())? } else { found.blocks() * 512 };
    }
    Ok(bytes)
}

fn free(dir: &Path) -> Result<u64, PrivatePostgresError> {
    let disk = rustix::fs::statvfs(dir)
        .map_err(|error| PrivatePostgresError::io("ask for the free space of", dir)(error.into()))?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn binaries(version: u32, dir: &str) -> Binaries {
        Binaries { dir: dir.into(), version }
    }

    #[test]
    fn the_newest_programs_are_taken_and_of_two_the_first() {
        let found = [binaries(15, "/a"), binaries(17, "/b"), binaries(17, "/c"), binaries(16, "/d")];
        assert_eq!(newest(&found), Some(binaries(17, "/b")));
        assert_eq!(newest(&[]), None);
    }

    #[test]
    fn where_pg_upgrade_is_missing_rows_are_dumped() {
        assert!(!pg_upgrade_can(&binaries(15, "/nonexistent"), &binaries(17, "/nonexistent")));
    }
}
