//! The claimer: looks for due deliveries, claims as many as their lanes have room for, and passes them on.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::lease::Lease;
use super::paced::is_paced;
use super::wake::Wake;
use crate::domain::chain::chain;
use crate::domain::id::EndpointId;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::cancel;
use crate::store::claim;
use crate::store::claim::Wish;
use crate::store::discover;
use crate::store::handoff::Owned;
use crate::store::pace::claim::Cursors;
use crate::store::snapshot::Snapshot;
use crate::store::stray;

/// How often the queue is looked through, hint or no hint.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Shortest time between two looks everywhere that hints ask for.
const LOOK_EVERY_MIN: Duration = Duration::from_millis(20);
/// Pages one look covers at most; the rest is for the next second.
const PAGES_MAX: usize = 4;
/// Endpoints one claim asks for at most.
const WISHES_MAX: usize = 500;
/// Deliveries one claim takes at most, so that its transaction stays short.
const CLAIM_MAX: usize = 1_000;

/// One incarnation's claimer.
pub(super) struct Claimer {
    pub(super) store: Store,
    pub(super) lease: Arc<Lease>,
    pub(super) out: mpsc::UnboundedSender<Vec<Owned>>,
    pub(super) wake: Wake,
    /// Where the next look at the ordering keys of an endpoint goes on.
    pub(super) key_cursors: Cursors,
    cursors: HashMap<i16, EndpointId>,
    looked_at: Option<Instant>,
}

impl Claimer {
    pub(super) fn new(store: Store, lease: Arc<Lease>, out: mpsc::UnboundedSender<Vec<Owned>>) -> Self {
        Self {
            store,
            lease,
            out,
            wake: Wake::new(Instant::now()),
            key_cursors: Cursors::new(),
            cursors: HashMap::new(),
            looked_at: None,
        }
    }

    /// Works until `stop`. What Postgres refuses is tried again in a second; it stops nobody else.
    pub(super) async fn run(mut self, stop: CancellationToken) {
        let mut look = true;
        loop {
            if let Err(error) = self.turn(look).await {
                tracing::warn!(error = chain(&error), "no deliveries could be claimed");
                tokio::select! {
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                    () = stop.cancelled() => return,
                }
            }
            tokio::select! {
                () = self.store.hints().due_noted() => {}
                () = tokio::time::sleep_until(self.next_turn().into()) => {}
                () = stop.cancelled() => return,
            }
            let noted = self.store.hints().take_due();
            for (endpoint, at) in noted.endpoints {
                self.wake.note(endpoint, at, Instant::now());
            }
            if noted.anywhere {
                // Hints that come faster than looks pay off are answered by the next look.
                let since = self.looked_at.map_or(LOOK_EVERY, |at| at.elapsed());
                tokio::time::sleep(LOOK_EVERY_MIN.saturating_sub(since)).await;
            }
            look = noted.anywhere || self.looked_at.is_none_or(|at| at.elapsed() >= LOOK_EVERY);
        }
    }

    /// The earliest of: the next look, and the next delivery that is due and has room.
    fn next_turn(&self) -> Instant {
        let look = self.looked_at.map_or_else(Instant::now, |at| at + LOOK_EVERY);
        if !self.lease.may_send() {
            // Nothing can be claimed before the lease is renewed, however long it has been due.
            return look;
        }
        let snapshot = self.store.snapshot();
        let counts = |id| is_sent(&snapshot, id) && self.store.handoff().room(id) > 0;
        self.wake.next(counts).map_or(look, |due| due.min(look))
    }

    async fn turn(&mut self, look: bool) -> Result<(), StoreError> {
        let shards = self.store.shards();
        if look {
            self.looked_at = Some(Instant::now());
            self.wake.sweep(Instant::now());
            for shard in &shards {
                self.look(*shard).await?;
            }
        }
        if !self.lease.may_send() {
            return Ok(());
        }
        loop {
            let now = Instant::now();
            let snapshot = self.store.snapshot();
            let wishes = self.wishes(&snapshot, now);
            if wishes.is_empty() {
                return Ok(());
            }
            let (paced, plain): (Vec<_>, Vec<_>) =
                wishes.into_iter().partition(|(endpoint, _)| is_paced(&self.store, &snapshot, *endpoint));
            self.claim_paced(&snapshot, &paced, now).await?;
            self.claim(&shards, &plain, snapshot.version(), now).await?;
        }
    }

    /// Looks through the next endpoints of a shard.
    async fn look(&mut self, shard: i16) -> Result<(), StoreError> {
        let (now, now_there) = (Instant::now(), self.store.now());
        for _ in 0..PAGES_MAX {
            let cursor = self.cursors.get(&shard).copied();
            let found = discover::look(&self.store, shard, cursor).await?;
            for (endpoint, due_at) in found.due_at {
                if self.store.snapshot().endpoint(endpoint).is_none() {
                    self.drop_orphans(endpoint).await?;
                    continue;
                }
                self.wake.seen(shard, endpoint, due_at);
                let wait = Duration::try_from(due_at - now_there).unwrap_or(Duration::ZERO);
                self.wake.note(endpoint, now + wait, now);
            }
            let Some(cursor) = found.cursor else {
                self.cursors.remove(&shard);
                return Ok(());
            };
            self.cursors.insert(shard, cursor);
        }
        Ok(())
    }

    /// Work of an endpoint this process does not know: deleted, or made a moment ago. Only the former is
    /// cancelled.
    async fn drop_orphans(&self, endpoint: EndpointId) -> Result<(), StoreError> {
        crate::store::snapshot::load(&self.store).await?;
        if self.store.snapshot().endpoint(endpoint).is_none() {
            let cancelled = cancel::of_endpoint(&self.store, endpoint).await?;
            if cancelled > 0 {
                tracing::info!(endpoint.id = %endpoint, cancelled, "cancelled deliveries of a deleted endpoint");
            }
        }
        Ok(())
    }

    /// What to ask for: endpoints with something due, that are sent to, and whose lanes have room.
    fn wishes(&mut self, snapshot: &Snapshot, now: Instant) -> Vec<(EndpointId, usize)> {
        let handoff = self.store.handoff();
        let mut wishes = Vec::new();
        let mut total = 0;
        for endpoint in self.wake.due(now) {
            if !is_sent(snapshot, endpoint) {
                self.wake.settle(endpoint, now);
                continue;
            }
            if let Some(wait) = self.store.circuits().probe_in(endpoint, now) {
                self.wake.settle(endpoint, now);
                self.wake.note(endpoint, now + wait, now);
                continue;
            }
            let room = handoff.room(endpoint).min(CLAIM_MAX - total);
            if room == 0 {
                // Until the lane has emptied to half, which is hinted at.
                handoff.set_backlogged(endpoint, true);
                if handoff.room(endpoint) == 0 {
                    self.wake.settle(endpoint, now);
                }
                continue;
            }
            total += room;
            wishes.push((endpoint, room));
            if wishes.len() == WISHES_MAX || total == CLAIM_MAX {
                break;
            }
        }
        wishes
    }

    async fn claim(
        &mut self,
        shards: &[i16],
        asked: &[(EndpointId, usize)],
        version: i64,
        now: Instant,
    ) -> Result<(), StoreError> {
        let mut left: HashMap<EndpointId, usize> = asked.iter().copied().collect();
        for shard in shards {
            let wishes: Vec<Wish> = left
                .iter()
                .filter(|(_, room)| **room > 0)
                .map(|(endpoint, room)| Wish {
                    endpoint: *endpoint,
                    room: *room,
                    low: self.wake.low(*shard, *endpoint, now),
                })
                .collect();
            if wishes.is_empty() {
                break;
            }
            // Places first: what is committed as owned must have one.
            for wish in &wishes {
                self.store.handoff().enter(wish.endpoint, wish.room);
            }
            let claimed = claim::claim(&self.store, self.lease.node, *shard, version, &wishes).await;
            let got =
                |id| claimed.as_ref().ok().and_then(|map| map.get(&id)).map_or(0, |one| one.deliveries.len());
            for wish in &wishes {
                self.store.handoff().leave(wish.endpoint, wish.room - got(wish.endpoint).min(wish.room));
            }
            if claimed.is_err() {
                // The rows may be claimed although the answer was lost.
                self.store.hints().strays.notify_one();
            }
            for (endpoint, one) in claimed? {
                if let Some(last_due_at) = one.last_due_at {
                    self.wake.claimed(*shard, endpoint, last_due_at, now);
                }
                if let Some(room) = left.get_mut(&endpoint) {
                    *room = room.saturating_sub(one.deliveries.len());
                }
                self.store.meters().claimed.inc_by(u64::try_from(one.deliveries.len()).unwrap_or(0));
                if let Err(unsent) = self.out.send(one.deliveries) {
                    // The dispatcher has stopped.
                    stray::release_all(&self.store, &unsent.0).await;
                }
            }
        }
        for (endpoint, room) in left {
            // All that was asked for came: there may be more, and fresh deliveries wait behind it.
            self.store.handoff().set_backlogged(endpoint, room == 0);
            if room > 0 {
                self.wake.settle(endpoint, now);
            }
        }
        Ok(())
    }
}

fn is_sent(snapshot: &Snapshot, endpoint: EndpointId) -> bool {
    snapshot.endpoint(endpoint).is_some_and(|endpoint| endpoint.settings.status.is_sent())
}
