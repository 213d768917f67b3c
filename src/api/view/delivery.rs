//! A delivery as it goes out.

use serde::Serialize;
use utoipa::ToSchema;

use super::attempt::AttemptView;
use super::time::Instant;
use crate::domain::delivery::Cause;
use crate::domain::delivery::Status;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::EventId;
use crate::domain::id::RedriveId;
use crate::domain::outcome::Outcome;
use crate::domain::situation;
use crate::domain::situation::Reason;
use crate::store::deliveries::DeliveryView as Stored;
use crate::store::situation::Situation;

/// A delivery: one event for one endpoint.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Delivery)]
pub(crate) struct DeliveryView {
    #[schema(value_type = String, example = "dlv_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    id: DeliveryId,
    #[schema(value_type = String, example = "evt_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    event_id: EventId,
    #[schema(value_type = String, example = "ep_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    endpoint_id: EndpointId,
    #[schema(example = "invoice.paid")]
    event_type: String,
    #[schema(value_type = String, example = "retrying")]
    status: Status,
    /// Why it ended other than by success.
    #[schema(value_type = Option<String>, example = "attempts_spent")]
    cause: Option<Cause>,
    /// Attempts so far, over all redrives.
    attempt_count: u16,
    /// Attempts that count against the endpoint's budget; starts anew with a redrive.
    charged_attempts: u16,
    next_attempt_at: Option<Instant>,
    /// Until when the node that has it holds it.
    leased_until: Option<Instant>,
    #[schema(value_type = Option<String>, example = "http_status")]
    last_outcome: Option<Outcome>,
    #[schema(example = 503)]
    last_status: Option<u16>,
    #[schema(value_type = Option<String>, example = "rdr_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    redrive_id: Option<RedriveId>,
    created_at: Instant,
    finished_at: Option<Instant>,
    /// The operator who cancelled or dropped it.
    #[schema(example = "uid:1000")]
    ended_by: Option<String>,
    /// While it lives: what is not sent, or still fails, by then is cancelled with the cause `expired`.
    expires_at: Option<Instant>,
}

/// Why a delivery stands where it stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Why)]
pub(crate) struct WhyView {
    #[schema(value_type = String, example = "not_due")]
    reason: Reason,
    #[schema(example = "the next attempt is due in 24 s; 3 of 12 attempts used")]
    sentence: String,
    /// What changes it, if a command does.
    #[schema(example = "hookit endpoint resume acme-prod")]
    command: Option<String>,
}

/// Dead letters of the same endpoint that ended in the same way.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SameFailure)]
pub(crate) struct SameFailureView {
    count: u64,
    /// Whether there are more than were looked at.
    truncated: bool,
}

/// A delivery, and why it stands where it stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeliveryDetail)]
pub(crate) struct DeliveryDetailView {
    #[serde(flatten)]
    delivery: DeliveryView,
    /// Null when the endpoint was removed.
    #[schema(example = "acme-prod")]
    endpoint_name: Option<String>,
    /// Attempts the endpoint's policy allows; null when it was removed.
    #[schema(example = 12)]
    attempts_max: Option<u16>,
    why: WhyView,
    /// Null unless it is a dead letter.
    same_failure: Option<SameFailureView>,
}

impl DeliveryDetailView {
    pub(crate) fn new(delivery: Stored, situation: Situation) -> Self {
        let why = situation::why(&situation.facts);
        Self {
            delivery: delivery.into(),
            endpoint_name: situation.endpoint.map(|endpoint| endpoint.settings.name.to_string()),
            attempts_max: situation.facts.attempts_max,
            why: WhyView { reason: why.reason, sentence: why.sentence, command: why.command },
            same_failure: situation
                .same_failure
                .map(|same| SameFailureView { count: same.count, truncated: same.truncated }),
        }
    }
}

/// The attempts of a delivery, oldest first.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Attempts)]
pub(crate) struct AttemptsView {
    pub items: Vec<AttemptView>,
}

impl From<Stored> for DeliveryView {
    fn from(delivery: Stored) -> Self {
        Self {
            id: delivery.id,
            event_id: delivery.event_id,
            endpoint_id: delivery.endpoint_id,
            event_type: delivery.event_type.to_string(),
            status: delivery.status,
            cause: delivery.cause,
            attempt_count: delivery.attempt_count,
            charged_attempts: delivery.charged,
            next_attempt_at: delivery.next_attempt_at.map(Instant),
            leased_until: delivery.leased_until.map(Instant),
            last_outcome: delivery.last_outcome,
            last_status: delivery.last_status,
            redrive_id: delivery.redrive_id,
            created_at: delivery.created_at.into(),
            finished_at: delivery.finished_at.map(Instant),
            ended_by: delivery.ended_by,
            expires_at: delivery.expires_at.map(Instant),
        }
    }
}
