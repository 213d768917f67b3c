//! Now: how much goes through, how late it is, and what needs a look.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::troubles::Look;
use super::troubles::looks;
use crate::dashboard::failure::Failure;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::show::clock;
use crate::dashboard::show::count;
use crate::dashboard::show::rate;
use crate::dashboard::show::span;
use crate::dashboard::state::Dashboard;
use crate::dashboard::svg::Series;
use crate::dashboard::svg::area;
use crate::dashboard::svg::strip;
use crate::store::figures;
use crate::store::figures::Figures;
use crate::store::figures::MINUTES;
use crate::store::figures::Summary;
use crate::store::stats;
use crate::store::stats::QueueGauges;
use crate::store::strips;
use crate::store::strips::Spans;

/// Endpoints of the heat map: those with the most attempts.
const HEAT_ROWS_MAX: usize = 12;
/// Endpoints up to which all are looked at for it.
const HEAT_LOOKED_AT_MAX: usize = 200;
/// Minutes in which an endpoint has to be busy to be among the busiest of many.
const HEAT_BUSY_MINUTES: i64 = 10;
/// Older than this, and the oldest due delivery is late.
const LATE_MS: u64 = 60_000;

#[derive(Template)]
#[template(path = "now.html")]
struct NowPage {
    frame: Frame,
    oldest: String,
    oldest_class: &'static str,
    oldest_words: &'static str,
    tiles: Vec<Tile>,
    chart: String,
    chart_most: String,
    chart_from: String,
    minutes: Vec<Minute>,
    seen: Arc<Seen>,
    heat_from: String,
    has_endpoints: bool,
    quiet: bool,
}

/// A figure with its name.
struct Tile {
    figure: String,
    label: &'static str,
    note: String,
    href: String,
}

/// A minute of the chart, for its table.
struct Minute {
    at: String,
    events: u64,
    delivered: u64,
    failed: u64,
    dead: u64,
}

/// A row of the heat map.
struct Row {
    name: String,
    href: String,
    strip: String,
}

/// The page.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let seen = dashboard.seen.of(&dashboard, &seat).await?;
    let Seen { queue, summary, figures, .. } = &*seen;
    // A delivery that dies has its last attempt among those that failed; each attempt is drawn once.
    let mut failed = figures.failed_attempts.by_minute;
    for (failed, dead) in failed.iter_mut().zip(figures.dead_lettered.by_minute) {
        *failed = failed.saturating_sub(dead);
    }
    let series = [
        Series { class: "f-good", values: &figures.delivered.by_minute },
        Series { class: "f-warn", values: &failed },
        Series { class: "f-bad", values: &figures.dead_lettered.by_minute },
    ];
    let (chart, most) = area(&series, "Attempts a minute over the last hour: delivered, failed, dead");
    let (oldest, oldest_class, oldest_words) = oldest(queue);
    frame::page(&NowPage {
        frame: Frame::new(&dashboard, &seat, &query, "Now", "Now", "hookit status"),
        oldest,
        oldest_class,
        oldest_words,
        tiles: tiles(&seat, queue, summary, figures),
        chart,
        chart_most: count(most),
        chart_from: figures.first_minute_at.map(clock).unwrap_or_default(),
        minutes: minutes(figures),
        heat_from: clock(seen.spans.from),
        has_endpoints: !dashboard.store.snapshot().endpoints_of(seat.project.id).is_empty(),
        quiet: summary.events_accepted == 0 && summary.attempts.is_empty(),
        seen,
    })
}

/// What the page shows of a project, whoever looks: gathered once for all who look at the same time.
pub(in crate::dashboard) struct Seen {
    queue: QueueGauges,
    summary: Summary,
    figures: Figures,
    looks: Vec<Look>,
    heat: Vec<Row>,
    spans: Spans,
}

impl Seen {
    /// Asks the store.
    pub(in crate::dashboard) async fn gather(dashboard: &Dashboard, seat: &Seat) -> Result<Self, Failure> {
        let store = &dashboard.store;
        let project = Some(seat.project.id);
        let (queue, summary, looks) = tokio::try_join!(
            stats::queue(store, project),
            figures::summary(store, project),
            looks(dashboard, seat)
        )?;
        let figures = figures::figures(store, project, &summary).await?;
        let (heat, spans) = heat(dashboard, seat).await?;
        Ok(Self { queue, summary, figures, looks, heat, spans })
    }
}

fn oldest(queue: &QueueGauges) -> (String, &'static str, &'static str) {
    match queue.oldest_due_ms {
        None => ("0 s".to_owned(), "good", "✔ nothing is due"),
        Some(ms) if ms < 1_000 => ("< 1 s".to_owned(), "good", "✔ within a minute"),
        Some(ms) if ms <= LATE_MS => (span(ms / 1_000 * 1_000), "good", "✔ within a minute"),
        Some(ms) => (span(ms / 1_000 * 1_000), "bad", "✖ late, beyond a minute"),
    }
}

fn tiles(seat: &Seat, queue: &QueueGauges, summary: &Summary, figures: &Figures) -> Vec<Tile> {
    let plus = if queue.truncated { "+" } else { "" };
    let tile = |figure, label, note, below: &str| Tile { figure, label, note, href: seat.path(below) };
    let of = |figure: &figures::Figure| {
        (rate(figure.now_per_s(figures.elapsed_ms)), format!("{} in 24 h", count(figure.last_day)))
    };
    let ((events, events_day), (delivered, delivered_day)) =
        (of(&figures.events_accepted), of(&figures.delivered));
    let (failed, failed_day) = of(&figures.failed_attempts);
    let latency = summary.latency_ms.map_or_else(
        || ("–".to_owned(), "no attempts yet".to_owned()),
        |[p50, _, p99]| (format!("≤ {}", span(p50)), format!("p99 ≤ {}", span(p99))),
    );
    vec![
        tile(events, "events in", events_day, "/events"),
        tile(delivered, "delivered", delivered_day, "/deliveries?status=succeeded"),
        tile(failed, "failed attempts", failed_day, "/deliveries?status=retrying"),
        tile(latency.0, "latency p50", latency.1, "/deliveries"),
        tile(
            format!("{}{plus}", count(queue.due + queue.limited + queue.waiting)),
            "waiting",
            format!("{}{plus} in flight, {}{plus} held", count(queue.in_flight), count(queue.held)),
            "/deliveries?status=retrying",
        ),
        tile(
            count(summary.dlq_depth),
            "dead letters",
            format!("{} today", count(summary.dead_lettered_today)),
            "/dead-letters",
        ),
    ]
}

fn minutes(figures: &Figures) -> Vec<Minute> {
    let at = |place: usize| {
        let minutes = time::Duration::minutes(i64::try_from(place).unwrap_or(0));
        figures.first_minute_at.and_then(|first| first.checked_add(minutes)).map(clock).unwrap_or_default()
    };
    (0..MINUTES)
        .rev()
        .map(|place| Minute {
            at: at(place),
            events: figures.events_accepted.by_minute[place],
            delivered: figures.delivered.by_minute[place],
            failed: figures.failed_attempts.by_minute[place],
            dead: figures.dead_lettered.by_minute[place],
        })
        .collect()
}

/// The busiest endpoints, over the last hour in spans of two minutes.
async fn heat(dashboard: &Dashboard, seat: &Seat) -> Result<(Vec<Row>, Spans), Failure> {
    let store = &dashboard.store;
    let snapshot = store.snapshot();
    let endpoints = snapshot.endpoints_of(seat.project.id);
    let spans = Spans::until(store.now(), 2, 30);
    let ids: Vec<_> = if endpoints.len() <= HEAT_LOOKED_AT_MAX {
        endpoints.iter().map(|endpoint| endpoint.id).collect()
    } else {
        // Of many, those that are busy now: the last minutes are quickly counted.
        let since = store.now() - time::Duration::minutes(HEAT_BUSY_MINUTES);
        strips::busiest(store, seat.project.id, since, HEAT_ROWS_MAX).await?
    };
    let found = strips::strips(store, &ids, spans).await?;
    let mut busy: Vec<(u64, String, &Vec<strips::Cell>)> = ids
        .iter()
        .filter_map(|id| Some((snapshot.endpoint(*id)?, found.get(id)?)))
        .map(|(endpoint, cells)| {
            let attempts: u64 = cells.iter().map(|cell| cell.delivered + cell.failed).sum();
            (attempts, endpoint.settings.name.to_string(), cells)
        })
        .collect();
    busy.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let row = |(attempts, name, cells): (u64, String, &Vec<strips::Cell>)| {
        let about = format!("{name} over the last hour, {attempts} attempts");
        Row { href: seat.path(&format!("/endpoints/{name}")), strip: strip(cells, spans, &about), name }
    };
    Ok((busy.into_iter().take(HEAT_ROWS_MAX).map(row).collect(), spans))
}
