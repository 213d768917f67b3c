//! `/outbox`: events that were published in SQL and wait, or were refused.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use uuid::Uuid;

use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::input::query::Query;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::list::ListView;
use crate::api::view::list::page;
use crate::api::view::outbox::OutboxView;
use crate::api::view::outbox::RefusedEventView;
use crate::store::outbox::refused;

/// Show the outbox
///
/// How many events that were published in SQL wait to be stored, and how many were refused.
#[utoipa::path(get, path = "/outbox", tag = "Outbox", operation_id = "get_outbox",
    responses((status = 200, description = "How it is", body = OutboxView)))]
pub(crate) async fn show(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
) -> Result<Json<OutboxView>, Problem> {
    Ok(Json(refused::standing(&state.store, Some(project)).await?.into()))
}

/// List refused events
///
/// Events that were published in SQL, and that `POST /events` would have refused; each with its reason.
#[utoipa::path(get, path = "/outbox/refused", tag = "Outbox", operation_id = "list_refused_events",
    params(
        ("limit" = Option<u32>, Query, description = "1 to 200; 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")),
    responses((status = 200, description = "A page", body = ListView<RefusedEventView>)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    query: Query,
) -> Result<Json<ListView<RefusedEventView>>, Problem> {
    let list = format!("refused events {project}");
    let listed = refused::list(&state.store, project, query.page(&list)?).await?;
    Ok(page(&list, listed, |stored| Uuid::from_u128(u128::try_from(stored.id).unwrap_or(0))))
}

/// Put a refused event back
///
/// It is judged anew, within a fraction of a second, as if it had been published now.
#[utoipa::path(post, path = "/outbox/refused/{id}/retry", tag = "Outbox", operation_id = "retry_refused_event",
    params(("id" = String, Path, description = "Its number")),
    responses((status = 204, description = "Put back")))]
pub(crate) async fn retry(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
) -> Result<StatusCode, Problem> {
    done(refused::put_back(&state.store, &caller, project, path.outbox_number()?).await?)
}

/// Drop a refused event
///
/// It is gone for good.
#[utoipa::path(delete, path = "/outbox/refused/{id}", tag = "Outbox", operation_id = "drop_refused_event",
    params(("id" = String, Path, description = "Its number")),
    responses((status = 204, description = "Dropped")))]
pub(crate) async fn drop(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
) -> Result<StatusCode, Problem> {
    done(refused::forget(&state.store, &caller, project, path.outbox_number()?).await?)
}

fn done(was_there: bool) -> Result<StatusCode, Problem> {
    was_there.then_some(StatusCode::NO_CONTENT).ok_or_else(|| Problem::not_found("refused event"))
}
