//! The exporter of spans beside the rooms: begins before them, ends after them.

use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;

use super::error::DaemonError;
use crate::config::Config;
use crate::deliver::export::Exporter;
use crate::deliver::post::ClientSettings;
use crate::store::Store;

/// How long a stop waits for the last spans to be taken.
const LAST_WITHIN: Duration = Duration::from_secs(3);

/// An exporter at work.
pub(super) struct Exporting {
    store: Store,
    task: JoinHandle<()>,
}

impl Exporting {
    /// Starts it where a collector is named.
    pub(super) fn start(
        config: &Config,
        client: &ClientSettings,
        store: &Store,
    ) -> Result<Option<Self>, DaemonError> {
        let Some(url) = config.telemetry.traces_url() else { return Ok(None) };
        let Some(exporter) = Exporter::new(client, &url, &config.node.name)? else { return Ok(None) };
        let spans = store.traces().open();
        // Not tracked: it ends after everything that makes spans.
        let task = TaskTracker::new().spawn(exporter.run(store.clone(), spans));
        Ok(Some(Self { store: store.clone(), task }))
    }

    /// Sends what is left; a collector that is away keeps nobody.
    pub(super) async fn end(self) {
        self.store.traces().close();
        drop(tokio::time::timeout(LAST_WITHIN, self.task).await);
    }
}
