//! The tables of a database as Postgres tells them, for those who carry all of it somewhere: counted, emptied, compared.

use sqlx::AssertSqlSafe;
use sqlx::PgConnection;
use sqlx::PgTransaction;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;

/// How many rows a table has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCount {
    /// Its name, quoted where that is needed.
    pub table: String,
    /// Its rows.
    pub rows: u64,
}

/// A view of the whole database at one instant that other programs can share, for as long as this value lives.
#[derive(Debug)]
pub struct Frozen {
    tx: PgTransaction<'static>,
    /// The name by which other connections ask for the same view.
    pub snapshot: String,
    /// Major version of the server.
    pub server: u32,
    /// The schema's version.
    pub schema: i64,
    /// The size of the whole database, in bytes.
    pub size_bytes: u64,
}

/// Holds the database still for this caller.
pub async fn freeze(store: &Store) -> Result<Frozen, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to hold the database still")?;
    quiet(&mut tx).await?;
    let row = sqlx::query!(
        r#"select pg_export_snapshot() as "snapshot!", current_setting('server_version_num')::integer as "server!",
                  pg_database_size(current_database()) as "size!""#
    )
    .fetch_one(&mut *tx)
    .await
    .doing("holding the database still")?;
    let schema = super::migrate::state(store).await?.found;
    Ok(Frozen {
        tx,
        snapshot: row.snapshot,
        server: u32::try_from(row.server / 10_000).unwrap_or(0),
        schema,
        size_bytes: u64::try_from(row.size).unwrap_or(0),
    })
}

impl Frozen {
    /// Counts every table in this view.
    pub async fn counts(&mut self) -> Result<Vec<TableCount>, StoreError> {
        counts_in(&mut self.tx).await
    }

    /// Lets go of the view.
    pub async fn thaw(self) -> Result<(), StoreError> {
        self.tx.rollback().await.doing("letting go of the view")
    }
}

/// A transaction that reads one state of everything and may wait for somebody else meanwhile. What rows look like as
/// text does not depend on the server's settings.
pub(crate) async fn quiet(tx: &mut PgTransaction<'_>) -> Result<(), StoreError> {
    for statement in [
        "set transaction isolation level repeatable read",
        "set local idle_in_transaction_session_timeout = 0",
        "set local timezone = 'UTC'",
        "set local datestyle = 'ISO, MDY'",
        "set local intervalstyle = 'postgres'",
        "set local bytea_output = 'hex'",
        "set local extra_float_digits = 1",
    ] {
        sqlx::raw_sql(statement).execute(&mut **tx).await.doing("beginning to read everything")?;
    }
    Ok(())
}

/// Counts every table now.
pub async fn counts(store: &Store) -> Result<Vec<TableCount>, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to count everything")?;
    quiet(&mut tx).await?;
    counts_in(&mut tx).await
}

async fn counts_in(connection: &mut PgConnection) -> Result<Vec<TableCount>, StoreError> {
    let mut counted = Vec::new();
    for table in names(connection).await? {
        // Safe SQL: the name is Postgres' own, quoted by it.
        let rows: i64 = sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {table}")))
            .fetch_one(&mut *connection)
            .await
            .doing("counting a table")?;
        counted.push(TableCount { table, rows: u64::try_from(rows).unwrap_or(0) });
    }
    Ok(counted)
}

/// The tables of the schema in use, partitions not counted, by name.
async fn names(connection: &mut PgConnection) -> Result<Vec<String>, StoreError> {
    sqlx::query_scalar!(
        r#"select quote_ident(relname) as "name!" from pg_class
           where relkind in ('r', 'p') and not relispartition
             and relnamespace = current_schema()::regnamespace
           order by relname"#
    )
    .fetch_all(connection)
    .await
    .doing("listing tables")
}

/// Drops these tables with all that depends on them; what is not there is passed over.
pub async fn drop_all(store: &Store, tables: &[String]) -> Result<(), StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to drop tables")?;
    let there = names(&mut tx).await?;
    for table in there.iter().filter(|table| tables.contains(table)) {
        // Safe SQL: the name is Postgres' own, quoted by it.
        sqlx::raw_sql(AssertSqlSafe(format!("drop table {table} cascade")))
            .execute(&mut *tx)
            .await
            .doing("dropping a table")?;
    }
    tx.commit().await.doing("dropping tables")
}

/// Nodes whose lease runs: daemons that work on this database.
pub async fn daemons(store: &Store) -> Result<Vec<String>, StoreError> {
    let there: bool = sqlx::query_scalar("select to_regclass('node') is not null")
        .fetch_one(store.front())
        .await
        .doing("looking for nodes")?;
    if !there {
        return Ok(Vec::new());
    }
    sqlx::query_scalar!("select name from node where lease_until > now() order by name")
        .fetch_all(store.front())
        .await
        .doing("looking for nodes")
}

/// Ends the leases that came with a backup: the nodes that held them work on the database it was made of, if at all.
pub async fn end_leases(store: &Store) -> Result<(), StoreError> {
    sqlx::query!("update node set lease_until = now(), left_at = now() where lease_until > now()")
        .execute(store.front())
        .await
        .doing("ending the leases of a backup")?;
    Ok(())
}

/// Gathers what the planner knows of every table, which neither a dump nor older `pg_upgrade`s carry over.
pub async fn analyze(store: &Store) -> Result<(), StoreError> {
    sqlx::raw_sql("analyze").execute(store.front()).await.doing("analyzing the tables")?;
    Ok(())
}

/// Whether the server's pages have checksums.
pub async fn page_checksums(store: &Store) -> Result<bool, StoreError> {
    sqlx::query_scalar("select current_setting('data_checksums') = 'on'")
        .fetch_one(store.front())
        .await
        .doing("asking for page checksums")
}

/// Where a server on this machine keeps its data, for those who may know.
pub async fn data_directory(store: &Store) -> Result<Option<String>, StoreError> {
    let found =
        sqlx::query_scalar!(r#"select setting as "setting!" from pg_settings where name = 'data_directory'"#)
            .fetch_optional(store.front())
            .await
            .doing("asking where the data are")?;
    Ok(found)
}
