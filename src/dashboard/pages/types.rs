//! Event types: those that are registered, and those that were seen lately.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::listed::Pages;
use super::sheet::Cell;
use super::sheet::Sheet;
use crate::dashboard::call::segment;
use crate::dashboard::failure::Failure;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::query::encoded;
use crate::dashboard::show;
use crate::dashboard::state::Dashboard;
use crate::domain::rank::Rank;
use crate::store::Page;
use crate::store::event_types;

/// Registered types that are listed.
const TYPES_MAX: u32 = 500;

#[derive(Template)]
#[template(path = "types.html")]
struct TypesPage {
    frame: Frame,
    note: &'static str,
    sheet: Sheet,
    pages: Pages,
}

/// The page.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let store = &dashboard.store;
    let now = store.now();
    let page = Page { limit: TYPES_MAX, before: None };
    let registered = event_types::list(store, seat.project.id, page).await?.items;
    let seen = event_types::lately(store, seat.project.id).await?;
    let snapshot = store.snapshot();
    let taken = |event_type| {
        let takes = snapshot.endpoints_of(seat.project.id).iter().filter(|one| one.receives(event_type));
        takes.count().to_string()
    };
    let link =
        |name: &str| Cell::Link(seat.path(&format!("/events?type={}", encoded(name))), name.to_owned());
    let mut rows: Vec<(String, Vec<Cell>)> = Vec::new();
    for one in &seen {
        let known = registered.iter().find(|known| known.name == one.name);
        let cells = vec![
            link(one.name.as_str()),
            Cell::Text(known.and_then(|known| known.description.clone()).unwrap_or_default()),
            Cell::Text(taken(&one.name)),
            Cell::Time(show::when(one.last_event_at, now)),
            state(one.registered),
            form(&seat, one.name.as_str(), one.registered),
        ];
        rows.push((one.name.to_string(), cells));
    }
    for known in registered.iter().filter(|known| !seen.iter().any(|one| one.name == known.name)) {
        let cells = vec![
            link(known.name.as_str()),
            Cell::Text(known.description.clone().unwrap_or_default()),
            Cell::Text(taken(&known.name)),
            Cell::Nothing,
            state(true),
            form(&seat, known.name.as_str(), true),
        ];
        rows.push((known.name.to_string(), cells));
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    let columns = [
        ("Type", ""),
        ("Description", "wide"),
        ("Endpoints that take it", "num"),
        ("Seen", ""),
        ("Registry", "wide"),
        ("Form", ""),
    ];
    let rows = rows.into_iter().map(|(_, cells)| cells).collect();
    frame::page(&TypesPage {
        frame: Frame::new(&dashboard, &seat, &query, "Types", "Event types", "hookit type list"),
        note: "registered, or published lately",
        sheet: Sheet::plain(&columns, rows, "No event types yet").teaching(
            "A type appears here when an event of it is published, or when it is registered.",
            "hookit type add invoice.paid --description 'An invoice was paid'",
        ),
        pages: Pages::default(),
    })
}

/// The way to its form, for who may fill it in.
fn form(seat: &Seat, name: &str, registered: bool) -> Cell {
    if !seat.may(Rank::Operator) {
        return Cell::Nothing;
    }
    if registered {
        return Cell::Link(seat.path(&format!("/types/{}/edit", segment(name))), "Edit".to_owned());
    }
    Cell::Link(seat.path(&format!("/new-type?name={}", encoded(name))), "Register".to_owned())
}

fn state(registered: bool) -> Cell {
    Cell::State(if registered {
        show::State::new("good", "✔", "registered")
    } else {
        show::State::new("calm", "○", "not registered")
    })
}
