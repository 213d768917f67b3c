//! Tells browsers that something happened: at most once a second and stream, whatever happens; they then look again.
//!
//! What is told is only that there is news. All streams share one cheap look at the roll-ups, so that two hundred open
//! dashboards ask Postgres as often as one.

use std::convert::Infallible;
use std::time::Duration;
use std::time::Instant;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::Event;
use futures_util::Stream;
use futures_util::stream;
use tokio::sync::Mutex;

use super::state::Dashboard;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::news;

/// Shortest time between two words on one stream.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// After this long something is said in any case: times on the page grow old.
const WORD_WITHIN: Duration = Duration::from_secs(10);

/// What was seen last, and when.
#[derive(Debug, Default)]
pub(super) struct Hub(Mutex<Option<(Instant, i64)>>);

impl Hub {
    /// A number that changes when something happened.
    async fn mark(&self, store: &Store) -> Result<i64, StoreError> {
        let mut seen = self.0.lock().await;
        if let Some((at, mark)) = *seen
            && at.elapsed() < LOOK_EVERY / 2
        {
            return Ok(mark);
        }
        let mark = news::mark(store).await?;
        *seen = Some((Instant::now(), mark));
        Ok(mark)
    }
}

struct Told {
    dashboard: Dashboard,
    mark: Option<i64>,
    at: Instant,
}

/// The stream: `event: news` when something happened.
pub(super) async fn stream(
    State(dashboard): State<Dashboard>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let told = Told { dashboard, mark: None, at: Instant::now() };
    Sse::new(stream::unfold(told, next))
}

async fn next(mut told: Told) -> Option<(Result<Event, Infallible>, Told)> {
    loop {
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = told.dashboard.stopping.cancelled() => return None,
        }
        // A database that is away is no news; the page says so when it looks.
        let mark = told.dashboard.hub.mark(&told.dashboard.store).await.ok();
        let news = mark.is_some() && told.mark.is_some() && mark != told.mark;
        told.mark = mark.or(told.mark);
        if news || told.at.elapsed() >= WORD_WITHIN {
            told.at = Instant::now();
            return Some((Ok(Event::default().event("news").data("")), told));
        }
    }
}
