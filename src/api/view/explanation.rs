//! Why an event went where it did, as it goes out.

use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use super::time::Instant;
use crate::domain::delivery::Status;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::explanation::EndpointThen;
use crate::domain::explanation::Explanation;
use crate::domain::explanation::Verdict;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::EventId;

/// Why an event went to which endpoints.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EventExplanation)]
pub(crate) struct ExplanationView {
    #[schema(value_type = String, example = "evt_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    pub event_id: EventId,
    #[serde(rename = "type")]
    #[schema(example = "invoice.paid")]
    pub event_type: String,
    /// The version of the configuration that the event was matched with.
    #[schema(example = 17)]
    pub matched_version: i64,
    /// False for events of before settings were kept: nothing can be said then, and `endpoints` is empty.
    pub settings_known: bool,
    /// Every endpoint of the project, by name.
    pub endpoints: Vec<EndpointVerdictView>,
}

/// What was decided for one endpoint, by its settings of then.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EndpointVerdict)]
pub(crate) struct EndpointVerdictView {
    #[schema(value_type = String, example = "ep_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    endpoint_id: EndpointId,
    /// What it was called.
    #[schema(example = "acme-prod")]
    name: String,
    /// `matched`, `type`, `filter`, `filter_failed`, `not_named`, `inactive`, `created_later` or `removed`.
    #[schema(value_type = String, example = "filter")]
    verdict: Verdict,
    /// One sentence.
    #[schema(example = "filter was false: payload.amount > 1000")]
    why: String,
    /// The part of the filter that decided.
    #[schema(example = "payload.amount > 1000")]
    clause: Option<String>,
    /// Since when it was inactive, paused, disabled or removed, or when it was made.
    since: Option<Instant>,
    /// Its status of then; null when it was not there.
    #[schema(value_type = Option<String>, example = "active")]
    status: Option<EndpointStatus>,
    /// The delivery to it; one that did not match may have been made since, by a backfill.
    #[schema(value_type = Option<String>, example = "dlv_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    delivery_id: Option<DeliveryId>,
    #[schema(value_type = Option<String>, example = "succeeded")]
    delivery_status: Option<Status>,
    /// When a backfill made that delivery; null when none did.
    backfilled_at: Option<Instant>,
}

impl EndpointVerdictView {
    pub(crate) fn new(
        endpoint: EndpointThen,
        told: Explanation,
        delivery: Option<(DeliveryId, Status)>,
        backfilled_at: Option<OffsetDateTime>,
    ) -> Self {
        let there = !matches!(told.verdict, Verdict::CreatedLater | Verdict::Removed);
        Self {
            endpoint_id: endpoint.id,
            name: endpoint.name,
            verdict: told.verdict,
            why: if backfilled_at.is_some() { format!("{}; backfilled since", told.why) } else { told.why },
            clause: told.clause,
            since: told.since.map(Instant),
            status: there.then_some(endpoint.status),
            delivery_id: delivery.map(|(id, _)| id),
            delivery_status: delivery.map(|(_, status)| status),
            backfilled_at: backfilled_at.map(Instant),
        }
    }
}
