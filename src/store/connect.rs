//! Connecting: what every connection to Postgres is made to promise.

use std::io::ErrorKind;
use std::str::FromStr;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::Connection;
use sqlx::PgConnection;
use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;
use sqlx::postgres::PgPoolOptions;

use super::error::StoreError;
use super::handle::StoreOptions;

/// Connects once and lets go again: a pool tries until its time is over and then says only that; this says at once what
/// Postgres, or the way to it, has against it.
pub(crate) async fn once(options: &StoreOptions) -> Result<(), StoreError> {
    let connect = how(options, "probe")?;
    let limit = Duration::from_millis(options.acquire_timeout_ms);
    let connected = tokio::time::timeout(limit, PgConnection::connect_with(&connect)).await;
    let connection = connected
        .unwrap_or(Err(sqlx::Error::PoolTimedOut))
        .map_err(|source| StoreError::from_sqlx("connecting", source))?;
    // What comes of saying goodbye does not matter.
    drop(connection.close().await);
    Ok(())
}

fn how(options: &StoreOptions, purpose: &str) -> Result<PgConnectOptions, StoreError> {
    Ok(PgConnectOptions::from_str(&options.url)
        .map_err(|source| StoreError::from_sqlx("reading the database URL", source))?
        .application_name(&format!("{} {purpose}", options.application_name))
        // Whatever the role or the server says: an acknowledged event is on disk. Without it, kills lost
        // acknowledged rows. A forgotten transaction would hold back the vacuum of the queue.
        .options([
            ("synchronous_commit", "on"),
            ("idle_in_transaction_session_timeout", "60s"),
            ("lock_timeout", "10s"),
            ("jit", "off"),
        ])
        .disable_statement_logging())
}

/// A pool that connects when it is first used.
pub(crate) fn pool(
    options: &StoreOptions,
    purpose: &str,
    connections_max: u32,
) -> Result<PgPool, StoreError> {
    let connect = how(options, purpose)?;
    let pool = PgPoolOptions::new()
        .max_connections(connections_max)
        .acquire_timeout(Duration::from_millis(options.acquire_timeout_ms))
        .idle_timeout(Duration::from_mins(10))
        // The question below is the test: it finds out both whether the connection still stands and whether
        // the server behind it still takes writes.
        .test_before_acquire(false)
        .before_acquire(|connection, _| Box::pin(async move { is_writable(connection).await }))
        .after_connect(|connection, _| {
            Box::pin(async move {
                // sqlx has no `target_session_attrs`: a standby would accept the connection and refuse the
                // first write. Asking here keeps such a connection out of the pool.
                if !is_writable(connection).await? {
                    return Err(sqlx::Error::Io(ErrorKind::ReadOnlyFilesystem.into()));
                }
                pass_over_publisher_schema(connection).await
            })
        })
        .connect_lazy_with(connect);
    Ok(pool)
}

async fn is_writable(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let read_only: String = sqlx::query_scalar("show transaction_read_only").fetch_one(connection).await?;
    Ok(read_only == "off")
}

/// The schema `hookit` holds what applications publish with, and is made after the tables are; a role of that name, as the
/// private Postgres has it, would look there first by `"$user"`, and make its partitions there. A schema of that name that
/// does hold the tables, or was made by someone else, stays.
async fn pass_over_publisher_schema(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query(
        "select set_config('search_path', regexp_replace(current_setting('search_path'), '\"\\$user\",?\\s*', ''), false)
         where current_user = 'hookit'
           and to_regclass('hookit._sqlx_migrations') is null
           and (to_regnamespace('hookit') is null
                or exists (select from pg_proc
                           where pronamespace = to_regnamespace('hookit') and proname = 'publish'))",
    )
    .execute(connection)
    .await?;
    Ok(())
}
