//! Lanes: one an endpoint, with what waits and how much is under way; a pure structure, no I/O.

use std::collections::HashMap;
use std::collections::VecDeque;

use crate::domain::endpoint::IN_FLIGHT_MAX;
use crate::domain::id::EndpointId;
use crate::store::handoff::Owned;

#[derive(Default)]
struct Lane {
    waiting: VecDeque<Owned>,
    in_flight: usize,
}

/// Every lane of this node. Lanes take turns, so that a long one does not hold up a short one.
pub(super) struct Lanes {
    by_endpoint: HashMap<EndpointId, Lane>,
    /// Lanes with something to start, each at most once.
    ready: VecDeque<EndpointId>,
    in_flight: usize,
    in_flight_max: usize,
}

impl Lanes {
    pub(super) fn new(in_flight_max: usize) -> Self {
        Self { by_endpoint: HashMap::new(), ready: VecDeque::new(), in_flight: 0, in_flight_max }
    }

    /// Queues a delivery behind those of its endpoint.
    pub(super) fn add(&mut self, owned: Owned) {
        let endpoint = owned.endpoint;
        let lane = self.by_endpoint.entry(endpoint).or_default();
        lane.waiting.push_back(owned);
        if lane.waiting.len() == 1 && lane.in_flight < IN_FLIGHT_MAX {
            self.ready.push_back(endpoint);
        }
    }

    /// The next delivery to start, which counts as under way from now on.
    pub(super) fn start(&mut self) -> Option<Owned> {
        while self.in_flight < self.in_flight_max {
            let endpoint = self.ready.pop_front()?;
            let Some(lane) = self.by_endpoint.get_mut(&endpoint) else { continue };
            if lane.in_flight >= IN_FLIGHT_MAX {
                continue;
            }
            let Some(owned) = lane.waiting.pop_front() else { continue };
            lane.in_flight += 1;
            self.in_flight += 1;
            if !lane.waiting.is_empty() && lane.in_flight < IN_FLIGHT_MAX {
                self.ready.push_back(endpoint);
            }
            return Some(owned);
        }
        None
    }

    /// A delivery of `endpoint` is no longer under way.
    pub(super) fn ended(&mut self, endpoint: EndpointId) {
        let Some(lane) = self.by_endpoint.get_mut(&endpoint) else { return };
        lane.in_flight = lane.in_flight.saturating_sub(1);
        self.in_flight = self.in_flight.saturating_sub(1);
        if lane.waiting.is_empty() {
            if lane.in_flight == 0 {
                self.by_endpoint.remove(&endpoint);
            }
        } else if lane.in_flight + 1 == IN_FLIGHT_MAX {
            // It was full, so it is not among the ready ones.
            self.ready.push_back(endpoint);
        }
    }

    /// Takes out what waits, of the lanes that `which` names; what is under way goes on.
    pub(super) fn take_waiting(&mut self, mut which: impl FnMut(EndpointId) -> bool) -> Vec<Owned> {
        let mut taken = Vec::new();
        for (endpoint, lane) in &mut self.by_endpoint {
            if !lane.waiting.is_empty() && which(*endpoint) {
                taken.extend(lane.waiting.drain(..));
            }
        }
        let lanes = &mut self.by_endpoint;
        self.ready.retain(|endpoint| lanes.get(endpoint).is_some_and(|lane| !lane.waiting.is_empty()));
        lanes.retain(|_, lane| lane.in_flight > 0 || !lane.waiting.is_empty());
        taken
    }

    /// Requests under way.
    pub(super) const fn in_flight(&self) -> usize {
        self.in_flight
    }

    /// Deliveries that wait.
    pub(super) fn waiting(&self) -> usize {
        self.by_endpoint.values().map(|lane| lane.waiting.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::delivery::Progress;
    use crate::domain::event::EventType;
    use crate::domain::id::DeliveryId;
    use crate::domain::id::EventId;
    use crate::domain::id::NodeId;
    use crate::domain::id::ProjectId;

    fn endpoint(number: u128) -> EndpointId {
        EndpointId::from_uuid(Uuid::from_u128(number))
    }

    fn owned(to: u128, number: u128) -> Owned {
        Owned {
            id: DeliveryId::from_uuid(Uuid::from_u128(number)),
            event: EventId::from_uuid(Uuid::nil()),
            endpoint: endpoint(to),
            project: ProjectId::from_uuid(Uuid::nil()),
            event_type: EventType::parse("a").unwrap(),
            payload: None,
            progress: Progress { attempt: 1, charged: 0, unknown_in_a_row: 0 },
            owner: NodeId::from_uuid(Uuid::nil()),
            redriven: false,
        }
    }

    fn started(lanes: &mut Lanes) -> Vec<EndpointId> {
        std::iter::from_fn(|| lanes.start()).map(|owned| owned.endpoint).collect()
    }

    #[test]
    fn an_endpoint_has_at_most_ten_requests_under_way() {
        let mut lanes = Lanes::new(1_000);
        (0..25).for_each(|number| lanes.add(owned(1, number)));
        assert_eq!(started(&mut lanes).len(), 10);
        lanes.ended(endpoint(1));
        lanes.ended(endpoint(1));
        assert_eq!(started(&mut lanes).len(), 2);
        assert_eq!((lanes.in_flight(), lanes.waiting()), (10, 13));
    }

    #[test]
    fn lanes_take_turns() {
        let mut lanes = Lanes::new(4);
        (0..9).for_each(|number| lanes.add(owned(1, number)));
        lanes.add(owned(2, 100));
        assert_eq!(started(&mut lanes), [1, 2, 1, 1].map(endpoint));
    }

    #[test]
    fn the_node_s_cap_holds_and_freed_places_go_on() {
        let mut lanes = Lanes::new(1);
        lanes.add(owned(1, 1));
        lanes.add(owned(2, 2));
        assert_eq!(started(&mut lanes), [endpoint(1)]);
        lanes.ended(endpoint(1));
        assert_eq!(started(&mut lanes), [endpoint(2)]);
    }

    #[test]
    fn what_waits_can_be_taken_out_and_what_is_under_way_stays() {
        let mut lanes = Lanes::new(100);
        (0..12).for_each(|number| lanes.add(owned(1, number)));
        lanes.add(owned(2, 50));
        assert_eq!(started(&mut lanes).len(), 11);
        assert_eq!(lanes.take_waiting(|which| which == endpoint(1)).len(), 2);
        assert_eq!((lanes.in_flight(), lanes.waiting()), (11, 0));
        (0..11).for_each(|_| lanes.ended(endpoint(1)));
        lanes.add(owned(1, 60));
        assert_eq!(started(&mut lanes), [endpoint(1)]);
    }
}
