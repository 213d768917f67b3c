//! How much of one endpoint's work may be claimed now, from its limits, its circuit and what is under way.

use std::time::Duration;

use time::OffsetDateTime;

use super::claim::Ask;
use crate::domain::breaker;
use crate::domain::breaker::CircuitState;
use crate::domain::endpoint::IN_FLIGHT_MAX;
use crate::domain::pacing::Turns;

/// How soon it pays to ask again when all that may be under way is: another node may have ended some.
const AGAIN_FULL_MS: u64 = 100;
/// What a probe may take beyond its endpoint's timeout before another node may make one.
const PROBE_GRACE_MS: i64 = 10_000;

/// An endpoint's row of `endpoint_pace`, which this transaction holds.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The database's clock when the row was taken.
    pub(super) now: OffsetDateTime,
    pub(super) next_at: OffsetDateTime,
    pub(super) circuit: CircuitState,
    pub(super) circuit_since: Option<OffsetDateTime>,
    pub(super) probe_at: Option<OffsetDateTime>,
}

/// What may be claimed.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) turns: Turns,
    /// The one delivery is a probe.
    pub(super) is_probe: bool,
    /// The circuit has recovered and closes.
    pub(super) closes: bool,
    limit: Limit,
}

/// What keeps a claim from taking all that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Limit {
    /// The circuit is open, for so many milliseconds at least.
    Circuit(u64),
    /// The endpoint's rate.
    Rate,
    /// The endpoint's requests at once, or the one probe.
    Slots,
    /// Only the node's own room.
    Room,
}

impl Plan {
    pub(super) fn of(ask: &Ask, place: &Place, under_way: usize) -> Self {
        let none = |waits_ms| Self {
            turns: Turns::unlimited(0),
            is_probe: false,
            closes: false,
            limit: Limit::Circuit(waits_ms),
        };
        let mut room = ask.room;
        let mut cap = ask.pacing.max_in_flight.map(usize::from);
        let (mut is_probe, mut closes) = (false, false);
        match place.circuit {
            CircuitState::Closed => {}
            CircuitState::Open => {
                let wait = place.probe_at.map_or(0, |at| whole_ms(at - place.now));
                if wait > 0 {
                    return none(wait);
                }
                room = room.min(1);
                is_probe = true;
            }
            CircuitState::Recovering => {
                let since = place.circuit_since.map_or(0, |at| whole_ms(place.now - at));
                match breaker::ramp(Duration::from_millis(since), cap.unwrap_or(IN_FLIGHT_MAX)) {
                    Some(allowed) => cap = Some(allowed),
                    None => closes = true,
                }
            }
        }
        let free = cap.map_or(room, |cap| cap.saturating_sub(under_way).min(room));
        let turns = match ask.pacing.rate_limit_rps {
            None => Turns::unlimited(free),
            Some(rate) => {
                let next = (place.next_at - place.now).whole_microseconds();
                Turns::granted(i64::try_from(next).unwrap_or(i64::MIN), rate, free)
            }
        };
        let limit = match ask.pacing.rate_limit_rps {
            Some(_) if free > 0 => Limit::Rate,
            _ if free < room || is_probe => Limit::Slots,
            _ => Limit::Room,
        };
        Self { turns, is_probe, closes, limit }
    }

    /// When to ask again after `taken` were claimed; `None`: nothing more is due.
    pub(super) fn again_ms(&self, taken: usize) -> Option<u64> {
        match self.limit {
            Limit::Circuit(wait_ms) => Some(wait_ms),
            _ if taken < self.turns.count => None,
            Limit::Rate => Some(self.turns.again_ms(taken)),
            Limit::Slots => Some(AGAIN_FULL_MS),
            Limit::Room => Some(0),
        }
    }

    /// When the next request may begin once `taken` were claimed.
    pub(super) fn next_at(&self, place: &Place, taken: usize) -> OffsetDateTime {
        if self.limit != Limit::Rate || taken == 0 {
            return place.next_at;
        }
        place.now + time::Duration::microseconds(self.turns.next_us(taken))
    }

    /// When another node may probe, should nothing be heard of this probe.
    pub(super) fn probe_at(place: &Place, timeout_ms: u32) -> OffsetDateTime {
        place.now + time::Duration::milliseconds(i64::from(timeout_ms) + PROBE_GRACE_MS)
    }
}

fn whole_ms(span: time::Duration) -> u64 {
    u64::try_from(span.whole_milliseconds()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;
    use crate::domain::id::EndpointId;
    use crate::domain::ordering::Ordering;
    use crate::domain::pacing::Pacing;

    const NOW: OffsetDateTime = datetime!(2026-11-24 12:00:00 UTC);

    fn ask(rate_limit_rps: Option<f64>, max_in_flight: Option<u16>) -> Ask {
        Ask {
            endpoint: EndpointId::from_uuid(Uuid::nil()),
            room: 256,
            pacing: Pacing { rate_limit_rps, max_in_flight, max_age_ms: None },
            ordering: Ordering::default(),
            timeout_ms: 15_000,
        }
    }

    fn place(circuit: CircuitState, seconds: i64) -> Place {
        let at = NOW + time::Duration::seconds(seconds);
        Place {
            now: NOW,
            next_at: OffsetDateTime::UNIX_EPOCH,
            circuit,
            circuit_since: Some(at),
            probe_at: (circuit == CircuitState::Open).then_some(at),
        }
    }

    #[test]
    fn what_is_under_way_anywhere_counts_against_the_cap() {
        let closed = place(CircuitState::Closed, 0);
        let plan = |under_way| Plan::of(&ask(None, Some(7)), &closed, under_way);
        assert_eq!([0, 4, 7, 9].map(|under_way| plan(under_way).turns.count), [7, 3, 0, 0]);
        assert_eq!(
            (plan(4).again_ms(3), plan(4).again_ms(2), plan(7).again_ms(0)),
            (Some(100), None, Some(100))
        );
    }

    #[test]
    fn a_rate_goes_on_from_where_it_was() {
        let plan = Plan::of(&ask(Some(50.0), None), &place(CircuitState::Closed, 0), 0);
        assert_eq!(plan.turns.count, 31);
        assert_eq!(plan.next_at(&place(CircuitState::Closed, 0), 0), OffsetDateTime::UNIX_EPOCH);
        let next = plan.next_at(&place(CircuitState::Closed, 0), 31);
        assert_eq!((next - NOW).whole_milliseconds(), 520);
    }

    #[test]
    fn an_open_circuit_waits_for_its_probe_and_lets_one_through() {
        let plan = |seconds| Plan::of(&ask(None, None), &place(CircuitState::Open, seconds), 0);
        assert_eq!((plan(3).turns.count, plan(3).again_ms(0)), (0, Some(3_000)));
        assert_eq!((plan(-1).turns.count, plan(-1).is_probe), (1, true));
    }

    #[test]
    fn a_recovering_circuit_lets_in_a_few_and_closes_when_all_may_come() {
        let plan = |ago: i64| Plan::of(&ask(None, None), &place(CircuitState::Recovering, -ago), 1);
        assert_eq!([0, 1, 2, 3].map(|ago| plan(ago).turns.count), [0, 1, 3, 7]);
        assert!(!plan(3).closes && plan(4).closes);
    }
}
