//! `GET /endpoints` and `GET /endpoints/{id}`.

use axum::Json;
use axum::extract::State;

use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::input::query::Query;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::endpoint::EndpointView;
use crate::api::view::list::ListView;
use crate::api::view::list::page;
use crate::domain::endpoint::Endpoint;
use crate::domain::id::ProjectId;
use crate::store::endpoints;

/// List endpoints
#[utoipa::path(get, path = "/endpoints", tag = "Endpoints", operation_id = "list_endpoints",
    params(
        ("limit" = Option<u32>, Query, description = "1 to 200; 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")),
    responses((status = 200, description = "A page", body = ListView<EndpointView>)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    query: Query,
) -> Result<Json<ListView<EndpointView>>, Problem> {
    let list = format!("endpoints {project}");
    let listed = endpoints::list(&state.store, project, query.page(&list)?).await?;
    Ok(page(&list, listed, |endpoint| endpoint.id.uuid()))
}

/// Show an endpoint
#[utoipa::path(get, path = "/endpoints/{id}", tag = "Endpoints", operation_id = "get_endpoint",
    params(("id" = String, Path, description = "Id or name")),
    responses((status = 200, description = "The endpoint", body = EndpointView)))]
pub(crate) async fn show(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    path: PathParts,
) -> Result<Json<EndpointView>, Problem> {
    Ok(Json(find(&state, project, &path).await?.into()))
}

/// The endpoint that the path names.
pub(super) async fn find(
    state: &ApiState,
    project: ProjectId,
    path: &PathParts,
) -> Result<Endpoint, Problem> {
    let found = endpoints::find(&state.store, project, path.endpoint()?).await?;
    found.ok_or_else(|| Problem::not_found("endpoint"))
}
