//! Dispatching: owned deliveries come in by hand-off and claim, and go out as attempts, lane by lane.

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::mpsc;
use tokio::time::Duration;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::attempt;
use super::attempt::Made;
use super::attempt::Sender;
use super::lanes::Lanes;
use super::lease::Lease;
use super::mishap;
use super::paced::is_barred;
use super::recorder::Results;
use super::timed::Timed;
use crate::domain::id::EndpointId;
use crate::store::expire;
use crate::store::handoff::Owned;
use crate::store::stray;

/// How long to wait before looking again whether the lease allows sending.
const LEASE_LOOK: Duration = Duration::from_millis(250);

/// One incarnation's dispatcher.
pub(super) struct Dispatcher {
    pub(super) sender: Arc<Sender>,
    pub(super) lease: Arc<Lease>,
    pub(super) results: Results,
    pub(super) tracker: TaskTracker,
    pub(super) lanes: Lanes,
    /// What was claimed for a moment that has not come yet.
    pub(super) timed: Timed,
    /// What was handed off or claimed.
    pub(super) incoming: mpsc::UnboundedReceiver<Vec<Owned>>,
}

/// A place that became free.
enum Freed {
    Ended(EndpointId),
    Unsent(Box<Owned>),
}

impl Dispatcher {
    /// Works until `stop`, then gives back what was not started and waits for what is under way.
    pub(super) async fn run(mut self, stop: CancellationToken) {
        let (freed_sender, mut freed) = mpsc::unbounded_channel();
        let mut seen = self.seen();
        loop {
            let may_send = self.lease.may_send();
            self.line_up();
            if may_send {
                self.start_all(&freed_sender).await;
            }
            self.sender.store.pulse().turned(self.lanes.in_flight(), self.waiting());
            tokio::select! {
                Some(batch) = self.incoming.recv() => self.add_all(batch),
                Some(one) = freed.recv() => {
                    self.take_freed(one).await;
                    // Whatever else ended meanwhile is handled in the same turn.
                    while let Ok(one) = freed.try_recv() {
                        self.take_freed(one).await;
                    }
                }
                () = self.sender.store.hints().config.notified() => {}
                () = tokio::time::sleep(LEASE_LOOK), if !may_send && self.lanes.waiting() > 0 => {}
                () = turn(self.timed.next()) => {}
                () = tokio::time::sleep(Duration::from_secs(5)) => {}
                () = stop.cancelled() => break,
            }
            let now = self.seen();
            if now != seen {
                seen = now;
                self.obey().await;
            }
        }
        self.incoming.close();
        while let Some(batch) = self.incoming.recv().await {
            self.add_all(batch);
        }
        let waiting = self.take_waiting(|_| true);
        self.give_back(waiting).await;
        while self.lanes.in_flight() > 0 {
            let Some(one) = freed.recv().await else { break };
            self.take_freed(one).await;
        }
    }

    fn add_all(&mut self, batch: Vec<Owned>) {
        for owned in batch {
            match owned.pace {
                Some(pace) => self.timed.add(pace.start_at, owned),
                None => self.lanes.add(owned),
            }
        }
    }

    /// Puts what has its turn now into its lane.
    fn line_up(&mut self) {
        let now = Instant::now();
        while let Some(owned) = self.timed.due(now) {
            self.lanes.add(owned);
        }
    }

    fn waiting(&self) -> usize {
        self.lanes.waiting() + self.timed.len()
    }

    fn take_waiting(&mut self, which: impl Fn(&Owned) -> bool) -> Vec<Owned> {
        let mut taken = self.lanes.take_waiting(&which);
        taken.append(&mut self.timed.take(&which));
        taken
    }

    /// What this was last told of the configuration and of circuits.
    fn seen(&self) -> (i64, u64) {
        (self.sender.store.snapshot().version(), self.sender.store.circuits().revision())
    }

    /// Starts everything that may start.
    async fn start_all(&mut self, freed: &mpsc::UnboundedSender<Freed>) {
        let snapshot = self.sender.store.snapshot();
        let now = self.sender.store.now();
        let (mut back, mut expired) = (Vec::new(), Vec::new());
        while let Some(owned) = self.lanes.start() {
            if owned.expires_at.is_some_and(|expires_at| expires_at <= now) {
                self.lanes.ended(owned.endpoint);
                expired.push(owned);
                continue;
            }
            let endpoint = snapshot
                .endpoint(owned.endpoint)
                .filter(|endpoint| endpoint.settings.status.is_sent())
                .filter(|_| !is_barred(&self.sender.store, &snapshot, &owned));
            let Some(endpoint) = endpoint.cloned() else {
                self.lanes.ended(owned.endpoint);
                back.push(owned);
                continue;
            };
            let (sender, results) = (Arc::clone(&self.sender), self.results.clone());
            let freed = freed.clone();
            self.tracker.spawn(async move {
                let made = mishap::caught(attempt::make(&sender, &endpoint, &owned)).await;
                let one = match made.unwrap_or_else(|| attempt::broken(&sender, &owned)) {
                    Made::Ended(ended) => {
                        results.add(ended);
                        Freed::Ended(owned.endpoint)
                    }
                    Made::Unsent => Freed::Unsent(Box::new(owned)),
                };
                // A dispatcher that is gone no longer counts places.
                drop(freed.send(one));
            });
        }
        self.give_back(back).await;
        self.end_expired(expired).await;
    }

    async fn take_freed(&mut self, one: Freed) {
        let store = self.sender.store.clone();
        match one {
            Freed::Ended(endpoint) => {
                self.lanes.ended(endpoint);
                if store.handoff().ended(endpoint) {
                    store.hints().due(endpoint);
                }
            }
            Freed::Unsent(owned) => {
                self.lanes.ended(owned.endpoint);
                self.give_back(vec![*owned]).await;
            }
        }
    }

    /// Gives back what waits for endpoints that are no longer sent to, or only in turn.
    async fn obey(&mut self) {
        let store = self.sender.store.clone();
        let snapshot = store.snapshot();
        let is_sent = |id| snapshot.endpoint(id).is_some_and(|endpoint| endpoint.settings.status.is_sent());
        let waiting =
            self.take_waiting(|owned| !is_sent(owned.endpoint) || is_barred(&store, &snapshot, owned));
        self.give_back(waiting).await;
    }

    /// Ends deliveries whose time was over before their turn came. What Postgres does not take is given back, for the
    /// sweep.
    async fn end_expired(&self, deliveries: Vec<Owned>) {
        if deliveries.is_empty() {
            return;
        }
        let store = &self.sender.store;
        let kept = expire::owned(store, deliveries).await;
        self.give_back(kept).await;
    }

    /// Releases deliveries and their places.
    async fn give_back(&self, deliveries: Vec<Owned>) {
        stray::release_all(&self.sender.store, &deliveries).await;
    }
}

/// Waits until the next turn comes, for ever if there is none.
async fn turn(next: Option<Instant>) {
    match next {
        Some(at) => tokio::time::sleep_until(at.into()).await,
        None => std::future::pending().await,
    }
}
