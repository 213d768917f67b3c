//! Redrives as they go out: plans and running orders.

use serde::Serialize;
use utoipa::ToSchema;

use super::dead_letter::PassedOverView;
use super::dead_letter::SurveyView;
use super::time::Instant;
use crate::domain::endpoint::Endpoint;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::RedriveId;
use crate::domain::outcome::Outcome;
use crate::store::dead_letters::DeadLetterPredicate;
use crate::store::dead_letters::PassedOver;
use crate::store::last_attempts::LastAttempt;
use crate::store::redrives::OrderKind;
use crate::store::redrives::RedrivePlan;
use crate::store::redrives::RedriveState;
use crate::store::redrives::RedriveView as Stored;

/// What a redrive covers: dead letters for which all of this is true.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RedrivePredicate)]
pub(crate) struct PredicateView {
    #[schema(value_type = Option<String>, example = "ep_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    endpoint: Option<EndpointId>,
    event_type: Option<String>,
    since: Option<Instant>,
    until: Option<Instant>,
    #[schema(value_type = Option<String>)]
    outcome: Option<Outcome>,
    /// Whose last attempt brought this HTTP status.
    last_status: Option<u16>,
    #[schema(value_type = Option<Vec<String>>)]
    ids: Option<Vec<DeliveryId>>,
}

/// A redrive: an order to deliver a set of dead letters again, and its progress.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Redrive)]
pub(crate) struct RedriveView {
    #[schema(value_type = String, example = "rdr_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    id: RedriveId,
    /// `redrive`, or `backfill`: it makes deliveries to the endpoint of `predicate` of events that this never got.
    #[schema(value_type = String, example = "redrive")]
    kind: OrderKind,
    #[schema(value_type = String, example = "running")]
    state: RedriveState,
    predicate: PredicateView,
    /// Deliveries put back a second.
    rate_per_s: Option<u32>,
    /// Dead letters, or events, when it was planned.
    total: u64,
    /// Put back, or made, so far.
    moved: u64,
    /// Of those: delivered.
    delivered: u64,
    /// Of those: still waiting or under way.
    waiting: u64,
    /// Of those: set aside again.
    dead: u64,
    /// Of those: cancelled or dropped.
    cancelled: u64,
    #[schema(example = "uid:1000")]
    requested_by: String,
    planned_at: Instant,
    started_at: Option<Instant>,
    finished_at: Option<Instant>,
    /// When all that it put back had an outcome; from then on the counts stand, whatever is done with the deliveries.
    settled_at: Option<Instant>,
}

/// What a redrive would do; nothing was done yet.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RedrivePlan)]
pub(crate) struct PlanView {
    /// Give it back as `plan` to run exactly this set.
    #[schema(value_type = String, example = "rdr_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    plan: RedriveId,
    #[serde(flatten)]
    survey: SurveyView,
    rate_per_s: u32,
    /// How long it will take at this rate.
    eta_ms: u64,
    /// Of the ids that were named, those that will not be delivered.
    passed_over: Vec<PassedOverView>,
    /// The endpoints that have most of them, 20 at most.
    endpoints: Vec<PlanEndpointView>,
}

/// An endpoint of a plan and how its receiver is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RedrivePlanEndpoint)]
pub(crate) struct PlanEndpointView {
    #[schema(value_type = String, example = "ep_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    id: EndpointId,
    /// Null when it was removed: its dead letters cannot be delivered any more.
    #[schema(example = "acme-prod")]
    name: Option<String>,
    #[schema(value_type = Option<String>, example = "active")]
    status: Option<EndpointStatus>,
    /// Whether the newest attempt to it failed.
    failing: bool,
    /// How the newest attempt to it ended.
    #[schema(value_type = Option<String>, example = "http_status")]
    last_outcome: Option<Outcome>,
    #[schema(example = 503)]
    last_status: Option<u16>,
    last_attempt_at: Option<Instant>,
}

impl PlanEndpointView {
    pub(crate) fn new(id: EndpointId, endpoint: Option<Endpoint>, last: Option<&LastAttempt>) -> Self {
        Self {
            id,
            name: endpoint.as_ref().map(|endpoint| endpoint.settings.name.to_string()),
            status: endpoint.map(|endpoint| endpoint.settings.status),
            failing: last.is_some_and(|attempt| attempt.outcome != Outcome::Succeeded),
            last_outcome: last.map(|attempt| attempt.outcome),
            last_status: last.and_then(|attempt| attempt.response_status),
            last_attempt_at: last.map(|attempt| attempt.started_at.into()),
        }
    }
}

impl From<DeadLetterPredicate> for PredicateView {
    fn from(predicate: DeadLetterPredicate) -> Self {
        Self {
            endpoint: predicate.endpoint,
            event_type: predicate.event_type,
            since: predicate.since.map(Instant),
            until: predicate.until.map(Instant),
            outcome: predicate.outcome,
            last_status: predicate.last_status,
            ids: predicate.ids,
        }
    }
}

impl From<Stored> for RedriveView {
    fn from(redrive: Stored) -> Self {
        Self {
            id: redrive.id,
            kind: redrive.kind,
            state: redrive.state,
            predicate: redrive.predicate.into(),
            rate_per_s: redrive.rate_per_s,
            total: redrive.total,
            moved: redrive.moved,
            delivered: redrive.delivered,
            waiting: redrive.waiting,
            dead: redrive.dead,
            cancelled: redrive.cancelled,
            requested_by: redrive.requested_by,
            planned_at: redrive.planned_at.into(),
            started_at: redrive.started_at.map(Instant),
            finished_at: redrive.finished_at.map(Instant),
            settled_at: redrive.settled_at.map(Instant),
        }
    }
}

impl PlanView {
    pub(crate) fn new(
        plan: RedrivePlan,
        passed_over: Vec<PassedOver>,
        endpoints: Vec<PlanEndpointView>,
        rate_per_s: u32,
    ) -> Self {
        Self {
            passed_over: passed_over.into_iter().map(PassedOverView::from).collect(),
            plan: plan.id,
            rate_per_s,
            eta_ms: plan.survey.total.saturating_mul(1_000).div_ceil(u64::from(rate_per_s.max(1))),
            survey: plan.survey.into(),
            endpoints,
        }
    }
}
