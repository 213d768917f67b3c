//! Looks once a minute whether the disk under the private Postgres fills up, and tells so.

use std::path::PathBuf;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::examiner::disk_bytes;
use crate::config::Config;
use crate::domain::chain::chain;
use crate::domain::diagnosis;
use crate::domain::diagnosis::Disk;
use crate::domain::diagnosis::Level;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::diagnosis as measured;
use crate::store::operations;

/// How often.
const EVERY: Duration = Duration::from_mins(1);

/// What is looked at.
pub(super) struct Watched {
    store: Store,
    node: String,
    state_dir: PathBuf,
    days_kept: u64,
}

impl Watched {
    /// The disk of the private Postgres; `None` with any other, whose disk only its own machine knows.
    pub(super) fn of(config: &Config, store: &Store) -> Option<Self> {
        config.database.url.is_none().then(|| Self {
            store: store.clone(),
            node: config.node.name.clone(),
            state_dir: config.state_dir.clone(),
            days_kept: u64::from(config.retention.days),
        })
    }

    /// Looks until `stop`.
    pub(super) async fn run(self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            if let Err(error) = self.look().await {
                tracing::warn!(error = chain(&error), "could not look at the disk of the private Postgres");
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    }

    async fn look(&self) -> Result<(), StoreError> {
        let Some((free_bytes, total_bytes)) = disk_bytes(&self.state_dir) else { return Ok(()) };
        let days = measured::days(&self.store).await?;
        let disk = Disk {
            directory: self.state_dir.display().to_string(),
            free_bytes,
            total_bytes,
            day_bytes: days.day_bytes,
            days: days.days,
            days_kept: self.days_kept,
        };
        let finding = diagnosis::disk(&disk);
        if finding.level >= Level::Warning
            && operations::tell_storage(&self.store, &self.node, &disk, &finding).await?
        {
            tracing::warn!("the disk of the private Postgres fills up: {}", finding.sentence);
        }
        Ok(())
    }
}
