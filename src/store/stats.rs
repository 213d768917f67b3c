//! Figures: the queue as it is now, and the last hours from the roll-ups.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::migrate;
use super::rollup;
use super::tables;
use crate::domain::id::ProjectId;
use crate::domain::outcome::Outcome;

/// Queue rows that are counted one by one; beyond it the figures say "at least".
const COUNTED_MAX: i64 = 200_000;

/// The queue as it is now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QueueGauges {
    /// Due and free.
    pub due: u64,
    /// A node has it.
    pub in_flight: u64,
    /// Its endpoint is paused or disabled.
    pub held: u64,
    /// Due later.
    pub waiting: u64,
    /// How long the oldest due and free delivery has been due.
    pub oldest_due_ms: Option<u64>,
    /// Whether the queue is longer than what was counted.
    pub truncated: bool,
}

/// Counts the queue, of one project or of all.
pub async fn queue(store: &Store, project: Option<ProjectId>) -> Result<QueueGauges, StoreError> {
    let row = sqlx::query!(
        r#"select count(*) as "rows!",
                  count(*) filter (where q.owner is not null) as "in_flight!",
                  count(*) filter (where q.owner is null and held) as "held!",
                  count(*) filter (where q.owner is null and not held and q.due_at <= now()) as "due!",
                  count(*) filter (where q.owner is null and not held and q.due_at > now()) as "waiting!",
                  (extract(epoch from now() - min(q.due_at) filter (where q.owner is null and not held
                   and q.due_at <= now())) * 1000)::bigint as oldest_due_ms
           from (select q.owner, q.due_at, coalesce(p.status in ('paused', 'disabled'), false) as held
                 from queue q left join endpoint p on p.id = q.endpoint_id
                 where q.shard = any ($1) and ($2::uuid is null or q.project_id = $2) limit $3) q"#,
        &store.shards(),
        project.map(ProjectId::uuid) as Option<Uuid>,
        COUNTED_MAX,
    )
    .fetch_one(store.front())
    .await
    .doing("counting the queue")?;
    let whole = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok(QueueGauges {
        due: whole(row.due),
        in_flight: whole(row.in_flight),
        held: whole(row.held),
        waiting: whole(row.waiting),
        oldest_due_ms: row.oldest_due_ms.map(whole),
        truncated: row.rows >= COUNTED_MAX,
    })
}

/// Figures of a project, or of all, over the last 24 hours.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Events stored.
    pub events_accepted: u64,
    /// Attempts by outcome.
    pub attempts: BTreeMap<Outcome, u64>,
    /// Deliveries set aside.
    pub dead_lettered: u64,
    /// Deliveries that are set aside now.
    pub dlq_depth: u64,
    /// Attempts that succeeded, as a share; `None` without attempts.
    pub success_rate: Option<f64>,
    /// Latency of attempts in milliseconds at the 50th, 95th and 99th percentile: upper bounds of buckets.
    pub latency_ms: Option<[u64; 3]>,
    /// Deliveries that succeeded in the last full minute.
    pub throughput_per_min: u64,
}

/// Adds up the roll-ups of the last 24 hours.
pub async fn summary(store: &Store, project: Option<ProjectId>) -> Result<Summary, StoreError> {
    let rows = sqlx::query!(
        r#"select outcome, sum(count)::bigint as "count!",
                  coalesce(sum(count) filter (where minute = date_trunc('minute', now()) - interval '1 minute'),
                           0)::bigint as "last_minute!",
                  array(select sum(b.value)::bigint from rollup s
                        cross join unnest(s.buckets) with ordinality as b (value, place)
                        where s.outcome = r.outcome and s.minute >= now() - interval '24 hours'
                          and ($1::uuid is null or s.project_id = $1)
                        group by b.place order by b.place) as "buckets!: Vec<i64>"
           from rollup r
           where minute >= now() - interval '24 hours' and ($1::uuid is null or project_id = $1)
           group by outcome"#,
        project.map(ProjectId::uuid) as Option<Uuid>,
    )
    .fetch_all(store.front())
    .await
    .doing("adding up the roll-ups")?;
    let mut summary = Summary { dlq_depth: dead(store, project).await?, ..Summary::default() };
    let mut buckets = [0_u64; rollup::BUCKETS];
    for row in rows {
        let count = u64::try_from(row.count).unwrap_or(0);
        match row.outcome.as_str() {
            rollup::ACCEPTED => summary.events_accepted = count,
            rollup::DEAD_LETTERED => summary.dead_lettered = count,
            word => {
                let Ok(outcome) = word.parse::<Outcome>() else { continue };
                summary.attempts.insert(outcome, count);
                if outcome == Outcome::Succeeded {
                    summary.throughput_per_min = u64::try_from(row.last_minute).unwrap_or(0);
                }
                for (total, more) in buckets.iter_mut().zip(row.buckets) {
                    *total += u64::try_from(more).unwrap_or(0);
                }
            }
        }
    }
    let attempts: u64 = summary.attempts.values().sum();
    if attempts > 0 {
        let succeeded = summary.attempts.get(&Outcome::Succeeded).copied().unwrap_or(0);
        #[expect(clippy::cast_precision_loss, reason = "a share needs no more than 53 bits")]
        let share = succeeded as f64 / attempts as f64;
        summary.success_rate = Some(share);
    }
    summary.latency_ms = percentiles(&buckets);
    Ok(summary)
}

/// The upper bounds of the buckets in which the 50th, 95th and 99th percentile lie.
fn percentiles(buckets: &[u64]) -> Option<[u64; 3]> {
    let total: u64 = buckets.iter().sum();
    if total == 0 {
        return None;
    }
    Some([50, 95, 99].map(|percent| {
        let rank = (total * percent).div_ceil(100);
        let mut seen = 0;
        let place = buckets.iter().position(|count| {
            seen += count;
            seen >= rank
        });
        1_u64 << place.unwrap_or(buckets.len() - 1)
    }))
}

/// Dead letters of a project, or of all; counted in the index that holds nothing else, up to a limit.
async fn dead(store: &Store, project: Option<ProjectId>) -> Result<u64, StoreError> {
    let count = match project {
        Some(project) => {
            sqlx::query_scalar!(
                r#"select count(*) as "count!" from (
                       select from delivery where shard = any ($1) and project_id = $2
                         and status = 'dead_lettered' limit $3) d"#,
                &store.shards(),
                project.uuid(),
                COUNTED_MAX,
            )
            .fetch_one(store.front())
            .await
        }
        None => {
            sqlx::query_scalar!(
                r#"select count(*) as "count!" from (
                       select from delivery where shard = any ($1) and project_id = any ($2)
                         and status = 'dead_lettered' limit $3) d"#,
                &store.shards(),
                &store.snapshot().project_ids(),
                COUNTED_MAX,
            )
            .fetch_one(store.front())
            .await
        }
    };
    Ok(u64::try_from(count.doing("counting dead letters")?).unwrap_or(0))
}

/// The database as a status page shows it.
#[derive(Debug, Clone)]
pub struct DatabaseView {
    /// As Postgres tells it, `15.18` for example.
    pub version: String,
    /// Of the whole database.
    pub size_bytes: u64,
    /// The schema's version.
    pub schema: i64,
    /// Where the server keeps its data, where HookIt's role may know.
    pub data_directory: Option<String>,
}

/// Asks the database about itself.
pub async fn database(store: &Store) -> Result<DatabaseView, StoreError> {
    let row = sqlx::query!(
        r#"select split_part(current_setting('server_version'), ' ', 1) as "version!",
                  pg_database_size(current_database()) as "size!""#
    )
    .fetch_one(store.front())
    .await
    .doing("asking the database about itself")?;
    let schema = migrate::state(store).await?.found;
    let data_directory = tables::data_directory(store).await?;
    let size_bytes = u64::try_from(row.size).unwrap_or(0);
    Ok(DatabaseView { version: row.version, size_bytes, schema, data_directory })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_upper_bounds_of_their_buckets() {
        let mut buckets = [0; rollup::BUCKETS];
        assert_eq!(percentiles(&buckets), None);
        buckets[3] = 98;
        buckets[10] = 2;
        assert_eq!(percentiles(&buckets), Some([8, 8, 1_024]));
    }
}
