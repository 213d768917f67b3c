//! One delivery: why it stands where it stands, and each of its attempts.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use time::OffsetDateTime;

use super::deliveries;
use super::deliveries::Row;
use super::event::Payload;
use super::event::payload;
use crate::dashboard::failure::Failure;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::show;
use crate::dashboard::show::When;
use crate::dashboard::show::span;
use crate::dashboard::state::Dashboard;
use crate::dashboard::svg::Bar;
use crate::dashboard::svg::Planned;
use crate::dashboard::svg::phases;
use crate::dashboard::svg::timeline;
use crate::domain::delivery::Status;
use crate::domain::retry_preview::Standing;
use crate::domain::retry_preview::of_delivery;
use crate::domain::situation;
use crate::store::attempts;
use crate::store::attempts::AttemptView;
use crate::store::deliveries as stored;
use crate::store::deliveries::DeliveryView;
use crate::store::situation as around;
use crate::store::situation::Situation;

/// Bytes of an answer that are shown.
const ANSWER_BYTES_MAX: usize = 16 * 1_024;
/// Planned attempts that are drawn.
const PLANNED_MAX: usize = 3;

#[derive(Template)]
#[template(path = "delivery.html")]
struct DeliveryPage {
    frame: Frame,
    row: Row,
    why: String,
    command: Option<String>,
    same: Option<String>,
    timeline: String,
    attempts: Vec<Attempt>,
    act_base: String,
    status: Status,
}

impl DeliveryPage {
    /// Whether it can be cancelled or be brought forward.
    fn waits(&self) -> bool {
        matches!(self.status, Status::Pending | Status::Retrying | Status::Held)
    }

    /// Whether it can be redriven.
    fn ended(&self) -> bool {
        matches!(self.status, Status::DeadLettered | Status::Cancelled)
    }

    fn dead(&self) -> bool {
        self.status == Status::DeadLettered
    }

    fn good(&self) -> bool {
        self.status == Status::Succeeded
    }
}

/// One attempt.
struct Attempt {
    number: u16,
    at: Option<When>,
    state: show::State,
    error: String,
    phases: String,
    duration: String,
    dialled: String,
    node: String,
    headers: Vec<(String, String)>,
    answer: Option<Payload>,
    incomplete: bool,
    open: bool,
}

/// The page.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let store = &dashboard.store;
    let id = seat.part("id").parse().map_err(|_| Failure::missing("delivery"))?;
    let found = stored::show(store, seat.project.id, id).await?;
    let delivery = found.ok_or_else(|| Failure::missing("delivery"))?;
    let situation = around::of(store, &delivery).await?;
    let attempts = attempts::list(store, seat.project.id, id).await?.unwrap_or_default();
    let why = situation::why(&situation.facts);
    let row = deliveries::rows(&dashboard, &seat, std::slice::from_ref(&delivery)).pop();
    let row = row.ok_or_else(|| Failure::missing("delivery"))?;
    let command = format!("hookit delivery show {id}");
    let same = situation.same_failure.filter(|same| same.count > 1).map(|same| {
        let plus = if same.truncated { "+" } else { "" };
        format!("The same happened to {}{plus} dead letters of this endpoint.", show::count(same.count))
    });
    frame::page(&DeliveryPage {
        frame: Frame::new(
            &dashboard,
            &seat,
            &query,
            "Deliveries",
            format!("Delivery {}", row.short),
            &command,
        ),
        why: sentence(&why.sentence),
        command: why.command,
        same,
        timeline: axis(&delivery, &attempts, &situation, store.now()),
        attempts: shown(&dashboard, &seat, &attempts),
        act_base: seat.path(&format!("/act/delivery/{id}")),
        status: delivery.status,
        row,
    })
}

/// With a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// The attempts that were, and those that will be if nothing changes.
fn axis(
    delivery: &DeliveryView,
    attempts: &[AttemptView],
    situation: &Situation,
    now: OffsetDateTime,
) -> String {
    let since = |at: OffsetDateTime| {
        u64::try_from((at - delivery.created_at).whole_milliseconds().max(0)).unwrap_or(u64::MAX)
    };
    let bars: Vec<Bar> = attempts
        .iter()
        .filter_map(|attempt| {
            let state = show::outcome_state(attempt.outcome, attempt.response_status);
            attempt.started_at.map(|at| Bar {
                number: attempt.number,
                at_ms: since(at),
                lasts_ms: u64::from(attempt.duration_ms.unwrap_or(0)),
                class: if state.class == "good" { "f-good" } else { "f-bad" },
                words: state.word,
            })
        })
        .collect();
    let planned = match (&situation.endpoint, delivery.next_attempt_at) {
        (Some(endpoint), Some(next)) if !delivery.status.is_finished() => {
            let left =
                |at: OffsetDateTime| u64::try_from((at - now).whole_milliseconds().max(0)).unwrap_or(0);
            let standing = Standing {
                attempts: delivery.attempt_count,
                charged: delivery.charged,
                next_in_ms: Some(left(next)),
                expires_in_ms: delivery.expires_at.map(left),
            };
            let from = since(now);
            of_delivery(&endpoint.settings.retry, delivery.id, standing)
                .into_iter()
                .take(PLANNED_MAX)
                .map(|step| Planned { number: step.attempt, at_ms: from + step.from_now_ms })
                .collect()
        }
        _ => Vec::new(),
    };
    if bars.is_empty() && planned.is_empty() { String::new() } else { timeline(&bars, &planned) }
}

/// Newest first; the newest is open.
fn shown(dashboard: &Dashboard, seat: &Seat, attempts: &[AttemptView]) -> Vec<Attempt> {
    let now = dashboard.store.now();
    let longest = attempts.iter().filter_map(|attempt| attempt.duration_ms).max().map_or(1, u64::from);
    let last = attempts.len().saturating_sub(1);
    let one = |(place, attempt): (usize, &AttemptView)| {
        let duration = attempt.duration_ms.map(u64::from);
        Attempt {
            number: attempt.number,
            at: attempt.started_at.map(|at| show::when(at, now)),
            state: show::outcome_state(attempt.outcome, attempt.response_status),
            error: attempt.error.clone().unwrap_or_default(),
            phases: phases(&attempt.phases, duration.unwrap_or(0), longest),
            duration: duration.map(span).unwrap_or_default(),
            dialled: attempt.dialled.clone().unwrap_or_default(),
            node: attempt.node.clone(),
            headers: if dashboard.rules.payloads.is_some_and(|rank| seat.may(rank)) {
                attempt.response_headers.clone()
            } else {
                Vec::new()
            },
            answer: attempt.response_status.map(|_| {
                payload(
                    dashboard,
                    seat,
                    Some(attempt.response_body.as_deref().unwrap_or(&[])),
                    ANSWER_BYTES_MAX,
                )
            }),
            incomplete: attempt.body_incomplete,
            open: place == last,
        }
    };
    attempts.iter().enumerate().map(one).rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_becomes_a_sentence() {
        assert_eq!(sentence("it arrived"), "It arrived.");
        assert_eq!(sentence(""), ".");
    }
}
