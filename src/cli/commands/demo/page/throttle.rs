//! How often buttons may be pressed, over all who look.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Instant;

/// A bucket that refills with time.
pub(super) struct Throttle {
    most: f64,
    per_s: f64,
    inner: Mutex<(f64, Instant)>,
}

impl Throttle {
    /// `most` at once, and then `per_s`.
    pub(super) fn new(most: u32, per_s: u32, now: Instant) -> Self {
        Self { most: most.into(), per_s: per_s.into(), inner: Mutex::new((most.into(), now)) }
    }

    /// Takes one, if there is one.
    pub(super) fn take(&self, now: Instant) -> bool {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = now.saturating_duration_since(inner.1).as_secs_f64();
        let left = (inner.0 + passed * self.per_s).min(self.most);
        let may = left >= 1.0;
        *inner = (if may { left - 1.0 } else { left }, now);
        may
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn it_refills_with_time_and_no_further() {
        let now = Instant::now();
        let throttle = Throttle::new(2, 1, now);
        assert!(throttle.take(now) && throttle.take(now) && !throttle.take(now));
        assert!(throttle.take(now + Duration::from_secs(1)));
        let later = now + Duration::from_secs(100);
        assert!(throttle.take(later) && throttle.take(later) && !throttle.take(later));
    }
}
