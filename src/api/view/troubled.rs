//! Endpoints that need a look, as they go out.

use serde::Serialize;
use utoipa::ToSchema;

use super::pace::CircuitView;
use super::time::Instant;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::outcome::Outcome;
use crate::store::trouble::COUNTED_MAX;
use crate::store::trouble::Troubled;

/// An endpoint that needs a look.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TroubledEndpoint)]
pub(crate) struct TroubledView {
    #[schema(value_type = String, example = "ep_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    id: EndpointId,
    #[schema(value_type = String, example = "prj_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    project_id: ProjectId,
    /// The name of its project.
    #[schema(example = "default")]
    project: String,
    #[schema(example = "acme-prod")]
    name: String,
    #[schema(value_type = String, example = "paused")]
    status: EndpointStatus,
    disabled_reason: Option<String>,
    /// Who paused or disabled it.
    #[schema(example = "uid:1000")]
    stopped_by: Option<String>,
    stopped_at: Option<Instant>,
    /// Dead letters it has, counted up to 10,000.
    dead_letters: u64,
    /// How most of its newest dead letters ended.
    #[schema(value_type = Option<String>)]
    last_outcome: Option<Outcome>,
    last_status: Option<u16>,
    /// How many of its newest dead letters ended so.
    last_outcome_count: u64,
    /// Null while it is closed.
    circuit: Option<CircuitView>,
    /// Deliveries that are held because it is paused or disabled, counted up to 10,000.
    held: u64,
    /// Ordering keys that dead letters block, counted up to 100.
    blocked_keys: u64,
    /// Attempts that failed in the last ten minutes.
    failed_lately: u64,
    /// Attempts that succeeded in the last ten minutes.
    delivered_lately: u64,
    /// Whether there are more dead letters or held deliveries than were counted.
    truncated: bool,
}

impl From<Troubled> for TroubledView {
    fn from(one: Troubled) -> Self {
        let most = u64::try_from(COUNTED_MAX).unwrap_or(u64::MAX);
        let (by, at) = one.stopped.unzip();
        let commonest = one.commonest.as_ref();
        Self {
            id: one.endpoint.id,
            project_id: one.endpoint.project,
            project: one.project_name,
            name: one.endpoint.settings.name.to_string(),
            status: one.endpoint.settings.status,
            disabled_reason: one.endpoint.disabled_reason.clone(),
            stopped_by: by,
            stopped_at: at.map(Instant),
            dead_letters: one.dead_letters,
            last_outcome: commonest.and_then(|group| group.last_outcome),
            last_status: commonest.and_then(|group| group.last_status),
            last_outcome_count: commonest.map_or(0, |group| group.count),
            circuit: one.circuit.map(Into::into),
            held: one.held,
            blocked_keys: one.blocked_keys,
            failed_lately: one.failed_lately,
            delivered_lately: one.delivered_lately,
            truncated: one.dead_letters >= most || one.held >= most,
        }
    }
}
