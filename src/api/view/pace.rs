//! What holds an endpoint's deliveries back beside its own settings: its circuit, and keys that a dead letter blocks.

use serde::Serialize;
use utoipa::ToSchema;

use super::time::Instant;
use crate::domain::breaker::CircuitState;
use crate::domain::id::DeliveryId;
use crate::store::pace::circuit::CircuitView as Stored;
use crate::store::pace::view::BlockedKey;

/// A circuit that is not closed: the receiver is down, or just back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Circuit)]
pub(crate) struct CircuitView {
    /// `open`: nothing is sent but a probe now and then. `recovering`: a few are sent, twice as many each second.
    #[schema(value_type = String, example = "open")]
    state: CircuitState,
    since: Instant,
    /// When a single delivery tries again; null unless it is open.
    probe_at: Option<Instant>,
    /// How the last attempt before it opened had failed.
    #[schema(example = "HTTP 503")]
    cause: Option<String>,
}

/// An ordering key whose deliveries wait for a dead letter.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BlockedKey)]
pub(crate) struct BlockedKeyView {
    #[schema(example = "acct-7")]
    ordering_key: String,
    /// The dead letter: redrive or drop it.
    #[schema(value_type = String, example = "dlv_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    delivery_id: DeliveryId,
    /// Deliveries behind it, 1000 at most.
    waiting: u64,
}

impl From<Stored> for CircuitView {
    fn from(stored: Stored) -> Self {
        Self {
            state: stored.state,
            since: stored.since.into(),
            probe_at: stored.probe_at.map(Into::into),
            cause: stored.cause,
        }
    }
}

impl From<BlockedKey> for BlockedKeyView {
    fn from(blocked: BlockedKey) -> Self {
        Self {
            ordering_key: blocked.ordering_key,
            delivery_id: blocked.delivery_id,
            waiting: blocked.waiting,
        }
    }
}
