//! When attempts will be, as it goes out.

use serde::Serialize;
use time::Duration;
use time::OffsetDateTime;
use utoipa::ToSchema;

use super::time::Instant;
use crate::domain::delivery::Status;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::retry::RetryPolicy;
use crate::domain::retry_preview::DeliveryStep;
use crate::domain::retry_preview::PolicyStep;

/// An attempt of a policy: how long after the failure before it, and after the first attempt.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PolicyStep)]
pub(crate) struct PolicyStepView {
    attempt: u16,
    delay_ms: u64,
    delay_min_ms: u64,
    delay_max_ms: u64,
    elapsed_min_ms: u64,
    elapsed_max_ms: u64,
}

/// The attempts an endpoint's policy makes of a delivery that fails every time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PolicyPreview)]
pub(crate) struct PolicyPreviewView {
    #[schema(value_type = String, example = "ep_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    pub endpoint_id: EndpointId,
    #[schema(value_type = Object, example = json!({"schedule_ms": [5000, 30000], "jitter": 0.2}))]
    pub retry: RetryPolicy,
    pub attempts: Vec<PolicyStepView>,
}

/// An attempt that a delivery still has.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeliveryStep)]
pub(crate) struct DeliveryStepView {
    attempt: u16,
    /// After the failure before it; null for the one that is set already.
    delay_ms: Option<u64>,
    /// When, were every attempt before it to fail at once and nothing to hold it.
    due_at: Instant,
}

/// The attempts that a delivery still has.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeliveryPreview)]
pub(crate) struct DeliveryPreviewView {
    #[schema(value_type = String, example = "dlv_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    pub delivery_id: DeliveryId,
    /// Where it stands.
    #[schema(value_type = String, example = "retrying")]
    pub status: Status,
    /// Most attempts the endpoint's policy allows.
    pub attempts_max: u16,
    /// Attempts that count against it.
    pub charged_attempts: u16,
    /// From when on it is not sent any more.
    pub expires_at: Option<Instant>,
    /// Empty when it is finished, or its last attempt is under way.
    pub attempts: Vec<DeliveryStepView>,
}

impl From<PolicyStep> for PolicyStepView {
    fn from(step: PolicyStep) -> Self {
        Self {
            attempt: step.attempt,
            delay_ms: step.delay_ms,
            delay_min_ms: step.delay_min_ms,
            delay_max_ms: step.delay_max_ms,
            elapsed_min_ms: step.elapsed_min_ms,
            elapsed_max_ms: step.elapsed_max_ms,
        }
    }
}

impl DeliveryStepView {
    pub(crate) fn new(step: &DeliveryStep, now: OffsetDateTime) -> Self {
        let wait = Duration::milliseconds(i64::try_from(step.from_now_ms).unwrap_or(i64::MAX));
        let due_at = now.checked_add(wait).unwrap_or(now);
        Self { attempt: step.attempt, delay_ms: step.delay_ms, due_at: due_at.into() }
    }
}
