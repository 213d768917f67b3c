//! Circuits as this process knows them: which endpoints count as down, and failures in a row that may open one.

use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use uuid::Uuid;

use crate::domain::breaker::CircuitState;
use crate::domain::breaker::Health;
use crate::domain::breaker::Streak;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;

/// A circuit that is not closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circuit {
    /// Open or recovering.
    pub state: CircuitState,
    /// When a probe may be made, if it is open.
    pub probe_at: Option<Instant>,
    /// Probes in a row that failed.
    pub probes: u16,
}

/// What an attempt that ended makes of its endpoint's circuit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Nothing.
    Stays,
    /// It opens.
    Opens,
    /// It stays open: the probe failed, after so many before it.
    ProbeFailed {
        /// Probes that had failed before.
        before: u16,
    },
    /// The receiver is back.
    Recovers,
}

/// Circuits that are not closed, and failures in a row. Postgres holds the circuits; this is what was read last.
#[derive(Debug, Default)]
pub struct Circuits {
    /// Whether anything is noted at all: while all is well, nobody waits for the lock.
    any: AtomicBool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    circuits: HashMap<EndpointId, Circuit>,
    /// Failures in a row, and when the first of them was.
    streaks: HashMap<EndpointId, (Instant, Streak)>,
    /// Deliveries that were claimed as probes.
    probing: HashSet<DeliveryId>,
    /// Endpoints that are known to have a row of limits.
    rows: HashSet<Uuid>,
    revision: u64,
}

impl Circuits {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note_any(&self, state: &State) {
        let any = !(state.circuits.is_empty() && state.streaks.is_empty() && state.probing.is_empty());
        self.any.store(any, Ordering::Release);
    }

    fn is_quiet(&self) -> bool {
        !self.any.load(Ordering::Acquire)
    }

    /// Whether the endpoint's circuit is open or recovering.
    #[must_use]
    pub fn holds(&self, endpoint: EndpointId) -> bool {
        !self.is_quiet() && self.lock().circuits.contains_key(&endpoint)
    }

    /// Whether the endpoint's circuit is open.
    #[must_use]
    pub fn is_open(&self, endpoint: EndpointId) -> bool {
        !self.is_quiet()
            && self.lock().circuits.get(&endpoint).is_some_and(|one| one.state == CircuitState::Open)
    }

    /// How long until an open circuit is probed; `None` when it may be now, or is not open.
    #[must_use]
    pub fn probe_in(&self, endpoint: EndpointId, now: Instant) -> Option<Duration> {
        if self.is_quiet() {
            return None;
        }
        let at = self.lock().circuits.get(&endpoint)?.probe_at?;
        at.checked_duration_since(now).filter(|wait| !wait.is_zero())
    }

    /// Changes whenever a circuit opens, recovers or closes.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.lock().revision
    }

    /// Takes over what Postgres says; answers the endpoints whose circuit changed.
    pub(crate) fn replace(&self, circuits: HashMap<EndpointId, Circuit>) -> Vec<EndpointId> {
        let mut state = self.lock();
        let stands = |map: &HashMap<EndpointId, Circuit>, id: &EndpointId| map.get(id).map(|one| one.state);
        let ids: HashSet<EndpointId> = state.circuits.keys().chain(circuits.keys()).copied().collect();
        let changed: Vec<EndpointId> =
            ids.into_iter().filter(|id| stands(&state.circuits, id) != stands(&circuits, id)).collect();
        for id in &changed {
            state.streaks.remove(id);
        }
        state.revision += u64::from(!changed.is_empty());
        state.circuits = circuits;
        self.note_any(&state);
        changed
    }

    /// A delivery was claimed as the probe of an open circuit.
    pub(crate) fn probes_with(&self, delivery: DeliveryId) {
        let mut state = self.lock();
        state.probing.insert(delivery);
        self.note_any(&state);
    }

    /// Those of `endpoints` that are not known to have a row of limits.
    pub(crate) fn without_row(&self, endpoints: &[Uuid]) -> Vec<Uuid> {
        let state = self.lock();
        endpoints.iter().copied().filter(|id| !state.rows.contains(id)).collect()
    }

    /// These have a row of limits. Rows are never taken away.
    pub(crate) fn have_row(&self, endpoints: &[Uuid]) {
        self.lock().rows.extend(endpoints);
    }

    /// Counts an attempt that ended.
    #[must_use]
    pub fn ended(&self, endpoint: EndpointId, delivery: DeliveryId, health: Health, now: Instant) -> Turn {
        if health != Health::Down && self.is_quiet() {
            return Turn::Stays;
        }
        let mut state = self.lock();
        let was_probe = state.probing.remove(&delivery);
        let circuit = state.circuits.get(&endpoint).copied();
        let is_open = circuit.is_some_and(|one| one.state == CircuitState::Open);
        let turn = match health {
            Health::Up => {
                state.streaks.remove(&endpoint);
                if is_open { Turn::Recovers } else { Turn::Stays }
            }
            Health::Down | Health::Untold if is_open && was_probe => {
                Turn::ProbeFailed { before: circuit.map_or(0, |one| one.probes) }
            }
            Health::Down if !is_open => {
                let (since, streak) = state.streaks.entry(endpoint).or_insert((now, Streak::default()));
                let failing_for = now.saturating_duration_since(*since);
                if streak.add(failing_for, circuit.is_some()) { Turn::Opens } else { Turn::Stays }
            }
            Health::Down | Health::Untold => Turn::Stays,
        };
        self.note_any(&state);
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint() -> EndpointId {
        EndpointId::from_uuid(Uuid::from_u128(1))
    }

    fn delivery(number: u128) -> DeliveryId {
        DeliveryId::from_uuid(Uuid::from_u128(number))
    }

    fn open(probe_at: Instant) -> HashMap<EndpointId, Circuit> {
        let circuit = Circuit { state: CircuitState::Open, probe_at: Some(probe_at), probes: 2 };
        HashMap::from([(endpoint(), circuit)])
    }

    #[test]
    fn failures_in_a_row_open_a_circuit_and_a_success_between_them_does_not() {
        let (circuits, start) = (Circuits::default(), Instant::now());
        let later = start + Duration::from_secs(9);
        let fail = |at| circuits.ended(endpoint(), delivery(1), Health::Down, at);
        assert_eq!(fail(start), Turn::Stays);
        for _ in 0..8 {
            assert_eq!(fail(later), Turn::Stays);
        }
        assert_eq!(circuits.ended(endpoint(), delivery(1), Health::Up, later), Turn::Stays);
        assert_eq!(fail(later), Turn::Stays, "it counts anew");
        for _ in 0..8 {
            assert_eq!(fail(later), Turn::Stays);
        }
        assert_eq!(fail(later + Duration::from_secs(9)), Turn::Opens);
    }

    #[test]
    fn an_open_circuit_is_closed_by_any_answer_and_kept_open_by_its_probe_alone() {
        let (circuits, now) = (Circuits::default(), Instant::now());
        assert_eq!(circuits.replace(open(now + Duration::from_secs(5))), [endpoint()]);
        assert!(circuits.is_open(endpoint()) && circuits.holds(endpoint()));
        assert_eq!(circuits.probe_in(endpoint(), now), Some(Duration::from_secs(5)));
        assert_eq!(circuits.probe_in(endpoint(), now + Duration::from_secs(5)), None);
        circuits.probes_with(delivery(7));
        // What was under way when it opened says nothing new.
        assert_eq!(circuits.ended(endpoint(), delivery(1), Health::Down, now), Turn::Stays);
        assert_eq!(
            circuits.ended(endpoint(), delivery(7), Health::Down, now),
            Turn::ProbeFailed { before: 2 }
        );
        assert_eq!(circuits.ended(endpoint(), delivery(7), Health::Down, now), Turn::Stays);
        assert_eq!(circuits.ended(endpoint(), delivery(2), Health::Up, now), Turn::Recovers);
    }

    #[test]
    fn a_change_is_noticed_once() {
        let (circuits, now) = (Circuits::default(), Instant::now());
        let before = circuits.revision();
        circuits.replace(open(now));
        assert!(circuits.replace(open(now)).is_empty());
        assert_eq!(circuits.revision(), before + 1);
        assert_eq!(circuits.replace(HashMap::new()), [endpoint()]);
        assert!(!circuits.holds(endpoint()));
    }
}
