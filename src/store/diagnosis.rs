//! What Postgres tells about itself and the queue, for `hookit doctor`.

use time::Date;
use time::OffsetDateTime;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::partitions;
use super::stats;
use crate::domain::diagnosis::History;
use crate::domain::diagnosis::Postgres;
use crate::domain::diagnosis::Queue;

/// Deliveries under way that are looked at for dead owners.
const OWNED_LOOKED_AT_MAX: i64 = 200_000;

/// Measures Postgres. Which clock `skew_ms` is beside, and whether the server is private, is for the caller to say.
pub async fn postgres(store: &Store) -> Result<Postgres, StoreError> {
    store.clock().correct(store.front()).await?;
    let row = sqlx::query!(
        r#"select split_part(current_setting('server_version'), ' ', 1) as "version!",
                  (select count(*) from pg_stat_activity where backend_type = 'client backend') as "connections!",
                  current_setting('max_connections')::bigint
                      - current_setting('superuser_reserved_connections')::bigint as "connections_max!",
                  (select count(*) from pg_stat_replication) as "standbys!",
                  coalesce((select max(pg_wal_lsn_diff(pg_current_wal_lsn(), flush_lsn))
                            from pg_stat_replication)::bigint, 0) as "behind!",
                  current_setting('autovacuum')::boolean as "autovacuum!",
                  coalesce((select n_dead_tup from pg_stat_user_tables where relid = 'queue'::regclass), 0)
                      as "dead_rows!",
                  (select 2000000000 - max(age(datfrozenxid))::bigint from pg_database) as "left!""#
    )
    .fetch_one(store.front())
    .await
    .doing("asking Postgres about itself")?;
    // Of this database: the snapshots of others do not hold back the vacuum of its tables.
    let snapshot = sqlx::query!(
        r#"select (extract(epoch from clock_timestamp() - xact_start) * 1000)::bigint as "open_ms!", pid as "pid!",
                  coalesce(nullif(application_name, ''), usename, 'a client') as "name!"
           from pg_stat_activity
           where (backend_xmin is not null or backend_xid is not null) and xact_start is not null
             and pid <> pg_backend_pid() and backend_type = 'client backend' and datname = current_database()
           order by xact_start limit 1"#
    )
    .fetch_optional(store.front())
    .await
    .doing("looking for long transactions")?;
    let whole = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok(Postgres {
        version: row.version,
        is_private: false,
        connections: whole(row.connections),
        connections_max: whole(row.connections_max),
        standbys: whole(row.standbys),
        standby_behind_bytes: whole(row.behind),
        skew_ms: 0,
        oldest_snapshot: snapshot.map(|row| (whole(row.open_ms), format!("{} (pid {})", row.name, row.pid))),
        autovacuum: row.autovacuum,
        queue_dead_rows: whole(row.dead_rows),
        transactions_left: row.left,
    })
}

/// Measures the queue and who works on it.
pub async fn queue(store: &Store) -> Result<Queue, StoreError> {
    let gauges = stats::queue(store, None).await?;
    let row = sqlx::query!(
        r#"select (select count(*) from (select owner from queue where shard = any ($1) and owner is not null
                                         limit $2) q
                   join node n on n.id = q.owner where n.lease_until < now() - interval '5 seconds') as "orphaned!",
                  (select count(*) from node where lease_until > now() and 'deliver' = any (roles)) as "nodes!",
                  (select count(*) from node where lease_until > now() and 'deliver' = any (roles) and draining)
                      as "drained!""#,
        &store.shards(),
        OWNED_LOOKED_AT_MAX,
    )
    .fetch_one(store.front())
    .await
    .doing("looking for deliveries of dead nodes")?;
    let whole = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok(Queue {
        oldest_due_ms: gauges.oldest_due_ms,
        due: gauges.due,
        orphaned: whole(row.orphaned),
        shards: store.shards().len() as u64,
        nodes: whole(row.nodes),
        nodes_drained: whole(row.drained),
    })
}

/// Days of history, and what one of them takes.
#[derive(Debug, Clone, Copy)]
pub struct Days {
    /// For the judgement of partitions and retention; `days_kept` is for the caller to say.
    pub history: History,
    /// Days that have data.
    pub days: u64,
    /// Bytes of the last whole day, or of today as far as it goes; `None` without either.
    pub day_bytes: Option<u64>,
}

/// Measures the days of history.
pub async fn days(store: &Store) -> Result<Days, StoreError> {
    let rows = sqlx::query!(
        r#"select c.relname::text as "name!", pg_total_relation_size(c.oid) as "size!"
           from pg_inherits i join pg_class c on c.oid = i.inhrelid
           where i.inhparent in ('event'::regclass, 'event_label'::regclass, 'backfilled'::regclass, 'delivery'::regclass, 'attempt'::regclass)"#
    )
    .fetch_all(store.front())
    .await
    .doing("measuring days of history")?;
    let now = store.now();
    let today = now.date();
    let known: Vec<(Date, u64)> = rows
        .iter()
        .filter_map(|row| Some((partitions::day_of(&row.name)?, u64::try_from(row.size).unwrap_or(0))))
        .collect();
    let size = |day: Date| known.iter().filter(|(of, _)| *of == day).map(|(_, size)| size).sum::<u64>();
    let past: Vec<Date> = known.iter().map(|(day, _)| *day).filter(|day| *day <= today).collect();
    let oldest = past.iter().min().copied();
    // A day is there when all of its tables have it.
    let last_of = |table: &str| {
        let of = rows.iter().filter_map(|row| Some((row.name.as_str(), partitions::day_of(&row.name)?)));
        of.filter(|(name, day)| *name == partitions::name(table, *day)).map(|(_, day)| day).max()
    };
    let last = partitions::HISTORY.into_iter().map(last_of).min().flatten();
    // Yesterday's partition is made with today's at the very start and may be empty: then today counts.
    let yesterday = today.previous_day().filter(|_| oldest.is_some_and(|day| (today - day).whole_days() > 1));
    let day_bytes = match yesterday {
        Some(day) => Some(size(day)),
        None => so_far(now, size(today)),
    };
    Ok(Days {
        history: History {
            days_ahead: last.map_or(0, |day| (day - today).whole_days()),
            oldest_days: oldest.map_or(0, |day| (today - day).whole_days()),
            days_kept: 0,
        },
        days: oldest.map_or(0, |day| u64::try_from((today - day).whole_days() + 1).unwrap_or(0)),
        day_bytes,
    })
}

/// What the whole day will take if it goes on as it began; an hour must have passed to say so.
fn so_far(now: OffsetDateTime, bytes: u64) -> Option<u64> {
    const DAY_S: u64 = 86_400;
    let passed_s = u64::from(now.hour()) * 3_600 + u64::from(now.minute()) * 60;
    (passed_s >= 3_600).then(|| bytes.saturating_mul(DAY_S) / passed_s)
}
