//! Which project a request is about: the key's own, or the one that an admin names.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::HeaderName;
use axum::http::request::Parts;

use super::path::id_or_name;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::domain::access::Caller;
use crate::domain::id::ProjectId;
use crate::store::projects;
use crate::store::projects::DEFAULT_PROJECT;

/// Names the project, by id or name, for callers that belong to none.
pub(crate) const PROJECT: HeaderName = HeaderName::from_static("hookit-project");

/// The caller and the project it works in.
#[derive(Debug)]
pub(crate) struct InProject {
    pub caller: Caller,
    pub project: ProjectId,
}

/// The caller, and a project only if one was named or the key has one.
#[derive(Debug)]
pub(crate) struct MaybeInProject {
    pub caller: Caller,
    pub project: Option<ProjectId>,
}

impl FromRequestParts<ApiState> for InProject {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let MaybeInProject { caller, project } = MaybeInProject::from_request_parts(parts, state).await?;
        let project = match project {
            Some(project) => project,
            None => named(state, DEFAULT_PROJECT).await?,
        };
        Ok(Self { caller, project })
    }
}

impl FromRequestParts<ApiState> for MaybeInProject {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let caller = parts.extensions.get::<Caller>().cloned().ok_or_else(Problem::unauthorized)?;
        let chosen = match header(&parts.headers)? {
            Some(text) => Some(named(state, text).await?),
            None => None,
        };
        let project = match (caller.project, chosen) {
            // Another project's name is answered like one that does not exist.
            (Some(own), Some(other)) if own != other => return Err(Problem::not_found("project")),
            (Some(own), _) => Some(own),
            (None, chosen) => chosen,
        };
        Ok(Self { caller, project })
    }
}

fn header(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let mut given = headers.get_all(PROJECT).iter();
    match (given.next(), given.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => {
            let text = value.to_str().ok().and_then(id_or_name::<ProjectId>);
            text.map(Some).ok_or_else(|| Problem::not_found("project"))
        }
        (Some(_), Some(_)) => {
            Err(Problem::bad_request("duplicate_header", "the header Hookit-Project is given twice"))
        }
    }
}

/// Looks into the snapshot first; a project that was just made elsewhere is found in the database.
async fn named(state: &ApiState, text: &str) -> Result<ProjectId, Problem> {
    if let Some(project) = state.store.snapshot().project(text) {
        return Ok(project.id);
    }
    let found = projects::find(&state.store, text).await?;
    found.map(|project| project.id).ok_or_else(|| Problem::not_found("project"))
}
