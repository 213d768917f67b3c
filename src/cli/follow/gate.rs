//! The gate before each read of the feed: closed while a person pauses or while enough waits to be worked on.

use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

/// What may wait before the feed is not read further; it stays in the daemon, under the cursor.
const WAITING_MAX: usize = 500;

/// Shared between who reads and who works.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gate {
    inner: Arc<(Mutex<State>, Condvar)>,
}

#[derive(Debug, Default)]
struct State {
    waiting: usize,
    paused: bool,
}

impl Gate {
    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.inner.1.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.inner.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One more waits.
    pub(crate) fn add(&self) {
        self.change(|state| state.waiting += 1);
    }

    /// One less waits.
    pub(crate) fn done(&self) {
        self.change(|state| state.waiting = state.waiting.saturating_sub(1));
    }

    /// Opens or closes it by hand.
    pub(crate) fn pause(&self, paused: bool) {
        self.change(|state| state.paused = paused);
    }

    /// Waits until it is open.
    pub(crate) fn pass(&self) {
        let mut state = self.state();
        while state.paused || state.waiting >= WAITING_MAX {
            state = self.inner.1.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn the_gate_opens_when_work_is_done_and_when_the_pause_ends() {
        let gate = Gate::default();
        (0..WAITING_MAX).for_each(|_| gate.add());
        gate.pause(true);
        let other = gate.clone();
        let reader = thread::spawn(move || other.pass());
        gate.done();
        assert!(!reader.is_finished());
        gate.pause(false);
        reader.join().unwrap();
    }
}
