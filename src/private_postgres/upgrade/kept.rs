//! The clusters of before that upgrades have left beside the new one.

use std::fs;
use std::path::PathBuf;

use super::super::PrivateOptions;
use super::super::PrivatePostgresError;
use super::super::layout::Layout;
use super::super::layout::cluster_in;
use super::plan::taken;

/// An old cluster that was kept.
#[derive(Debug)]
pub struct Kept {
    /// Its major version.
    pub version: u32,
    /// Where it lies.
    pub dir: PathBuf,
    /// What it takes on disk, in bytes.
    pub size_bytes: u64,
}

impl Kept {
    /// Every cluster that is older than the one in use. Without one in use there is none: one of them is what it was.
    pub fn all(options: &PrivateOptions) -> Result<Vec<Self>, PrivatePostgresError> {
        let layout = Layout::new(&options.state_dir);
        let Some((_, current)) = layout.cluster()? else {
            return Err(PrivatePostgresError::NoCluster { data_dir: layout.data });
        };
        let mut found = layout.all_kept();
        // An upgrade that ended right after the exchange left the old cluster under this name.
        if let Some((_, version)) = cluster_in(&layout.upgrade)? {
            found.push((version, layout.upgrade.clone()));
        }
        let older = found.into_iter().filter(|(version, _)| *version < current);
        older.map(|(version, dir)| taken(&dir).map(|size_bytes| Self { version, dir, size_bytes })).collect()
    }

    /// Removes it for good.
    pub fn remove(&self) -> Result<(), PrivatePostgresError> {
        fs::remove_dir_all(&self.dir).map_err(PrivatePostgresError::io("remove", &self.dir))
    }
}
