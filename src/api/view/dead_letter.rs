//! Dead letters as they go out: in groups, surveyed, dropped, exported.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::delivery::DeliveryView;
use super::time::Instant;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::outcome::Outcome;
use crate::store::Listed;
use crate::store::dead_letters::DeadLetterGroups;
use crate::store::dead_letters::Dropped;
use crate::store::dead_letters::Exported;
use crate::store::dead_letters::Group;
use crate::store::dead_letters::PassedOver;
use crate::store::dead_letters::PassedReason;
use crate::store::dead_letters::Survey;

/// Dead letters of one endpoint that failed in the same way.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeadLetterGroup)]
pub(crate) struct GroupView {
    #[schema(value_type = String, example = "ep_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    endpoint_id: EndpointId,
    #[schema(value_type = Option<String>, example = "http_status")]
    last_outcome: Option<Outcome>,
    #[schema(example = 503)]
    last_status: Option<u16>,
    #[schema(example = 29)]
    count: u64,
    /// When the oldest of them was made.
    oldest_at: Option<Instant>,
    /// When the newest of them was made.
    newest_at: Option<Instant>,
    /// One of them.
    #[schema(value_type = String, example = "dlv_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    sample_delivery_id: DeliveryId,
}

/// Dead letters by endpoint, outcome and status.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeadLetterGroups)]
pub(crate) struct GroupsView {
    items: Vec<GroupView>,
    /// Dead letters in all groups.
    total: u64,
    /// Whether there are so many dead letters that only the newest were counted.
    truncated: bool,
}

/// What a choice of dead letters covers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeadLetterSurvey)]
pub(crate) struct SurveyView {
    /// Dead letters in all.
    total: u64,
    /// Of their payloads.
    payload_bytes: u64,
    /// When the oldest of them was made.
    oldest_at: Option<Instant>,
    /// When the newest of them was made.
    newest_at: Option<Instant>,
    groups: Vec<GroupView>,
}

/// A delivery that was named and is passed over.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PassedOver)]
pub(crate) struct PassedOverView {
    #[schema(value_type = String, example = "dlv_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    id: DeliveryId,
    /// `missing`, `waiting`, `succeeded`, `cancelled`, `not_matching`, `endpoint_gone` or `event_gone`.
    #[schema(value_type = String, example = "succeeded")]
    reason: PassedReason,
}

/// What a drop would do.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DropPlan)]
pub(crate) struct DropPlanView {
    #[serde(flatten)]
    survey: SurveyView,
    /// Give it back to leave alone what dies later.
    died_before: Instant,
    /// Of the ids that were named, those that are no dead letters.
    passed_over: Vec<PassedOverView>,
}

/// What a drop did.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Dropped)]
pub(crate) struct DroppedView {
    /// Dead letters that were dropped.
    dropped: u64,
    /// Whether there may be more: ask again with the same body.
    more: bool,
    /// What would be dropped; only after a dry run, which drops nothing.
    plan: Option<DropPlanView>,
}

/// A dead letter with what was to be delivered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExportedDeadLetter)]
pub(crate) struct ExportedView {
    #[serde(flatten)]
    delivery: DeliveryView,
    /// The event's payload as it was published; null when the event is no longer stored, or when it is given as bytes.
    #[schema(value_type = Value, example = json!({"amount": 1299}))]
    payload: Option<Box<RawValue>>,
    /// The same, byte for byte, in base64; only when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "eyJhbW91bnQiOiAxMjk5fQ==")]
    payload_base64: Option<String>,
}

/// A page of an export.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeadLetterExport)]
pub(crate) struct ExportView {
    items: Vec<ExportedView>,
    /// Give it as `cursor` for the next page, the id of the last dead letter of this one; null on the last page.
    #[schema(value_type = Option<String>, example = "dlv_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    next_cursor: Option<DeliveryId>,
}

/// How payloads are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PayloadForm {
    /// As the JSON it is.
    Json,
    /// Its bytes in base64.
    Base64,
}

impl ExportView {
    pub(crate) fn new(listed: Listed<Exported>, form: PayloadForm) -> Self {
        let next_cursor = listed.items.last().filter(|_| listed.more).map(|last| last.delivery.id);
        Self {
            items: listed.items.into_iter().map(|one| ExportedView::new(one, form)).collect(),
            next_cursor,
        }
    }
}

impl ExportedView {
    fn new(exported: Exported, form: PayloadForm) -> Self {
        let payload = exported.payload.as_deref();
        let json = payload.filter(|_| form == PayloadForm::Json).and_then(|bytes| {
            let text = std::str::from_utf8(bytes).ok()?;
            RawValue::from_string(text.to_owned()).ok()
        });
        Self {
            delivery: exported.delivery.into(),
            payload: json,
            payload_base64: payload
                .filter(|_| form == PayloadForm::Base64)
                .map(|bytes| STANDARD.encode(bytes)),
        }
    }
}

impl DroppedView {
    /// What a dry run answers.
    pub(crate) fn planned(survey: Survey, passed_over: Vec<PassedOver>) -> Self {
        let plan = DropPlanView {
            died_before: survey.looked_at.into(),
            survey: survey.into(),
            passed_over: passed_over.into_iter().map(PassedOverView::from).collect(),
        };
        Self { dropped: 0, more: plan.survey.total > 0, plan: Some(plan) }
    }
}

impl From<Dropped> for DroppedView {
    fn from(dropped: Dropped) -> Self {
        Self { dropped: dropped.count, more: dropped.more, plan: None }
    }
}

impl From<PassedOver> for PassedOverView {
    fn from(passed: PassedOver) -> Self {
        Self { id: passed.delivery, reason: passed.reason }
    }
}

impl From<Survey> for SurveyView {
    fn from(survey: Survey) -> Self {
        let span = survey.span();
        Self {
            total: survey.total,
            payload_bytes: survey.payload_bytes,
            oldest_at: span.map(|(oldest, _)| Instant(oldest)),
            newest_at: span.map(|(_, newest)| Instant(newest)),
            groups: survey.groups.into_iter().map(GroupView::from).collect(),
        }
    }
}

impl From<Group> for GroupView {
    fn from(group: Group) -> Self {
        Self {
            endpoint_id: group.endpoint_id,
            last_outcome: group.last_outcome,
            last_status: group.last_status,
            count: group.count,
            oldest_at: group.oldest_at.map(Instant),
            newest_at: group.newest_at.map(Instant),
            sample_delivery_id: group.sample,
        }
    }
}

impl From<DeadLetterGroups> for GroupsView {
    fn from(groups: DeadLetterGroups) -> Self {
        Self {
            items: groups.groups.into_iter().map(GroupView::from).collect(),
            total: groups.total,
            truncated: groups.truncated,
        }
    }
}
