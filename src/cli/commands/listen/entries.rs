//! What was forwarded and what waits for it: newest last, a bounded number.

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::collections::VecDeque;
use std::sync::Arc;

use time::OffsetDateTime;

use super::forward::Exchange;
use super::forward::Work;
use super::route::Route;
use crate::cli::clock;
use crate::cli::follow::Item;
use crate::cli::output::parse;
use crate::domain::event::EventType;
use crate::domain::id::DeliveryId;
use crate::domain::id::EventId;

/// Entries that are kept to look at.
const KEPT_MAX: usize = 1_000;
/// Payload bytes that are kept for them.
const KEPT_BYTES_MAX: usize = 64 * 1_024 * 1_024;
/// Redrives that are remembered: an order puts back a delivery of each endpoint, and the event comes here once.
const REDRIVES_MAX: usize = 100_000;

/// Why an event is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// It was published.
    Published,
    /// An operator redrove it.
    Redriven,
}

/// An event for one route.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) number: u64,
    /// When it came here.
    pub(super) came_at: OffsetDateTime,
    /// When it was published.
    pub(super) published_at: Option<OffsetDateTime>,
    pub(super) cause: Cause,
    /// Until when an event that its producer scheduled is kept back here; as it came, it was in the future.
    pub(super) due_at: Option<OffsetDateTime>,
    pub(super) event: EventId,
    pub(super) event_type: EventType,
    /// Of a redrive the delivery that was put back; else made of the event's id, since there is none.
    pub(super) delivery: DeliveryId,
    pub(super) route: usize,
    pub(super) payload: Arc<str>,
    pub(super) labels: Arc<BTreeMap<String, String>>,
    /// How often it was sent from here.
    pub(super) sent: u16,
    /// Whether a request is under way or waits for its turn.
    pub(super) waits: bool,
    /// The last request.
    pub(super) last: Option<Exchange>,
}

impl Entry {
    /// When it will be sent, if that is later and nobody sent it before.
    pub(super) fn scheduled_at(&self) -> Option<OffsetDateTime> {
        self.due_at.filter(|_| self.sent == 0)
    }

    /// The next request for it.
    pub(super) fn work(&mut self, url: &str) -> Work {
        self.sent = self.sent.saturating_add(1);
        self.waits = true;
        Work {
            entry: self.number,
            url: url.to_owned(),
            event: self.event,
            event_type: self.event_type.clone(),
            delivery: self.delivery,
            number: self.sent,
            payload: Arc::clone(&self.payload),
            labels: Arc::clone(&self.labels),
        }
    }
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Entries {
    kept: VecDeque<Entry>,
    bytes: usize,
    next: u64,
    redriven: HashSet<(EventId, String)>,
    /// Ids of the endpoints whose redrives are taken; empty for all.
    of_endpoints: HashSet<String>,
}

impl Entries {
    /// Takes redrives of these endpoints only; of all when none is named.
    pub(super) fn of(endpoints: HashSet<String>) -> Self {
        Self { of_endpoints: endpoints, ..Self::default() }
    }

    /// Adds an item of the feed for each route that takes it; gives their numbers.
    pub(super) fn add(&mut self, item: &Item, routes: &[Route]) -> Vec<u64> {
        let Some(payload) = item.event.as_ref().and_then(|event| event.payload.as_ref()) else {
            return Vec::new();
        };
        let Ok(event) = item.event_id.parse::<EventId>() else { return Vec::new() };
        if item.kind == "redrive" && !self.is_of_endpoint(item) {
            return Vec::new();
        }
        if item.kind == "redrive" && !self.is_first_of(event, item.redrive_id.as_deref()) {
            return Vec::new();
        }
        let event_type = EventType::from_stored(item.event_type.clone());
        let payload: Arc<str> = payload.get().into();
        let labels = item.event.as_ref().map(|event| Arc::new(event.labels.clone())).unwrap_or_default();
        let delivery = item.delivery_id.as_ref().and_then(|id| id.parse().ok());
        let now = clock::now();
        let scheduled = item.event.as_ref().and_then(|event| parse(event.deliver_at.as_deref()?));
        let due_at = scheduled.filter(|at| *at > now && item.kind != "redrive");
        let mut numbers = Vec::new();
        for (route, _) in routes.iter().enumerate().filter(|(_, route)| route.takes(&event_type)) {
            numbers.push(self.next);
            self.bytes += payload.len();
            self.kept.push_back(Entry {
                number: self.next,
                came_at: now,
                published_at: item.event.as_ref().and_then(|event| parse(&event.created_at)),
                cause: if item.kind == "redrive" { Cause::Redriven } else { Cause::Published },
                due_at,
                event,
                event_type: event_type.clone(),
                delivery: delivery.unwrap_or_else(|| DeliveryId::from_uuid(event.uuid())),
                route,
                payload: Arc::clone(&payload),
                labels: Arc::clone(&labels),
                sent: 0,
                waits: false,
                last: None,
            });
            self.next += 1;
        }
        self.forget();
        numbers
    }

    fn is_of_endpoint(&self, item: &Item) -> bool {
        let endpoint = item.endpoint_id.as_deref().unwrap_or_default();
        self.of_endpoints.is_empty() || self.of_endpoints.contains(endpoint)
    }

    /// Whether this is the first delivery of the event that this order put back.
    fn is_first_of(&mut self, event: EventId, redrive: Option<&str>) -> bool {
        let Some(redrive) = redrive else { return true };
        if self.redriven.len() >= REDRIVES_MAX {
            self.redriven.clear();
        }
        self.redriven.insert((event, redrive.to_owned()))
    }

    /// Lets the oldest go that nothing is done for any more.
    fn forget(&mut self) {
        while self.kept.len() > KEPT_MAX || self.bytes > KEPT_BYTES_MAX {
            let Some(oldest) = self.kept.iter().position(|entry| !entry.waits && entry.last.is_some()) else {
                return;
            };
            if let Some(gone) = self.kept.remove(oldest) {
                self.bytes = self.bytes.saturating_sub(gone.payload.len());
            }
        }
    }

    pub(super) fn get(&self, number: u64) -> Option<&Entry> {
        let index = self.kept.binary_search_by_key(&number, |entry| entry.number).ok()?;
        self.kept.get(index)
    }

    pub(super) fn get_mut(&mut self, number: u64) -> Option<&mut Entry> {
        let index = self.kept.binary_search_by_key(&number, |entry| entry.number).ok()?;
        self.kept.get_mut(index)
    }

    /// Oldest first.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.kept.iter()
    }

    /// Those whose time has come.
    pub(super) fn due(&self, now: OffsetDateTime) -> Vec<u64> {
        let is_due = |entry: &&Entry| entry.scheduled_at().is_some_and(|at| at <= now);
        self.kept.iter().filter(is_due).map(|entry| entry.number).collect()
    }

    /// How many wait for their answer.
    pub(super) fn waiting(&self) -> usize {
        self.kept.iter().filter(|entry| entry.waits).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(kind: &str, redrive: Option<&str>) -> Item {
        let event = EventId::from_uuid(uuid::Uuid::from_u128(1));
        let json = serde_json::json!({
            "kind": kind, "at": "2026-11-24T10:00:00Z", "event_id": event, "event_type": "a.b",
            "redrive_id": redrive,
            "event": {"created_at": "2026-11-24T10:00:00Z", "payload_bytes": 2, "queued_deliveries": 1, "payload": {}},
        });
        serde_json::from_str(&json.to_string()).unwrap()
    }

    #[test]
    fn an_event_comes_once_a_redrive_and_once_a_route() {
        let routes = [Route::parse("3000", false).unwrap(), Route::parse("a.*=4000", false).unwrap()];
        let mut entries = Entries::default();
        assert_eq!(entries.add(&item("event", None), &routes), [0, 1]);
        assert_eq!(entries.add(&item("redrive", Some("rdr_1")), &routes), [2, 3]);
        assert!(entries.add(&item("redrive", Some("rdr_1")), &routes).is_empty());
        assert_eq!(entries.add(&item("redrive", None), &routes).len(), 2);
        assert_eq!(entries.add(&item("redrive", None), &routes).len(), 2);
        assert_eq!(entries.get(2).unwrap().cause, Cause::Redriven);
    }

    #[test]
    fn the_oldest_answered_ones_are_forgotten_and_none_that_waits() {
        let routes = [Route::parse("3000", false).unwrap()];
        let mut entries = Entries::default();
        for _ in 0..KEPT_MAX {
            for number in entries.add(&item("event", None), &routes) {
                let entry = entries.get_mut(number).unwrap();
                entry.work("http://localhost:3000/");
            }
        }
        entries.add(&item("event", None), &routes);
        assert_eq!(entries.iter().count(), KEPT_MAX + 1);
        assert_eq!(entries.waiting(), KEPT_MAX);
        let entry = entries.get_mut(5).unwrap();
        entry.waits = false;
        entry.last = Some(Exchange {
            number: 1,
            request_headers: Vec::new(),
            request_body: String::new(),
            latency_ms: 1,
            answer: Err("no".to_owned()),
        });
        entries.add(&item("event", None), &routes);
        assert!(entries.get(5).is_none() && entries.get(4).is_some() && entries.get(6).is_some());
    }
}
