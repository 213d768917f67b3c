//! An event as it goes out, and what publishing one answers.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::delivery::DeliveryView;
use super::time::Instant;
use crate::api::problem::ProblemBody;
use crate::domain::endpoint::Endpoint;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::id::EndpointId;
use crate::domain::id::EventId;
use crate::domain::id::ProjectId;
use crate::store::events::EventView as Stored;

/// What a publish answers, after the event is durable.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Published)]
pub(crate) struct PublishedView {
    #[schema(value_type = String, example = "evt_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    pub event_id: EventId,
    /// How many endpoints it goes to.
    #[schema(example = 2)]
    pub queued_deliveries: u32,
    /// What to mend: the payload does not fit its type's schema, or the type is deprecated. Left out without any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<WarningView>,
}

/// What a publish would do.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublishPlan)]
pub(crate) struct PublishPlanView {
    /// The endpoints it would go to.
    pub endpoints: Vec<PublishTargetView>,
    /// What to mend: the payload does not fit its type's schema, or the type is deprecated. Left out without any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<WarningView>,
}

/// An endpoint that an event would go to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublishTarget)]
pub(crate) struct PublishTargetView {
    #[schema(value_type = String, example = "ep_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    pub id: EndpointId,
    #[schema(example = "acme-prod")]
    pub name: String,
    /// One that is paused or disabled would hold it.
    #[schema(value_type = String, example = "active")]
    pub status: EndpointStatus,
}

/// What a producer should mend although the event was stored.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublishWarning)]
pub(crate) struct WarningView {
    /// `schema_misfit` or `event_type_deprecated`.
    #[schema(value_type = String, example = "schema_misfit")]
    pub code: &'static str,
    #[schema(example = "\"amount\" is a required property")]
    pub detail: String,
    /// JSON pointer to the part of the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/payload/amount")]
    pub pointer: Option<String>,
}

/// What became of one event of a batch: its ids, or its problem.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BatchItem)]
pub(crate) struct BatchItemView {
    /// The status this event alone would have been answered with.
    #[schema(example = 201)]
    pub status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "evt_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    pub event_id: Option<EventId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queued_deliveries: Option<u32>,
    /// Whether the answer is that of an earlier publish with the same idempotency key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replayed: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<WarningView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ProblemBody>,
}

/// What a batch answers: one result an event, in the order they were given.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BatchResult)]
pub(crate) struct BatchView {
    pub results: Vec<BatchItemView>,
}

/// An event.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Event)]
pub(crate) struct EventView {
    #[schema(value_type = String, example = "evt_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    id: EventId,
    #[schema(value_type = String, example = "prj_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    project_id: ProjectId,
    #[serde(rename = "type")]
    #[schema(example = "invoice.paid")]
    event_type: String,
    /// The producer's own id.
    #[schema(example = "inv-42")]
    client_id: Option<String>,
    #[schema(example = "acct-7")]
    ordering_key: Option<String>,
    payload_bytes: u64,
    /// How many endpoints it was matched with.
    queued_deliveries: u32,
    /// What the producer says about it.
    #[schema(example = json!({"env": "prod"}))]
    labels: BTreeMap<String, String>,
    /// The only endpoints that were meant; null: all.
    #[schema(value_type = Option<Vec<String>>, example = json!(null))]
    endpoint_ids: Option<Vec<EndpointId>>,
    created_at: Instant,
    /// Not sent before.
    deliver_at: Option<Instant>,
    /// What is not sent, or still fails, by then is cancelled with the cause `expired`.
    expires_at: Option<Instant>,
    /// The trace it was published within, by the producer's `traceparent`.
    #[schema(example = "4bf92f3577b34da6a3ce929d0e0e4736")]
    trace_id: Option<String>,
}

/// An event with its payload and its deliveries.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EventDetail)]
pub(crate) struct EventDetailView {
    #[serde(flatten)]
    event: EventView,
    /// Byte for byte as it was published.
    #[schema(value_type = Value, example = json!({"amount": 1299}))]
    payload: Option<Box<RawValue>>,
    /// Its deliveries, newest first, 200 at most.
    deliveries: Vec<DeliveryView>,
    /// Whether there are more: `GET /deliveries?event_id=…` lists all.
    deliveries_more: bool,
}

/// What cancelling an event ended.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CancelledEvent)]
pub(crate) struct CancelledEventView {
    #[schema(value_type = String, example = "evt_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    pub event_id: EventId,
    /// Deliveries that were not yet attempted.
    pub cancelled_deliveries: u64,
}

impl From<&Endpoint> for PublishTargetView {
    fn from(endpoint: &Endpoint) -> Self {
        Self { id: endpoint.id, name: endpoint.settings.name.to_string(), status: endpoint.settings.status }
    }
}

impl From<Stored> for EventView {
    fn from(event: Stored) -> Self {
        Self {
            id: event.id,
            project_id: event.project,
            event_type: event.event_type.to_string(),
            client_id: event.client_id,
            ordering_key: event.ordering_key,
            payload_bytes: event.payload_bytes,
            queued_deliveries: event.deliveries,
            labels: event.labels,
            endpoint_ids: event.endpoint_ids,
            created_at: event.created_at.into(),
            deliver_at: event.deliver_at.map(Instant),
            expires_at: event.expires_at.map(Instant),
            trace_id: event.trace.map(|context| context.trace.to_string()),
        }
    }
}

impl EventDetailView {
    pub(crate) fn new(mut event: Stored, deliveries: Vec<DeliveryView>, deliveries_more: bool) -> Self {
        let payload = event.payload.take().and_then(raw);
        Self { event: event.into(), payload, deliveries, deliveries_more }
    }
}

/// The payload was checked before it was stored, so it is JSON; were it not, null is shown.
pub(crate) fn raw(payload: Bytes) -> Option<Box<RawValue>> {
    RawValue::from_string(String::from_utf8(payload.into()).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_goes_out_byte_for_byte() {
        let text = r#"{"n": 1e400,  "s":"\u0000", "n": 1.0}"#;
        let shown = raw(Bytes::from_static(text.as_bytes())).unwrap();
        assert_eq!(serde_json::to_string(&shown).unwrap(), text);
        assert!(raw(Bytes::from_static(b"\xff")).is_none());
    }
}
