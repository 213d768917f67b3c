//! Receivers that fail for long: from when on their endpoint is disabled.

use super::outcome::Outcome;
use super::retry::RetryPolicy;

/// Attempts in a row that failed, since the last that did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streak {
    /// From the first of them to now, in milliseconds.
    pub lasted_ms: u64,
    /// How many there were.
    pub failures: u64,
}

/// Whether an attempt with this outcome says that the receiver fails. What HookIt itself could not do says nothing.
#[must_use]
pub const fn says_so(outcome: Outcome) -> bool {
    outcome.is_charged() && !outcome.is_permanent() && !matches!(outcome, Outcome::Succeeded)
}

/// Whether a streak is long enough to disable the endpoint: `after_ms` and its own whole retry schedule have passed, with
/// at least as many failures as one delivery may have, so that a few failures before a long silence are not enough.
/// With an `after_ms` of 0 none is.
#[must_use]
pub fn is_over(streak: Streak, policy: &RetryPolicy, after_ms: u64) -> bool {
    after_ms > 0
        && streak.lasted_ms >= after_ms.max(policy.whole_ms())
        && streak.failures >= u64::from(policy.attempts_max())
}

#[cfg(test)]
mod tests {
    use super::super::retry::Delays;
    use super::*;

    fn policy() -> RetryPolicy {
        RetryPolicy { delays: Delays::Schedule { schedule_ms: vec![1_000, 9_000] }, jitter: 0.0 }
    }

    #[test]
    fn both_the_time_and_the_whole_schedule_have_to_pass() {
        let over =
            |lasted_ms, failures, after_ms| is_over(Streak { lasted_ms, failures }, &policy(), after_ms);
        assert!(over(10_000, 3, 5_000));
        assert!(!over(9_999, 3, 5_000), "the schedule is longer");
        assert!(!over(10_000, 2, 5_000), "no delivery can have used its attempts");
        assert!(!over(59_999, 99, 60_000), "the time is not over");
        assert!(over(60_000, 3, 60_000));
        assert!(!over(u64::MAX, u64::MAX, 0), "never");
    }

    #[test]
    fn what_is_not_the_receivers_fault_is_not_counted() {
        for ours in [
            Outcome::Succeeded,
            Outcome::Aborted,
            Outcome::Unknown,
            Outcome::Late,
            Outcome::ProxyFailed,
            Outcome::SecretUnavailable,
            Outcome::RequestUnbuildable,
        ] {
            assert!(!says_so(ours), "{ours}");
        }
        for its in [Outcome::HttpStatus, Outcome::Timeout, Outcome::ConnectFailed, Outcome::DnsFailed] {
            assert!(says_so(its), "{its}");
        }
    }
}
