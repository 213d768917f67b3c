//! Hand-off: a fresh delivery whose lane has room goes to the loop in memory, without a claim.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use bytes::Bytes;
use time::OffsetDateTime;
use tokio::sync::mpsc;

use super::payload::HeldBytes;
pub use super::payload::Payload;
use crate::domain::delivery::Progress;
use crate::domain::event::EventType;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::EventId;
use crate::domain::id::NodeId;
use crate::domain::id::ProjectId;
use crate::domain::trace::TraceContext;

/// Places of a lane whose pace is not known. A slow receiver must not fill the memory, nor leave much of which nobody
/// knows whether it was sent when the node dies.
const LANE_START: usize = 256;
/// Places that a lane has even when all lanes together have used up theirs: many hanging receivers must not stop the
/// others.
const LANE_ALWAYS: usize = 32;
/// Bytes of payloads that may be in memory for deliveries. Beyond it a lane holds one delivery at a time, until others
/// have ended: many receivers that are down, with large events, must not use up the machine.
const HELD_BYTES_MAX: usize = 256 * 1_024 * 1_024;
/// How long a lane's pace is measured, and half of how long it counts.
const PACE_WINDOW: Duration = Duration::from_secs(1);
/// Empty lanes whose pace is remembered.
const LANES_KEPT_MAX: usize = 10_000;

/// A delivery that this node owns and may send.
#[derive(Debug, Clone)]
pub struct Owned {
    /// The delivery.
    pub id: DeliveryId,
    /// Its event.
    pub event: EventId,
    /// Where it goes.
    pub endpoint: EndpointId,
    /// Whose it is.
    pub project: ProjectId,
    /// The event's type.
    pub event_type: EventType,
    /// The event's payload; `None` when the event is no longer stored.
    pub payload: Option<Payload>,
    /// The attempt that is to be made, and what came before it.
    pub progress: Progress,
    /// The incarnation that owns it; results are only taken from that one.
    pub owner: NodeId,
    /// What its producer says about it.
    pub labels: Arc<BTreeMap<String, String>>,
    /// Whether a backfill made it.
    pub backfilled: bool,
    /// Not sent from this instant on.
    pub expires_at: Option<OffsetDateTime>,
    /// Its turn, if it was claimed under a limit.
    pub pace: Option<Pace>,
    /// The trace its event was published within.
    pub trace: Option<TraceContext>,
}

/// The turn that a delivery was granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// It is not sent before.
    pub start_at: Instant,
    /// Requests its endpoint may have under way on this node.
    pub cap: usize,
    /// It is to show whether the receiver is back.
    pub is_probe: bool,
}

impl Owned {
    /// As what it is held in memory.
    #[must_use]
    pub fn held(&self) -> Held {
        (self.id, self.progress.attempt)
    }
}

/// The places of every lane: how many deliveries of each endpoint this node holds, waiting or under way.
/// Publishing takes places for what it hands off, the loop for what it claims; both stay under the same caps.
#[derive(Debug, Default)]
pub struct HandOff {
    places: Mutex<Places>,
    bytes: HeldBytes,
    /// What this process has in memory: waiting, under way, or with a result that is not written yet.
    held: Mutex<HashSet<Held>>,
    /// Whether an operator wants this process to take nothing more. It outlives the door: a process that lost its
    /// lease and goes on is still drained.
    draining: AtomicBool,
}

/// A delivery and the number of the attempt it is held for.
pub type Held = (DeliveryId, u16);

#[derive(Debug, Default)]
struct Places {
    open: Option<Open>,
    lanes: HashMap<EndpointId, Lane>,
    total: usize,
    /// Endpoints with older work in the queue: their fresh deliveries queue up behind it.
    backlogged: HashSet<EndpointId>,
}

/// One lane's places.
#[derive(Debug)]
struct Lane {
    held: usize,
    /// Attempts that ended since `since`.
    ended: usize,
    since: Instant,
    /// Attempts that ended a second, when it was last measured.
    pace: usize,
}

#[derive(Debug)]
struct Open {
    owner: NodeId,
    lane_max: usize,
    total_max: usize,
    sender: mpsc::UnboundedSender<Vec<Owned>>,
}

impl HandOff {
    fn places(&self) -> MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn held(&self) -> MutexGuard<'_, HashSet<Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a payload into memory, counted for as long as a delivery holds it.
    pub(crate) fn payload(&self, bytes: Bytes) -> Payload {
        self.bytes.hold(bytes)
    }

    /// Notes deliveries that are in memory from now on.
    pub fn hold(&self, deliveries: impl IntoIterator<Item = Held>) {
        self.held().extend(deliveries);
    }

    /// Notes that deliveries are out of memory.
    pub fn let_go(&self, deliveries: impl IntoIterator<Item = Held>) {
        let mut held = self.held();
        for delivery in deliveries {
            held.remove(&delivery);
        }
    }

    /// Whether this process has the delivery in memory, for this attempt.
    #[must_use]
    pub fn holds(&self, delivery: Held) -> bool {
        self.held().contains(&delivery)
    }

    /// Opens the door for `owner`: what is handed off comes out of the receiver, and claims may go in by the
    /// sender. A lane holds as many deliveries as it sends in a second, at least 256, at most `lane_max`; all lanes
    /// together `total_max`, apart from a few for each.
    pub fn open(
        &self,
        owner: NodeId,
        lane_max: usize,
        total_max: usize,
    ) -> (mpsc::UnboundedReceiver<Vec<Owned>>, mpsc::UnboundedSender<Vec<Owned>>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        let mut places = self.places();
        *places = Places::default();
        places.open = Some(Open { owner, lane_max, total_max, sender: sender.clone() });
        (receiver, sender)
    }

    /// Takes nothing more, or takes it again; what is held goes on. Answers whether that is a change.
    pub fn set_draining(&self, draining: bool) -> bool {
        self.draining.swap(draining, Ordering::Relaxed) != draining
    }

    /// Whether this process takes nothing more.
    #[must_use]
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// Closes the door: from now on nothing is handed off.
    pub fn close(&self) {
        self.places().open = None;
    }

    /// Takes a place for a fresh delivery; `None` when there is none, or older work waits.
    pub(crate) fn reserve(&self, endpoint: EndpointId) -> Option<NodeId> {
        let mut places = self.places();
        let owner = places.open.as_ref()?.owner;
        if self.is_draining()
            || places.room(endpoint, self.bytes.get()) == 0
            || places.backlogged.contains(&endpoint)
        {
            return None;
        }
        places.take(endpoint, 1);
        Some(owner)
    }

    /// Hands committed deliveries to the loop. If that is gone they come back: they are owned, and nobody
    /// will send them unless they are released.
    pub(crate) fn send(&self, owner: NodeId, deliveries: Vec<Owned>) -> Vec<Owned> {
        let places = self.places();
        match &places.open {
            Some(open) if open.owner == owner => {
                // Before they are on their way: from here on somebody cares for them.
                self.hold(deliveries.iter().map(Owned::held));
                open.sender.send(deliveries).err().map_or_else(Vec::new, |unsent| unsent.0)
            }
            _ => deliveries,
        }
    }

    /// How many of `endpoint` can be claimed now.
    #[must_use]
    pub fn room(&self, endpoint: EndpointId) -> usize {
        if self.is_draining() { 0 } else { self.places().room(endpoint, self.bytes.get()) }
    }

    /// Takes places for claimed deliveries.
    pub fn enter(&self, endpoint: EndpointId, count: usize) {
        self.places().take(endpoint, count);
    }

    /// An attempt of `endpoint` ended: gives its place back, and counts it for the lane's pace. Answers as
    /// [`HandOff::leave`] does.
    pub fn ended(&self, endpoint: EndpointId) -> bool {
        if let Some(lane) = self.places().lanes.get_mut(&endpoint) {
            lane.count(Instant::now());
        }
        self.leave(endpoint, 1)
    }

    /// Gives places back. Answers whether the lane has emptied to half while older work waits in the queue:
    /// then it is worth a claim.
    pub fn leave(&self, endpoint: EndpointId, count: usize) -> bool {
        let mut places = self.places();
        let lane_max = places.open.as_ref().map_or(0, |open| open.lane_max);
        let Some(lane) = places.lanes.get_mut(&endpoint) else { return false };
        let given = count.min(lane.held);
        lane.held -= given;
        let (left, half) = (lane.held, lane.depth(lane_max) / 2);
        if left == 0 && places.lanes.len() > LANES_KEPT_MAX {
            places.lanes.remove(&endpoint);
        }
        places.total -= given;
        left <= half && places.backlogged.contains(&endpoint)
    }

    /// Says whether older work of `endpoint` waits in the queue.
    pub fn set_backlogged(&self, endpoint: EndpointId, backlogged: bool) {
        let mut places = self.places();
        if backlogged {
            places.backlogged.insert(endpoint);
        } else {
            places.backlogged.remove(&endpoint);
        }
    }
}

impl Places {
    fn take(&mut self, endpoint: EndpointId, count: usize) {
        if count > 0 {
            self.lanes.entry(endpoint).or_insert_with(Lane::new).held += count;
            self.total += count;
        }
    }

    fn room(&self, endpoint: EndpointId, held_bytes: usize) -> usize {
        let Some(open) = &self.open else { return 0 };
        let lane = self.lanes.get(&endpoint);
        let held = lane.map_or(0, |lane| lane.held);
        let depth = lane.map_or_else(|| open.lane_max.min(LANE_START), |lane| lane.depth(open.lane_max));
        let left = depth.saturating_sub(held);
        if held_bytes >= HELD_BYTES_MAX {
            return left.min(1_usize.saturating_sub(held));
        }
        let always = LANE_ALWAYS.saturating_sub(held);
        left.min(open.total_max.saturating_sub(self.total).max(always))
    }
}

impl Lane {
    fn new() -> Self {
        Self { held: 0, ended: 0, since: Instant::now(), pace: 0 }
    }

    fn count(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.since);
        if passed >= PACE_WINDOW {
            let passed_ms = usize::try_from(passed.as_millis()).unwrap_or(usize::MAX).max(1);
            self.pace = self.ended.saturating_mul(1_000) / passed_ms;
            (self.ended, self.since) = (0, now);
        }
        self.ended += 1;
    }

    /// How many deliveries it may hold: a second's worth. One that has stopped sending has no pace any more.
    fn depth(&self, lane_max: usize) -> usize {
        let pace = if self.since.elapsed() < PACE_WINDOW * 2 { self.pace } else { 0 };
        lane_max.min(pace.max(LANE_START))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn endpoint(number: u128) -> EndpointId {
        EndpointId::from_uuid(Uuid::from_u128(number))
    }

    fn node() -> NodeId {
        NodeId::from_uuid(Uuid::from_u128(9))
    }

    fn owned(number: u128) -> Owned {
        Owned {
            id: DeliveryId::from_uuid(Uuid::from_u128(number)),
            event: EventId::from_uuid(Uuid::from_u128(number)),
            endpoint: endpoint(1),
            project: ProjectId::from_uuid(Uuid::from_u128(1)),
            event_type: EventType::from_stored("a.b".to_owned()),
            payload: None,
            progress: Progress { attempt: 1, charged: 0, unknown_in_a_row: 0 },
            owner: node(),
            labels: Arc::default(),
            backfilled: false,
            pace: None,
            expires_at: None,
            trace: None,
        }
    }

    #[test]
    fn a_closed_door_hands_nothing_off() {
        let handoff = HandOff::default();
        assert!(handoff.reserve(endpoint(1)).is_none());
        assert_eq!(handoff.room(endpoint(1)), 0);
    }

    #[test]
    fn a_drained_node_takes_nothing_until_it_is_taken_back() {
        let handoff = HandOff::default();
        let (mut receiver, _sender) = handoff.open(node(), 2, 10);
        handoff.enter(endpoint(1), 1);
        assert!(handoff.set_draining(true) && !handoff.set_draining(true));
        assert!(handoff.reserve(endpoint(1)).is_none());
        assert_eq!(handoff.room(endpoint(1)), 0);
        // What was reserved before is still taken: it is stored as owned by this node.
        assert!(handoff.send(node(), vec![owned(1)]).is_empty() && receiver.try_recv().is_ok());
        handoff.leave(endpoint(1), 1);
        let (_receiver, _sender) = handoff.open(node(), 2, 10);
        assert!(handoff.is_draining(), "a new incarnation of the process is drained too");
        assert!(handoff.set_draining(false));
        assert!(handoff.reserve(endpoint(1)).is_some());
    }

    #[test]
    fn a_full_lane_does_not_take_the_places_of_another() {
        let handoff = HandOff::default();
        let _receiver = handoff.open(node(), 2, 10);
        assert!(handoff.reserve(endpoint(1)).is_some() && handoff.reserve(endpoint(1)).is_some());
        assert!(handoff.reserve(endpoint(1)).is_none());
        assert!(handoff.reserve(endpoint(2)).is_some());
        handoff.leave(endpoint(1), 1);
        assert_eq!(handoff.room(endpoint(1)), 1);
    }

    #[test]
    fn when_payloads_fill_the_memory_a_lane_holds_one_delivery() {
        let handoff = HandOff::default();
        let _receiver = handoff.open(node(), 100, 1_000);
        let large = handoff.payload(Bytes::from(vec![0; HELD_BYTES_MAX]));
        assert_eq!(handoff.room(endpoint(1)), 1);
        assert!(handoff.reserve(endpoint(1)).is_some() && handoff.reserve(endpoint(1)).is_none());
        assert!(handoff.reserve(endpoint(2)).is_some(), "others go on");
        drop(large);
        assert_eq!(handoff.room(endpoint(1)), 99);
    }

    #[test]
    fn what_comes_after_the_door_was_closed_comes_back() {
        let handoff = HandOff::default();
        let (receiver, _sender) = handoff.open(node(), 2, 10);
        drop(receiver);
        assert_eq!(handoff.send(node(), vec![owned(1)]).len(), 1, "the loop is gone");
        let (_receiver, _sender) = handoff.open(node(), 2, 10);
        assert!(handoff.send(node(), vec![owned(1)]).is_empty());
        let before = NodeId::from_uuid(Uuid::from_u128(8));
        assert_eq!(handoff.send(before, vec![owned(1)]).len(), 1, "it was meant for another incarnation");
        handoff.close();
        assert_eq!(handoff.send(node(), vec![owned(1)]).len(), 1, "the door is closed");
    }

    #[test]
    fn a_delivery_is_held_for_one_attempt() {
        let handoff = HandOff::default();
        let one = owned(1);
        handoff.hold([one.held()]);
        assert!(handoff.holds((one.id, 1)) && !handoff.holds((one.id, 2)));
        handoff.let_go([(one.id, 2)]);
        assert!(handoff.holds((one.id, 1)));
        handoff.let_go([(one.id, 1)]);
        assert!(!handoff.holds((one.id, 1)));
    }

    #[test]
    fn fresh_deliveries_queue_up_behind_a_backlog() {
        let handoff = HandOff::default();
        let _receiver = handoff.open(node(), 2, 10);
        handoff.set_backlogged(endpoint(1), true);
        assert!(handoff.reserve(endpoint(1)).is_none());
        assert_eq!(handoff.room(endpoint(1)), 2);
        handoff.set_backlogged(endpoint(1), false);
        assert!(handoff.reserve(endpoint(1)).is_some());
    }

    #[test]
    fn all_lanes_together_stay_under_the_node_s_cap_but_each_has_a_few_places() {
        let handoff = HandOff::default();
        let _receiver = handoff.open(node(), 200, 250);
        handoff.enter(endpoint(1), 200);
        assert_eq!(handoff.room(endpoint(2)), 50);
        handoff.enter(endpoint(2), 50);
        assert!(handoff.reserve(endpoint(2)).is_none());
        assert_eq!(handoff.room(endpoint(3)), LANE_ALWAYS);
        (0..LANE_ALWAYS).for_each(|_| assert!(handoff.reserve(endpoint(3)).is_some()));
        assert!(handoff.reserve(endpoint(3)).is_none());
    }

    #[test]
    fn a_lane_is_as_deep_as_it_is_fast_within_its_limit() {
        let began = Instant::now();
        let mut lane = Lane { since: began, ..Lane::new() };
        assert_eq!(lane.depth(8_192), LANE_START);
        (0..3_000).for_each(|_| lane.count(began));
        assert_eq!(lane.depth(8_192), LANE_START);
        lane.count(began + PACE_WINDOW);
        assert_eq!((lane.depth(8_192), lane.depth(2_000), lane.depth(100)), (3_000, 2_000, 100));
        lane.count(began + PACE_WINDOW * 61);
        assert_eq!(lane.depth(8_192), LANE_START);
    }
}
