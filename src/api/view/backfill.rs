//! The plan of a backfill, as it goes out.

use serde::Serialize;
use utoipa::ToSchema;

use super::time::Instant;
use crate::domain::id::EndpointId;
use crate::domain::id::RedriveId;
use crate::store::backfills::BackfillPlan;

/// What a backfill would do; nothing was done yet.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BackfillPlan)]
pub(crate) struct BackfillPlanView {
    /// Give it back as `plan` to run this window.
    #[schema(value_type = String, example = "rdr_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    plan: RedriveId,
    #[schema(value_type = String, example = "ep_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    endpoint_id: EndpointId,
    /// Events before this are looked at.
    until: Instant,
    /// Events that the endpoint would receive and never got.
    total: u64,
    /// Bytes of their payloads.
    payload_bytes: u64,
    /// Events that the endpoint would receive, and has a delivery of: they are left as they are.
    delivered: u64,
    /// Events of the window that were looked at.
    looked_at: u64,
    /// When the oldest of the total was published.
    oldest_at: Option<Instant>,
    /// When the newest was.
    newest_at: Option<Instant>,
    /// False when counting took too long: then these are the counts of the window's older part, and all of it is run.
    counted_whole: bool,
    rate_per_s: u32,
    /// How long it will take at this rate.
    eta_ms: u64,
}

impl BackfillPlanView {
    pub(crate) fn new(plan: &BackfillPlan, endpoint_id: EndpointId, rate_per_s: u32) -> Self {
        let survey = plan.survey;
        Self {
            plan: plan.id,
            endpoint_id,
            until: plan.until.into(),
            total: survey.total,
            payload_bytes: survey.payload_bytes,
            delivered: survey.delivered,
            looked_at: survey.looked_at,
            oldest_at: survey.oldest_at.map(Instant),
            newest_at: survey.newest_at.map(Instant),
            counted_whole: survey.is_whole,
            rate_per_s,
            eta_ms: survey.total.saturating_mul(1_000).div_ceil(u64::from(rate_per_s.max(1))),
        }
    }
}
