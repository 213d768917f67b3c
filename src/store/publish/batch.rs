//! A batch: events matched with the endpoints of one snapshot, with ids minted and places taken.

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use time::OffsetDateTime;
use uuid::Uuid;

use super::intake::PublishAnswer;
use super::intake::Published;
use super::judge::Judged;
use crate::domain::delivery::Progress;
use crate::domain::event::NewEvent;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::EventId;
use crate::domain::id::NodeId;
use crate::domain::id::unix_ms_of;
#[cfg(feature = "otel")]
use crate::domain::traced::Traced;
#[cfg(feature = "otel")]
use crate::domain::traced::Work;
use crate::store::handle::Store;
use crate::store::handoff::Owned;
use crate::store::payload::Payload;
use crate::store::snapshot::Snapshot;

/// What the idempotency key of an event turned out to mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// New: it is to be stored.
    Fresh,
    /// The same was published before.
    Replayed { event_id: EventId, queued: u32 },
    /// Another event was published with this key.
    Reused,
    /// The schema of its type, changed since it was taken, does not let it in.
    Refused,
}

/// An event of the batch.
pub(super) struct Item<'w> {
    pub(super) id: EventId,
    pub(super) event: &'w NewEvent,
    pub(super) verdict: Verdict,
    /// Its place in publish order; 0 without an ordering key.
    pub(super) order_no: i64,
    /// Where in the batch's deliveries this event's are.
    pub(super) deliveries: std::ops::Range<usize>,
    /// Whether its producer is warned of something.
    pub(super) warned: bool,
}

/// A delivery of the batch.
pub(super) struct Draft {
    pub(super) id: DeliveryId,
    pub(super) endpoint: EndpointId,
    /// The incarnation that has a place for it.
    pub(super) owner: Option<NodeId>,
}

/// Events of one shard, ready to be written.
pub(super) struct Batch<'w> {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) shard: u8,
    pub(super) items: Vec<Item<'w>>,
    pub(super) drafts: Vec<Draft>,
    /// Whether Postgres confirmed that the owner's lease runs; else nothing was handed off.
    pub(super) handed_off: bool,
}

impl<'w> Batch<'w> {
    /// Of events whose verdicts were made by `snapshot`; each comes with its place in publish order, 0 without an ordering
    /// key.
    pub(super) fn new(
        store: &Store,
        snapshot: Arc<Snapshot>,
        shard: u8,
        events: impl ExactSizeIterator<Item = (&'w Judged, i64)>,
    ) -> Self {
        let mut batch = Batch {
            snapshot,
            shard,
            items: Vec::with_capacity(events.len()),
            drafts: Vec::new(),
            handed_off: false,
        };
        for (judged, order_no) in events {
            batch.add(store, judged, order_no);
        }
        batch
    }

    fn add(&mut self, store: &Store, judged: &'w Judged, order_no: i64) {
        let event = &judged.event;
        let id = EventId::from_uuid(store.mint_in(self.shard));
        let start = self.drafts.len();
        if judged.refusal().is_some() {
            let verdict = Verdict::Refused;
            self.items.push(Item { id, event, verdict, order_no, deliveries: start..start, warned: false });
            return;
        }
        let is_due = !is_scheduled(event, store.now());
        for endpoint in self.snapshot.endpoints_of(event.project) {
            if judged.is_for(endpoint) {
                // What has a limit is claimed under it, so that all nodes together keep it.
                let sent = is_due
                    && endpoint.settings.status.is_sent()
                    && !endpoint.settings.is_paced()
                    && !store.circuits().holds(endpoint.id);
                self.drafts.push(Draft {
                    id: DeliveryId::from_uuid(Store::mint_beside(id.uuid())),
                    endpoint: endpoint.id,
                    owner: if sent { store.handoff().reserve(endpoint.id) } else { None },
                });
            }
        }
        let deliveries = start..self.drafts.len();
        let warned = judged.is_warned();
        self.items.push(Item { id, event, verdict: Verdict::Fresh, order_no, deliveries, warned });
    }

    /// When the oldest of its ids was minted, in milliseconds since 1970.
    pub(super) fn minted_ms(&self) -> i64 {
        let oldest = self.items.iter().map(|item| unix_ms_of(item.id.uuid())).min();
        oldest.and_then(|ms| i64::try_from(ms).ok()).unwrap_or(i64::MAX)
    }

    /// Whether an event has an idempotency key.
    pub(super) fn has_keys(&self) -> bool {
        self.fresh().any(|item| item.event.idempotency.is_some())
    }

    /// The events that are to be stored.
    pub(super) fn fresh(&self) -> impl Iterator<Item = &Item<'w>> {
        self.items.iter().filter(|item| item.verdict == Verdict::Fresh)
    }

    /// The deliveries that are to be stored, each with its event.
    pub(super) fn fresh_drafts(&self) -> impl Iterator<Item = (&Item<'w>, &Draft)> {
        self.fresh()
            .flat_map(|item| self.drafts[item.deliveries.clone()].iter().map(move |draft| (item, draft)))
    }

    /// The incarnation this batch hands off to.
    pub(super) fn owner(&self) -> Option<Uuid> {
        self.drafts.iter().find_map(|draft| draft.owner).map(NodeId::uuid)
    }

    /// Gives all places back: nothing was stored.
    pub(super) fn abandon(&self, store: &Store) {
        for draft in &self.drafts {
            if draft.owner.is_some() {
                store.handoff().leave(draft.endpoint, 1);
            }
        }
    }

    /// After the commit: hands off, hints, counts, and makes the answers in the order of the events. What
    /// the loop did not take, because it stopped meanwhile, is answered too: it has to be released.
    pub(super) fn finish(self, store: &Store) -> (Vec<PublishAnswer>, Vec<Owned>) {
        let mut handed: Vec<Owned> = Vec::new();
        let mut waiting: HashSet<EndpointId> = HashSet::new();
        let mut answers = Vec::with_capacity(self.items.len());
        let now = store.now();
        for item in &self.items {
            let fresh = item.verdict == Verdict::Fresh;
            let (mut payload, mut labels) = (None, None);
            let scheduled = wait_for(item.event, now);
            for draft in &self.drafts[item.deliveries.clone()] {
                match draft.owner {
                    Some(owner) if fresh && self.handed_off => {
                        let payload = payload
                            .get_or_insert_with(|| store.handoff().payload(item.event.payload.clone()));
                        let labels = labels.get_or_insert_with(|| Arc::new(item.event.labels.clone()));
                        handed.push(owned(item, draft, owner, payload.clone(), Arc::clone(labels)));
                    }
                    Some(_) => {
                        store.handoff().leave(draft.endpoint, 1);
                        if fresh {
                            waiting.insert(draft.endpoint);
                        }
                    }
                    None if fresh => match scheduled {
                        Some(wait) => store.hints().due_in(draft.endpoint, wait),
                        None => drop(waiting.insert(draft.endpoint)),
                    },
                    None => {}
                }
            }
            answers.push(item.answer());
            match item.verdict {
                Verdict::Fresh => {
                    tracing::debug!(
                        event.id = %item.id,
                        project.id = %item.event.project,
                        trace.id = item.event.trace.as_ref().map(|trace| tracing::field::display(trace.trace)),
                        deliveries = item.deliveries.len(),
                        "event stored"
                    );
                    #[cfg(feature = "otel")]
                    store.traces().add(|| item.span(store.now()));
                    store.rollups().accepted(now, item.event.project);
                    store.meters().events_warned.inc_by(u64::from(item.warned));
                }
                Verdict::Replayed { .. } => drop(store.meters().events_replayed.inc()),
                Verdict::Reused | Verdict::Refused => {}
            }
        }
        let fresh = self.fresh().count();
        store.meters().events_accepted.inc_by(u64::try_from(fresh).unwrap_or(0));
        #[expect(clippy::cast_precision_loss, reason = "a batch has at most 500 events")]
        store.meters().publish_batch.observe(fresh as f64);
        store.meters().handed_off.inc_by(u64::try_from(handed.len()).unwrap_or(0));
        let unsent = match handed.first() {
            Some(first) => store.handoff().send(first.owner, handed),
            None => handed,
        };
        if !waiting.is_empty() {
            store.hints().tell_others.notify_one();
        }
        for endpoint in waiting {
            store.hints().due(endpoint);
        }
        (answers, unsent)
    }
}

impl Item<'_> {
    /// From when its id was minted to the end of its commit.
    #[cfg(feature = "otel")]
    fn span(&self, now: OffsetDateTime) -> Option<Traced> {
        let minted_ms = i64::try_from(unix_ms_of(self.id.uuid())).unwrap_or(0);
        let started_at = OffsetDateTime::UNIX_EPOCH + time::Duration::milliseconds(minted_ms);
        let work = Work::Publish { deliveries: self.deliveries.len() };
        let event = (self.id, self.event.event_type.as_str());
        Traced::of(self.event.trace.as_ref(), event, work, (started_at.min(now), now))
    }

    fn answer(&self) -> PublishAnswer {
        let queued = u32::try_from(self.deliveries.len()).unwrap_or(u32::MAX);
        match self.verdict {
            Verdict::Fresh => PublishAnswer::Stored(Published {
                event_id: self.id,
                queued_deliveries: queued,
                replayed: false,
            }),
            Verdict::Replayed { event_id, queued } => {
                PublishAnswer::Stored(Published { event_id, queued_deliveries: queued, replayed: true })
            }
            Verdict::Reused => PublishAnswer::KeyReused,
            Verdict::Refused => PublishAnswer::Refused,
        }
    }
}

/// Whether an event is not to be sent yet.
fn is_scheduled(event: &NewEvent, now: OffsetDateTime) -> bool {
    event.deliver_at.is_some_and(|at| at > now)
}

/// How long until an event is to be sent; `None` when it is due.
fn wait_for(event: &NewEvent, now: OffsetDateTime) -> Option<Duration> {
    event.deliver_at.and_then(|at| Duration::try_from(at - now).ok()).filter(|wait| !wait.is_zero())
}

fn owned(
    item: &Item<'_>,
    draft: &Draft,
    owner: NodeId,
    payload: Payload,
    labels: Arc<BTreeMap<String, String>>,
) -> Owned {
    Owned {
        id: draft.id,
        event: item.id,
        endpoint: draft.endpoint,
        project: item.event.project,
        event_type: item.event.event_type.clone(),
        payload: Some(payload),
        progress: Progress { attempt: 1, charged: 0, unknown_in_a_row: 0 },
        owner,
        labels,
        backfilled: false,
        pace: None,
        expires_at: item.event.expires_at,
        trace: item.event.trace.clone(),
    }
}
