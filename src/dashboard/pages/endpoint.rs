//! One endpoint: how it does, what it takes, what to do with it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use time::OffsetDateTime;

use super::deliveries;
use super::deliveries::Row;
use super::endpoints::share;
use crate::dashboard::failure::Failure;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::show;
use crate::dashboard::show::When;
use crate::dashboard::show::span;
use crate::dashboard::state::Dashboard;
use crate::dashboard::svg::strip;
use crate::domain::breaker::CircuitState;
use crate::domain::credentials::AuthKind;
use crate::domain::endpoint::Endpoint;
use crate::domain::endpoint::EndpointSettings;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::ordering::OnDead;
use crate::domain::retry::RetryPolicy;
use crate::domain::retry_preview::of_policy;
use crate::domain::wording;
use crate::store::Page;
use crate::store::deliveries as stored;
use crate::store::deliveries::DeliveryFilter;
use crate::store::pace::circuit;
use crate::store::pace::circuit::CircuitView;
use crate::store::strips;
use crate::store::strips::Cell;
use crate::store::strips::Spans;

/// Deliveries that are listed.
const DELIVERIES_MAX: u32 = 15;

#[derive(Template)]
#[template(path = "endpoint.html")]
struct EndpointPage {
    frame: Frame,
    id: String,
    name: String,
    url: String,
    state: show::State,
    /// What an open circuit means; empty while it is closed.
    down: String,
    reason: String,
    types: Vec<String>,
    filter: String,
    sent: Vec<(&'static str, String)>,
    steps: Vec<(u16, String, String)>,
    description: String,
    labels: Vec<(String, String)>,
    created: When,
    updated: When,
    strip: String,
    strip_from: String,
    share: String,
    hours: Vec<(String, Cell)>,
    rows: Vec<Row>,
    act_base: String,
    stopped: bool,
}

/// What the endpoint's circuit does to its deliveries.
fn down(circuit: &CircuitView, now: OffsetDateTime) -> String {
    let cause = circuit.cause.as_ref().map(|cause| format!(" ({cause})")).unwrap_or_default();
    match circuit.state {
        CircuitState::Open => {
            let probe = circuit.probe_at.map(|at| wording::relative(at, now)).unwrap_or_default();
            format!("Its receiver seems to be down{cause}: its deliveries wait, and one tries again {probe}.")
        }
        CircuitState::Recovering | CircuitState::Closed => {
            "Its receiver is back: twice as many deliveries are under way each second.".to_owned()
        }
    }
}

/// The page.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let store = &dashboard.store;
    let endpoint = find(&dashboard, &seat)?;
    let settings = &endpoint.settings;
    let circuit = circuit::of(store, endpoint.id).await?;
    let spans = Spans::until(store.now(), 15, 96);
    let found = strips::strips(store, &[endpoint.id], spans).await?.remove(&endpoint.id);
    let cells = found.unwrap_or_else(|| vec![Cell::default(); spans.count]);
    let filter = DeliveryFilter { endpoint: Some(endpoint.id), ..DeliveryFilter::default() };
    let page = Page { limit: DELIVERIES_MAX, before: None };
    let listed = stored::list(store, seat.project.id, &filter, page).await?;
    let (delivered, failed) =
        cells.iter().fold((0, 0), |(good, bad), cell| (good + cell.delivered, bad + cell.failed));
    let share = share(delivered, delivered + failed);
    let name = settings.name.to_string();
    frame::page(&EndpointPage {
        frame: Frame::new(
            &dashboard,
            &seat,
            &query,
            "Endpoints",
            name.clone(),
            &format!("hookit endpoint show {name}"),
        ),
        id: endpoint.id.to_string(),
        url: settings.url.clone(),
        state: show::sent_state(settings.status, circuit.as_ref(), store.now()),
        down: circuit.as_ref().map(|circuit| down(circuit, store.now())).unwrap_or_default(),
        reason: endpoint.disabled_reason.clone().unwrap_or_default(),
        types: settings.event_types.iter().map(ToString::to_string).collect(),
        sent: sent(settings),
        filter: endpoint.filter().map(|filter| filter.source().to_owned()).unwrap_or_default(),
        steps: of_policy(&settings.retry)
            .iter()
            .map(|step| (step.attempt, span(step.delay_ms), span(step.elapsed_max_ms)))
            .collect(),
        description: settings.description.clone().unwrap_or_default(),
        labels: settings.labels.iter().map(|(key, value)| (key.clone(), value.clone())).collect(),
        created: show::when(endpoint.created_at, store.now()),
        updated: show::when(endpoint.updated_at, store.now()),
        strip: strip(&cells, spans, &format!("{name} over the last 24 hours: {share}")),
        strip_from: show::clock(spans.from),
        share,
        hours: hours(&cells, spans),
        rows: deliveries::rows(&dashboard, &seat, &listed.items),
        act_base: seat.path(&format!("/act/endpoint/{name}")),
        stopped: matches!(settings.status, EndpointStatus::Paused | EndpointStatus::Disabled),
        name,
    })
}

/// The endpoint that the path names.
pub(super) fn find(dashboard: &Dashboard, seat: &Seat) -> Result<std::sync::Arc<Endpoint>, Failure> {
    let snapshot = dashboard.store.snapshot();
    let found = snapshot.endpoint_named(seat.project.id, seat.part("id")).cloned();
    found.ok_or_else(|| Failure::missing("endpoint"))
}

/// How its requests are made, what is not the default only where it was set.
fn sent(settings: &EndpointSettings) -> Vec<(&'static str, String)> {
    let shaping = &settings.shaping;
    let login = shaping.auth.as_ref().map(|auth| match auth {
        AuthKind::Basic { username } => format!("user name {username}, password ***"),
        AuthKind::Bearer => "bearer token ***".to_owned(),
    });
    let order = settings.ordering.is_by_key().then(|| {
        let behind = match settings.ordering.on_dead {
            OnDead::Block => "the next ones wait behind a dead letter",
            OnDead::Skip => "the next ones pass a dead letter",
        };
        format!("as published, by ordering key; {behind}")
    });
    let pins = settings.transport.pinned_certificate_sha256.len();
    let facts = [
        ("Body", Some(shaping.payload_format.to_string())),
        ("Signature", Some(format!("{}, {}", settings.signature_format, shaping.signing()))),
        ("Receivers check with", shaping.public_key.clone()),
        ("Headers", (!shaping.headers.is_empty()).then(|| shaping.headers.join(", "))),
        ("Login", login),
        ("Time limit", Some(span(u64::from(settings.timeout_ms)))),
        ("Retries", Some(retries(&settings.retry))),
        ("Rate", settings.pacing.rate_limit_rps.map(|rps| format!("at most {rps} requests a second"))),
        ("In flight", settings.pacing.max_in_flight.map(|count| format!("at most {count} requests"))),
        ("Held at most", settings.pacing.max_age_ms.map(span)),
        ("Template", shaping.template.as_ref().map(|template| template.source().to_owned())),
        ("Order", order),
        ("Shows a certificate", settings.transport.client_certificate.as_ref().map(|_| "yes".to_owned())),
        ("Trusts", (pins > 0).then(|| format!("{pins} pinned certificates alone"))),
    ];
    facts.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))).collect()
}

/// `12 attempts over at most 3d 2h`.
fn retries(policy: &RetryPolicy) -> String {
    let last = of_policy(policy).last().map_or(0, |step| step.elapsed_max_ms);
    match policy.attempts_max() {
        1 => "one attempt, no retry".to_owned(),
        many => format!("{many} attempts over at most {}", span(last)),
    }
}

/// The cells by the hour, newest first, those in which something was sent.
fn hours(cells: &[Cell], spans: Spans) -> Vec<(String, Cell)> {
    let mut hours: Vec<(String, Cell)> = Vec::new();
    for (place, cell) in cells.iter().enumerate() {
        let hour = show::clock(spans.begin(place));
        let hour = format!("{}:00", hour.split(':').next().unwrap_or(""));
        match hours.last_mut().filter(|(last, _)| *last == hour) {
            Some((_, sum)) => {
                sum.delivered += cell.delivered;
                sum.failed += cell.failed;
                sum.dead += cell.dead;
            }
            None => hours.push((hour, *cell)),
        }
    }
    hours.retain(|(_, cell)| *cell != Cell::default());
    hours.reverse();
    hours
}
