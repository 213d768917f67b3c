//! The intake: events that wait to be stored, and those who wait for the answer.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Instant;

use tokio::sync::Notify;
use tokio::sync::oneshot;

use super::judge;
use super::judge::Judged;
use crate::domain::event::NewEvent;
use crate::domain::id::EventId;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// Events one statement stores at most.
const BATCH_EVENTS_MAX: usize = 500;
/// Payload bytes one statement stores at most.
const BATCH_BYTES_MAX: usize = 4 * 1_024 * 1_024;
/// Payload bytes that may wait in all; beyond it publishing is refused whatever the count.
const WAITING_BYTES_MAX: usize = 64 * 1_024 * 1_024;

/// What a producer is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The event.
    pub event_id: EventId,
    /// How many endpoints it was matched with.
    pub queued_deliveries: u32,
    /// Whether this is the answer of an earlier publish with the same key.
    pub replayed: bool,
}

/// How a publish went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishAnswer {
    /// Stored durably, now or before.
    Stored(Published),
    /// The idempotency key was used for another event.
    KeyReused,
    /// The payload does not fit its type's schema; nothing was stored.
    Refused,
}

pub(super) type Answer = oneshot::Sender<Result<PublishAnswer, StoreError>>;

/// One event and who waits for it.
pub(super) struct Waiting {
    pub(super) judged: Judged,
    pub(super) answer: Answer,
    /// Its place in publish order, which the writer gives it; 0 without an ordering key.
    pub(super) order_no: i64,
    /// When it came.
    pub(super) since: Instant,
}

/// The queue in memory between requests and the writer.
pub struct Intake {
    waiting_max: usize,
    state: Mutex<State>,
    arrived: Notify,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Waiting>,
    bytes: usize,
    closed: bool,
}

impl Intake {
    pub(crate) fn new(waiting_max: usize) -> Self {
        Self { waiting_max, state: Mutex::default(), arrived: Notify::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, waiting: Waiting) -> Result<(), StoreError> {
        let mut state = self.state();
        let bytes = state.bytes + waiting.judged.event.payload.len();
        if state.closed || state.waiting.len() >= self.waiting_max || bytes > WAITING_BYTES_MAX {
            return Err(StoreError::PublishFull);
        }
        state.bytes = bytes;
        state.waiting.push_back(waiting);
        drop(state);
        self.arrived.notify_one();
        Ok(())
    }

    /// How many events wait to be taken up.
    pub(crate) fn waiting(&self) -> usize {
        self.state().waiting.len()
    }

    /// Takes no more events; what waits is still written.
    pub(crate) fn close(&self) {
        self.state().closed = true;
        self.arrived.notify_one();
    }

    /// What waits, up to a statement's worth, as soon as something does; `None` when closed and empty.
    pub(super) async fn next(&self) -> Option<Vec<Waiting>> {
        loop {
            // Interest is registered before the look, so that no arrival is missed between the two.
            let arrived = self.arrived.notified();
            {
                let mut state = self.state();
                if !state.waiting.is_empty() {
                    return Some(state.take());
                }
                if state.closed {
                    return None;
                }
            }
            arrived.await;
        }
    }
}

impl State {
    fn take(&mut self) -> Vec<Waiting> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < BATCH_EVENTS_MAX
            && let Some(next) = self.waiting.front()
            && (batch.is_empty() || bytes + next.judged.event.payload.len() <= BATCH_BYTES_MAX)
            && let Some(next) = self.waiting.pop_front()
        {
            bytes += next.judged.event.payload.len();
            batch.push(next);
        }
        self.bytes -= bytes;
        batch
    }
}

impl Store {
    /// Stores an event with its deliveries and its idempotency record; answers after the commit.
    pub async fn publish(&self, event: NewEvent) -> Result<PublishAnswer, StoreError> {
        let judged = judge::one(self, event).await;
        self.publish_judged(judged).await
    }

    /// Stores an event that filters have seen. Events that are to be stored in an order are judged together first:
    /// from here on each reaches the intake when it is first polled.
    pub async fn publish_judged(&self, judged: Judged) -> Result<PublishAnswer, StoreError> {
        if judged.refusal().is_some() {
            return Ok(PublishAnswer::Refused);
        }
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting { judged, answer, since: Instant::now(), order_no: 0 };
        if let Err(full) = self.intake().add(waiting) {
            self.meters().publish_refused.inc();
            return Err(full);
        }
        // A writer that is gone has dropped the sender: nothing was stored.
        answered.await.unwrap_or(Err(StoreError::PublishFull))
    }
}
