//! Deliveries: one event for one endpoint a row, filtered by the address.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use time::OffsetDateTime;

use super::listed::Pages;
use crate::dashboard::failure::Failure;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::show;
use crate::dashboard::show::When;
use crate::dashboard::show::quoted;
use crate::dashboard::state::Dashboard;
use crate::domain::delivery::Status;
use crate::domain::event::EventType;
use crate::domain::id::EndpointId;
use crate::domain::outcome::Outcome;
use crate::store::deliveries;
use crate::store::deliveries::DeliveryFilter;
use crate::store::deliveries::DeliveryView;

#[derive(Template)]
#[template(path = "deliveries.html")]
struct DeliveriesPage {
    frame: Frame,
    rows: Vec<Row>,
    pages: Pages,
    status: String,
    statuses: Vec<(&'static str, &'static str)>,
    endpoint: String,
    event_type: String,
    outcome: String,
    outcomes: Vec<&'static str>,
    filtered: bool,
}

/// One delivery in a table.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) short: String,
    pub(super) href: String,
    pub(super) event_type: String,
    pub(super) event_href: String,
    pub(super) endpoint: String,
    pub(super) endpoint_href: String,
    pub(super) state: show::State,
    pub(super) attempts: u16,
    pub(super) last: String,
    pub(super) created: When,
    pub(super) next: Option<When>,
}

/// The page.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let store = &dashboard.store;
    let filter = filter(&dashboard, &seat, &query)?;
    let listed = deliveries::list(store, seat.project.id, &filter, query.page()?).await?;
    let pages = Pages::of(&query, listed.items.last().map(|one| one.id.uuid()), listed.more);
    let rows = rows(&dashboard, &seat, &listed.items);
    let text = |name: &str| query.text(name).unwrap_or("").to_owned();
    let filtered = ["status", "endpoint", "type", "outcome"].iter().any(|name| query.text(name).is_some());
    frame::page(&DeliveriesPage {
        frame: Frame::new(&dashboard, &seat, &query, "Deliveries", "Deliveries", &command(&query)),
        rows,
        pages,
        status: text("status"),
        statuses: Status::ALL
            .iter()
            .map(|status| (status.as_str(), crate::domain::wording::status_word(status.as_str())))
            .collect(),
        endpoint: text("endpoint"),
        event_type: text("type"),
        outcome: text("outcome"),
        outcomes: Outcome::ALL.iter().map(|outcome| outcome.as_str()).collect(),
        filtered,
    })
}

/// What the address asks for.
fn filter(dashboard: &Dashboard, seat: &Seat, query: &Query) -> Result<DeliveryFilter, Failure> {
    let snapshot = dashboard.store.snapshot();
    let endpoint = match query.text("endpoint") {
        None => None,
        Some(which) => match snapshot.endpoint_named(seat.project.id, which) {
            Some(endpoint) => Some(endpoint.id),
            // A removed one is known by its id only.
            None => {
                Some(which.parse().map_err(|_| Failure::bad_filter("endpoint", "the name of an endpoint"))?)
            }
        },
    };
    let event_type = match query.text("type") {
        None => None,
        Some(text) => Some(EventType::parse(text).map_err(|_| Failure::bad_filter("type", "an event type"))?),
    };
    Ok(DeliveryFilter {
        status: query.read("status", "a state of deliveries")?,
        endpoint,
        event: query.read("event", "the id of an event")?,
        event_type,
        outcome: query.read("outcome", "an outcome, such as timeout")?,
        ..DeliveryFilter::default()
    })
}

fn command(query: &Query) -> String {
    let mut line = "hookit delivery list".to_owned();
    for name in ["status", "endpoint", "event", "type", "outcome"] {
        if let Some(value) = query.text(name) {
            line.extend([" --", name, " ", &quoted(value)]);
        }
    }
    line
}

/// Deliveries as rows, endpoints by their names.
pub(super) fn rows(dashboard: &Dashboard, seat: &Seat, deliveries: &[DeliveryView]) -> Vec<Row> {
    let now = dashboard.store.now();
    let names = names(dashboard, deliveries.iter().map(|delivery| delivery.endpoint_id));
    deliveries.iter().map(|delivery| row(seat, delivery, &names, now)).collect()
}

fn row(
    seat: &Seat,
    delivery: &DeliveryView,
    names: &HashMap<EndpointId, String>,
    now: OffsetDateTime,
) -> Row {
    let id = delivery.id.to_string();
    let endpoint = names.get(&delivery.endpoint_id).cloned();
    let last = delivery.last_outcome.map(|outcome| show::outcome_words(outcome, delivery.last_status));
    Row {
        short: show::short(&id),
        href: seat.path(&format!("/deliveries/{id}")),
        id,
        event_type: delivery.event_type.to_string(),
        event_href: seat.path(&format!("/events/{}", delivery.event_id)),
        endpoint_href: endpoint
            .as_ref()
            .map(|name| seat.path(&format!("/endpoints/{name}")))
            .unwrap_or_default(),
        endpoint: endpoint.unwrap_or_else(|| show::short(&delivery.endpoint_id.to_string())),
        state: show::delivery_state(delivery.status),
        attempts: delivery.attempt_count,
        last: last.unwrap_or_default(),
        created: show::when(delivery.created_at, now),
        next: delivery.next_attempt_at.map(|at| show::when(at, now)),
    }
}

/// The names of endpoints that are there still.
pub(super) fn names(
    dashboard: &Dashboard,
    ids: impl Iterator<Item = EndpointId>,
) -> HashMap<EndpointId, String> {
    let snapshot = dashboard.store.snapshot();
    ids.filter_map(|id| snapshot.endpoint(id).map(|endpoint| (id, endpoint.settings.name.to_string())))
        .collect()
}
