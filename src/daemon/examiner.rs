//! What the daemon looks at for `hookit doctor`: receivers, its disk, its keyring.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::Arc;

use crate::api::Examiner;
use crate::api::Surroundings;
use crate::config::Config;
use crate::deliver;
use crate::deliver::look::Looker;

/// Makes the examiner of this node.
pub(super) fn examiner(config: &Config, looker: Looker) -> Examiner {
    let (state_dir, keyring_file) = (config.state_dir.clone(), config.secrets.keyring_file.clone());
    let (private_postgres, retention_days) = (config.database.url.is_none(), config.retention.days);
    let keyring_is_credential = config.keyring_is_credential;
    Examiner {
        look: Arc::new(move |endpoints| {
            let looker = looker.clone();
            Box::pin(async move { looker.look(endpoints).await })
        }),
        surroundings: Arc::new(move || Surroundings {
            wall_unix_ms: deliver::wall_unix_ms(),
            state_dir: state_dir.display().to_string(),
            disk_bytes: disk_bytes(&state_dir),
            private_postgres,
            keyring_file: keyring_file.display().to_string(),
            keyring_mode: fs::metadata(&keyring_file).ok().map(|file| file.mode() & 0o7777),
            keyring_is_credential,
            retention_days,
        }),
    }
}

/// Bytes that are free for whoever is not root, and bytes there are.
pub(super) fn disk_bytes(directory: &Path) -> Option<(u64, u64)> {
    let disk = rustix::fs::statvfs(directory).ok()?;
    Some((disk.f_bavail.saturating_mul(disk.f_frsize), disk.f_blocks.saturating_mul(disk.f_frsize)))
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Scratch;
    use super::*;

    #[test]
    fn a_disk_has_no_more_free_than_it_has() {
        let scratch = Scratch::new("disk");
        let (free, total) = disk_bytes(&scratch.path(".")).unwrap();
        assert!(free <= total && total > 0);
        assert_eq!(disk_bytes(Path::new("/nowhere/at/all")), None);
    }
}
