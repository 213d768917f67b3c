//! What a filter says of one event, and of many, as it goes out.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::id::EventId;
use crate::domain::matching::Judgement;

/// What a filter says of a sample.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FilterVerdict)]
pub(crate) struct FilterVerdictView {
    /// Whether such an event would be received.
    matched: bool,
    /// Whether it has no value for this event, which counts as false.
    failed: bool,
    /// The part that was false, or has no value.
    #[schema(example = "payload.amount > 1000")]
    clause: Option<String>,
    /// Why it has no value.
    #[schema(example = "no such key `amount`")]
    reason: Option<String>,
}

impl From<Judgement> for FilterVerdictView {
    fn from(judged: Judgement) -> Self {
        let (matched, failed, clause, reason) = match judged {
            Judgement::Matched => (true, false, None, None),
            Judgement::Refused { clause } => (false, false, Some(clause), None),
            Judgement::Failed { clause, reason } => (false, true, Some(clause), Some(reason)),
        };
        Self { matched, failed, clause, reason }
    }
}

/// What a filter would have done with the project's last events.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = FilterBacktest)]
pub(crate) struct BacktestView {
    /// Events that were looked at.
    #[schema(example = 500)]
    pub looked_at: u64,
    /// Of those: of the endpoint's types, so that a filter is asked; all of them without an endpoint.
    #[schema(example = 120)]
    pub of_type: u64,
    /// Of those: the filter is true.
    #[schema(example = 12)]
    pub matched: u64,
    /// Of those: the filter has no value, which counts as false.
    pub failed: u64,
    /// Why the newest of them has none.
    #[schema(example = "no such key `amount`")]
    pub failure: Option<String>,
    /// Of those of type: the endpoint matches now.
    #[schema(example = 14)]
    pub matched_now: u64,
    /// Would be received, and are not now.
    pub gained: u64,
    /// Would not be received any more.
    pub lost: u64,
    /// The newest of those gained, 5 at most.
    #[schema(value_type = Vec<String>)]
    pub gained_ids: Vec<EventId>,
    /// The newest of those lost, 5 at most.
    #[schema(value_type = Vec<String>)]
    pub lost_ids: Vec<EventId>,
}
