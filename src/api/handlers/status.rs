//! `GET /status`: what an operator wants to see first, in one answer.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;

use crate::api::input::project::MaybeInProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::status::DatabaseView;
use crate::api::view::status::NodeView;
use crate::api::view::status::StatusView;
use crate::api::view::status::SummaryView;
use crate::api::view::status::TroubledView;
use crate::api::view::status::checks;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::store::Page;
use crate::store::dead_letters;
use crate::store::dead_letters::DeadLetterPredicate;
use crate::store::dead_letters::Group;
use crate::store::health;
use crate::store::projects;
use crate::store::stats;

/// Endpoints that are shown at most.
const TROUBLED_MAX: usize = 100;
/// Projects whose dead letters are grouped when all are asked about: the newest.
const PROJECTS_MAX: u32 = 20;

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
        let nodes = stats::nodes(store).await?.into_iter().map(NodeView::from).collect();
        (Some(nodes), Some(DatabaseView::from(stats::database(store).await?)))
    } else {
        (None, None)
    };
    let queue = stats::queue(store, project).await?;
    let summary = stats::summary(store, project).await?;
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
        troubled_endpoints: troubled(&state, project).await?,
    }))
}

/// Paused and disabled endpoints come from the snapshot, dead letters from their index.
async fn troubled(state: &ApiState, project: Option<ProjectId>) -> Result<Vec<TroubledView>, Problem> {
    let snapshot = state.store.snapshot();
    let looked_at = if let Some(project) = project {
        vec![project]
    } else {
        let page = Page { limit: PROJECTS_MAX, before: None };
        projects::list(&state.store, page).await?.items.iter().map(|project| project.id).collect()
    };
    let mut troubled = BTreeMap::new();
    for project in looked_at {
        let endpoints = snapshot.endpoints_of(project);
        let stopped = endpoints.iter().filter(|endpoint| {
            matches!(endpoint.settings.status, EndpointStatus::Paused | EndpointStatus::Disabled)
        });
        troubled.extend(stopped.map(|endpoint| (endpoint.id, TroubledView::from(&**endpoint))));
        if endpoints.is_empty() {
            continue;
        }
        for group in
            dead_letters::groups(&state.store, project, &DeadLetterPredicate::default()).await?.groups
        {
            // History names endpoints that are gone; there is nothing to look at there.
            let Some(endpoint) = snapshot.endpoint(group.endpoint_id) else { continue };
            add(troubled.entry(endpoint.id).or_insert_with(|| TroubledView::from(&**endpoint)), &group);
        }
    }
    Ok(worst(troubled))
}

/// Groups come largest first, so the first one says how most ended.
fn add(view: &mut TroubledView, group: &Group) {
    if view.dead_letters == 0 {
        view.last_outcome = group.last_outcome;
        view.last_status = group.last_status;
    }
    view.dead_letters += group.count;
}

fn worst(troubled: BTreeMap<EndpointId, TroubledView>) -> Vec<TroubledView> {
    let mut views: Vec<TroubledView> = troubled.into_values().collect();
    views.sort_by_key(|view| std::cmp::Reverse(view.dead_letters));
    views.truncate(TROUBLED_MAX);
    views
}
