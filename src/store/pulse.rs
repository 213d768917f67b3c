//! The delivery loop's pulse: what it last said of itself, for readiness and the watchdog.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use crate::domain::id::NodeId;

/// A loop that has not turned for this long is not alive.
pub const TURN_AGE_MAX: Duration = Duration::from_secs(20);

/// Shared by the loop, which writes it, and whoever asks how the loop is.
#[derive(Debug, Default)]
pub struct Pulse {
    turned_at: Mutex<Option<Instant>>,
    node: Mutex<Option<NodeId>>,
    in_flight: AtomicUsize,
    waiting: AtomicUsize,
    listening: AtomicBool,
    lease_until: Mutex<Option<Instant>>,
}

impl Pulse {
    /// The loop finished a turn, whether or not Postgres answered it.
    pub fn turned(&self, in_flight: usize, waiting: usize) {
        *self.turned_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        self.in_flight.store(in_flight, Ordering::Relaxed);
        self.waiting.store(waiting, Ordering::Relaxed);
    }

    /// The node took this incarnation id, or has none any more; then it has no lease either.
    pub fn set_node(&self, node: Option<NodeId>) {
        if node.is_none() {
            *self.lease_until.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        *self.node.lock().unwrap_or_else(PoisonError::into_inner) = node;
    }

    /// The incarnation this process delivers as.
    #[must_use]
    pub fn node(&self) -> Option<NodeId> {
        *self.node.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether hints from other nodes are being heard.
    pub fn set_listening(&self, listening: bool) {
        self.listening.store(listening, Ordering::Relaxed);
    }

    /// Whether hints from other nodes are being heard.
    #[must_use]
    pub fn is_listening(&self) -> bool {
        self.listening.load(Ordering::Relaxed)
    }

    /// Whether the loop turned within [`TURN_AGE_MAX`].
    #[must_use]
    pub fn is_turning(&self) -> bool {
        let turned_at = *self.turned_at.lock().unwrap_or_else(PoisonError::into_inner);
        turned_at.is_some_and(|at| at.elapsed() < TURN_AGE_MAX)
    }

    /// How long ago the loop turned; `None` before its first turn.
    #[must_use]
    pub fn turn_age(&self) -> Option<Duration> {
        let turned_at = *self.turned_at.lock().unwrap_or_else(PoisonError::into_inner);
        turned_at.map(|at| at.elapsed())
    }

    /// The lease runs until then.
    pub fn set_lease_until(&self, until: Instant) {
        *self.lease_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(until);
    }

    /// What is left of the lease; nothing without one.
    #[must_use]
    pub fn lease_left(&self) -> Duration {
        let until = *self.lease_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.map_or(Duration::ZERO, |until| until.saturating_duration_since(Instant::now()))
    }

    /// Requests under way in this process.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Relaxed)
    }

    /// Deliveries this process owns that wait for a free place.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }
}
