//! Ten failed sign-ins a minute and address; the next is told to wait.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

/// Failures within [`WITHIN`] that are let through.
const FAILURES_MAX: usize = 10;
/// How long a failure counts.
const WITHIN: Duration = Duration::from_mins(1);
/// Addresses that are remembered; beyond it the room is swept, and then everybody waits.
const ADDRESSES_MAX: usize = 10_000;

/// Failed sign-ins by the address they came from.
#[derive(Debug, Default)]
pub(super) struct Throttle(Mutex<HashMap<IpAddr, Vec<Instant>>>);

impl Throttle {
    /// Whether another try is let through.
    pub(super) fn lets(&self, address: IpAddr, now: Instant) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= ADDRESSES_MAX {
            known.retain(|_, failures| failures.iter().any(|at| now.duration_since(*at) < WITHIN));
        }
        match known.get_mut(&address) {
            Some(failures) => {
                failures.retain(|at| now.duration_since(*at) < WITHIN);
                failures.len() < FAILURES_MAX
            }
            None => known.len() < ADDRESSES_MAX,
        }
    }

    /// Notes a failure.
    pub(super) fn failed(&self, address: IpAddr, now: Instant) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(address).or_default().push(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_try_of_a_minute_waits() {
        let throttle = Throttle::default();
        let (address, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let now = Instant::now();
        for _ in 0..FAILURES_MAX {
            assert!(throttle.lets(address, now));
            throttle.failed(address, now);
        }
        assert!(!throttle.lets(address, now));
        assert!(throttle.lets(other, now));
        assert!(throttle.lets(address, now + WITHIN));
    }
}
