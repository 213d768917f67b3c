//! Waking: what is known about due deliveries, and when to look again; a pure structure, no I/O.

use std::collections::HashMap;
use std::time::Duration;
use std::time::Instant;

use time::OffsetDateTime;

use crate::domain::id::EndpointId;

/// Rows due up to this long before the last claimed one are looked for again: a transaction that began
/// earlier may have committed later.
const LOW_MARGIN: Duration = Duration::from_secs(5);
/// How long a lower bound is kept. Dropping it costs one scan over dead rows, and finds what slipped under it.
const LOW_AGE_MAX: Duration = Duration::from_mins(1);

/// Endpoints with work, by when it is due.
#[derive(Default)]
pub(super) struct Wake {
    due: HashMap<EndpointId, Instant>,
    lows: HashMap<(i16, EndpointId), (Instant, OffsetDateTime)>,
}

impl Wake {
    /// A delivery of `endpoint` is due at `at`.
    pub(super) fn note(&mut self, endpoint: EndpointId, at: Instant) {
        self.due.entry(endpoint).and_modify(|known| *known = at.min(*known)).or_insert(at);
    }

    /// Endpoints with something due at `now`.
    pub(super) fn due(&self, now: Instant) -> Vec<EndpointId> {
        self.due.iter().filter(|(_, at)| **at <= now).map(|(endpoint, _)| *endpoint).collect()
    }

    /// Nothing more is known to be due of `endpoint`.
    pub(super) fn settle(&mut self, endpoint: EndpointId) {
        self.due.remove(&endpoint);
    }

    /// When the next thing that `counts` will be due.
    pub(super) fn next(&self, mut counts: impl FnMut(EndpointId) -> bool) -> Option<Instant> {
        self.due.iter().filter(|(endpoint, _)| counts(**endpoint)).map(|(_, at)| *at).min()
    }

    /// The lower bound for a claim.
    pub(super) fn low(&self, shard: i16, endpoint: EndpointId, now: Instant) -> OffsetDateTime {
        match self.lows.get(&(shard, endpoint)) {
            Some((set, low)) if now.duration_since(*set) < LOW_AGE_MAX => *low,
            _ => OffsetDateTime::UNIX_EPOCH,
        }
    }

    /// Everything due before `last_due_at` was claimed.
    pub(super) fn claimed(
        &mut self,
        shard: i16,
        endpoint: EndpointId,
        last_due_at: OffsetDateTime,
        now: Instant,
    ) {
        let low = last_due_at - LOW_MARGIN;
        self.lows
            .entry((shard, endpoint))
            .and_modify(|(set, known)| {
                *known = low;
                if now.duration_since(*set) >= LOW_AGE_MAX {
                    *set = now;
                }
            })
            .or_insert((now, low));
    }

    /// A free delivery due at `due_at` was seen: bounds above it are wrong.
    pub(super) fn seen(&mut self, shard: i16, endpoint: EndpointId, due_at: OffsetDateTime) {
        if self.lows.get(&(shard, endpoint)).is_some_and(|(_, low)| *low > due_at) {
            self.lows.remove(&(shard, endpoint));
        }
    }

    /// Forgets bounds that are too old to be used.
    pub(super) fn sweep(&mut self, now: Instant) {
        self.lows.retain(|_, (set, _)| now.duration_since(*set) < LOW_AGE_MAX);
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    fn endpoint(number: u128) -> EndpointId {
        EndpointId::from_uuid(Uuid::from_u128(number))
    }

    #[test]
    fn the_earliest_of_several_notes_counts() {
        let (mut wake, now) = (Wake::default(), Instant::now());
        wake.note(endpoint(1), now + Duration::from_secs(9));
        wake.note(endpoint(1), now + Duration::from_secs(2));
        wake.note(endpoint(1), now + Duration::from_secs(5));
        assert_eq!(wake.next(|_| true), Some(now + Duration::from_secs(2)));
        assert!(wake.due(now).is_empty());
        assert_eq!(wake.due(now + Duration::from_secs(2)), [endpoint(1)]);
    }

    #[test]
    fn an_endpoint_that_cannot_be_sent_to_does_not_wake_anybody() {
        let (mut wake, now) = (Wake::default(), Instant::now());
        wake.note(endpoint(1), now);
        assert_eq!(wake.next(|_| false), None);
    }

    #[test]
    fn a_lower_bound_leaves_a_margin_and_yields_to_what_is_seen_below_it() {
        let (mut wake, now) = (Wake::default(), Instant::now());
        let last = datetime!(2026-11-24 12:00:10 UTC);
        wake.claimed(0, endpoint(1), last, now);
        assert_eq!(wake.low(0, endpoint(1), now), last - Duration::from_secs(5));
        assert_eq!(wake.low(1, endpoint(1), now), OffsetDateTime::UNIX_EPOCH);
        wake.seen(0, endpoint(1), last - Duration::from_secs(6));
        assert_eq!(wake.low(0, endpoint(1), now), OffsetDateTime::UNIX_EPOCH);
    }

    #[test]
    fn a_lower_bound_is_dropped_after_a_minute() {
        let (mut wake, now) = (Wake::default(), Instant::now());
        wake.claimed(0, endpoint(1), datetime!(2026-11-24 12:00:10 UTC), now);
        assert_eq!(wake.low(0, endpoint(1), now + LOW_AGE_MAX), OffsetDateTime::UNIX_EPOCH);
    }
}
