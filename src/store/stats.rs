//! How things are now: the queue, dead letters, nodes and the database.

use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::migrate;
use super::tables;
use crate::domain::endpoint::IN_FLIGHT_MAX;
use crate::domain::id::ProjectId;

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
    /// Due, but its endpoint takes no more just now: its circuit is not closed, all that may be under way is, or its
    /// rate or its order is in the way.
    pub limited: u64,
    /// Due later.
    pub waiting: u64,
    /// How long the oldest due and free delivery could have been sent, which its endpoint's limits do not hold up.
    pub oldest_due_ms: Option<u64>,
    /// Whether the queue is longer than what was counted.
    pub truncated: bool,
}

/// Counts the queue, of one project or of all.
///
/// What waits for a receiver that is down, or for its turn at one that is limited, is late by the receiver's doing, not
/// by ours: it is counted apart, so that `due` and `oldest_due_ms` say how well the nodes keep up.
pub async fn queue(store: &Store, project: Option<ProjectId>) -> Result<QueueGauges, StoreError> {
    let row = sqlx::query!(
        r#"with counted as materialized (
               select endpoint_id, owner, due_at, paced, ordering_key, attempt from queue
               where shard = any ($1) and ($2::uuid is null or project_id = $2) limit $3
           ),
           busy as (
               select endpoint_id, bool_or(paced and owner is not null) or count(owner) >= $4 as is_full,
                      -- A key may wait for what is under way, for a retry, or for a dead letter before it.
                      bool_or(owner is not null or (attempt > 0 and due_at > now())) or exists (
                          select from delivery d where d.shard = any ($1) and d.endpoint_id = c.endpoint_id
                            and d.status = 'dead_lettered' and d.ordering_key is not null) as may_hold_keys
               from counted c group by endpoint_id
           ),
           told as (
               select q.owner, q.due_at, q.due_at <= now() as is_due,
                      coalesce(p.status in ('paused', 'disabled'), false) as held,
                      b.is_full or coalesce(c.circuit = 'recovering' or c.probe_at > now(), false)
                          or coalesce(c.next_at > now(), false)
                          or (q.ordering_key is not null and b.may_hold_keys
                              and coalesce(p.ordering ->> 'by' = 'key', false)) as limited,
                      -- Late from when it could have gone: its turn, where there still is a rate, or its probe.
                      greatest(case when p.pacing ? 'rate_limit_rps' then c.next_at end, c.probe_at) as next_at
               from counted q
               join busy b on b.endpoint_id = q.endpoint_id
               left join endpoint p on p.id = q.endpoint_id
               left join endpoint_pace c on c.endpoint_id = q.endpoint_id
           )
           select count(*) as "rows!",
                  count(*) filter (where owner is not null) as "in_flight!",
                  count(*) filter (where owner is null and held) as "held!",
                  count(*) filter (where owner is null and not held and not limited and is_due) as "due!",
                  count(*) filter (where owner is null and not held and limited and is_due) as "limited!",
                  count(*) filter (where owner is null and not held and not is_due) as "waiting!",
                  (extract(epoch from now() - min(greatest(due_at, next_at))
                      filter (where owner is null and not held and not limited and is_due)) * 1000)::bigint
                      as oldest_due_ms
           from told"#,
        &store.shards(),
        project.map(ProjectId::uuid) as Option<Uuid>,
        COUNTED_MAX,
        i64::try_from(IN_FLIGHT_MAX).unwrap_or(i64::MAX),
    )
    .fetch_one(store.front())
    .await
    .doing("counting the queue")?;
    let whole = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok(QueueGauges {
        due: whole(row.due),
        in_flight: whole(row.in_flight),
        held: whole(row.held),
        limited: whole(row.limited),
        waiting: whole(row.waiting),
        oldest_due_ms: row.oldest_due_ms.map(whole),
        truncated: row.rows >= COUNTED_MAX,
    })
}

/// Dead letters of a project, or of all; counted in the index that holds nothing else, up to a limit.
pub(crate) async fn dead(store: &Store, project: Option<ProjectId>) -> Result<u64, StoreError> {
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
    /// Whether it is the private one that a `hookitd` runs.
    pub private: bool,
    /// Where the server keeps its data, where HookIt's role may know.
    pub data_directory: Option<String>,
}

/// Asks the database about itself.
pub async fn database(store: &Store) -> Result<DatabaseView, StoreError> {
    let row = sqlx::query!(
        r#"select split_part(current_setting('server_version'), ' ', 1) as "version!",
                  pg_database_size(current_database()) as "size!",
                  current_setting('cluster_name') = 'hookit' and current_setting('listen_addresses') = ''
                      as "private!""#
    )
    .fetch_one(store.front())
    .await
    .doing("asking the database about itself")?;
    let schema = migrate::state(store).await?.found;
    let data_directory = tables::data_directory(store).await?;
    Ok(DatabaseView {
        version: row.version,
        size_bytes: u64::try_from(row.size).unwrap_or(0),
        schema,
        private: row.private,
        data_directory,
    })
}
