//! Gauges: how this process and the database stand in the moment of a scrape.

use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use sqlx::PgPool;

use super::sheet::Sheet;
use crate::domain::metric::Metric;
use crate::store::diagnosis;
use crate::store::diagnosis::Days;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::nodes;
use crate::store::stats;

/// How long measured sizes are told again.
const SIZES_KEPT: Duration = Duration::from_mins(1);
/// How long a scrape waits for a connection of a pool to see how long that takes.
const ACQUIRE_MAX: Duration = Duration::from_secs(2);
const DAY_S: u64 = 86_400;

/// Labels of a pool's figures.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PoolLabel {
    pool: &'static str,
}

/// Labels of a pool's connections.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StateLabel {
    pool: &'static str,
    state: &'static str,
}

/// How large the database and its days are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes {
    pub(super) database_bytes: u64,
    pub(super) days: Days,
}

/// What this process knows without asking anybody.
pub(super) fn of_process(store: &Store, sheet: &mut Sheet) {
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let pulse = store.pulse();
    sheet.whole(Metric::PublishWaiting, count(store.intake().waiting()));
    sheet.whole(Metric::RequestsInFlight, count(pulse.in_flight()));
    sheet.whole(Metric::DeliveriesInMemory, count(pulse.waiting()));
    sheet.seconds(Metric::LeaseLeft, pulse.lease_left().as_secs_f64());
    sheet.flag(Metric::Draining, store.handoff().is_draining());
    if let Some(age) = pulse.turn_age() {
        sheet.seconds(Metric::LoopTurnAge, age.as_secs_f64());
    }
    sheet.flag(Metric::Listening, pulse.is_listening());
    let connections = Family::<StateLabel, Gauge>::default();
    let most = Family::<PoolLabel, Gauge>::default();
    for (pool, of) in [("front", store.front()), ("delivery", store.delivery())] {
        // The two are read one after the other, and a connection may be taken between.
        let (size, idle) = (i64::from(of.size()), i64::try_from(of.num_idle()).unwrap_or(i64::MAX));
        connections.get_or_create(&StateLabel { pool, state: "idle" }).set(idle.min(size));
        connections.get_or_create(&StateLabel { pool, state: "busy" }).set((size - idle).max(0));
        most.get_or_create(&PoolLabel { pool }).set(of.options().get_max_connections().into());
    }
    sheet.add(Metric::PoolConnections, connections);
    sheet.add(Metric::PoolConnectionsMax, most);
}

/// How long a connection is waited for; a pool that gives none within the time is left out.
pub(super) async fn of_pools(store: &Store, sheet: &mut Sheet) {
    let waits = Family::<PoolLabel, Gauge<f64, std::sync::atomic::AtomicU64>>::default();
    let (front, delivery) = tokio::join!(acquire(store.front()), acquire(store.delivery()));
    for (pool, wait) in [("front", front), ("delivery", delivery)] {
        if let Some(wait) = wait {
            waits.get_or_create(&PoolLabel { pool }).set(wait.as_secs_f64());
        }
    }
    sheet.add(Metric::PoolAcquire, waits);
}

async fn acquire(pool: &PgPool) -> Option<Duration> {
    let began = Instant::now();
    let connection = tokio::time::timeout(ACQUIRE_MAX, pool.acquire()).await.ok()?.ok()?;
    drop(connection);
    Some(began.elapsed())
}

/// What Postgres tells. Nothing is added to `sheet` when a question fails.
pub(super) async fn of_database(store: &Store, sheet: &mut Sheet) -> Result<Sizes, StoreError> {
    let queue = stats::queue(store, None).await?;
    let dead = stats::dead(store, None).await?;
    let nodes = nodes::counts(store).await?;
    let sizes = sizes(store).await?;
    sheet.whole(Metric::QueueDue, queue.due);
    sheet.whole(Metric::QueueInFlight, queue.in_flight);
    sheet.whole(Metric::QueueHeld, queue.held);
    sheet.whole(Metric::QueueLimited, queue.limited);
    sheet.whole(Metric::QueueWaiting, queue.waiting);
    let oldest = Duration::from_millis(queue.oldest_due_ms.unwrap_or(0));
    sheet.seconds(Metric::QueueOldest, oldest.as_secs_f64());
    sheet.flag(Metric::QueueTruncated, queue.truncated);
    sheet.whole(Metric::DeadLetters, dead);
    sheet.whole(Metric::NodesAlive, nodes.alive);
    sheet.whole(Metric::NodesDraining, nodes.draining);
    sheet.whole(Metric::DatabaseSize, sizes.database_bytes);
    let now = store.now();
    let passed_s = u64::from(now.hour()) * 3_600 + u64::from(now.minute()) * 60 + u64::from(now.second());
    let left_s = prepared_s(sizes.days.history.days_ahead, passed_s);
    sheet.whole(Metric::HistoryPrepared, left_s);
    if let Some(bytes) = sizes.days.day_bytes {
        sheet.whole(Metric::HistoryDay, bytes);
    }
    Ok(sizes)
}

/// Seconds until the last prepared day ends, with so many of today's passed.
fn prepared_s(days_ahead: i64, passed_s: u64) -> u64 {
    let days = u64::try_from(days_ahead.saturating_add(1)).unwrap_or(0);
    days.saturating_mul(DAY_S).saturating_sub(passed_s)
}

/// Measures the database and its days, or tells again what was measured less than a minute ago.
async fn sizes(store: &Store) -> Result<Sizes, StoreError> {
    let kept = &store.meters().sizes;
    if let Some((at, sizes)) = *kept.lock().unwrap_or_else(PoisonError::into_inner)
        && at.elapsed() < SIZES_KEPT
    {
        return Ok(sizes);
    }
    let database_bytes = sqlx::query_scalar!(r#"select pg_database_size(current_database()) as "size!""#)
        .fetch_one(store.front())
        .await
        .doing("measuring the database")?;
    let sizes = Sizes {
        database_bytes: u64::try_from(database_bytes).unwrap_or(0),
        days: diagnosis::days(store).await?,
    };
    *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), sizes));
    Ok(sizes)
}

/// Seconds until a disk is full at so many bytes a day; `None` when nothing is added to it.
pub(super) fn disk_left_s(free_bytes: u64, day_bytes: u64) -> Option<u64> {
    let left = u128::from(free_bytes) * u128::from(DAY_S) / u128::from((day_bytes > 0).then_some(day_bytes)?);
    Some(u64::try_from(left).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_partitions_has_nothing_left() {
        assert_eq!(prepared_s(7, 0), 8 * DAY_S);
        assert_eq!(prepared_s(0, DAY_S - 1), 1);
        assert_eq!(prepared_s(-1, 5), 0);
        assert_eq!(prepared_s(i64::MIN, 5), 0);
    }

    #[test]
    fn a_disk_lasts_as_many_days_as_fit_on_it() {
        assert_eq!(disk_left_s(10, 4), Some(216_000));
        assert_eq!(disk_left_s(10, 0), None);
        assert_eq!(disk_left_s(u64::MAX, 1), Some(u64::MAX));
    }
}
