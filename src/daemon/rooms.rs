//! The API and the delivery loop, made from the settings.

use std::sync::Arc;

use axum::Router;
use tokio::sync::Notify;
use tokio_util::task::TaskTracker;

use super::error::DaemonError;
use super::serve::Ends;
use crate::config::Config;
use crate::store::Store;
use crate::store::publish;

/// The rooms that work while the daemon runs.
pub(super) struct Rooms {
    /// The API.
    pub(super) router: Router,
    /// The delivery loop and what belongs to it; a stop waits for these.
    tracker: TaskTracker,
    writer_ended: Arc<Notify>,
}

impl Rooms {
    /// Starts them.
    pub(super) fn open(config: &Config, store: Store, _ends: &Ends) -> Result<Self, DaemonError> {
        let _ = config;
        let tracker = TaskTracker::new();
        let writer_ended = Arc::new(Notify::new());
        // Not tracked: it ends when the store closes, which is after everything that publishes has ended.
        let ended = Arc::clone(&writer_ended);
        TaskTracker::new().spawn(async move {
            publish::run(store).await;
            ended.notify_one();
        });
        Ok(Self { router: Router::new(), tracker, writer_ended })
    }

    /// Resolves with the name of a part that ended before it was told to.
    pub(super) async fn ended_early(&self) -> &'static str {
        self.writer_ended.notified().await;
        "the writer of events"
    }

    /// Waits until everything under way is finished or given back.
    pub(super) async fn close(self) {
        self.tracker.close();
        self.tracker.wait().await;
    }
}
