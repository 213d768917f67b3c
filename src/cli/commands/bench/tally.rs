//! What was sent, acknowledged and received, and when: one cell an event and a delivery, by one clock.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;
use std::time::Instant;

/// Nothing has happened yet; every instant that is noted is at least 1.
const NEVER: u32 = 0;

/// The cells of one run. Events are counted from 0; a delivery is an event for one of `fan_out` endpoints.
pub(super) struct Tally {
    began: Instant,
    fan_out: usize,
    sent_us: Vec<AtomicU32>,
    acked_us: Vec<AtomicU32>,
    received_us: Vec<AtomicU32>,
    /// Receipts after the first, of any delivery.
    duplicates: AtomicU64,
    /// Deliveries received at least once.
    received: AtomicU64,
    signatures_checked: AtomicU64,
    signatures_invalid: AtomicU64,
    refused: AtomicU64,
    first_refusal: Mutex<Option<String>>,
    /// No more events are to be sent.
    over: AtomicBool,
}

/// Totals over a range of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    /// Events answered 201.
    pub(super) accepted: u64,
    /// Deliveries that must come of them.
    pub(super) deliveries: u64,
    /// Of those, how many came.
    pub(super) received: u64,
}

/// Latencies in microseconds, in ascending order.
pub(super) struct Latencies(Vec<u32>);

impl Tally {
    /// Cells for `events`, each for `fan_out` endpoints.
    pub(super) fn new(events: usize, fan_out: usize) -> Self {
        let cells = |count: usize| std::iter::repeat_with(AtomicU32::default).take(count).collect();
        Self {
            began: Instant::now(),
            fan_out,
            sent_us: cells(events),
            acked_us: cells(events),
            received_us: cells(events * fan_out),
            duplicates: AtomicU64::default(),
            received: AtomicU64::default(),
            signatures_checked: AtomicU64::default(),
            signatures_invalid: AtomicU64::default(),
            refused: AtomicU64::default(),
            first_refusal: Mutex::default(),
            over: AtomicBool::default(),
        }
    }

    fn now_us(&self) -> u32 {
        u32::try_from(self.began.elapsed().as_micros()).unwrap_or(u32::MAX).max(1)
    }

    /// Event `number` is about to be sent.
    pub(super) fn sent(&self, number: usize) {
        self.sent_us[number].store(self.now_us(), Relaxed);
    }

    /// The answer to event `number` was read: it is committed.
    pub(super) fn acked(&self, number: usize) {
        self.acked_us[number].store(self.now_us(), Relaxed);
    }

    /// An event was not taken.
    pub(super) fn refused(&self, answer: &str) {
        self.refused.fetch_add(1, Relaxed);
        self.first_refusal
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_or_insert_with(|| answer.to_owned());
    }

    /// Event `number` came for `endpoint`. Answers whether there is such a delivery.
    pub(super) fn received(&self, number: usize, endpoint: usize) -> bool {
        if endpoint >= self.fan_out {
            return false;
        }
        let Some(cell) = self.received_us.get(number * self.fan_out + endpoint) else { return false };
        if cell.compare_exchange(NEVER, self.now_us(), Relaxed, Relaxed).is_ok() {
            self.received.fetch_add(1, Relaxed);
        } else {
            self.duplicates.fetch_add(1, Relaxed);
        }
        true
    }

    /// A signature was checked.
    pub(super) fn checked(&self, valid: bool) {
        self.signatures_checked.fetch_add(1, Relaxed);
        if !valid {
            self.signatures_invalid.fetch_add(1, Relaxed);
        }
    }

    /// No more events are to be sent.
    pub(super) fn end(&self) {
        self.over.store(true, Relaxed);
    }

    /// Whether [`Tally::end`] was called.
    pub(super) fn is_over(&self) -> bool {
        self.over.load(Relaxed)
    }

    /// Deliveries received so far, over all events.
    pub(super) fn received_so_far(&self) -> u64 {
        self.received.load(Relaxed)
    }

    /// Receipts beyond the first of a delivery.
    pub(super) fn duplicates(&self) -> u64 {
        self.duplicates.load(Relaxed)
    }

    /// Signatures checked, and how many of them did not hold.
    pub(super) fn signatures(&self) -> (u64, u64) {
        (self.signatures_checked.load(Relaxed), self.signatures_invalid.load(Relaxed))
    }

    /// Events that were not taken, and what the first of them was answered.
    pub(super) fn refusals(&self) -> (u64, Option<String>) {
        let first = self.first_refusal.lock().unwrap_or_else(PoisonError::into_inner).clone();
        (self.refused.load(Relaxed), first)
    }

    /// What became of the events from `from` on.
    pub(super) fn counts(&self, from: usize) -> Counts {
        let mut counts = Counts::default();
        for number in self.accepted(from) {
            counts.accepted += 1;
            counts.deliveries += self.fan_out as u64;
            counts.received += self.receipts(number).count() as u64;
        }
        counts
    }

    /// From sending a request to its answer.
    pub(super) fn acknowledgements(&self, from: usize) -> Latencies {
        let one = |number: usize| at(&self.acked_us[number]).saturating_sub(at(&self.sent_us[number]));
        Latencies::of(self.accepted(from).map(one).collect())
    }

    /// From the answer to the receipt. An event that arrived before its answer was read took no time.
    pub(super) fn deliveries(&self, from: usize) -> Latencies {
        let one = |number: usize| {
            let acked = at(&self.acked_us[number]);
            self.receipts(number).map(move |received| received.saturating_sub(acked))
        };
        Latencies::of(self.accepted(from).flat_map(one).collect())
    }

    /// From the first request to the last answer, and to the last receipt.
    pub(super) fn spans(&self, from: usize) -> (Duration, Duration) {
        let first = self.accepted(from).map(|number| at(&self.sent_us[number])).min().unwrap_or(0);
        let acked = self.accepted(from).map(|number| at(&self.acked_us[number])).max().unwrap_or(0);
        let received = self.accepted(from).flat_map(|number| self.receipts(number)).max().unwrap_or(0);
        let span = |last: u32| Duration::from_micros(last.saturating_sub(first).into());
        (span(acked), span(received))
    }

    fn accepted(&self, from: usize) -> impl Iterator<Item = usize> {
        (from..self.acked_us.len()).filter(|number| at(&self.acked_us[*number]) != NEVER)
    }

    fn receipts(&self, number: usize) -> impl Iterator<Item = u32> {
        let cells = &self.received_us[number * self.fan_out..(number + 1) * self.fan_out];
        cells.iter().map(at).filter(|received| *received != NEVER)
    }
}

fn at(cell: &AtomicU32) -> u32 {
    cell.load(Relaxed)
}

impl Latencies {
    /// Sorts them.
    pub(super) fn of(mut us: Vec<u32>) -> Self {
        us.sort_unstable();
        Self(us)
    }

    /// The value that `percent` of them do not exceed, in milliseconds; `None` without any.
    pub(super) fn percentile_ms(&self, percent: usize) -> Option<f64> {
        let last = self.0.len().checked_sub(1)?;
        let index = (self.0.len() * percent).div_ceil(100).saturating_sub(1).min(last);
        self.0.get(index).map(|us| f64::from(*us) / 1_000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_counts_once_and_its_repetitions_are_duplicates() {
        let tally = Tally::new(3, 2);
        for number in 0..3 {
            tally.sent(number);
            tally.acked(number);
        }
        assert!(tally.received(1, 0) && tally.received(1, 1) && tally.received(1, 1) && tally.received(2, 0));
        assert!(!tally.received(3, 0) && !tally.received(0, 2));
        assert_eq!((tally.duplicates(), tally.received_so_far()), (1, 3));
        assert_eq!(tally.counts(0), Counts { accepted: 3, deliveries: 6, received: 3 });
        assert_eq!(tally.counts(2), Counts { accepted: 1, deliveries: 2, received: 1 });
    }

    #[test]
    fn percentiles_are_values_that_occurred() {
        let latencies = Latencies::of((1..=200).rev().map(|ms| ms * 1_000).collect());
        assert_eq!(latencies.percentile_ms(50), Some(100.0));
        assert_eq!(latencies.percentile_ms(99), Some(198.0));
        assert_eq!(latencies.percentile_ms(100), Some(200.0));
        assert_eq!(Latencies::of(Vec::new()).percentile_ms(50), None);
    }
}
