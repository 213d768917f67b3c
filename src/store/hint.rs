//! Hints: "there may be something to do", inside this process.
//!
//! Postgres is the truth, a hint only saves waiting.

use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

use tokio::sync::Notify;

use crate::domain::id::EndpointId;

/// Endpoints that are noted one by one at most.
const NOTED_MAX: usize = 20_000;

/// What can be hinted at.
#[derive(Debug, Default)]
pub struct Hints {
    due: Mutex<Due>,
    due_noted: Notify,
    /// Endpoints, keys or projects changed.
    pub config: Notify,
    /// A redrive was started or resumed.
    pub redrive: Notify,
    /// This node may own deliveries that it does not hold.
    pub strays: Notify,
    /// Something was added to the outbox.
    pub outbox: Notify,
    /// Other nodes should be told that something is due.
    pub tell_others: Notify,
    /// Something was committed that a feed may show; wakes whoever waits just now.
    pub happened: Notify,
}

/// What is known about due deliveries.
#[derive(Debug, Default)]
pub struct Due {
    /// Endpoints, each with the instant from which a delivery of it is due; the same one several times if
    /// several are.
    pub endpoints: Vec<(EndpointId, Instant)>,
    /// Something became due somewhere: look everywhere.
    pub anywhere: bool,
}

impl Hints {
    fn lock(&self) -> MutexGuard<'_, Due> {
        self.due.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Deliveries of `endpoint` are due.
    pub fn due(&self, endpoint: EndpointId) {
        self.due_in(endpoint, Duration::ZERO);
    }

    /// A delivery of `endpoint` will be due after `wait`.
    pub fn due_in(&self, endpoint: EndpointId, wait: Duration) {
        let at = Instant::now() + wait;
        let mut due = self.lock();
        if due.endpoints.len() >= NOTED_MAX {
            // Nobody takes them, or not fast enough: a look everywhere finds the same.
            due.endpoints.clear();
            due.anywhere = true;
        }
        due.endpoints.push((endpoint, at));
        drop(due);
        self.due_noted.notify_one();
    }

    /// Something became due, nobody knows where.
    pub fn due_anywhere(&self) {
        self.lock().anywhere = true;
        self.due_noted.notify_one();
    }

    /// Waits until something was noted since the last [`Hints::take_due`].
    pub async fn due_noted(&self) {
        self.due_noted.notified().await;
    }

    /// Takes what was noted.
    pub fn take_due(&self) -> Due {
        std::mem::take(&mut *self.lock())
    }
}
