//! A receiver that takes its time over each report, so that a node can die with requests under way.

use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

use super::stand::Came;
use crate::domain::signature;

/// How long it reads a report before it answers.
const READS: Duration = Duration::from_secs(2);

/// What it has in its hands, and what it took.
#[derive(Default)]
pub(super) struct Archive {
    inner: Mutex<Inner>,
    changed: Condvar,
}

#[derive(Default)]
struct Inner {
    in_hand: HashMap<String, u32>,
    taken: HashSet<String>,
}

/// A request that is being read; it is let go of when its sender goes away, too.
struct Hand<'a> {
    archive: &'a Archive,
    event: String,
}

impl Drop for Hand<'_> {
    fn drop(&mut self) {
        let mut inner = self.archive.lock();
        if let Some(count) = inner.in_hand.get_mut(&self.event) {
            *count -= 1;
        }
        inner.in_hand.retain(|_, count| *count > 0);
    }
}

impl Archive {
    pub(super) async fn take(&self, came: &Came) -> u16 {
        let Some(event) = came.header(signature::WEBHOOK_ID) else { return 400 };
        *self.lock().in_hand.entry(event.to_owned()).or_default() += 1;
        self.changed.notify_all();
        let hand = Hand { archive: self, event: event.to_owned() };
        tokio::time::sleep(READS).await;
        self.lock().taken.insert(event.to_owned());
        drop(hand);
        200
    }

    /// Waits until it has all of these in its hands, at most for `max`; says how many it has.
    pub(super) fn wait_for(&self, events: &[String], max: Duration) -> usize {
        let count = |inner: &Inner| events.iter().filter(|event| inner.in_hand.contains_key(*event)).count();
        let waiting = |inner: &mut Inner| count(inner) < events.len();
        let (inner, _) = self
            .changed
            .wait_timeout_while(self.lock(), max, waiting)
            .unwrap_or_else(PoisonError::into_inner);
        count(&inner)
    }

    /// How many of these it has taken.
    pub(super) fn taken(&self, events: &[String]) -> usize {
        let inner = self.lock();
        events.iter().filter(|event| inner.taken.contains(*event)).count()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
