//! Dead letters by cause, and the redrives that put them back.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::deliveries::names;
use crate::dashboard::failure::Failure;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::query::encoded;
use crate::dashboard::show;
use crate::dashboard::show::When;
use crate::dashboard::show::count;
use crate::dashboard::state::Dashboard;
use crate::store::Page;
use crate::store::dead_letters;
use crate::store::dead_letters::DeadLetterPredicate;
use crate::store::redrives;
use crate::store::redrives::OrderKind;
use crate::store::redrives::RedriveState;
use crate::store::redrives::RedriveView;

/// Redrives that are listed: the newest.
const REDRIVES_MAX: u32 = 10;

#[derive(Template)]
#[template(path = "dead_letters.html")]
struct DeadLettersPage {
    frame: Frame,
    total: String,
    groups: Vec<Row>,
    redrives: Vec<Order>,
}

/// Dead letters of one endpoint that ended in one way.
struct Row {
    endpoint: String,
    endpoint_id: String,
    href: String,
    cause: String,
    outcome: String,
    status: String,
    count: String,
    width: u64,
    oldest: Option<When>,
    newest: Option<When>,
    sample: String,
    list: String,
}

/// A redrive.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) id: String,
    pub(super) short: String,
    pub(super) href: String,
    pub(super) is_backfill: bool,
    pub(super) state: show::State,
    pub(super) total: u64,
    pub(super) moved: u64,
    pub(super) delivered: u64,
    pub(super) waiting: u64,
    pub(super) dead: u64,
    pub(super) rate: Option<u32>,
    pub(super) by: String,
    pub(super) planned: When,
}

/// The page.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let store = &dashboard.store;
    let project = seat.project.id;
    let found = dead_letters::groups(store, project, &DeadLetterPredicate::default()).await?;
    let page = Page { limit: REDRIVES_MAX, before: None };
    let orders = redrives::list(store, project, page).await?;
    let now = store.now();
    let names = names(&dashboard, found.groups.iter().map(|group| group.endpoint_id));
    let most = found.groups.iter().map(|group| group.count).max().unwrap_or(1).max(1);
    let groups = found.groups.iter().map(|group| {
        let id = group.endpoint_id.to_string();
        let name = names.get(&group.endpoint_id).cloned();
        let cause = group.last_outcome.map_or_else(
            || "never attempted".to_owned(),
            |outcome| show::outcome_words(outcome, group.last_status),
        );
        let outcome = group.last_outcome.map(|outcome| outcome.to_string()).unwrap_or_default();
        Row {
            href: name.as_ref().map(|name| seat.path(&format!("/endpoints/{name}"))).unwrap_or_default(),
            list: seat.path(&format!(
                "/deliveries?status=dead_lettered&endpoint={}&outcome={outcome}",
                encoded(name.as_deref().unwrap_or(&id))
            )),
            endpoint: name.unwrap_or_else(|| show::short(&id)),
            endpoint_id: id,
            cause,
            outcome,
            status: group.last_status.map(|status| status.to_string()).unwrap_or_default(),
            count: count(group.count),
            width: (group.count * 100 / most).max(1),
            oldest: group.oldest_at.map(|at| show::when(at, now)),
            newest: group.newest_at.map(|at| show::when(at, now)),
            sample: seat.path(&format!("/deliveries/{}", group.sample)),
        }
    });
    let plus = if found.truncated { "+" } else { "" };
    frame::page(&DeadLettersPage {
        frame: Frame::new(&dashboard, &seat, &query, "Dead letters", "Dead letters", "hookit dlq groups"),
        total: format!("{}{plus}", count(found.total)),
        groups: groups.collect(),
        redrives: orders.items.iter().map(|one| order(&dashboard, &seat, one)).collect(),
    })
}

/// A redrive as it is shown.
pub(super) fn order(dashboard: &Dashboard, seat: &Seat, one: &RedriveView) -> Order {
    let id = one.id.to_string();
    Order {
        short: show::short(&id),
        href: seat.path(&format!("/redrives/{id}")),
        id,
        is_backfill: one.kind == OrderKind::Backfill,
        state: match one.state {
            RedriveState::Planned => show::State::new("calm", "○", "planned"),
            RedriveState::Running => show::State::new("busy", "➤", "running"),
            RedriveState::Paused => show::State::new("held", "‖", "paused"),
            RedriveState::Done => show::State::new("good", "✔", "done"),
            RedriveState::Cancelled => show::State::new("calm", "⊘", "cancelled"),
        },
        total: one.total,
        moved: one.moved,
        delivered: one.delivered,
        waiting: one.waiting,
        dead: one.dead,
        rate: one.rate_per_s,
        by: one.requested_by.clone(),
        planned: show::when(one.planned_at, dashboard.store.now()),
    }
}
