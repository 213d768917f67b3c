//! Spreads the database over the workers of a Citus cluster: the hot tables by `shard`, what they are joined with everywhere.

use sqlx::AssertSqlSafe;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;

/// What hot statements join or compare with: a copy on each worker. All other tables without a shard stay where they are.
const REFERENCE: [&str; 5] = ["config_version", "project", "endpoint", "endpoint_secret", "node"];

/// What stands in the way of distributing, or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness {
    /// Version of the extension, if it was created in this database.
    pub citus: Option<String>,
    /// Whether the server has the extension's files.
    pub available: bool,
    /// Whether it was done already.
    pub distributed: bool,
    /// Shards of the database now.
    pub shards: u8,
    /// Deliveries that wait or are under way.
    pub queued: bool,
}

/// Looks; changes nothing.
pub async fn look(store: &Store) -> Result<Readiness, StoreError> {
    let row = sqlx::query!(
        r#"select (select extversion from pg_extension where extname = 'citus') as citus,
                  exists (select from pg_available_extensions where name = 'citus') as "available!",
                  (select shards from config_version) as "shards!",
                  exists (select from queue) as "queued!""#
    )
    .fetch_one(store.front())
    .await
    .doing("looking for Citus")?;
    let distributed = row.citus.is_some() && is_distributed(store).await?;
    let shards = u8::try_from(row.shards).unwrap_or(u8::MAX);
    Ok(Readiness { citus: row.citus, available: row.available, distributed, shards, queued: row.queued })
}

/// Asked of the extension's own catalog, which is not there without it.
async fn is_distributed(store: &Store) -> Result<bool, StoreError> {
    sqlx::query_scalar("select exists (select from pg_dist_partition where logicalrelid = 'queue'::regclass)")
        .fetch_one(store.front())
        .await
        .doing("asking Citus for its tables")
}

/// The statements that distribute this database over `shards`, in their order. They are run in one transaction.
///
/// An idempotency key is looked for in the shard that its hash says, so the keys that are known move first; no row that
/// is live may change its shard, which is why the queue has to be empty.
pub async fn plan(store: &Store, shards: u8) -> Result<Vec<String>, StoreError> {
    let mut hot: Vec<String> = sqlx::query_scalar!(
        r#"select quote_ident(c.relname) as "name!" from pg_class c
           join pg_attribute a on a.attrelid = c.oid and a.attname = 'shard' and not a.attisdropped
           where c.relkind in ('r', 'p') and not c.relispartition
             and c.relnamespace = current_schema()::regnamespace
           order by c.relname"#
    )
    .fetch_all(store.front())
    .await
    .doing("listing the tables with shards")?;
    // The others are placed beside it, so that a statement on several of them runs on one worker.
    hot.sort_by_key(|table| table != "queue");
    let mut plan = vec!["set local citus.multi_shard_modify_mode to 'sequential'".to_owned()];
    plan.extend(["idempotency_a", "idempotency_b"].map(|table| {
        format!("update {table} set shard = get_byte(key_hash, 0) % {shards} where shard <> get_byte(key_hash, 0) % {shards}")
    }));
    plan.push(format!("update config_version set shards = {shards}, version = version + 1"));
    plan.extend(REFERENCE.map(|table| format!("select create_reference_table('{table}')")));
    plan.extend(hot.iter().map(|table| {
        if table == "queue" {
            format!("select create_distributed_table('queue', 'shard', shard_count => {shards})")
        } else {
            format!("select create_distributed_table('{table}', 'shard', colocate_with => 'queue')")
        }
    }));
    Ok(plan)
}

/// Runs a plan: all of it or nothing.
pub async fn run(store: &Store, plan: &[String]) -> Result<(), StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to distribute the tables")?;
    for statement in plan {
        // Safe SQL: made above of names that Postgres quoted and of a number.
        sqlx::raw_sql(AssertSqlSafe(statement.as_str()))
            .execute(&mut *tx)
            .await
            .doing("distributing the tables")?;
    }
    tx.commit().await.doing("distributing the tables")
}
