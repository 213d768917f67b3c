//! How fast an endpoint is sent to: its limits, and the pure rules that keep them.

use serde::Deserialize;
use serde::Serialize;

/// Slowest rate an endpoint can be limited to, in requests a second.
pub const RATE_RPS_MIN: f64 = 0.01;
/// Fastest rate an endpoint can be limited to, in requests a second.
pub const RATE_RPS_MAX: f64 = 10_000.0;
/// Most requests an endpoint can be allowed to have under way.
pub const MAX_IN_FLIGHT_MAX: u16 = 1_000;
/// Shortest time after which held deliveries can be made to expire: a second.
pub const MAX_AGE_MS_MIN: u64 = 1_000;
/// Longest time after which held deliveries can be made to expire: 90 days.
pub const MAX_AGE_MS_MAX: u64 = 90 * 86_400_000;

/// How far ahead turns are granted, in microseconds. What may not begin within it stays in Postgres, for whichever
/// node asks then; a node that dies has lost no more turns than that.
const AHEAD_US: i64 = 500_000;
/// How late a turn may be taken without being lost, in microseconds: what a busy machine needs to keep up.
const LATE_US: i64 = 100_000;

/// How fast an endpoint is sent to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pacing {
    /// Requests that begin a second, over all nodes; `None`: no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_limit_rps: Option<f64>,
    /// Requests under way, over all nodes; `None`: ten on each node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_in_flight: Option<u16>,
    /// How long a delivery that is due may be held, in milliseconds, before it is cancelled as expired; `None`: for
    /// ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_age_ms: Option<u64>,
}

impl Pacing {
    /// Whether the nodes have to agree on each request.
    #[must_use]
    pub const fn is_limited(&self) -> bool {
        self.rate_limit_rps.is_some() || self.max_in_flight.is_some()
    }
}

/// Turns that were granted: the first begins at `first_us` from now, which may have passed, the others follow in even
/// steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turns {
    /// How many there are.
    pub count: usize,
    /// When the first may begin, in microseconds from now.
    pub first_us: i64,
    /// Between two, in microseconds; 0 where nothing limits them.
    pub step_us: i64,
}

impl Turns {
    /// As many as there is room for, at once.
    #[must_use]
    pub const fn unlimited(room: usize) -> Self {
        Self { count: room, first_us: 0, step_us: 0 }
    }

    /// Grants what may begin soon, at most `room`, where the next turn is `next_us` from now.
    ///
    /// This is the generic cell rate algorithm: the one number that is kept is when the next request may begin. Who
    /// was idle does not save up turns, apart from a tenth of a second's.
    #[must_use]
    pub fn granted(next_us: i64, rate_rps: f64, room: usize) -> Self {
        let step_us = step_us(rate_rps);
        // No grant leaves the next turn further away than this; one that is was made under a lower rate.
        let furthest = AHEAD_US.saturating_add(step_us);
        let first_us = next_us.clamp(-LATE_US, furthest);
        let within = AHEAD_US.saturating_sub(first_us);
        let count = if within < 0 { 0 } else { usize::try_from(within / step_us + 1).unwrap_or(usize::MAX) };
        Self { count: count.min(room), first_us, step_us }
    }

    /// When the turn with this number, counted from 0, begins, in microseconds from now.
    #[must_use]
    pub fn start_us(&self, number: usize) -> i64 {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        self.first_us.saturating_add(self.step_us.saturating_mul(number)).max(0)
    }

    /// When the next turn is, in microseconds from now, once `taken` of these were taken.
    #[must_use]
    pub fn next_us(&self, taken: usize) -> i64 {
        let taken = i64::try_from(taken).unwrap_or(i64::MAX);
        self.first_us.saturating_add(self.step_us.saturating_mul(taken))
    }

    /// How long to wait, in milliseconds, before it pays to ask for more after `taken` of these were taken.
    #[must_use]
    pub fn again_ms(&self, taken: usize) -> u64 {
        let wait_us = self.next_us(taken).saturating_sub(AHEAD_US / 2).max(10_000);
        u64::try_from(wait_us / 1_000).unwrap_or(10)
    }
}

/// The time between two requests, in whole microseconds, rounded up so that the rate is never passed.
#[expect(clippy::cast_possible_truncation, reason = "the rate is bounded: the step is 100 to 100,000,000")]
fn step_us(rate_rps: f64) -> i64 {
    ((1_000_000.0 / rate_rps.clamp(RATE_RPS_MIN, RATE_RPS_MAX)).ceil() as i64).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_idle_endpoint_starts_at_once_and_then_keeps_its_step() {
        let turns = Turns::granted(i64::MIN, 10.0, 100);
        assert_eq!((turns.first_us, turns.step_us, turns.count), (-100_000, 100_000, 7));
        assert_eq!((0..4).map(|n| turns.start_us(n)).collect::<Vec<_>>(), [0, 0, 100_000, 200_000]);
        assert_eq!(turns.next_us(7), 600_000);
    }

    #[test]
    fn a_slow_rate_grants_nothing_long_before_its_turn() {
        assert_eq!(Turns::granted(5_000_000, 0.1, 9).count, 0);
        assert_eq!(Turns::granted(500_000, 0.1, 9).count, 1);
        assert_eq!(Turns::granted(9_000_000, 0.1, 9).again_ms(0), 8_750);
    }

    #[test]
    fn a_raised_rate_is_not_held_back_by_the_turn_that_was_noted_before() {
        assert_eq!(Turns::granted(100_000_000, 100.0, 9).first_us, 510_000);
    }

    #[test]
    fn what_has_no_limit_begins_at_once() {
        let turns = Turns::unlimited(3);
        assert_eq!((turns.count, turns.start_us(2), turns.next_us(3)), (3, 0, 0));
    }

    proptest::proptest! {
        /// Nodes ask whenever they like and take what they find; all that begins is looked at together.
        #[test]
        fn whatever_nodes_ask_no_stretch_of_time_has_more_than_its_share(
            rate in 1.0f64..2_000.0,
            asks in proptest::collection::vec((0i64..400_000, 0usize..60, 0usize..60), 1..120),
        ) {
            let (mut now, mut next_at, mut starts) = (0i64, i64::MIN / 4, Vec::new());
            for (passed, room, found) in asks {
                now += passed;
                let turns = Turns::granted(next_at.saturating_sub(now), rate, room);
                let taken = found.min(turns.count);
                starts.extend((0..taken).map(|number| now + turns.start_us(number)));
                next_at = now + turns.next_us(taken);
                proptest::prop_assert!(turns.count == 0 || turns.start_us(turns.count - 1) <= AHEAD_US);
            }
            starts.sort_unstable();
            let step = step_us(rate);
            let extra = usize::try_from(LATE_US / step + 2).unwrap();
            for (at, from) in starts.iter().enumerate() {
                for (beyond, to) in starts[at..].iter().enumerate() {
                    let share = usize::try_from((to - from) / step).unwrap() + extra;
                    proptest::prop_assert!(beyond < share, "{} in {} us at {rate}/s", beyond + 1, to - from);
                }
            }
        }

        #[test]
        fn a_backlog_is_sent_at_its_whole_rate(rate in 1.0f64..2_000.0) {
            let (mut now, mut next_at, mut sent) = (0i64, 0i64, 0usize);
            while now < 30_000_000 {
                let turns = Turns::granted(next_at - now, rate, usize::MAX);
                sent += turns.count;
                next_at = now + turns.next_us(turns.count);
                now += i64::try_from(turns.again_ms(turns.count)).unwrap() * 1_000;
            }
            let expected = rate * 30.0;
            let sent = f64::from(u32::try_from(sent).unwrap());
            proptest::prop_assert!(sent >= expected * 0.98 - 1.0 && sent <= expected * 1.02 + rate + 2.0, "{sent} of {expected}");
        }
    }
}
