//! Endpoints: where events go, each with its last day.

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
use crate::dashboard::show::count;
use crate::dashboard::state::Dashboard;
use crate::dashboard::svg::strip;
use crate::domain::endpoint::Endpoint;
use crate::store::endpoints;
use crate::store::pace::circuit;
use crate::store::strips;
use crate::store::strips::Cell;
use crate::store::strips::Spans;

#[derive(Template)]
#[template(path = "endpoints.html")]
struct EndpointsPage {
    frame: Frame,
    cards: Vec<Card>,
    from: String,
    pages: Pages,
}

struct Card {
    name: String,
    href: String,
    url: String,
    types: String,
    state: show::State,
    strip: String,
    share: String,
    failed: u64,
    dead: u64,
}

/// The page.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let store = &dashboard.store;
    let listed = endpoints::list(store, seat.project.id, query.page()?).await?;
    let spans = Spans::until(store.now(), 15, 96);
    let ids: Vec<_> = listed.items.iter().map(|endpoint| endpoint.id).collect();
    let strips = strips::strips(store, &ids, spans).await?;
    let circuits = circuit::of_some(store, &ids).await?;
    let nothing = vec![Cell::default(); spans.count];
    let pages = Pages::of(&query, ids.last().map(|id| id.uuid()), listed.more);
    let card = |endpoint: &Endpoint| Card {
        state: show::sent_state(endpoint.settings.status, circuits.get(&endpoint.id), store.now()),
        ..card(&seat, endpoint, strips.get(&endpoint.id).unwrap_or(&nothing), spans)
    };
    frame::page(&EndpointsPage {
        frame: Frame::new(&dashboard, &seat, &query, "Endpoints", "Endpoints", "hookit endpoint list"),
        cards: listed.items.iter().map(card).collect(),
        from: show::clock(spans.from),
        pages,
    })
}

fn card(seat: &Seat, endpoint: &Endpoint, cells: &[Cell], spans: Spans) -> Card {
    let settings = &endpoint.settings;
    let sum = |of: fn(&Cell) -> u64| cells.iter().map(of).sum::<u64>();
    let (delivered, failed) = (sum(|cell| cell.delivered), sum(|cell| cell.failed));
    let share = share(delivered, delivered + failed);
    let about = format!("{} over the last 24 hours: {share}", settings.name);
    Card {
        name: settings.name.to_string(),
        href: seat.path(&format!("/endpoints/{}", settings.name)),
        url: settings.url.clone(),
        types: settings.event_types.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        state: show::endpoint_state(settings.status),
        strip: strip(cells, spans, &about),
        share,
        failed,
        dead: sum(|cell| cell.dead),
    }
}

/// `99.2 % of 1,204 attempts succeeded`.
pub(super) fn share(good: u64, all: u64) -> String {
    if all == 0 {
        return "no attempts in 24 h".to_owned();
    }
    let tenths = good.saturating_mul(1_000) / all;
    format!("{}.{} % of {} attempts succeeded", tenths / 10, tenths % 10, count(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_never_rounded_up_to_all() {
        assert_eq!(share(1_999, 2_000), "99.9 % of 2,000 attempts succeeded");
        assert_eq!(share(0, 0), "no attempts in 24 h");
    }
}
