//! `/nodes`: which nodes there are, and draining them.

use axum::Extension;
use axum::Json;
use axum::extract::State;

use crate::api::input::path::PathParts;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::status::NodeView;
use crate::api::view::status::NodesView;
use crate::domain::access::Caller;
use crate::store::nodes;
use crate::store::nodes::Told;

/// List nodes
///
/// Each run of `hookitd` that is known, those whose lease has ended too.
#[utoipa::path(get, path = "/nodes", tag = "System", operation_id = "list_nodes",
    responses((status = 200, description = "The nodes", body = NodesView)))]
pub(crate) async fn list(State(state): State<ApiState>) -> Result<Json<NodesView>, Problem> {
    let items = nodes::list(&state.store).await?.into_iter().map(NodeView::from).collect();
    Ok(Json(NodesView { items }))
}

/// Drain a node
///
/// At its next renewal of the lease it stops taking deliveries, and finishes those it has; the others go on. It lasts
/// until it is taken back or the node ends.
#[utoipa::path(post, path = "/nodes/{id}/drain", tag = "System", operation_id = "drain_node",
    params(("id" = String, Path, description = "Id or name")),
    responses(
        (status = 200, description = "Noted", body = NodeView),
        (status = 409, description = "It does not run, or the name is not unique", content_type = "application/problem+json")))]
pub(crate) async fn drain(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    path: PathParts,
) -> Result<Json<NodeView>, Problem> {
    set(&state, &caller, &path, true).await
}

/// Take a node back
///
/// It takes deliveries again, from its next renewal of the lease on.
#[utoipa::path(post, path = "/nodes/{id}/undrain", tag = "System", operation_id = "undrain_node",
    params(("id" = String, Path, description = "Id or name")),
    responses(
        (status = 200, description = "Noted", body = NodeView),
        (status = 409, description = "It does not run, or the name is not unique", content_type = "application/problem+json")))]
pub(crate) async fn undrain(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    path: PathParts,
) -> Result<Json<NodeView>, Problem> {
    set(&state, &caller, &path, false).await
}

async fn set(
    state: &ApiState,
    caller: &Caller,
    path: &PathParts,
    draining: bool,
) -> Result<Json<NodeView>, Problem> {
    match nodes::set_draining(&state.store, caller, path.node()?, draining).await? {
        Told::Noted(node) => Ok(Json(node.into())),
        Told::Missing => Err(Problem::not_found("node")),
        Told::Ambiguous => {
            Err(Problem::conflict("node_ambiguous", "several running nodes have this name; use the id"))
        }
        Told::Gone => Err(Problem::conflict("node_gone", "the node does not run: its lease has ended")),
    }
}
