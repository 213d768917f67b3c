//! The outbox as it goes out: how much waits, and what was set aside.

use serde::Serialize;
use utoipa::ToSchema;

use super::time::Instant;
use crate::store::outbox::refused::COUNTED_MAX;
use crate::store::outbox::refused::RefusedEvent as Stored;
use crate::store::outbox::refused::Standing;

/// How the outbox of a project is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Outbox)]
pub(crate) struct OutboxView {
    /// Events that wait to be stored; they do for a fraction of a second.
    #[schema(example = 0)]
    waiting: u64,
    /// When the first of them was published.
    oldest_waiting_at: Option<Instant>,
    /// Events that were refused and set aside.
    #[schema(example = 1)]
    refused: u64,
    /// Whether one of these is only "at least".
    truncated: bool,
}

/// An event that was published in SQL and refused.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RefusedEvent)]
pub(crate) struct RefusedEventView {
    /// The number that `hookit.publish` answered.
    #[schema(example = "42")]
    id: String,
    #[serde(rename = "type")]
    #[schema(example = "invoice.paid")]
    event_type: String,
    /// The producer's own id.
    #[schema(example = "inv-42")]
    client_id: Option<String>,
    idempotency_key: Option<String>,
    payload_bytes: u64,
    /// The word that `POST /events` would have answered.
    #[schema(example = "idempotency_key_reused")]
    code: String,
    /// Why, in a sentence.
    #[schema(example = "this idempotency key was used for another event")]
    detail: String,
    created_at: Instant,
    refused_at: Instant,
}

impl From<Standing> for OutboxView {
    fn from(standing: Standing) -> Self {
        let counted_max = u64::try_from(COUNTED_MAX).unwrap_or(u64::MAX);
        Self {
            waiting: standing.waiting,
            oldest_waiting_at: standing.oldest_at.map(Instant),
            refused: standing.refused,
            truncated: standing.waiting.max(standing.refused) >= counted_max,
        }
    }
}

impl From<Stored> for RefusedEventView {
    fn from(stored: Stored) -> Self {
        Self {
            id: stored.id.to_string(),
            event_type: stored.event_type,
            client_id: stored.client_id,
            idempotency_key: stored.idempotency_key,
            payload_bytes: stored.payload_bytes,
            code: stored.code,
            detail: stored.detail,
            created_at: stored.created_at.into(),
            refused_at: stored.refused_at.into(),
        }
    }
}
