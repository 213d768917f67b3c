//! The circuit breaker: when an endpoint's receiver counts as down, when it is tried, and how it is let back in.

use std::time::Duration;

use super::outcome::Outcome;
use super::outcome::UnknownWord;
use super::outcome::words;

use std::fmt;
use std::str::FromStr;

/// Failures in a row that open a circuit.
pub const FAILURES_MIN: u32 = 10;
/// How long the row must have lasted: a hiccup of a busy endpoint is not an outage.
pub const FAILING_FOR_MIN: Duration = Duration::from_secs(5);
/// The wait before the first probe, in seconds; doubled after each that failed.
const PROBE_AFTER_S: u64 = 5;
/// The longest wait between two probes, in seconds.
const PROBE_AFTER_S_MAX: u64 = 300;

words!(
    /// The state of an endpoint's circuit.
    CircuitState {
        /// Deliveries go out.
        Closed = "closed",
        /// None goes out, apart from a probe now and then.
        Open = "open",
        /// A probe succeeded; deliveries go out a few at first.
        Recovering = "recovering",
    }
);

/// What an attempt says about the receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// It answers, with whatever.
    Up,
    /// It does not answer, or answers that it cannot take anything now.
    Down,
    /// Nothing: the attempt never reached it.
    Untold,
}

/// What an attempt that ended so says about the receiver.
#[must_use]
pub const fn health(outcome: Outcome, status: Option<u16>) -> Health {
    match outcome {
        Outcome::Timeout
        | Outcome::ConnectFailed
        | Outcome::DnsFailed
        | Outcome::TlsFailed
        | Outcome::ResponseInvalid => Health::Down,
        Outcome::HttpStatus => match status {
            Some(429 | 500..) => Health::Down,
            _ => Health::Up,
        },
        Outcome::Succeeded | Outcome::BodyTooLarge | Outcome::RedirectNotFollowed => Health::Up,
        Outcome::Blocked
        | Outcome::Aborted
        | Outcome::Unknown
        | Outcome::Late
        | Outcome::SecretUnavailable
        | Outcome::ProxyFailed
        | Outcome::RequestUnbuildable => Health::Untold,
    }
}

/// Failures in a row.
#[derive(Debug, Clone, Copy, Default)]
pub struct Streak {
    count: u32,
}

impl Streak {
    /// Counts a failure, so long after the first of the row; answers whether the circuit opens by it. One that is just `recovering` opens again without
    /// having failed for long.
    pub fn add(&mut self, failing_for: Duration, recovering: bool) -> bool {
        self.count = self.count.saturating_add(1);
        self.count >= FAILURES_MIN && (recovering || failing_for >= FAILING_FOR_MIN)
    }
}

/// How long to wait for the next probe, in seconds, after `failed` of them failed.
#[must_use]
pub fn probe_after_s(failed: u16) -> u64 {
    let doubled = PROBE_AFTER_S.saturating_mul(1_u64.checked_shl(u32::from(failed)).unwrap_or(u64::MAX));
    doubled.min(PROBE_AFTER_S_MAX)
}

/// How many requests a recovering endpoint may have under way, which doubles each second; `None` when it may have
/// `cap` again.
#[must_use]
pub fn ramp(recovering_for: Duration, cap: usize) -> Option<usize> {
    let doublings = u32::try_from(recovering_for.as_secs()).unwrap_or(u32::MAX);
    let allowed = 1_usize.checked_shl(doublings).unwrap_or(usize::MAX);
    (allowed < cap).then_some(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_tells_of_a_receiver_in_trouble_counts_against_it() {
        for down in [500, 502, 503, 429, 599] {
            assert_eq!(health(Outcome::HttpStatus, Some(down)), Health::Down, "{down}");
        }
        for up in [400, 404, 410, 301] {
            assert_eq!(health(Outcome::HttpStatus, Some(up)), Health::Up, "{up}");
        }
        assert_eq!(health(Outcome::Timeout, None), Health::Down);
        assert_eq!(health(Outcome::Succeeded, Some(200)), Health::Up);
        for untold in [
            Outcome::Unknown,
            Outcome::Aborted,
            Outcome::ProxyFailed,
            Outcome::SecretUnavailable,
            Outcome::Blocked,
        ] {
            assert_eq!(health(untold, None), Health::Untold, "{untold}");
        }
    }

    #[test]
    fn it_takes_many_failures_and_some_time_to_open() {
        let mut hiccup = Streak::default();
        assert!((0..100).all(|_| !hiccup.add(Duration::from_secs(4), false)));
        assert!(hiccup.add(FAILING_FOR_MIN, false));
        let mut slow = Streak::default();
        assert!((1..FAILURES_MIN).all(|_| !slow.add(Duration::from_mins(9), false)));
        assert!(slow.add(Duration::from_mins(9), false));
        let mut again = Streak::default();
        assert!((1..FAILURES_MIN).all(|_| !again.add(Duration::ZERO, true)));
        assert!(again.add(Duration::ZERO, true), "one that just came back need not fail for long");
    }

    #[test]
    fn probes_come_seldomer_up_to_five_minutes() {
        assert_eq!([0, 1, 2, 5, 6, 60, u16::MAX].map(probe_after_s), [5, 10, 20, 160, 300, 300, 300]);
    }

    #[test]
    fn a_recovering_endpoint_is_let_in_by_twos_each_second() {
        let at = |seconds| ramp(Duration::from_secs(seconds), 10);
        assert_eq!([0, 1, 2, 3, 4, 600].map(at), [Some(1), Some(2), Some(4), Some(8), None, None]);
        assert_eq!(ramp(Duration::ZERO, 1), None);
    }
}
