//! One event: where it went, and its payload.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::deliveries;
use super::deliveries::Row;
use crate::dashboard::failure::Failure;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::show;
use crate::dashboard::show::When;
use crate::dashboard::state::Dashboard;
use crate::dashboard::svg::Branch;
use crate::dashboard::svg::fan;
use crate::store::Page;
use crate::store::deliveries as stored;
use crate::store::deliveries::DeliveryFilter;
use crate::store::events;

/// Deliveries that are drawn and listed.
const DELIVERIES_MAX: u32 = 100;
/// Bytes of a payload that are shown.
const PAYLOAD_BYTES_MAX: usize = 64 * 1_024;

#[derive(Template)]
#[template(path = "event.html")]
struct EventPage {
    frame: Frame,
    id: String,
    event_type: String,
    type_href: String,
    client_id: String,
    created: When,
    size: String,
    payload: Payload,
    fan: String,
    rows: Vec<Row>,
    more: bool,
}

/// What is shown of a payload.
pub(super) enum Payload {
    /// The person's rank does not see it.
    Hidden,
    /// It is not there any more, or is not text.
    None(&'static str),
    /// As text, and whether that is only its beginning.
    Text(String, bool),
}

/// What this person sees of some bytes.
pub(super) fn payload(dashboard: &Dashboard, seat: &Seat, bytes: Option<&[u8]>, most: usize) -> Payload {
    if dashboard.rules.payloads.is_none_or(|rank| !seat.may(rank)) {
        return Payload::Hidden;
    }
    match bytes {
        None => Payload::None("retention has dropped it"),
        Some([]) => Payload::None("it is empty"),
        Some(bytes) => match show::text_of(bytes, most) {
            None => Payload::None("it is no text"),
            Some((text, true)) => Payload::Text(text, true),
            Some((text, false)) => Payload::Text(show::pretty(&text), false),
        },
    }
}

/// The page.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let store = &dashboard.store;
    let id = seat.part("id").parse().map_err(|_| Failure::missing("event"))?;
    let found = events::show(store, seat.project.id, id).await?;
    let event = found.ok_or_else(|| Failure::missing("event"))?;
    let filter = DeliveryFilter { event: Some(id), ..DeliveryFilter::default() };
    let page = Page { limit: DELIVERIES_MAX, before: None };
    let listed = stored::list(store, seat.project.id, &filter, page).await?;
    let rows = deliveries::rows(&dashboard, &seat, &listed.items);
    let branches: Vec<Branch> = rows
        .iter()
        .map(|row| Branch {
            name: row.endpoint.clone(),
            class: row.state.class,
            glyph: row.state.glyph,
            word: row.state.word.clone(),
        })
        .collect();
    let text = event.id.to_string();
    let event_type = event.event_type.to_string();
    frame::page(&EventPage {
        frame: Frame::new(
            &dashboard,
            &seat,
            &query,
            "Events",
            format!("Event {}", show::short(&text)),
            &format!("hookit event show {text}"),
        ),
        fan: fan(&event_type, &branches),
        type_href: seat.path(&format!("/events?type={}", crate::dashboard::query::encoded(&event_type))),
        id: text,
        event_type,
        client_id: event.client_id.unwrap_or_default(),
        created: show::when(event.created_at, store.now()),
        size: show::bytes(event.payload_bytes),
        payload: payload(&dashboard, &seat, event.payload.as_deref(), PAYLOAD_BYTES_MAX),
        rows,
        more: listed.more,
    })
}
