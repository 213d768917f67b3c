//! Samples: counts of `GET /status` at an instant, and the rates between them.

use std::collections::VecDeque;
use std::time::Duration;
use std::time::Instant;

use serde_json::Value;

use crate::cli::output::number;

/// Seconds that are kept to draw.
const KEPT_MAX: usize = 240;
/// Rates are taken over this: counts are written down by each node once a second, not all in the same.
const OVER: Duration = Duration::from_secs(4);

/// Counts at an instant.
#[derive(Debug, Clone, Copy)]
struct Sample {
    at: Instant,
    counts: [u64; 3],
}

/// What is counted, in this order.
pub(super) const NAMES: [&str; 3] = ["events in", "delivered", "failed attempts"];

/// The last minutes.
#[derive(Debug, Default)]
pub(super) struct History {
    samples: VecDeque<Sample>,
    /// Rates in thousandths a second, oldest first.
    rates: [VecDeque<u64>; 3],
}

impl History {
    /// Adds what a status says.
    pub(super) fn add(&mut self, status: &Value, at: Instant) {
        let summary = &status["summary"];
        let of = |value: &Value, name| number(value, name).unwrap_or(0);
        let delivered = of(&summary["attempts"], "succeeded");
        let failed = of(summary, "attempts_total").saturating_sub(delivered);
        let sample = Sample { at, counts: [of(summary, "events_accepted"), delivered, failed] };
        let before = self.samples.iter().find(|before| at.duration_since(before.at) <= OVER).copied();
        if let Some(before) = before {
            let ms = u64::try_from(at.duration_since(before.at).as_millis()).unwrap_or(u64::MAX).max(1);
            for (index, rates) in self.rates.iter_mut().enumerate() {
                // The counts are of a day that moves on: what leaves it is not taken for less than nothing.
                let more = sample.counts[index].saturating_sub(before.counts[index]);
                rates.push_back(more.saturating_mul(1_000_000) / ms);
                if rates.len() > KEPT_MAX {
                    rates.pop_front();
                }
            }
        }
        self.samples.push_back(sample);
        if self.samples.len() > KEPT_MAX {
            self.samples.pop_front();
        }
    }

    /// The newest rate in thousandths a second; `None` while there is only one sample.
    pub(super) fn rate(&self, index: usize) -> Option<u64> {
        self.rates[index].back().copied()
    }

    /// The rates, oldest first, at most `width` of them.
    pub(super) fn line(&self, index: usize, width: usize) -> Vec<u64> {
        let rates = &self.rates[index];
        rates.iter().skip(rates.len().saturating_sub(width)).copied().collect()
    }
}

/// A rate in words: `212/s`, `3.4/s`.
pub(super) fn rate_words(thousandths: u64) -> String {
    match thousandths {
        0 => "0/s".to_owned(),
        1..=99 => "<0.1/s".to_owned(),
        100..=9_999 => format!("{}.{}/s", thousandths / 1_000, thousandths % 1_000 / 100),
        _ => format!("{}/s", crate::cli::output::count(thousandths / 1_000)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn status(events: u64, attempts: u64, succeeded: u64) -> Value {
        json!({"summary": {"events_accepted": events, "attempts_total": attempts, "attempts": {"succeeded": succeeded}}})
    }

    #[test]
    fn a_rate_is_what_came_since_a_few_seconds_ago() {
        let mut history = History::default();
        let begun = Instant::now();
        let second = |number: u64| begun + Duration::from_secs(number);
        history.add(&status(100, 10, 10), second(0));
        assert_eq!(history.rate(0), None);
        history.add(&status(110, 14, 13), second(1));
        assert_eq!(
            (history.rate(0), history.rate(1), history.rate(2)),
            (Some(10_000), Some(3_000), Some(1_000))
        );
        history.add(&status(110, 14, 13), second(2));
        assert_eq!(history.rate(0), Some(5_000));
        history.add(&status(90, 14, 13), second(3));
        assert_eq!(history.rate(0), Some(0), "a day moved on");
        history.add(&status(900, 14, 13), second(60));
        assert_eq!(
            history.line(0, 10),
            [10_000, 5_000, 0],
            "nobody knows what a minute without answers brought"
        );
        assert_eq!(history.line(0, 2), [5_000, 0]);
    }

    #[test]
    fn rates_are_said_in_a_few_letters() {
        let said = [0, 50, 3_400, 12_000, 1_234_567].map(rate_words);
        assert_eq!(said, ["0/s", "<0.1/s", "3.4/s", "12/s", "1,234/s"]);
    }
}
