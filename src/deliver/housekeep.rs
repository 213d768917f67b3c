//! Housekeeping: what keeps tables small and days prepared, by the second, the minute, and one node at a time.

use std::collections::HashSet;
use std::future::Future;
use std::time::Duration;

use time::Date;

use super::disable;
use super::settings::Settings;
use crate::domain::chain::chain;
use crate::domain::id::NodeId;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::duty;
use crate::store::expire;
use crate::store::keys;
use crate::store::notify;
use crate::store::operations;
use crate::store::pace::circuit;
use crate::store::partitions;
use crate::store::retention;
use crate::store::rollup;
use crate::store::snapshot;
use crate::store::stray;
use crate::store::vacuum;

/// How often roll-ups are written.
const ROLLUP_EVERY: Duration = Duration::from_secs(1);
/// How often dead letters are looked for that have to be told.
const TELL_EVERY: Duration = Duration::from_secs(1);
/// How often deliveries whose time is over are looked for.
const EXPIRE_EVERY: Duration = Duration::from_secs(1);
/// How often the queue is vacuumed while there is traffic.
const VACUUM_EVERY: Duration = Duration::from_secs(2);
/// How often the rest is done.
const MINUTE: Duration = Duration::from_mins(1);
/// How long a node keeps a duty without taking it again.
const DUTY_S: u32 = 150;
/// How often the configuration is looked at although nobody said that it changed.
const REFRESH_EVERY: Duration = Duration::from_secs(3);
/// How often circuits are read: so long a node may go on sending to a receiver that another one found to be down.
const CIRCUITS_EVERY: Duration = Duration::from_secs(1);
/// Between the two looks that prove a stray: much longer than a delivery takes from its commit into memory.
const BETWEEN_LOOKS: Duration = Duration::from_secs(5);
/// How long to wait before looking for strays again when Postgres does not answer.
const STRAYS_AGAIN: Duration = Duration::from_secs(1);

/// Writes roll-ups until cancelled by dropping.
pub(super) async fn rollups(store: Store, disable_after_ms: u64) {
    loop {
        tokio::time::sleep(ROLLUP_EVERY).await;
        let failing = told("roll-ups could not be written", rollup::write(&store)).await;
        for one in failing.unwrap_or_default() {
            told("an endpoint could not be disabled", disable::if_too_long(&store, &one, disable_after_ms))
                .await;
        }
    }
}

/// Tells of dead letters, one node for all, until cancelled by dropping.
pub(super) async fn telling_dead_letters(store: Store, node: NodeId) {
    loop {
        tokio::time::sleep(TELL_EVERY).await;
        if store.snapshot().operations().is_none() {
            continue;
        }
        if told("no duty could be taken", duty::take(&store, "operations", node, 10)).await == Some(true) {
            told("dead letters could not be told", operations::tell_dead_letters(&store)).await;
        }
    }
}

/// Ends what waits although its time is over, until cancelled by dropping. What is just being sent is not touched.
pub(super) async fn expiring(store: Store) {
    loop {
        tokio::time::sleep(EXPIRE_EVERY).await;
        if let Some(ended @ 1..) = told("expired deliveries could not be ended", expire::sweep(&store)).await
        {
            tracing::info!(deliveries = ended, "ended deliveries whose time was over");
        }
        let held =
            told("deliveries that were held for too long could not be ended", expire::sweep_held(&store));
        if let Some(ended @ 1..) = held.await {
            tracing::info!(
                deliveries = ended,
                "ended deliveries that were held for longer than their endpoint allows"
            );
        }
    }
}

/// Vacuums the queue while there is traffic, one node for all, until cancelled by dropping.
pub(super) async fn vacuuming(store: Store, node: NodeId) {
    let mut seen = 0;
    loop {
        tokio::time::sleep(VACUUM_EVERY).await;
        let meters = store.meters();
        let moved = meters.claimed.get() + meters.handed_off.get();
        if moved == seen {
            continue;
        }
        seen = moved;
        if told("no duty could be taken", duty::take(&store, "vacuum", node, 10)).await == Some(true) {
            told("the queue could not be vacuumed", vacuum::queue(&store)).await;
        }
    }
}

/// Reads the configuration again if it changed, until cancelled by dropping. Who changed it tells so; this is for
/// when that is not heard.
pub(super) async fn refreshing(store: Store) {
    loop {
        tokio::time::sleep(REFRESH_EVERY).await;
        told("the configuration could not be read", snapshot::load(&store)).await;
    }
}

/// Reads circuits that other nodes opened or closed, until cancelled by dropping.
pub(super) async fn reading_circuits(store: Store) {
    loop {
        told("circuits could not be read", circuit::load(&store)).await;
        tokio::time::sleep(CIRCUITS_EVERY).await;
    }
}

/// Frees what this node owns but does not hold, until cancelled by dropping: after a failure that may have left
/// such, and once a minute.
pub(super) async fn freeing_strays(store: Store, node: NodeId) {
    loop {
        tokio::select! {
            () = store.hints().strays.notified() => {}
            () = tokio::time::sleep(MINUTE) => {}
        }
        while told("no strays could be looked for", free_strays(&store, node)).await.is_none() {
            tokio::time::sleep(STRAYS_AGAIN).await;
        }
    }
}

async fn free_strays(store: &Store, node: NodeId) -> Result<(), StoreError> {
    let mut first = HashSet::new();
    for shard in store.shards() {
        first.extend(stray::look(store, node, shard).await?);
    }
    if first.is_empty() {
        return Ok(());
    }
    tokio::time::sleep(BETWEEN_LOOKS).await;
    for shard in store.shards() {
        let mut strays = stray::look(store, node, shard).await?;
        strays.retain(|delivery| first.contains(delivery));
        if !strays.is_empty() {
            let freed = stray::free(store, node, shard, &strays).await?;
            tracing::warn!(deliveries = freed, "freed deliveries that this node owned without knowing");
        }
    }
    Ok(())
}

/// Tells other nodes of due deliveries, at most once in [`notify::INTERVAL_MIN`], until cancelled by dropping.
pub(super) async fn telling(store: Store) {
    loop {
        store.hints().tell_others.notified().await;
        told("other nodes could not be told", notify::tell(&store)).await;
        tokio::time::sleep(notify::INTERVAL_MIN).await;
    }
}

/// Listens to other nodes, and connects again when that fails, until cancelled by dropping.
pub(super) async fn listening(store: Store) {
    loop {
        told("no hints from other nodes are heard", notify::listen(&store)).await;
        store.pulse().set_listening(false);
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Does the minute's work until cancelled by dropping.
pub(super) async fn minutely(store: Store, settings: Settings, node: NodeId) {
    let mut kept = Vec::new();
    loop {
        told("the use of keys could not be noted", keys::write_uses(&store)).await;
        if told("no duty could be taken", duty::take(&store, "house", node, DUTY_S)).await == Some(true) {
            one_for_all(&store, &settings, &mut kept).await;
        }
        tokio::time::sleep(MINUTE).await;
    }
}

/// `kept` are the days that could not be dropped the last time: each is told of once, not every minute.
async fn one_for_all(store: &Store, settings: &Settings, kept: &mut Vec<Date>) {
    told("partitions could not be made", partitions::make(store, settings.partitions_ahead_days)).await;
    told("idempotency keys could not be rotated", retention::rotate_idempotency(store)).await;
    told(
        "old reference rows could not be dropped",
        retention::prune_reference(store, settings.retention_days),
    )
    .await;
    if let Some(pruned) =
        told("old days could not be dropped", retention::prune(store, settings.retention_days)).await
    {
        for day in pruned.dropped {
            tracing::info!(%day, "dropped a day of history");
        }
        for day in newly(&pruned.kept, kept) {
            tracing::warn!(%day, "kept a day of history: it still has live or held deliveries");
        }
        *kept = pruned.kept;
    }
}

/// The days of this round that were not of the one before.
fn newly<'d>(now: &'d [Date], before: &'d [Date]) -> impl Iterator<Item = &'d Date> {
    now.iter().filter(|day| !before.contains(day))
}

/// Logs a failure and goes on: the next round tries again.
async fn told<T>(what: &'static str, work: impl Future<Output = Result<T, StoreError>>) -> Option<T> {
    match work.await {
        Ok(done) => Some(done),
        Err(error) => {
            tracing::warn!(error = chain(&error), "{what}");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_day_that_is_kept_is_told_once_until_it_was_gone_in_between() {
        let (one, two) = (date!(2026 - 10 - 01), date!(2026 - 10 - 02));
        let told = |now: &[Date], before: &[Date]| newly(now, before).copied().collect::<Vec<_>>();
        assert_eq!(told(&[one], &[]), [one]);
        assert_eq!(told(&[one, two], &[one]), [two]);
        assert_eq!(told(&[one, two], &[one, two]), []);
        assert_eq!(told(&[one], &[two]), [one]);
    }
}
