//! Waits with a deadline: for what another thread announces, and for what nobody announces.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a test waits for what should come at once; long enough for a busy machine of two cores.
pub(crate) const SOON: Duration = Duration::from_secs(20);

/// How often [`until`] looks.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// A value whose changes wake those who wait for them.
#[derive(Debug, Default)]
pub(crate) struct Watched<T> {
    value: Mutex<T>,
    changed: Condvar,
}

impl<T> Watched<T> {
    pub(crate) fn new(value: T) -> Self {
        Self { value: Mutex::new(value), changed: Condvar::new() }
    }

    /// The value as it is; a thread that panicked with it in hand has told its own failure.
    pub(crate) fn get(&self) -> MutexGuard<'_, T> {
        self.value.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the value and wakes everybody.
    pub(crate) fn change<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let result = change(&mut self.get());
        self.changed.notify_all();
        result
    }

    /// Waits until `look` finds what it wants in the value; `None` when the deadline has passed.
    pub(crate) fn find<R>(&self, within: Duration, mut look: impl FnMut(&T) -> Option<R>) -> Option<R> {
        let end = Instant::now() + within;
        let mut guard = self.get();
        loop {
            if let Some(found) = look(&guard) {
                return Some(found);
            }
            let left = end.checked_duration_since(Instant::now())?;
            guard = self.changed.wait_timeout(guard, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// Asks again and again, for a state that nobody announces: a row in Postgres, a field of the API's answer.
///
/// `what` is the thing waited for, as the failure tells it.
#[track_caller]
pub(crate) fn until<R>(what: &str, within: Duration, mut look: impl FnMut() -> Option<R>) -> R {
    let never = Watched::new(());
    let end = Instant::now() + within;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "waited {within:?} in vain for {what}");
        never.find(LOOK_EVERY, |()| None::<()>);
    }
}
