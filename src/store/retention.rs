//! Retention: days of history are dropped whole, and idempotency keys by generation.

use sqlx::AssertSqlSafe;
use sqlx::PgConnection;
use sqlx::PgTransaction;
use time::Date;
use time::Duration;
use uuid::Uuid;

use super::config_version;
use super::endpoints;
use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::partitions;
use super::redrive_counts::Leavers;
use super::snapshot::Generation;
use crate::domain::id::floor_at;

/// What a round of retention did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Days that were dropped.
    pub dropped: Vec<Date>,
    /// Days that are over the limit but still have live or held deliveries.
    pub kept: Vec<Date>,
}

/// Drops every day that ended more than `days` days ago: its events, deliveries and attempts together. A day
/// with deliveries still in the queue is kept whole, and said so.
pub async fn prune(store: &Store, days: u16) -> Result<Pruned, StoreError> {
    let oldest_kept = store.now().date().checked_sub(Duration::days(i64::from(days))).unwrap_or(Date::MIN);
    let names = sqlx::query_scalar!(
        r#"select c.relname::text as "name!" from pg_inherits i join pg_class c on c.oid = i.inhrelid
           where i.inhparent = 'event'::regclass order by 1"#
    )
    .fetch_all(store.delivery())
    .await
    .doing("looking at partitions")?;
    let mut pruned = Pruned::default();
    let mut failed = None;
    for day in names.iter().filter_map(|name| partitions::day_of(name)).filter(|day| *day < oldest_kept) {
        match drop_day(store, day).await {
            Ok(true) => pruned.dropped.push(day),
            Ok(false) => pruned.kept.push(day),
            // Somebody reads it just now: the other days are not to wait for that.
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(pruned), Err)
}

async fn drop_day(store: &Store, day: Date) -> Result<bool, StoreError> {
    // Asked without locks first: a day that has to be kept costs nobody anything.
    let mut connection = store.delivery().acquire().await.doing("connecting to look at a day")?;
    if is_live(&mut connection, &store.shards(), day).await? {
        return Ok(false);
    }
    drop(connection);
    let mut tx = store.delivery().begin().await.doing("beginning to drop a day")?;
    // Dropping waits for everyone who reads the parent; whoever comes after waits for the drop. A short limit
    // keeps that from becoming a queue; the next round tries again.
    sqlx::query!("set local lock_timeout = '1s'").execute(&mut *tx).await.doing("dropping a day")?;
    credit_redrives(&mut tx, day).await?;
    for table in partitions::HISTORY {
        let partition = partitions::name(table, day);
        let statement = format!("drop table if exists {partition}");
        // Safe SQL: the name is made of a fixed word and a date; see partitions.rs.
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *tx).await.doing("dropping a day")?;
    }
    // Asked under the lock: a redrive moves a row from this day's partition to the queue, and cannot any more.
    let live = is_live(&mut tx, &store.shards(), day).await?;
    if live {
        tx.rollback().await.doing("keeping a day")?;
        return Ok(false);
    }
    tx.commit().await.doing("dropping a day")?;
    Ok(true)
}

/// Redrives keep the counts of what is dropped with the day. Under a lock, so that none of it is redriven meanwhile.
async fn credit_redrives(tx: &mut PgTransaction<'_>, day: Date) -> Result<(), StoreError> {
    let partition = partitions::name("delivery", day);
    let exists = sqlx::query_scalar!(r#"select to_regclass($1) is not null as "exists!""#, &partition)
        .fetch_one(&mut **tx)
        .await
        .doing("looking for a day of deliveries")?;
    if !exists {
        return Ok(());
    }
    // Safe SQL: the name is made of a fixed word and a date; see partitions.rs.
    sqlx::raw_sql(AssertSqlSafe(format!("lock table {partition} in access exclusive mode")))
        .execute(&mut **tx)
        .await
        .doing("dropping a day")?;
    let counts = format!(
        "select redrive_id, status, count(*) from {partition} where redrive_id is not null group by 1, 2"
    );
    // Safe SQL: the same name.
    let rows: Vec<(Uuid, String, i64)> = sqlx::query_as(AssertSqlSafe(counts))
        .fetch_all(&mut **tx)
        .await
        .doing("counting what leaves redrives with a day")?;
    let mut leavers = Leavers::default();
    for (redrive, status, count) in rows {
        leavers.add(redrive, &status, count);
    }
    leavers.credit(tx).await
}

/// Whether a delivery of that day is still in the queue.
async fn is_live(connection: &mut PgConnection, shards: &[i16], day: Date) -> Result<bool, StoreError> {
    let (low, high) = (floor_at(partitions::start_ms(day)), floor_at(partitions::start_ms(day) + 86_400_000));
    sqlx::query_scalar!(
        r#"select exists (select from queue where shard = any ($1) and id >= $2 and id < $3) as "live!""#,
        shards,
        low,
        high,
    )
    .fetch_one(connection)
    .await
    .doing("looking for live deliveries of a day")
}

/// Drops roll-ups older than `days` days, plans of redrives that nobody started, and what the feed had of redrives.
pub async fn prune_reference(store: &Store, days: u16) -> Result<(), StoreError> {
    sqlx::query!("delete from rollup where minute < now() - make_interval(days => $1)", i32::from(days))
        .execute(store.delivery())
        .await
        .doing("dropping old roll-ups")?;
    sqlx::query!("delete from redrive where state = 'planned' and planned_at < now() - interval '1 day'")
        .execute(store.delivery())
        .await
        .doing("dropping old plans")?;
    sqlx::query!("delete from endpoint_secret where expires_at < now()")
        .execute(store.delivery())
        .await
        .doing("dropping old signing secrets")?;
    sqlx::query!("delete from redriven where at < now() - interval '2 days'")
        .execute(store.delivery())
        .await
        .doing("dropping what the feed had of redrives")?;
    endpoints::prune(store).await
}

/// Turns the idempotency generations over when the current one has collected for the configured hours: the
/// older one is emptied and takes the new keys. A key is thus kept for one to two times as long.
pub async fn rotate_idempotency(store: &Store) -> Result<bool, StoreError> {
    let hours = i32::try_from(store.idempotency_hours()).unwrap_or(i32::MAX);
    let mut tx = store.delivery().begin().await.doing("beginning to rotate idempotency keys")?;
    // Locked: of two nodes that find them old at once, the second would empty the generation that the first
    // has just begun.
    let due = sqlx::query!(
        r#"select idempotency_current as current from config_version
           where one and idempotency_rotated_at <= now() - make_interval(hours => $1) for update"#,
        hours,
    )
    .fetch_optional(&mut *tx)
    .await
    .doing("looking at the age of idempotency keys")?;
    let Some(due) = due else { return Ok(false) };
    // Waits for publishes under way in the current generation; those that come after see the new version and
    // match again, so no key is stored unseen.
    let next = match Generation::from_stored(&due.current) {
        Generation::A => {
            sqlx::query!("lock table idempotency_a in share row exclusive mode").execute(&mut *tx).await
        }
        Generation::B => {
            sqlx::query!("lock table idempotency_b in share row exclusive mode").execute(&mut *tx).await
        }
    }
    .map(|_| if due.current == "a" { "b" } else { "a" })
    .doing("rotating idempotency keys")?;
    let emptied = match next {
        "a" => sqlx::query!("truncate idempotency_a").execute(&mut *tx).await,
        _ => sqlx::query!("truncate idempotency_b").execute(&mut *tx).await,
    };
    emptied.doing("emptying the older idempotency keys")?;
    sqlx::query!(
        "update config_version set idempotency_current = $1, idempotency_rotated_at = now()
         where one and idempotency_current <> $1",
        next,
    )
    .execute(&mut *tx)
    .await
    .doing("rotating idempotency keys")?;
    config_version::raise(&mut tx).await?;
    tx.commit().await.doing("rotating idempotency keys")?;
    super::snapshot::load(store).await?;
    Ok(true)
}
