//! Tells browsers that something happened: at most once a second and stream, whatever happens; they then look again.
//!
//! What is told is only that there is news. All streams share one cheap look at the roll-ups, so that two hundred open
//! dashboards ask Postgres as often as one; and the more there are, the longer each waits, so that together they ask
//! for no more pages than twenty would.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
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
/// Words a second, all streams together.
const WORDS_PER_S: usize = 20;

/// What was seen last, and when.
#[derive(Debug, Default)]
pub(super) struct Hub {
    seen: Mutex<Option<(Instant, i64)>>,
    /// Streams that are open.
    open: AtomicUsize,
}

impl Hub {
    /// A number that changes when something happened.
    pub(super) async fn mark(&self, store: &Store) -> Result<i64, StoreError> {
        let mut seen = self.seen.lock().await;
        if let Some((at, mark)) = *seen
            && at.elapsed() < LOOK_EVERY / 2
        {
            return Ok(mark);
        }
        let mark = news::mark(store).await?;
        *seen = Some((Instant::now(), mark));
        Ok(mark)
    }

    /// How long a stream waits between two words.
    fn pause(&self) -> Duration {
        pause_of(self.open.load(Ordering::Relaxed))
    }
}

fn pause_of(open: usize) -> Duration {
    let shared = Duration::from_millis(u64::try_from(open * 1_000 / WORDS_PER_S).unwrap_or(u64::MAX));
    shared.max(LOOK_EVERY)
}

/// Counts a stream for as long as it is open.
struct Open(Arc<Hub>);

impl Open {
    fn at(hub: &Arc<Hub>) -> Self {
        hub.open.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(hub))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}

struct Told {
    dashboard: Dashboard,
    open: Open,
    mark: Option<i64>,
    at: Instant,
}

/// The stream: `event: news` when something happened. It carries a word, since browsers drop an event without data.
pub(super) async fn stream(
    State(dashboard): State<Dashboard>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let told = Told { open: Open::at(&dashboard.hub), dashboard, mark: None, at: Instant::now() };
    Sse::new(stream::unfold(told, next))
}

async fn next(mut told: Told) -> Option<(Result<Event, Infallible>, Told)> {
    loop {
        tokio::select! {
            () = tokio::time::sleep(told.open.0.pause()) => {}
            () = told.dashboard.stopping.cancelled() => return None,
        }
        // A database that is away is no news; the page says so when it looks.
        let mark = told.dashboard.hub.mark(&told.dashboard.store).await.ok();
        // The first look tells news too: something may have happened between the page and its stream.
        let news = mark.is_some() && mark != told.mark;
        told.mark = mark.or(told.mark);
        if news || told.at.elapsed() >= WORD_WITHIN {
            told.at = Instant::now();
            return Some((Ok(Event::default().event("news").data("look again")), told));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_look_the_rarer_they_look() {
        let pauses = [1, 20, 200].map(|open| pause_of(open).as_secs());
        assert_eq!(pauses, [1, 1, 10]);
    }

    #[test]
    fn a_stream_counts_while_it_is_open() {
        let hub = Arc::new(Hub::default());
        let open = [Open::at(&hub), Open::at(&hub)];
        assert_eq!(hub.open.load(Ordering::Relaxed), 2);
        drop(open);
        assert_eq!(hub.open.load(Ordering::Relaxed), 0);
    }
}
