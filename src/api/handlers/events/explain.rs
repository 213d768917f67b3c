//! `GET /events/{id}/explain`: the verdict for every endpoint, worked out again.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;

use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::explanation::EndpointVerdictView;
use crate::api::view::explanation::ExplanationView;
use crate::domain::explanation;
use crate::domain::explanation::Asked;
use crate::domain::explanation::EndpointThen;
use crate::domain::explanation::Explanation;
use crate::domain::matching::Subject;
use crate::store::Page;
use crate::store::backfills;
use crate::store::deliveries;
use crate::store::deliveries::DeliveryFilter;
use crate::store::endpoints;
use crate::store::events;
use crate::store::events::EventView;

/// Deliveries of the event that are looked at.
const DELIVERIES_MAX: u32 = 1_000;

/// Explain an event
///
/// For every endpoint of the project, by its settings when the event was published: whether it matched, and if not, what
/// decided. Nothing of it is stored: the event carries the version of the configuration it was matched with, and the
/// verdict is worked out from the settings of that version.
#[utoipa::path(get, path = "/events/{id}/explain", tag = "Events", operation_id = "explain_event",
    params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "Why it went where it did", body = ExplanationView)))]
pub(crate) async fn explain(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    path: PathParts,
) -> Result<Json<ExplanationView>, Problem> {
    let id = path.event()?;
    let event = events::show(&state.store, project, id).await?.ok_or_else(|| Problem::not_found("event"))?;
    let mut view = ExplanationView {
        event_id: id,
        event_type: event.event_type.to_string(),
        matched_version: event.matched_version,
        settings_known: event.matched_version > 0,
        endpoints: Vec::new(),
    };
    if !view.settings_known {
        return Ok(Json(view));
    }
    let then = endpoints::at_version(&state.store, project, event.matched_version).await?;
    let filter = DeliveryFilter { event: Some(id), ..DeliveryFilter::default() };
    let page = Page { limit: DELIVERIES_MAX, before: None };
    let made = deliveries::list(&state.store, project, &filter, page).await?;
    let made: HashMap<_, _> =
        made.items.into_iter().map(|one| (one.endpoint_id, (one.id, one.status))).collect();
    let backfilled = backfills::of_event(&state.store, id).await?;
    // Filters may take a while.
    let told = tokio::task::spawn_blocking(move || verdicts(&event, then))
        .await
        .map_err(|error| Problem::internal(error.to_string()))?;
    view.endpoints = told
        .into_iter()
        .map(|(endpoint, told)| {
            let delivery = made.get(&endpoint.id).copied();
            let backfilled_at = backfilled.get(&endpoint.id).copied();
            EndpointVerdictView::new(endpoint, told, delivery, backfilled_at)
        })
        .collect();
    Ok(Json(view))
}

fn verdicts(event: &EventView, endpoints: Vec<EndpointThen>) -> Vec<(EndpointThen, Explanation)> {
    let payload = event.payload.clone().unwrap_or_default();
    let asked = Asked {
        event_type: &event.event_type,
        named: event.endpoint_ids.as_deref(),
        subject: Subject::new(event.event_type.as_str(), &payload, &event.labels),
    };
    endpoints
        .into_iter()
        .map(|endpoint| {
            let told = explanation::explain(&endpoint, &asked);
            (endpoint, told)
        })
        .collect()
}
