//! The feed as it goes out: what happened in a project, one item a thing.

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::event::EventView;
use super::event::raw;
use super::time::Instant;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::EventId;
use crate::domain::id::ProjectId;
use crate::domain::id::RedriveId;
use crate::domain::outcome::Outcome;
use crate::store::events::EventView as StoredEvent;
use crate::store::feed::FeedAttempt;
use crate::store::feed::FeedItem;

/// An event in the feed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FeedEvent)]
pub(crate) struct FeedEventView {
    #[serde(flatten)]
    event: EventView,
    /// Byte for byte as it was published; missing when payloads were not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>, example = json!({"amount": 1299}))]
    payload: Option<Box<RawValue>>,
}

/// An attempt in the feed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FeedAttempt)]
pub(crate) struct FeedAttemptView {
    #[schema(example = 1)]
    attempt_number: u16,
    #[schema(value_type = String, example = "http_status")]
    outcome: Outcome,
    #[schema(example = 503)]
    response_status: Option<u16>,
    duration_ms: Option<u32>,
    /// One sentence, when it did not succeed.
    error: Option<String>,
    #[schema(example = "web-1")]
    node: String,
}

/// One thing that happened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FeedItem)]
pub(crate) struct FeedItemView {
    /// `event`: it was published; `redrive`: an operator put a delivery of it back; `attempt`: it was sent.
    #[schema(example = "event")]
    kind: &'static str,
    at: Instant,
    #[schema(value_type = String, example = "evt_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    event_id: EventId,
    #[schema(example = "invoice.paid")]
    event_type: String,
    /// Of a redrive and an attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "dlv_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    delivery_id: Option<DeliveryId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "ep_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    endpoint_id: Option<EndpointId>,
    /// The order that put the delivery back; missing when it was redriven by itself, or never.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "rdr_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    redrive_id: Option<RedriveId>,
    /// Of an event, and of a redrive whose event is still stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<FeedEventView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attempt: Option<FeedAttemptView>,
}

/// The next part of the feed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Feed)]
pub(crate) struct FeedView {
    #[schema(value_type = String, example = "prj_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    pub project_id: ProjectId,
    /// Oldest first, as far as they were committed in that order.
    pub items: Vec<FeedItemView>,
    /// Give it as `cursor` for what comes next, whether there were items or not.
    #[schema(example = "Zjo3NTk0MTIzOTAxOjc5NDoxOi0")]
    pub next_cursor: String,
    /// Whether there is more to read at once.
    pub more: bool,
}

impl From<StoredEvent> for FeedEventView {
    fn from(mut event: StoredEvent) -> Self {
        let payload = event.payload.take().and_then(raw);
        Self { event: event.into(), payload }
    }
}

impl From<FeedItem> for FeedItemView {
    fn from(item: FeedItem) -> Self {
        match item {
            FeedItem::Event { event } => Self {
                kind: "event",
                at: event.created_at.into(),
                event_id: event.id,
                event_type: event.event_type.to_string(),
                delivery_id: None,
                endpoint_id: None,
                redrive_id: None,
                event: Some(event.into()),
                attempt: None,
            },
            FeedItem::Redrive { at, event_id, event_type, delivery_id, endpoint_id, redrive_id, event } => {
                Self {
                    kind: "redrive",
                    at: at.into(),
                    event_id,
                    event_type: event_type.to_string(),
                    delivery_id: Some(delivery_id),
                    endpoint_id: Some(endpoint_id),
                    redrive_id,
                    event: event.map(FeedEventView::from),
                    attempt: None,
                }
            }
            FeedItem::Attempt(attempt) => attempt.into(),
        }
    }
}

impl From<FeedAttempt> for FeedItemView {
    fn from(attempt: FeedAttempt) -> Self {
        Self {
            kind: "attempt",
            at: attempt.at.into(),
            event_id: attempt.event_id,
            event_type: attempt.event_type.to_string(),
            delivery_id: Some(attempt.delivery_id),
            endpoint_id: Some(attempt.endpoint_id),
            redrive_id: attempt.redrive_id,
            event: None,
            attempt: Some(FeedAttemptView {
                attempt_number: attempt.number,
                outcome: attempt.outcome,
                response_status: attempt.response_status,
                duration_ms: attempt.duration_ms,
                error: attempt.error,
                node: attempt.node,
            }),
        }
    }
}
