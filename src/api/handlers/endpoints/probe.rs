//! `POST /endpoints/{id}/test`: one signed test event, sent now and outside the queue.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::read::find;
use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::endpoint::ProbeView;

/// Test an endpoint
///
/// Sends one signed event of the type `hookit.test`, whatever the endpoint's status and patterns, and waits for the
/// answer. Nothing is stored, nothing is retried.
#[utoipa::path(post, path = "/endpoints/{id}/test", tag = "Endpoints", operation_id = "test_endpoint",
    params(("id" = String, Path, description = "Id or name")),
    responses(
        (status = 200, description = "Sent; `outcome` says how it went", body = ProbeView),
        (status = 409, description = "Only a running daemon can send", content_type = "application/problem+json")))]
pub(crate) async fn test(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    path: PathParts,
) -> Result<Json<ProbeView>, Problem> {
    let endpoint = find(&state, project, &path).await?;
    let probe = state.probe.as_ref().ok_or_else(|| {
        Problem::conflict("daemon_required", "only a running hookitd can send a test event")
    })?;
    Ok(Json(probe(Arc::new(endpoint)).await.into()))
}
