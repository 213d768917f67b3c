//! `POST /events/{id}/cancel`.

use axum::Json;
use axum::extract::State;

use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::event::CancelledEventView;
use crate::store::events;

/// Cancel an event
///
/// Cancels those of its deliveries that were not yet attempted.
#[utoipa::path(post, path = "/events/{id}/cancel", tag = "Events", operation_id = "cancel_event",
    params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "Cancelled", body = CancelledEventView)))]
pub(crate) async fn cancel(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
) -> Result<Json<CancelledEventView>, Problem> {
    let event_id = path.event()?;
    let cancelled = events::cancel(&state.store, &caller, project, event_id).await?;
    let cancelled_deliveries = cancelled.ok_or_else(|| Problem::not_found("event"))?;
    Ok(Json(CancelledEventView { event_id, cancelled_deliveries }))
}
