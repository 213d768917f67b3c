//! Waking: what is known about due deliveries, and when to look again; a pure structure, no I/O.

use std::collections::BTreeSet;
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

/// Deliveries that are due within this time of each other are asked for together.
const STEP: Duration = Duration::from_millis(5);
/// Instants that are kept for one endpoint; later ones are found again by looking.
const INSTANTS_MAX: usize = 1_000;

/// Endpoints with work, by when it is due.
pub(super) struct Wake {
    start: Instant,
    /// In steps since the start.
    due: HashMap<EndpointId, BTreeSet<u128>>,
    lows: HashMap<(i16, EndpointId), (Instant, OffsetDateTime)>,
}

impl Wake {
    pub(super) fn new(start: Instant) -> Self {
        Self { start, due: HashMap::new(), lows: HashMap::new() }
    }

    /// Whole steps from the start to `at`.
    fn step(&self, at: Instant) -> u128 {
        at.saturating_duration_since(self.start).as_nanos() / STEP.as_nanos()
    }

    /// A delivery of `endpoint` is due at `at`. It is asked for at the end of that step, never before it is due,
    /// or at once if it is due already.
    pub(super) fn note(&mut self, endpoint: EndpointId, at: Instant, now: Instant) {
        let step = if at <= now { self.step(at) } else { self.step(at) + 1 };
        let instants = self.due.entry(endpoint).or_default();
        instants.insert(step);
        if instants.len() > INSTANTS_MAX {
            instants.pop_last();
        }
    }

    /// Endpoints with something due at `now`.
    pub(super) fn due(&self, now: Instant) -> Vec<EndpointId> {
        let step = self.step(now);
        let is_due = |instants: &BTreeSet<u128>| instants.first().is_some_and(|first| *first <= step);
        self.due.iter().filter(|(_, instants)| is_due(instants)).map(|(endpoint, _)| *endpoint).collect()
    }

    /// Nothing more of `endpoint` is known to be due at `now`; what is due later stays noted.
    pub(super) fn settle(&mut self, endpoint: EndpointId, now: Instant) {
        let step = self.step(now);
        let Some(instants) = self.due.get_mut(&endpoint) else { return };
        *instants = instants.split_off(&(step + 1));
        if instants.is_empty() {
            self.due.remove(&endpoint);
        }
    }

    /// When the next thing that `counts` will be due.
    pub(super) fn next(&self, mut counts: impl FnMut(EndpointId) -> bool) -> Option<Instant> {
        let firsts = self.due.iter().filter_map(|(endpoint, instants)| Some((*endpoint, *instants.first()?)));
        let next = firsts.filter(|(endpoint, _)| counts(*endpoint)).map(|(_, step)| step).min()?;
        let steps = u32::try_from(next).unwrap_or(u32::MAX);
        self.start.checked_add(STEP.checked_mul(steps)?)
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

    fn fresh() -> (Wake, Instant) {
        let now = Instant::now();
        (Wake::new(now), now)
    }

    #[test]
    fn each_of_several_notes_counts_in_its_turn() {
        let (mut wake, now) = fresh();
        let after = |seconds| now + Duration::from_secs(seconds);
        for seconds in [9, 2, 5] {
            wake.note(endpoint(1), after(seconds), now);
        }
        assert!(wake.due(now).is_empty() && wake.due(after(2)).is_empty());
        for seconds in [2, 5, 9] {
            let next = wake.next(|_| true).unwrap();
            assert!(next > after(seconds) && next <= after(seconds) + STEP);
            assert_eq!(wake.due(next), [endpoint(1)]);
            wake.settle(endpoint(1), next);
        }
        assert_eq!(wake.next(|_| true), None);
    }

    #[test]
    fn what_is_due_already_is_asked_for_at_once() {
        let (mut wake, now) = fresh();
        wake.note(endpoint(1), now, now);
        assert_eq!(wake.due(now), [endpoint(1)]);
    }

    #[test]
    fn an_endpoint_keeps_its_earliest_instants_when_there_are_too_many() {
        let (mut wake, now) = fresh();
        for number in (0..2_000).rev() {
            wake.note(endpoint(1), now + STEP * number, now);
        }
        assert_eq!(wake.due.get(&endpoint(1)).unwrap().len(), INSTANTS_MAX);
        assert_eq!(wake.due(now), [endpoint(1)]);
    }

    #[test]
    fn an_endpoint_that_cannot_be_sent_to_does_not_wake_anybody() {
        let (mut wake, now) = fresh();
        wake.note(endpoint(1), now, now);
        assert_eq!(wake.next(|_| false), None);
    }

    #[test]
    fn a_lower_bound_leaves_a_margin_and_yields_to_what_is_seen_below_it() {
        let (mut wake, now) = fresh();
        let last = datetime!(2026-11-24 12:00:10 UTC);
        wake.claimed(0, endpoint(1), last, now);
        assert_eq!(wake.low(0, endpoint(1), now), last - Duration::from_secs(5));
        assert_eq!(wake.low(1, endpoint(1), now), OffsetDateTime::UNIX_EPOCH);
        wake.seen(0, endpoint(1), last - Duration::from_secs(6));
        assert_eq!(wake.low(0, endpoint(1), now), OffsetDateTime::UNIX_EPOCH);
    }

    #[test]
    fn a_lower_bound_is_dropped_after_a_minute() {
        let (mut wake, now) = fresh();
        wake.claimed(0, endpoint(1), datetime!(2026-11-24 12:00:10 UTC), now);
        assert_eq!(wake.low(0, endpoint(1), now + LOW_AGE_MAX), OffsetDateTime::UNIX_EPOCH);
    }
}
