//! A row of the outbox, as its event was given.

use serde_json::Value;
use sqlx::FromRow;
use time::OffsetDateTime;
use uuid::Uuid;

/// An event that waits in the outbox, not judged yet.
#[derive(Debug, Clone, FromRow)]
pub struct OutboxRow {
    /// Its number, which whoever published it was given; numbers of one key ascend in publish order.
    pub id: i64,
    /// Whose it is.
    pub project_id: Uuid,
    /// Its type.
    #[sqlx(rename = "type")]
    pub event_type: String,
    /// The payload's text.
    pub payload: String,
    /// Its idempotency key.
    pub idempotency_key: Option<String>,
    /// The producer's own id.
    pub client_id: Option<String>,
    /// What the producer says about it.
    pub labels: Option<Value>,
    /// Its ordering key.
    pub ordering_key: Option<String>,
    /// Not sent before.
    pub deliver_at: Option<OffsetDateTime>,
    /// Not sent after.
    pub expires_at: Option<OffsetDateTime>,
    /// The only endpoints that are meant.
    pub endpoint_ids: Option<Vec<String>>,
    /// When it was published.
    pub created_at: OffsetDateTime,
}

/// Why an event is not taken, as the API would have answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The stable word.
    pub code: String,
    /// The sentence.
    pub detail: String,
}
