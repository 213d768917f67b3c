//! Events: what producers published, newest first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

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
use crate::domain::event::EventType;
use crate::store::events;
use crate::store::events::EventFilter;

#[derive(Template)]
#[template(path = "events.html")]
struct EventsPage {
    frame: Frame,
    rows: Vec<Row>,
    pages: Pages,
    event_type: String,
    client_id: String,
    filtered: bool,
}

struct Row {
    id: String,
    short: String,
    href: String,
    event_type: String,
    client_id: String,
    size: String,
    deliveries: u32,
    created: When,
}

/// The page.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let store = &dashboard.store;
    let event_type = match query.text("type") {
        None => None,
        Some(text) => Some(EventType::parse(text).map_err(|_| Failure::bad_filter("type", "an event type"))?),
    };
    let client_id = query.text("id").map(str::to_owned);
    let filter = EventFilter { event_type, client_id, ..EventFilter::default() };
    let listed = events::list(store, seat.project.id, &filter, query.page()?).await?;
    let pages = Pages::of(&query, listed.items.last().map(|one| one.id.uuid()), listed.more);
    let now = store.now();
    let rows = listed.items.into_iter().map(|event| {
        let id = event.id.to_string();
        Row {
            short: show::short(&id),
            href: seat.path(&format!("/events/{id}")),
            id,
            event_type: event.event_type.to_string(),
            client_id: event.client_id.unwrap_or_default(),
            size: show::bytes(event.payload_bytes),
            deliveries: event.deliveries,
            created: show::when(event.created_at, now),
        }
    });
    let mut command = "hookit event list".to_owned();
    if let Some(text) = query.text("type") {
        command.extend([" --type ", &quoted(text)]);
    }
    let text = |name: &str| query.text(name).unwrap_or("").to_owned();
    frame::page(&EventsPage {
        frame: Frame::new(&dashboard, &seat, &query, "Events", "Events", &command),
        rows: rows.collect(),
        pages,
        event_type: text("type"),
        client_id: text("id"),
        filtered: filter.event_type.is_some() || filter.client_id.is_some(),
    })
}
