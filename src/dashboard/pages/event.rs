//! One event: where it went, and its payload.

use askama::Template;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use serde_json::Value;
use time::OffsetDateTime;

use super::deliveries;
use super::deliveries::Row;
use crate::dashboard::call::call;
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
use crate::domain::delivery::Status;
use crate::domain::id::EndpointId;
use crate::store::Page;
use crate::store::deliveries as stored;
use crate::store::deliveries::DeliveryFilter;
use crate::store::events;
use crate::store::events::EventView;
use crate::store::snapshot::Snapshot;

/// Deliveries that are drawn and listed.
const DELIVERIES_MAX: u32 = 100;
/// Endpoints up to which it is explained without being asked for.
const EXPLAINED_UNASKED_MAX: usize = 200;
/// Endpoints whose verdict is shown.
const EXPLAINED_MAX: usize = 100;
/// Bytes of a payload that are shown.
const PAYLOAD_BYTES_MAX: usize = 64 * 1_024;

#[derive(Template)]
#[template(path = "event.html")]
struct EventPage {
    frame: Frame,
    id: String,
    event_type: String,
    type_href: String,
    facts: Vec<(String, String)>,
    created: When,
    size: String,
    payload: Payload,
    fan: String,
    rows: Vec<Row>,
    more: bool,
    act_base: String,
    waits: bool,
    explained: Explained,
}

/// Why it went where it did.
pub(super) enum Explained {
    /// There are many endpoints, and nobody asked.
    NotAsked,
    /// The settings of then are not known.
    Unknown,
    /// For each endpoint, those first that it went to; and how many are left out.
    Known(Vec<Told>, usize),
}

/// What was decided for one endpoint.
pub(super) struct Told {
    name: String,
    href: String,
    state: show::State,
    why: String,
}

/// Asks the API, as the command does.
async fn explain(dashboard: &Dashboard, seat: &Seat, event: &str) -> Result<Explained, Failure> {
    let path = format!("/events/{event}/explain");
    let answer = call(dashboard, seat, Method::GET, &path, None).await?;
    let Ok(answer) = answer.body() else { return Ok(Explained::Unknown) };
    if answer["settings_known"] != true {
        return Ok(Explained::Unknown);
    }
    let told = |one: &Value| {
        let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
        let state = match text("verdict").as_str() {
            "matched" => show::State::new("good", "✔", "matched"),
            "filter_failed" => show::State::new("warn", "⊘", "filter had no value"),
            word => show::State::new("calm", "⊘", word.replace('_', " ")),
        };
        Told {
            href: seat.path(&format!("/endpoints/{}", text("name"))),
            name: text("name"),
            state,
            why: text("why"),
        }
    };
    let mut all: Vec<Told> = answer["endpoints"].as_array().into_iter().flatten().map(told).collect();
    all.sort_by_key(|one| one.state.class != "good");
    let left_out = all.len().saturating_sub(EXPLAINED_MAX);
    all.truncate(EXPLAINED_MAX);
    Ok(Explained::Known(all, left_out))
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
    let snapshot = store.snapshot();
    let few = snapshot.endpoints_of(seat.project.id).len() <= EXPLAINED_UNASKED_MAX;
    let explained = if few || query.text("explain").is_some() {
        explain(&dashboard, &seat, &id.to_string()).await?
    } else {
        Explained::NotAsked
    };
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
        facts: facts(&event, &snapshot, store.now()),
        act_base: seat.path(&format!("/act/event/{id}")),
        waits: listed.items.iter().any(|one| one.status == Status::Pending || one.status == Status::Held),
        explained,
        created: show::when(event.created_at, store.now()),
        size: show::bytes(event.payload_bytes),
        payload: payload(&dashboard, &seat, event.payload.as_deref(), PAYLOAD_BYTES_MAX),
        rows,
        more: listed.more,
    })
}

/// What the producer said beside type and payload.
fn facts(event: &EventView, snapshot: &Snapshot, now: OffsetDateTime) -> Vec<(String, String)> {
    let moment = |at: Option<OffsetDateTime>| {
        at.map(|at| format!("{}, {}", show::exact(at), show::when(at, now).words))
    };
    let name = |id: &EndpointId| {
        snapshot.endpoint(*id).map_or_else(|| id.to_string(), |endpoint| endpoint.settings.name.to_string())
    };
    let only = event.endpoint_ids.as_ref().map(|ids| ids.iter().map(name).collect::<Vec<_>>().join(", "));
    let known = [
        ("Producer's id", event.client_id.clone()),
        ("Ordering key", event.ordering_key.clone()),
        ("Only to", only),
        ("Not before", moment(event.deliver_at)),
        ("Not after", moment(event.expires_at)),
    ];
    let known = known.into_iter().filter_map(|(name, value)| value.map(|value| (name.to_owned(), value)));
    known.chain(event.labels.iter().map(|(name, value)| (format!("Label {name}"), value.clone()))).collect()
}
