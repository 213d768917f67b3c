//! Counters: what this process has counted since it started.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;

use super::gauges::Sizes;
use super::sheet::Sheet;
use crate::domain::metric::Metric;
use crate::domain::outcome::Outcome;

/// Upper bounds of batch sizes: events and results are written up to 500 at a time.
const BATCH: [f64; 9] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0];
/// Upper bounds of how long a publish takes, in seconds.
const ACK: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];
/// Upper bounds of how long an attempt takes, in seconds; no endpoint may have more than the last.
const ATTEMPT: [f64; 15] =
    [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 15.0, 30.0, 60.0];
/// Upper bounds of how long a delivery takes, in seconds, up to the two days after which most are given up.
const DELIVERY: [f64; 16] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0, 120.0, 600.0, 3_600.0, 21_600.0, 86_400.0,
    172_800.0,
];

/// Labels of a counter of attempts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct OutcomeLabel {
    /// The outcome's word.
    pub outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct VersionLabel {
    version: &'static str,
}

/// Handles to every counter; cloning one shares it.
pub struct Meters {
    sheet: Mutex<Sheet>,
    /// What was last measured of tables and days, and when: measuring looks at every file.
    pub(super) sizes: Mutex<Option<(Instant, Sizes)>>,
    /// Events stored and acknowledged.
    pub events_accepted: Counter,
    /// Publishes answered from an idempotency record.
    pub events_replayed: Counter,
    /// Events stored although their payload does not fit, or their type is deprecated.
    pub events_warned: Counter,
    /// Publishes refused because too many waited.
    pub publish_refused: Counter,
    /// Publishes that Postgres did not store.
    pub publish_failed: Counter,
    /// Events stored by one transaction.
    pub publish_batch: Histogram,
    /// From the arrival of an event until it could be answered, in seconds.
    pub publish_ack_seconds: Histogram,
    /// Attempts recorded.
    pub attempts: Family<OutcomeLabel, Counter>,
    /// Duration of attempts, in seconds.
    pub attempt_seconds: Histogram,
    /// From the acceptance of an event until its delivery succeeded, in seconds.
    pub delivery_seconds: Histogram,
    /// Results written by one transaction.
    pub record_batch: Histogram,
    /// Deliveries set aside.
    pub dead_lettered: Counter,
    /// Deliveries claimed from the queue.
    pub claimed: Counter,
    /// Deliveries handed from publish to the loop without a claim.
    pub handed_off: Counter,
    /// Results that came after the lease had ended.
    pub fenced: Counter,
    /// Deliveries taken back from dead nodes.
    pub reclaimed: Counter,
}

impl Default for Meters {
    fn default() -> Self {
        let meters = Self {
            sheet: Mutex::new(Sheet::new()),
            sizes: Mutex::default(),
            events_accepted: Counter::default(),
            events_replayed: Counter::default(),
            events_warned: Counter::default(),
            publish_refused: Counter::default(),
            publish_failed: Counter::default(),
            publish_batch: Histogram::new(BATCH),
            publish_ack_seconds: Histogram::new(ACK),
            attempts: Family::default(),
            attempt_seconds: Histogram::new(ATTEMPT),
            delivery_seconds: Histogram::new(DELIVERY),
            record_batch: Histogram::new(BATCH),
            dead_lettered: Counter::default(),
            claimed: Counter::default(),
            handed_off: Counter::default(),
            fenced: Counter::default(),
            reclaimed: Counter::default(),
        };
        meters.register();
        meters
    }
}

impl Meters {
    fn register(&self) {
        // From the start on, so that the first of each is seen as a step from 0.
        for outcome in Outcome::ALL {
            drop(self.attempts.get_or_create(&OutcomeLabel { outcome: outcome.as_str() }));
        }
        let mut sheet = self.sheet.lock().unwrap_or_else(PoisonError::into_inner);
        sheet.add(Metric::Build, Info::new(VersionLabel { version: env!("CARGO_PKG_VERSION") }));
        for (metric, counter) in [
            (Metric::EventsAccepted, &self.events_accepted),
            (Metric::EventsReplayed, &self.events_replayed),
            (Metric::EventsWarned, &self.events_warned),
            (Metric::PublishRefused, &self.publish_refused),
            (Metric::PublishFailed, &self.publish_failed),
            (Metric::DeadLettered, &self.dead_lettered),
            (Metric::Claimed, &self.claimed),
            (Metric::HandedOff, &self.handed_off),
            (Metric::Reclaimed, &self.reclaimed),
            (Metric::Fenced, &self.fenced),
        ] {
            sheet.add(metric, counter.clone());
        }
        for (metric, histogram) in [
            (Metric::PublishBatch, &self.publish_batch),
            (Metric::PublishAck, &self.publish_ack_seconds),
            (Metric::AttemptDuration, &self.attempt_seconds),
            (Metric::DeliveryDuration, &self.delivery_seconds),
            (Metric::RecordBatch, &self.record_batch),
        ] {
            sheet.add(metric, histogram.clone());
        }
        sheet.add(Metric::Attempts, self.attempts.clone());
    }

    /// Counts one recorded attempt.
    pub fn count_attempt(&self, outcome: Outcome, duration_ms: u32) {
        self.attempts.get_or_create(&OutcomeLabel { outcome: outcome.as_str() }).inc();
        self.attempt_seconds.observe(f64::from(duration_ms) / 1_000.0);
    }

    /// Counts a delivery that succeeded this long after its event was accepted.
    pub fn count_delivered(&self, after_ms: u64) {
        self.delivery_seconds.observe(Duration::from_millis(after_ms).as_secs_f64());
    }

    /// Appends all of it to an exposition in the `OpenMetrics` text format.
    pub(super) fn write(&self, text: &mut String) {
        self.sheet.lock().unwrap_or_else(PoisonError::into_inner).write(text);
    }
}
