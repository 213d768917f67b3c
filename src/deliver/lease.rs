//! The node's lease, as this process sees it: how much of it is left on the monotonic clock.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

use crate::domain::chain::chain;
use crate::domain::id::NodeId;
use crate::store::Store;
use crate::store::node;

/// How long to wait before asking again for a renewal that failed.
const AGAIN: Duration = Duration::from_secs(1);
/// No request starts with less of the lease left than this.
const MARGIN: Duration = Duration::from_secs(3);

/// One incarnation's lease.
pub(super) struct Lease {
    pub(super) node: NodeId,
    length: Duration,
    until: Mutex<Instant>,
}

impl Lease {
    /// Counts from `asked`, the instant before the database was asked: never longer than the database sees it.
    pub(super) fn new(node: NodeId, length_ms: u64, asked: Instant) -> Self {
        let length = Duration::from_millis(length_ms);
        Self { node, length, until: Mutex::new(asked + length) }
    }

    fn until(&self) -> Instant {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the pulse until when it runs.
    pub(super) fn tell(&self, store: &Store) {
        store.pulse().set_lease_until(self.until());
    }

    /// Whether a request may start.
    pub(super) fn may_send(&self) -> bool {
        let margin = MARGIN.min(self.length / 4);
        self.until().saturating_duration_since(Instant::now()) > margin
    }

    /// Keeps the lease until it is lost: the database says so, or cannot be asked before the lease ends.
    pub(super) async fn keep(&self, store: &Store, length_ms: u64) {
        let mut wait = self.length / 3;
        loop {
            tokio::time::sleep(wait).await;
            let asked = Instant::now();
            let left = self.until().saturating_duration_since(asked);
            match tokio::time::timeout(left, node::renew(store, self.node, length_ms)).await {
                Ok(Ok(Some(draining))) => {
                    wait = self.length / 3;
                    if store.handoff().set_draining(draining) {
                        tracing::info!(node.id = %self.node, draining, "an operator drains the node, or takes it back");
                    }
                    *self.until.lock().unwrap_or_else(PoisonError::into_inner) = asked + self.length;
                    self.tell(store);
                }
                Ok(Ok(None)) => {
                    tracing::warn!(node.id = %self.node, "the lease had ended before it could be renewed");
                    return;
                }
                Ok(Err(error)) => {
                    tracing::warn!(
                        error = chain(&error),
                        lease_left_ms = u64::try_from(left.as_millis()).unwrap_or(0),
                        "the lease could not be renewed yet"
                    );
                    if self.until() <= Instant::now() {
                        return;
                    }
                    wait = AGAIN;
                }
                Err(_) => return,
            }
        }
    }
}
