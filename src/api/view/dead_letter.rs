//! Groups of dead letters as they go out.

use serde::Serialize;
use utoipa::ToSchema;

use super::time::Instant;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::outcome::Outcome;
use crate::store::dead_letters::DeadLetterGroups;
use crate::store::dead_letters::Group;

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
    oldest_at: Option<Instant>,
    /// One of them.
    #[schema(value_type = String, example = "dlv_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    sample_delivery_id: DeliveryId,
}

/// Dead letters by endpoint, outcome and status.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeadLetterGroups)]
pub(crate) struct GroupsView {
    items: Vec<GroupView>,
    /// Whether there are so many dead letters that only the newest were counted.
    truncated: bool,
}

impl From<Group> for GroupView {
    fn from(group: Group) -> Self {
        Self {
            endpoint_id: group.endpoint_id,
            last_outcome: group.last_outcome,
            last_status: group.last_status,
            count: group.count,
            oldest_at: group.oldest_at.map(Instant),
            sample_delivery_id: group.sample,
        }
    }
}

impl From<DeadLetterGroups> for GroupsView {
    fn from(groups: DeadLetterGroups) -> Self {
        Self { items: groups.groups.into_iter().map(GroupView::from).collect(), truncated: groups.truncated }
    }
}
