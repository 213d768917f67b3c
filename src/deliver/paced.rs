//! Claiming for endpoints that have a limit, an order, or a circuit that is not closed.

use std::time::Duration;
use std::time::Instant;

use super::claimer::Claimer;
use crate::domain::id::EndpointId;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::handoff::Owned;
use crate::store::pace::claim;
use crate::store::pace::claim::Ask;
use crate::store::snapshot::Snapshot;
use crate::store::stray;

/// Whether nodes have to agree on each delivery of this endpoint.
pub(super) fn is_paced(store: &Store, snapshot: &Snapshot, endpoint: EndpointId) -> bool {
    snapshot.endpoint(endpoint).is_some_and(|endpoint| endpoint.settings.is_paced())
        || store.circuits().holds(endpoint)
}

/// Whether this delivery may not go out as it is: its endpoint's circuit is open, or it was taken without asking for a
/// turn that its endpoint needs by now.
pub(super) fn is_barred(store: &Store, snapshot: &Snapshot, owned: &Owned) -> bool {
    match owned.pace {
        Some(pace) => !pace.is_probe && store.circuits().is_open(owned.endpoint),
        None => is_paced(store, snapshot, owned.endpoint),
    }
}

impl Claimer {
    /// Claims what the endpoints' limits allow, and notes when to ask again.
    pub(super) async fn claim_paced(
        &mut self,
        snapshot: &Snapshot,
        asked: &[(EndpointId, usize)],
        now: Instant,
    ) -> Result<(), StoreError> {
        let asks: Vec<Ask> = asked.iter().filter_map(|(id, room)| ask(snapshot, *id, *room)).collect();
        if asks.is_empty() {
            return Ok(());
        }
        // Places first: what is committed as owned must have one.
        for ask in &asks {
            self.store.handoff().enter(ask.endpoint, ask.room);
        }
        let version = snapshot.version();
        let granted = claim::claim(&self.store, self.lease.node, version, &asks, &mut self.key_cursors).await;
        let got =
            |id| granted.as_ref().ok().and_then(|map| map.get(&id)).map_or(0, |one| one.deliveries.len());
        for ask in &asks {
            self.store.handoff().leave(ask.endpoint, ask.room - got(ask.endpoint).min(ask.room));
        }
        if granted.is_err() {
            // The rows may be claimed although the answer was lost.
            self.store.hints().strays.notify_one();
        }
        for (endpoint, one) in granted? {
            // Nothing of it is handed off, so nothing queues up behind what waits in Postgres.
            self.store.handoff().set_backlogged(endpoint, false);
            self.wake.settle(endpoint, now);
            if let Some(again_ms) = one.again_ms {
                self.wake.note(endpoint, now + Duration::from_millis(again_ms), now);
            }
            self.store.meters().claimed.inc_by(u64::try_from(one.deliveries.len()).unwrap_or(0));
            if let Err(unsent) = self.out.send(one.deliveries) {
                // The dispatcher has stopped.
                stray::release_all(&self.store, &unsent.0).await;
            }
        }
        Ok(())
    }
}

fn ask(snapshot: &Snapshot, id: EndpointId, room: usize) -> Option<Ask> {
    let settings = &snapshot.endpoint(id)?.settings;
    Some(Ask {
        endpoint: id,
        room,
        pacing: settings.pacing.clone(),
        ordering: settings.ordering,
        timeout_ms: settings.timeout_ms,
    })
}
