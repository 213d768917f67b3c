//! The yardstick: what this Postgres does when each row is inserted and committed by itself.

use std::time::Duration;
use std::time::Instant;

use tokio::task::JoinSet;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;

/// What was measured.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// How long each insert with its commit took, in microseconds.
    pub commits_us: Vec<u32>,
    /// From the first to the last.
    pub took: Duration,
}

/// Inserts single rows by `connections` connections for `lasts`, each waiting for its commit, into an ordinary table
/// in a schema of its own, which is gone afterwards. `store` needs that many connections for requests. Two at the same
/// time on one database disturb each other.
pub async fn measure(
    store: &Store,
    connections: u32,
    payload_bytes: usize,
    lasts: Duration,
) -> Result<Measured, StoreError> {
    let made = sqlx::raw_sql(
        "drop schema if exists hookit_yardstick cascade; create schema hookit_yardstick;
         create table hookit_yardstick.line (id uuid primary key, payload bytea not null,
                                             created_at timestamptz not null default now())",
    );
    made.execute(store.front()).await.doing("making the yardstick's table")?;
    let measured = insert_all(store, connections, payload_bytes, lasts).await;
    let removed = sqlx::raw_sql("drop schema if exists hookit_yardstick cascade");
    removed.execute(store.front()).await.doing("removing the yardstick's table")?;
    measured
}

async fn insert_all(
    store: &Store,
    connections: u32,
    payload_bytes: usize,
    lasts: Duration,
) -> Result<Measured, StoreError> {
    let mut ready = Vec::new();
    for _ in 0..connections {
        ready.push(store.front().acquire().await.doing("connecting for the yardstick")?);
    }
    let began = Instant::now();
    let mut inserting = JoinSet::new();
    for mut connection in ready {
        let (store, payload) = (store.clone(), vec![b'x'; payload_bytes]);
        inserting.spawn(async move {
            let mut commits_us = Vec::new();
            while began.elapsed() < lasts {
                let asked = Instant::now();
                // Not checked when it is built: the table is only there while this runs.
                sqlx::query("insert into hookit_yardstick.line (id, payload) values ($1, $2)")
                    .bind(store.mint())
                    .bind(&payload[..])
                    .execute(&mut *connection)
                    .await
                    .doing("inserting for the yardstick")?;
                commits_us.push(u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX));
            }
            Ok::<_, StoreError>(commits_us)
        });
    }
    let mut commits_us = Vec::new();
    while let Some(ended) = inserting.join_next().await {
        // A panic in one has been reported; what the others did still counts.
        commits_us.extend(ended.unwrap_or(Ok(Vec::new()))?);
    }
    Ok(Measured { commits_us, took: began.elapsed() })
}
