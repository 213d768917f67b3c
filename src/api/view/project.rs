//! A project as it goes out.

use serde::Serialize;
use utoipa::ToSchema;

use super::time::Instant;
use crate::domain::id::ProjectId;
use crate::store::projects::Project;

/// A project: the owner of endpoints, events and keys.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Project)]
pub(crate) struct ProjectView {
    #[schema(value_type = String, example = "prj_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    id: ProjectId,
    /// Unique among all projects; may stand wherever the id may.
    #[schema(example = "acme")]
    name: String,
    created_at: Instant,
}

impl From<Project> for ProjectView {
    fn from(project: Project) -> Self {
        Self { id: project.id, name: project.name.to_string(), created_at: project.created_at.into() }
    }
}
