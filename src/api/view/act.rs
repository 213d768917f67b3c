//! An act of the audit trail as it goes out.

use serde::Serialize;
use utoipa::ToSchema;

use super::time::Instant;
use crate::domain::id::ProjectId;
use crate::store::audit::Act;

/// A change, and who made it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Act)]
pub(crate) struct ActView {
    at: Instant,
    /// A key, a user of this machine, somebody who is signed in, or `hookit` itself.
    #[schema(example = "uid:1000")]
    actor: String,
    /// As `noun.verb`.
    #[schema(example = "endpoint.pause")]
    action: String,
    /// To what: an id or a name.
    #[schema(example = "ep_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    object: String,
    /// Null where it concerns no project.
    #[schema(value_type = Option<String>, example = "prj_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    project_id: Option<ProjectId>,
}

impl From<Act> for ActView {
    fn from(act: Act) -> Self {
        Self {
            at: act.at.into(),
            actor: act.actor,
            action: act.action,
            object: act.object,
            project_id: act.project,
        }
    }
}
