//! One redrive: what it would do, how far it is, what became of it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::dead_letters::Order;
use super::dead_letters::order;
use crate::dashboard::failure::Failure;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::show;
use crate::dashboard::state::Dashboard;
use crate::store::redrives;
use crate::store::redrives::RedriveState;
use crate::store::redrives::RedriveView;

#[derive(Template)]
#[template(path = "redrive.html")]
struct RedrivePage {
    frame: Frame,
    order: Order,
    covers: Vec<(&'static str, String)>,
    /// Of a backfill.
    endpoint: String,
    act_base: String,
    planned: bool,
    running: bool,
    paused: bool,
}

/// The page.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let id = seat.part("id").parse().map_err(|_| Failure::missing("redrive"))?;
    let found = redrives::show(&dashboard.store, seat.project.id, id).await?;
    let view = found.ok_or_else(|| Failure::missing("redrive"))?;
    let order = order(&dashboard, &seat, &view);
    let command = format!("hookit redrive show {id}");
    frame::page(&RedrivePage {
        frame: Frame::new(
            &dashboard,
            &seat,
            &query,
            "Dead letters",
            format!("{} {}", if order.is_backfill { "Backfill" } else { "Redrive" }, order.short),
            &command,
        ),
        endpoint: view.predicate.endpoint.map(|id| id.to_string()).unwrap_or_default(),
        covers: covers(&dashboard, &view),
        act_base: seat.path(&format!("/act/redrive/{id}")),
        planned: view.state == RedriveState::Planned,
        running: view.state == RedriveState::Running,
        paused: view.state == RedriveState::Paused,
        order,
    })
}

/// What its dead letters have in common.
fn covers(dashboard: &Dashboard, view: &RedriveView) -> Vec<(&'static str, String)> {
    let snapshot = dashboard.store.snapshot();
    let predicate = &view.predicate;
    let endpoint = predicate.endpoint.map(|id| {
        snapshot.endpoint(id).map_or_else(|| id.to_string(), |endpoint| endpoint.settings.name.to_string())
    });
    let facts = [
        ("Endpoint", endpoint),
        ("Event type", predicate.event_type.clone()),
        ("Cause", predicate.outcome.map(|outcome| show::outcome_words(outcome, predicate.last_status))),
        ("Since", predicate.since.map(show::exact)),
        ("Until", predicate.until.map(show::exact)),
        ("Chosen by hand", predicate.ids.as_ref().map(|ids| ids.len().to_string())),
    ];
    let told: Vec<_> =
        facts.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))).collect();
    if told.is_empty() { vec![("Covers", "all dead letters of the project".to_owned())] } else { told }
}
