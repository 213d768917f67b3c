//! Pausing, resuming and cancelling a redrive.

use axum::Json;
use axum::extract::State;

use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::redrive::RedriveView;
use crate::store::redrives;
use crate::store::redrives::RedriveState;
use crate::store::redrives::RedriveView as Stored;

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
    answer(redrives::pause(&state.store, &caller, project, path.redrive()?).await?, RedriveState::Paused)
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
    answer(redrives::resume(&state.store, &caller, project, path.redrive()?).await?, RedriveState::Running)
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
    answer(redrives::cancel(&state.store, &caller, project, path.redrive()?).await?, RedriveState::Cancelled)
}

/// The store leaves a redrive alone that cannot change; that is told, not passed over.
fn answer(redrive: Option<Stored>, wanted: RedriveState) -> Result<Json<RedriveView>, Problem> {
    let redrive = redrive.ok_or_else(|| Problem::not_found("redrive"))?;
    if redrive.state != wanted {
        let detail = format!("the redrive is {} and cannot become {wanted}", redrive.state);
        return Err(Problem::conflict("redrive_state", detail));
    }
    Ok(Json(redrive.into()))
}
