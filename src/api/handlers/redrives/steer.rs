//! Pausing, resuming and cancelling a redrive.

use axum::Json;
use axum::extract::State;

use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::redrive::RedriveView;
use crate::domain::access::Caller;
use crate::domain::id::ProjectId;
use crate::domain::id::RedriveId;
use crate::store::redrives;
use crate::store::redrives::Steer;

/// Pause a redrive
///
/// What was put back goes on; the rest waits.
#[utoipa::path(post, path = "/redrives/{id}/pause", tag = "Redrives", operation_id = "pause_redrive",
    params(("id" = String, Path, description = "Id")),
    responses(
        (status = 200, description = "Paused", body = RedriveView),
        (status = 409, description = "It is not running", content_type = "application/problem+json")))]
pub(crate) async fn pause(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
) -> Result<Json<RedriveView>, Problem> {
    steer(&state, &caller, project, path.redrive()?, Steer::Pause).await
}

/// Resume a redrive
#[utoipa::path(post, path = "/redrives/{id}/resume", tag = "Redrives", operation_id = "resume_redrive",
    params(("id" = String, Path, description = "Id")),
    responses(
        (status = 200, description = "Running", body = RedriveView),
        (status = 409, description = "It is not paused", content_type = "application/problem+json")))]
pub(crate) async fn resume(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
) -> Result<Json<RedriveView>, Problem> {
    steer(&state, &caller, project, path.redrive()?, Steer::Resume).await
}

/// Cancel a redrive
///
/// What was put back goes on; the rest stays set aside.
#[utoipa::path(post, path = "/redrives/{id}/cancel", tag = "Redrives", operation_id = "cancel_redrive",
    params(("id" = String, Path, description = "Id")),
    responses(
        (status = 200, description = "Cancelled", body = RedriveView),
        (status = 409, description = "It is done", content_type = "application/problem+json")))]
pub(crate) async fn cancel(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
) -> Result<Json<RedriveView>, Problem> {
    steer(&state, &caller, project, path.redrive()?, Steer::Cancel).await
}

/// The store leaves a redrive alone that cannot change; that is told, not passed over.
async fn steer(
    state: &ApiState,
    caller: &Caller,
    project: ProjectId,
    id: RedriveId,
    act: Steer,
) -> Result<Json<RedriveView>, Problem> {
    let redrive = redrives::steer(&state.store, caller, project, id, act).await?;
    let redrive = redrive.ok_or_else(|| Problem::not_found("redrive"))?;
    if redrive.state != act.aim() {
        let detail = format!("the redrive is {} and cannot become {}", redrive.state, act.aim());
        return Err(Problem::conflict("redrive_state", detail));
    }
    Ok(Json(redrive.into()))
}
