//! `GET /endpoints` and `GET /endpoints/{id}`.

use axum::Json;
use axum::extract::State;

use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::input::query::Query;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::endpoint::EndpointDetailView;
use crate::api::view::endpoint::EndpointView;
use crate::api::view::list::ListView;
use crate::api::view::list::page;
use crate::domain::endpoint::Endpoint;
use crate::domain::id::ProjectId;
use crate::store::endpoints;
use crate::store::failing;
use crate::store::pace::circuit;
use crate::store::pace::view as order;

/// Blocked ordering keys that are shown.
const BLOCKED_MAX: i64 = 20;

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
    let ids: Vec<_> = listed.items.iter().map(|endpoint| endpoint.id).collect();
    let mut circuits = circuit::of_some(&state.store, &ids).await?;
    let Json(mut listed): Json<ListView<EndpointView>> = page(&list, listed, |endpoint| endpoint.id.uuid());
    for view in &mut listed.items {
        let circuit = circuits.remove(&view.id);
        view.hold(circuit);
    }
    Ok(Json(listed))
}

/// Show an endpoint
#[utoipa::path(get, path = "/endpoints/{id}", tag = "Endpoints", operation_id = "get_endpoint",
    params(("id" = String, Path, description = "Id or name")),
    responses((status = 200, description = "The endpoint", body = EndpointDetailView)))]
pub(crate) async fn show(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    path: PathParts,
) -> Result<Json<EndpointDetailView>, Problem> {
    let endpoint = find(&state, project, &path).await?;
    let blocked = if endpoint.settings.ordering.is_by_key() {
        Some(order::blocked(&state.store, endpoint.id, BLOCKED_MAX).await?)
    } else {
        None
    };
    let failing_since = failing::since(&state.store, endpoint.id).await?;
    let view = view(&state, endpoint).await?;
    Ok(Json(EndpointDetailView::new(view, blocked, failing_since)))
}

/// The endpoint as it goes out, with its circuit.
pub(super) async fn view(state: &ApiState, endpoint: Endpoint) -> Result<EndpointView, Problem> {
    let circuit = circuit::of(&state.store, endpoint.id).await?;
    let mut view = EndpointView::from(endpoint);
    view.hold(circuit);
    Ok(view)
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
