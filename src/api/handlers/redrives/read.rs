//! `GET /redrives` and `GET /redrives/{id}`.

use axum::Json;
use axum::extract::State;

use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::input::query::Query;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::list::ListView;
use crate::api::view::list::page;
use crate::api::view::redrive::RedriveView;
use crate::store::redrives;

/// List redrives
///
/// Those that were started.
#[utoipa::path(get, path = "/redrives", tag = "Redrives", operation_id = "list_redrives",
    params(
        ("limit" = Option<u32>, Query, description = "1 to 200; 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")),
    responses((status = 200, description = "A page", body = ListView<RedriveView>)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    query: Query,
) -> Result<Json<ListView<RedriveView>>, Problem> {
    let list = format!("redrives {project}");
    let listed = redrives::list(&state.store, project, query.page(&list)?).await?;
    Ok(page(&list, listed, |redrive| redrive.id.uuid()))
}

/// Show a redrive
///
/// With its progress.
#[utoipa::path(get, path = "/redrives/{id}", tag = "Redrives", operation_id = "get_redrive",
    params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The redrive", body = RedriveView)))]
pub(crate) async fn show(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    path: PathParts,
) -> Result<Json<RedriveView>, Problem> {
    let found = redrives::show(&state.store, project, path.redrive()?).await?;
    Ok(Json(found.ok_or_else(|| Problem::not_found("redrive"))?.into()))
}
