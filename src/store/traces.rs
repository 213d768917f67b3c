//! Spans that ended and wait to be exported; without an exporter nothing is kept.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

use tokio::sync::mpsc;

use crate::domain::traced::Traced;

/// Spans that may wait; one more is dropped and counted, so that a collector that is away costs no memory.
const WAITING_MAX: usize = 8_192;

/// The way from what is done to the exporter.
#[derive(Debug, Default)]
pub struct Traces {
    sender: Mutex<Option<mpsc::Sender<Traced>>>,
    dropped: AtomicU64,
}

impl Traces {
    /// Begins to keep spans; they come out of the receiver.
    pub fn open(&self) -> mpsc::Receiver<Traced> {
        let (sender, receiver) = mpsc::channel(WAITING_MAX);
        *self.sender.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
        receiver
    }

    /// Nothing more comes.
    pub fn close(&self) {
        *self.sender.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Hands over a span; it is made only where somebody exports.
    pub fn add(&self, span: impl FnOnce() -> Option<Traced>) {
        let sender = self.sender.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(sender) = sender
            && let Some(span) = span()
            && sender.try_send(span).is_err()
        {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Spans that were dropped since this was last asked.
    pub fn take_dropped(&self) -> u64 {
        self.dropped.swap(0, Ordering::Relaxed)
    }
}
