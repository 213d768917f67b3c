//! Redrives as they go out: plans and running orders.

use serde::Serialize;
use utoipa::ToSchema;

use super::dead_letter::GroupView;
use super::time::Instant;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::RedriveId;
use crate::domain::outcome::Outcome;
use crate::store::redrives::RedrivePlan;
use crate::store::redrives::RedrivePredicate;
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
    #[schema(value_type = Option<Vec<String>>)]
    ids: Option<Vec<DeliveryId>>,
}

/// A redrive: an order to deliver a set of dead letters again, and its progress.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Redrive)]
pub(crate) struct RedriveView {
    #[schema(value_type = String, example = "rdr_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    id: RedriveId,
    #[schema(value_type = String, example = "running")]
    state: RedriveState,
    predicate: PredicateView,
    /// Deliveries put back a second.
    rate_per_s: Option<u32>,
    /// Dead letters when it was planned.
    total: u64,
    /// Put back so far.
    moved: u64,
    /// Of those: delivered.
    delivered: u64,
    /// Of those: still waiting or under way.
    waiting: u64,
    /// Of those: set aside again.
    dead: u64,
    requested_by: String,
    planned_at: Instant,
    started_at: Option<Instant>,
    finished_at: Option<Instant>,
}

/// What a redrive would do; nothing was done yet.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RedrivePlan)]
pub(crate) struct PlanView {
    /// Give it back as `plan` to run exactly this set.
    #[schema(value_type = String, example = "rdr_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    plan: RedriveId,
    /// Dead letters in all.
    total: u64,
    /// Of their payloads.
    payload_bytes: u64,
    rate_per_s: u32,
    /// How long it will take at this rate.
    eta_ms: u64,
    groups: Vec<GroupView>,
}

impl From<RedrivePredicate> for PredicateView {
    fn from(predicate: RedrivePredicate) -> Self {
        Self {
            endpoint: predicate.endpoint,
            event_type: predicate.event_type,
            since: predicate.since.map(Instant),
            until: predicate.until.map(Instant),
            outcome: predicate.outcome,
            ids: predicate.ids,
        }
    }
}

impl From<Stored> for RedriveView {
    fn from(redrive: Stored) -> Self {
        Self {
            id: redrive.id,
            state: redrive.state,
            predicate: redrive.predicate.into(),
            rate_per_s: redrive.rate_per_s,
            total: redrive.total,
            moved: redrive.moved,
            delivered: redrive.delivered,
            waiting: redrive.waiting,
            dead: redrive.dead,
            requested_by: redrive.requested_by,
            planned_at: redrive.planned_at.into(),
            started_at: redrive.started_at.map(Instant),
            finished_at: redrive.finished_at.map(Instant),
        }
    }
}

impl PlanView {
    pub(crate) fn new(plan: RedrivePlan, rate_per_s: u32) -> Self {
        Self {
            plan: plan.id,
            total: plan.total,
            payload_bytes: plan.payload_bytes,
            rate_per_s,
            eta_ms: plan.total.saturating_mul(1_000).div_ceil(u64::from(rate_per_s.max(1))),
            groups: plan.groups.into_iter().map(GroupView::from).collect(),
        }
    }
}
