//! The step from the old cluster to the new one, and what puts right a step that was cut off.

use std::fs;
use std::path::Path;

use rustix::fs::CWD;
use rustix::fs::RenameFlags;
use rustix::io::Errno;

use super::super::PrivatePostgresError;
use super::super::cluster::names_to_disk;
use super::super::layout::Layout;
use super::super::layout::cluster_in;

/// Makes the cluster in the side directory the one in use, and keeps the old one. Both are stopped, and the new one is
/// on disk. The caller holds the lock.
pub(super) fn switch(layout: &Layout, from: u32) -> Result<(), PrivatePostgresError> {
    if exchange(&layout.upgrade, &layout.data)? {
        names_to_disk(&layout.base)?;
        rename(&layout.upgrade, &layout.kept(from))?;
    } else {
        // Two renames on file systems without exchange. Between them no `data` is there but a kept one is: `hookitd`
        // then makes no empty cluster, and settle() goes on.
        rename(&layout.data, &layout.kept(from))?;
        names_to_disk(&layout.base)?;
        rename(&layout.upgrade, &layout.data)?;
    }
    names_to_disk(&layout.base)
}

/// Ends a switch that was cut off. The caller holds the lock.
pub(super) fn settle(layout: &Layout) -> Result<(), PrivatePostgresError> {
    match (layout.cluster()?, cluster_in(&layout.upgrade)?) {
        (None, Some(_)) if !layout.all_kept().is_empty() => {
            tracing::info!("an upgrade was cut off between two renames; the new cluster takes its place");
            rename(&layout.upgrade, &layout.data)?;
        }
        (Some((_, current)), Some((_, aside))) if aside < current => {
            tracing::info!(
                version = aside,
                "an upgrade was cut off after the exchange; the old cluster gets its name"
            );
            rename(&layout.upgrade, &layout.kept(aside))?;
        }
        _ => return Ok(()),
    }
    names_to_disk(&layout.base)
}

fn rename(from: &Path, to: &Path) -> Result<(), PrivatePostgresError> {
    fs::rename(from, to).map_err(PrivatePostgresError::io("rename", from))
}

/// Has two directories change names in one step; `false` where the file system cannot.
fn exchange(one: &Path, other: &Path) -> Result<bool, PrivatePostgresError> {
    match rustix::fs::renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP | Errno::XDEV) => Ok(false),
        Err(error) => Err(PrivatePostgresError::io("exchange with the new cluster", other)(error.into())),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    /// A state directory with clusters of these versions under these names.
    fn with(name: &str, clusters: &[(&str, u32)]) -> (PathBuf, Layout) {
        let state = PathBuf::from(format!("/tmp/hookit-switch-{name}-{}", std::process::id()));
        let layout = Layout::new(&state);
        for (name, version) in clusters {
            fs::create_dir_all(layout.base.join(name)).unwrap();
            fs::write(layout.base.join(name).join("PG_VERSION"), format!("{version}\n")).unwrap();
        }
        (state, layout)
    }

    fn names(layout: &Layout) -> Vec<(String, u32)> {
        let mut found: Vec<(String, u32)> = fs::read_dir(&layout.base)
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                let (_, version) = cluster_in(&entry.path()).unwrap().unwrap();
                (entry.file_name().into_string().unwrap(), version)
            })
            .collect();
        found.sort();
        found
    }

    fn settled(name: &str, clusters: &[(&str, u32)], wanted: &[(&str, u32)]) {
        let (state, layout) = with(name, clusters);
        settle(&layout).unwrap();
        let found = names(&layout);
        settle(&layout).unwrap();
        assert_eq!(names(&layout), found, "a second time changes nothing");
        fs::remove_dir_all(state).unwrap();
        let wanted: Vec<_> = wanted.iter().map(|(name, version)| ((*name).to_owned(), *version)).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn the_new_cluster_takes_the_place_of_the_old_one() {
        let (state, layout) = with("whole", &[("data", 15), ("data.upgrade", 18)]);
        switch(&layout, 15).unwrap();
        assert_eq!(names(&layout), [("data".to_owned(), 18), ("data.15".to_owned(), 15)]);
        fs::remove_dir_all(state).unwrap();
    }

    #[test]
    fn a_switch_that_was_cut_off_is_finished_and_nothing_else_is_touched() {
        settled("exchanged", &[("data", 18), ("data.upgrade", 15)], &[("data", 18), ("data.15", 15)]);
        settled("renamed", &[("data.15", 15), ("data.upgrade", 18)], &[("data", 18), ("data.15", 15)]);
        settled("making", &[("data", 15), ("data.upgrade", 18)], &[("data", 15), ("data.upgrade", 18)]);
        settled("done", &[("data", 18), ("data.15", 15)], &[("data", 18), ("data.15", 15)]);
        settled("first", &[("data.upgrade", 18)], &[("data.upgrade", 18)]);
    }
}
