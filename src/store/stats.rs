//! How things are now: the queue, dead letters, nodes and the database.

use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::migrate;
use super::tables;
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
