//! `GET /events` and `GET /events/{id}`.

use axum::Json;
use axum::extract::State;

use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::input::query::Query;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::delivery::DeliveryView;
use crate::api::view::event::EventDetailView;
use crate::api::view::event::EventView;
use crate::api::view::list::ListView;
use crate::api::view::list::page;
use crate::domain::event::is_client_id;
use crate::store::Page;
use crate::store::deliveries;
use crate::store::deliveries::DeliveryFilter;
use crate::store::events;
use crate::store::events::EventFilter;

/// Deliveries that are shown with their event.
const DELIVERIES_MAX: u32 = 200;

/// List events
#[utoipa::path(get, path = "/events", tag = "Events", operation_id = "list_events",
    params(
        ("event_type" = Option<String>, Query, description = "Of exactly this type"),
        ("client_id" = Option<String>, Query, description = "With this id of the producer's own"),
        ("label" = Option<String>, Query, description = "With this label, `name:value`; the name ends at the first colon"),
        ("matched" = Option<u32>, Query, description = "`0`: only events that no endpoint received"),
        ("created_after" = Option<String>, Query, description = "Published at or after this time (RFC 3339)"),
        ("created_before" = Option<String>, Query, description = "Published before this time (RFC 3339)"),
        ("limit" = Option<u32>, Query, description = "1 to 200; 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")),
    responses((status = 200, description = "A page, without payloads", body = ListView<EventView>)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    query: Query,
) -> Result<Json<ListView<EventView>>, Problem> {
    let filter = EventFilter {
        event_type: query.event_type("event_type")?,
        created_after: query.instant("created_after")?,
        created_before: query.instant("created_before")?,
        client_id: query.read_by("client_id", |text| {
            let id = is_client_id(text).then(|| text.to_owned());
            id.ok_or("it has 1 to 64 letters, digits, `_` and `-`")
        })?,
        label: query.read_by("label", |text| {
            let label = text.split_once(':').filter(|(name, _)| !name.is_empty() && !text.contains('\0'));
            label.map(|(name, value)| (name.to_owned(), value.to_owned())).ok_or("a label is name:value")
        })?,
        unmatched: query
            .read_by("matched", |text| if text == "0" { Ok(true) } else { Err("it is `0`, or left out") })?
            .unwrap_or(false),
    };
    let list = format!("events {project}");
    let listed = events::list(&state.store, project, &filter, query.page(&list)?).await?;
    Ok(page(&list, listed, |event| event.id.uuid()))
}

/// Show an event
///
/// With its payload, byte for byte, and its deliveries.
#[utoipa::path(get, path = "/events/{id}", tag = "Events", operation_id = "get_event",
    params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The event", body = EventDetailView)))]
pub(crate) async fn show(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    path: PathParts,
) -> Result<Json<EventDetailView>, Problem> {
    let id = path.event()?;
    let event = events::show(&state.store, project, id).await?;
    let event = event.ok_or_else(|| Problem::not_found("event"))?;
    let filter = DeliveryFilter { event: Some(id), ..DeliveryFilter::default() };
    let first = Page { limit: DELIVERIES_MAX, before: None };
    let listed = deliveries::list(&state.store, project, &filter, first).await?;
    let more = listed.more;
    let deliveries = listed.items.into_iter().map(DeliveryView::from).collect();
    Ok(Json(EventDetailView::new(event, deliveries, more)))
}
