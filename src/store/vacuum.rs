//! The queue's and the outbox's own vacuum: autovacuum does not come round often enough for a table that turns over in seconds.

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;

/// Vacuums the queue without giving pages back, which would need a lock that stops everybody.
pub async fn queue(store: &Store) -> Result<(), StoreError> {
    sqlx::query("vacuum (truncate off) queue")
        .execute(store.delivery())
        .await
        .doing("vacuuming the queue")?;
    Ok(())
}

/// Vacuums the outbox in the same way.
pub async fn outbox(store: &Store) -> Result<(), StoreError> {
    sqlx::query("vacuum (truncate off) outbox")
        .execute(store.delivery())
        .await
        .doing("vacuuming the outbox")?;
    Ok(())
}
