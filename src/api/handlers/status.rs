//! `GET /status`: what an operator wants to see first, in one answer.

use axum::Json;
use axum::extract::State;

use crate::api::input::project::MaybeInProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::status::DatabaseView;
use crate::api::view::status::NodeView;
use crate::api::view::status::StatusView;
use crate::api::view::status::SummaryView;
use crate::api::view::status::checks;
use crate::api::view::troubled::TroubledView;
use crate::store::figures;
use crate::store::health;
use crate::store::nodes;
use crate::store::stats;
use crate::store::trouble;

/// See how everything is
///
/// Of the key's project; of all projects for a caller that belongs to none and names none.
#[utoipa::path(get, path = "/status", tag = "System", operation_id = "get_status",
    responses((status = 200, description = "How everything is", body = StatusView)))]
pub(crate) async fn show(
    State(state): State<ApiState>,
    MaybeInProject { caller, project }: MaybeInProject,
) -> Result<Json<StatusView>, Problem> {
    let store = &state.store;
    // Nodes and the database are the operator's, not a tenant's.
    let (nodes, database) = if caller.project.is_none() {
        let nodes = nodes::list(store).await?.into_iter().map(NodeView::from).collect();
        (Some(nodes), Some(DatabaseView::from(stats::database(store).await?)))
    } else {
        (None, None)
    };
    let queue = stats::queue(store, project).await?;
    let summary = figures::summary(store, project).await?;
    let figures = figures::figures(store, project, &summary).await?;
    let troubled = trouble::troubled(store, project).await?;
    let uptime_ms = u64::try_from(state.started_at.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(Json(StatusView {
        version: env!("CARGO_PKG_VERSION"),
        node: state.rules.node.clone(),
        uptime_ms,
        checks: checks(health::check(store).await),
        nodes,
        database,
        queue: queue.into(),
        summary: SummaryView::new(&summary, &queue),
        figures: (&figures).into(),
        troubled_endpoints: troubled.into_iter().map(TroubledView::from).collect(),
    }))
}
