//! Lanes: one an endpoint, with what waits and how much is under way; a pure structure, no I/O.

use std::collections::HashMap;
use std::collections::VecDeque;

use crate::domain::endpoint::IN_FLIGHT_MAX;
use crate::domain::id::EndpointId;
use crate::store::handoff::Owned;

struct Lane {
    waiting: VecDeque<Owned>,
    in_flight: usize,
    /// Requests it may have under way.
    cap: usize,
    /// Which entry of the queues is its own; an entry with another ticket is out of date.
    ticket: Option<u64>,
}

impl Lane {
    const fn new() -> Self {
        Self { waiting: VecDeque::new(), in_flight: 0, cap: IN_FLIGHT_MAX, ticket: None }
    }
}

/// Every lane of this node. Lanes take turns, so that a long one does not hold up a short one, and the last half of
/// the places is for the first request of each lane: it takes many endpoints that never answer to fill a node.
pub(super) struct Lanes {
    by_endpoint: HashMap<EndpointId, Lane>,
    /// Lanes that wait for their first request.
    first: VecDeque<(EndpointId, u64)>,
    /// Lanes with a request under way that may start another.
    more: VecDeque<(EndpointId, u64)>,
    tickets: u64,
    in_flight: usize,
    in_flight_max: usize,
}

impl Lanes {
    pub(super) fn new(in_flight_max: usize) -> Self {
        Self {
            by_endpoint: HashMap::new(),
            first: VecDeque::new(),
            more: VecDeque::new(),
            tickets: 0,
            in_flight: 0,
            in_flight_max,
        }
    }

    /// Queues a delivery behind those of its endpoint.
    pub(super) fn add(&mut self, owned: Owned) {
        let endpoint = owned.endpoint;
        let lane = self.by_endpoint.entry(endpoint).or_insert_with(Lane::new);
        lane.cap = owned.pace.map_or(IN_FLIGHT_MAX, |pace| pace.cap);
        lane.waiting.push_back(owned);
        if lane.waiting.len() == 1 {
            self.line_up(endpoint);
        }
    }

    /// The next delivery to start, which counts as under way from now on.
    pub(super) fn start(&mut self) -> Option<Owned> {
        loop {
            let shared = self.in_flight_max - self.in_flight_max / 2;
            let (endpoint, ticket) = if self.in_flight >= self.in_flight_max {
                return None;
            } else if let Some(entry) = self.first.pop_front() {
                entry
            } else if self.in_flight < shared {
                self.more.pop_front()?
            } else {
                return None;
            };
            let Some(lane) = self.by_endpoint.get_mut(&endpoint).filter(|lane| lane.ticket == Some(ticket))
            else {
                continue;
            };
            lane.ticket = None;
            let Some(owned) = lane.waiting.pop_front() else { continue };
            lane.in_flight += 1;
            self.in_flight += 1;
            self.line_up(endpoint);
            return Some(owned);
        }
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
        } else if lane.in_flight == 0 || lane.ticket.is_none() {
            // It was full, or it waits for its first request again.
            self.line_up(endpoint);
        }
    }

    /// Puts a lane at the end of the queue that fits it, if it has something to start and may.
    fn line_up(&mut self, endpoint: EndpointId) {
        let Some(lane) = self.by_endpoint.get_mut(&endpoint) else { return };
        if lane.waiting.is_empty() || lane.in_flight >= lane.cap {
            return;
        }
        self.tickets += 1;
        lane.ticket = Some(self.tickets);
        let queue = if lane.in_flight == 0 { &mut self.first } else { &mut self.more };
        queue.push_back((endpoint, self.tickets));
    }

    /// Takes out what waits and `which` names; what is under way goes on.
    pub(super) fn take_waiting(&mut self, mut which: impl FnMut(&Owned) -> bool) -> Vec<Owned> {
        let mut taken = Vec::new();
        for lane in self.by_endpoint.values_mut() {
            let (mut out, left): (VecDeque<_>, VecDeque<_>) =
                std::mem::take(&mut lane.waiting).into_iter().partition(|owned| which(owned));
            taken.extend(out.drain(..));
            lane.waiting = left;
            if lane.waiting.is_empty() {
                lane.ticket = None;
            }
        }
        let lanes = &mut self.by_endpoint;
        for queue in [&mut self.first, &mut self.more] {
            queue.retain(|(endpoint, ticket)| {
                lanes.get(endpoint).is_some_and(|lane| lane.ticket == Some(*ticket))
            });
        }
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
            labels: std::sync::Arc::default(),
            backfilled: false,
            pace: None,
            expires_at: None,
            trace: None,
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
        let mut lanes = Lanes::new(8);
        (0..9).for_each(|number| lanes.add(owned(1, number)));
        lanes.add(owned(2, 100));
        assert_eq!(started(&mut lanes), [1, 2, 1, 1].map(endpoint));
    }

    #[test]
    fn the_last_half_of_the_places_is_for_first_requests() {
        let mut lanes = Lanes::new(20);
        (0..3).for_each(|lane| (0..10).for_each(|number| lanes.add(owned(lane, number))));
        assert_eq!(started(&mut lanes).len(), 10, "three endpoints that never answer stay within a half");
        (3..20).for_each(|lane| (0..2).for_each(|number| lanes.add(owned(lane, number))));
        assert_eq!(
            started(&mut lanes),
            (3..13).map(endpoint).collect::<Vec<_>>(),
            "one for each that is new"
        );
        lanes.ended(endpoint(5));
        assert_eq!(started(&mut lanes), [endpoint(13)]);
    }

    #[test]
    fn a_lane_whose_requests_have_all_ended_has_its_first_request_again() {
        let mut lanes = Lanes::new(4);
        (0..3).for_each(|number| lanes.add(owned(1, number)));
        (0..3).for_each(|number| lanes.add(owned(2, number)));
        assert_eq!(started(&mut lanes), [1, 2].map(endpoint));
        lanes.add(owned(3, 9));
        lanes.ended(endpoint(1));
        assert_eq!(started(&mut lanes), [3, 1].map(endpoint), "each lane is in the queue once");
        (0..2).for_each(|_| lanes.ended(endpoint(2)));
        assert_eq!(started(&mut lanes), [endpoint(2)]);
    }

    proptest::proptest! {
        #[test]
        fn whatever_happens_every_delivery_starts_once_and_no_cap_is_passed(
            steps in proptest::collection::vec((0u8..3, 0u128..6), 0..400),
            in_flight_max in 1usize..12,
        ) {
            let mut lanes = Lanes::new(in_flight_max);
            let (mut added, mut begun, mut under_way) = (0u128, Vec::new(), Vec::new());
            for (step, lane) in steps {
                match step {
                    0 => {
                        lanes.add(owned(lane, added));
                        added += 1;
                    }
                    1 => under_way.extend(lanes.start().map(|owned| {
                        begun.push(owned.id);
                        owned.endpoint
                    })),
                    _ => if let Some(at) = under_way.iter().position(|one| *one == endpoint(lane)) {
                        lanes.ended(under_way.swap_remove(at));
                    },
                }
                proptest::prop_assert_eq!(lanes.in_flight(), under_way.len());
                proptest::prop_assert!(under_way.len() <= in_flight_max);
            }
            while lanes.waiting() > 0 {
                while let Some(owned) = lanes.start() {
                    begun.push(owned.id);
                    under_way.push(owned.endpoint);
                }
                proptest::prop_assert!(!under_way.is_empty(), "nothing starts and nothing is under way");
                under_way.drain(..).for_each(|one| lanes.ended(one));
            }
            begun.sort();
            begun.dedup();
            proptest::prop_assert_eq!(begun.len() as u128, added);
        }
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
        assert_eq!(lanes.take_waiting(|owned| owned.endpoint == endpoint(1)).len(), 2);
        assert_eq!((lanes.in_flight(), lanes.waiting()), (11, 0));
        (0..11).for_each(|_| lanes.ended(endpoint(1)));
        lanes.add(owned(1, 60));
        assert_eq!(started(&mut lanes), [endpoint(1)]);
    }
}
