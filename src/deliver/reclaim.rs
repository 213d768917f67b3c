//! Reclaiming: what dead nodes owned is recorded as `unknown` and due again.

use std::sync::Arc;
use std::time::Duration;

use super::recorder;
use crate::domain::chain::chain;
use crate::domain::delivery;
use crate::domain::endpoint::IN_FLIGHT_MAX;
use crate::domain::exchange::Exchange;
use crate::domain::id::NodeId;
use crate::domain::outcome::Outcome;
use crate::domain::retry::RetryPolicy;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::operations;
use crate::store::reclaim;
use crate::store::reclaim::Orphan;
use crate::store::record;
use crate::store::record::Ended;

/// How often to look for dead nodes.
const EVERY: Duration = Duration::from_secs(1);
/// Every so many looks, the whole queue is searched for owners that are no node at all.
const LOST_EVERY: u32 = 60;
/// Deliveries that one read of the queue finds at most.
const FOUND_MAX: u32 = 20_000;
/// Reads of the queue in one round; the rest is for the next.
const READS_MAX: usize = 50;

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
    for lost in operations::tell_lost_nodes(store).await? {
        tracing::warn!(node.id = %lost.id, node = lost.name, "a node was lost: its lease ran out");
    }
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
    for _ in 0..READS_MAX {
        let mut orphans = reclaim::orphans(store, shard, dead, FOUND_MAX).await?;
        let more = orphans.len() >= FOUND_MAX as usize;
        // After a lost lease the dead node is this very process: what it still has in memory it records itself.
        orphans.retain(|orphan| !store.handoff().holds((orphan.id, orphan.progress.attempt)));
        if orphans.is_empty() {
            return Ok(());
        }
        tracing::warn!(deliveries = orphans.len(), "taking deliveries back from a dead node");
        store.meters().reclaimed.inc_by(u64::try_from(orphans.len()).unwrap_or(0));
        let ended: Vec<Ended> = orphans.into_iter().map(|orphan| unknown(store, orphan)).collect();
        for piece in ended.chunks(record::BATCH_MAX) {
            // Fenced by the dead owner and its attempt number: two nodes that take back the same row do it once.
            recorder::write(store, shard, piece.to_vec()).await;
        }
        if !more {
            return Ok(());
        }
    }
    Ok(())
}

fn unknown(store: &Store, mut orphan: Orphan) -> Ended {
    if orphan.place > IN_FLIGHT_MAX {
        // Nobody knows what was on the wire, so each has its row. But a lane has at most so many under way, the
        // oldest first: what stood behind them did not bring the node down, and is not counted as if it had.
        orphan.progress.unknown_in_a_row = orphan.progress.unknown_in_a_row.saturating_sub(1);
    }
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
            "the node died while it had the delivery; the request may have been sent, or only have waited",
        ),
        next: delivery::after(Outcome::Unknown, None, orphan.progress, &policy, orphan.id),
    }
}
