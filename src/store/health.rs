//! Readiness: what must hold for this process to take and deliver events.

use super::handle::Store;
use super::migrate;

/// The named checks, each true when it passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a check of its own, reported by name")]
pub struct Readiness {
    /// Postgres answers and takes writes.
    pub postgres_writable: bool,
    /// The schema is this program's.
    pub schema_current: bool,
    /// A master key is there and belongs to this database.
    pub master_key: bool,
    /// The delivery loop turned lately.
    pub loop_turned: bool,
    /// Hints from other nodes are heard.
    pub listener_up: bool,
}

/// Checks everything; a failure is an answer here, never an error.
pub async fn check(store: &Store) -> Readiness {
    let writable =
        sqlx::query_scalar!(r#"select current_setting('transaction_read_only') = 'off' as "writable!""#)
            .fetch_one(store.front())
            .await;
    Readiness {
        postgres_writable: writable.unwrap_or(false),
        schema_current: migrate::require_current(store).await.is_ok(),
        master_key: store.keyring().is_some(),
        loop_turned: store.pulse().is_turning(),
        listener_up: store.pulse().is_listening(),
    }
}
