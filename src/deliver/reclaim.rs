//! Reclaiming: what dead nodes owned is recorded as `unknown` and due again.

use std::sync::Arc;
use std::time::Duration;

use super::recorder;
use crate::domain::chain::chain;
use crate::domain::delivery;
use crate::domain::exchange::Exchange;
use crate::domain::id::NodeId;
use crate::domain::outcome::Outcome;
use crate::domain::retry::RetryPolicy;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::reclaim;
use crate::store::reclaim::Orphan;
use crate::store::record::Ended;

/// How often to look for dead nodes.
const EVERY: Duration = Duration::from_secs(1);
/// Every so many looks, the whole queue is searched for owners that are no node at all.
const LOST_EVERY: u32 = 60;
/// Deliveries that are taken back by one statement.
const BATCH_MAX: u32 = 500;

/// Takes back what dead nodes owned, until cancelled by dropping.
pub(super) async fn run(store: Store) {
    let mut look = 0_u32;
    loop {
        if let Err(error) = round(&store, look.is_multiple_of(LOST_EVERY)).await {
            tracing::warn!(error = chain(&error), "could not look for dead nodes");
        }
        look = look.wrapping_add(1);
        tokio::time::sleep(EVERY).await;
    }
}

async fn round(store: &Store, also_lost: bool) -> Result<(), StoreError> {
    let mut dead = reclaim::dead_nodes(store).await?;
    for shard in store.shards() {
        if also_lost {
            dead.extend(reclaim::lost_owners(store, shard).await?);
        }
        if !dead.is_empty() {
            take_back(store, shard, &dead).await?;
        }
    }
    reclaim::forget(store).await
}

async fn take_back(store: &Store, shard: i16, dead: &[NodeId]) -> Result<(), StoreError> {
    loop {
        let orphans = reclaim::orphans(store, shard, dead, BATCH_MAX).await?;
        let more = orphans.len() >= BATCH_MAX as usize;
        if orphans.is_empty() {
            return Ok(());
        }
        tracing::warn!(deliveries = orphans.len(), "taking deliveries back from a dead node");
        store.meters().reclaimed.inc_by(u64::try_from(orphans.len()).unwrap_or(0));
        let ended = orphans.into_iter().map(|orphan| unknown(store, orphan)).collect();
        // Fenced by the dead owner and its attempt number: two nodes that take back the same row do it once.
        recorder::write(store, shard, ended).await;
        if !more {
            return Ok(());
        }
    }
}

fn unknown(store: &Store, orphan: Orphan) -> Ended {
    let snapshot = store.snapshot();
    let policy = snapshot
        .endpoint(orphan.endpoint)
        .map_or_else(RetryPolicy::default, |endpoint| endpoint.settings.retry.clone());
    Ended {
        id: orphan.id,
        endpoint: orphan.endpoint,
        project: orphan.project,
        owner: orphan.owner,
        node: orphan.node.map_or_else(|| Arc::from("unknown"), Arc::from),
        number: orphan.progress.attempt,
        charged: orphan.progress.charged,
        started_at: None,
        exchange: Exchange::unsent(
            Outcome::Unknown,
            "the node died while it had the delivery; the request may have been sent",
        ),
        next: delivery::after(Outcome::Unknown, None, orphan.progress, &policy, orphan.id),
    }
}
