//! Meters: what this process has counted since it started, as Prometheus metrics.

use std::sync::Mutex;
use std::sync::PoisonError;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::domain::outcome::Outcome;

/// Labels of a counter of attempts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct OutcomeLabel {
    /// The outcome's word.
    pub outcome: &'static str,
}

/// Handles to every counter; cloning one shares it.
pub struct Meters {
    registry: Mutex<Registry>,
    /// Events stored and acknowledged.
    pub events_accepted: Counter,
    /// Publishes answered from an idempotency record.
    pub events_replayed: Counter,
    /// Publishes refused because too many waited.
    pub publish_refused: Counter,
    /// Events stored by one statement.
    pub publish_batch_events: Histogram,
    /// Attempts recorded.
    pub attempts: Family<OutcomeLabel, Counter>,
    /// Duration of attempts, in seconds.
    pub attempt_seconds: Histogram,
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
        let batch = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0];
        let seconds =
            [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 15.0, 30.0, 60.0];
        let meters = Self {
            registry: Mutex::new(Registry::with_prefix("hookit")),
            events_accepted: Counter::default(),
            events_replayed: Counter::default(),
            publish_refused: Counter::default(),
            publish_batch_events: Histogram::new(batch),
            attempts: Family::default(),
            attempt_seconds: Histogram::new(seconds),
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
        let mut registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        registry.register("events_accepted", "Events stored and acknowledged", self.events_accepted.clone());
        registry.register(
            "events_replayed",
            "Publishes answered from a record",
            self.events_replayed.clone(),
        );
        registry.register(
            "publish_refused",
            "Publishes refused for lack of room",
            self.publish_refused.clone(),
        );
        registry.register(
            "publish_batch_events",
            "Events stored by one statement",
            self.publish_batch_events.clone(),
        );
        registry.register("attempts", "Attempts recorded, by outcome", self.attempts.clone());
        registry.register(
            "attempt_duration_seconds",
            "Whole attempts, the answer's body included",
            self.attempt_seconds.clone(),
        );
        registry.register("deliveries_dead_lettered", "Deliveries set aside", self.dead_lettered.clone());
        registry.register("deliveries_claimed", "Deliveries claimed from the queue", self.claimed.clone());
        registry.register(
            "deliveries_handed_off",
            "Deliveries that went from publish to the loop without a claim",
            self.handed_off.clone(),
        );
        registry.register(
            "results_fenced",
            "Results that came after the lease had ended",
            self.fenced.clone(),
        );
        registry.register(
            "deliveries_reclaimed",
            "Deliveries taken back from dead nodes",
            self.reclaimed.clone(),
        );
    }

    /// Counts one recorded attempt.
    pub fn count_attempt(&self, outcome: Outcome, duration_ms: u32) {
        self.attempts.get_or_create(&OutcomeLabel { outcome: outcome.as_str() }).inc();
        self.attempt_seconds.observe(f64::from(duration_ms) / 1_000.0);
    }

    /// All of it in the `OpenMetrics` text format.
    #[must_use]
    pub fn render(&self) -> String {
        let mut text = String::new();
        let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        // Writing to a string cannot fail; were it to, an empty page says so to the scraper.
        if encode(&mut text, &registry).is_err() {
            text.clear();
        }
        text
    }
}
