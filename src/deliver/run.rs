//! Running the delivery room: one incarnation after the other, each for as long as it keeps its lease.

use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use tokio::task::JoinError;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::attempt::Sender;
use super::claimer::Claimer;
use super::dispatch::Dispatcher;
use super::error::DeliverError;
use super::housekeep;
use super::lanes::Lanes;
use super::lease::Lease;
use super::post::Client;
use super::reclaim;
use super::recorder;
use super::recorder::Results;
use super::redrive;
use super::secrets::Secrets;
use super::settings::Settings;
use super::telling::Teller;
use super::timed::Timed;
use crate::domain::chain::chain;
use crate::domain::id::NodeId;
use crate::store::Store;
use crate::store::keys;
use crate::store::node;
use crate::store::node::NodeSelf;
use crate::store::rollup;

/// Deliveries this node holds in memory over all lanes, as a multiple of the requests it has under way.
const TOTAL_A_PLACE: usize = 16;
/// How long to wait before asking for a lease again.
const JOIN_AGAIN: Duration = Duration::from_secs(1);
/// How long giving the lease back may take when leaving at once.
const LEAVE_WITHIN: Duration = Duration::from_millis(500);

/// When and how to end.
#[derive(Debug, Clone)]
pub struct Stop {
    /// Stop starting attempts, wait for those under way, give everything back.
    pub drain: CancellationToken,
    /// Leave at once: give the lease back, and nothing more.
    pub now: CancellationToken,
}

/// Delivers until told to stop. Returns when everything was given back, or at once with `stop.now`.
pub async fn run(
    store: Store,
    settings: Settings,
    tracker: TaskTracker,
    stop: Stop,
) -> Result<(), DeliverError> {
    let sender = Arc::new(Sender {
        store: store.clone(),
        client: Client::new(&settings.client)?,
        secrets: Secrets::default(),
        node_name: Arc::clone(&settings.node_name),
        teller: Teller::default(),
        abort: CancellationToken::new(),
    });
    let (results, recorded) = recorder::channel();
    let recording = tracker.spawn(recorder::run(store.clone(), recorded));
    while !stop.drain.is_cancelled() && !stop.now.is_cancelled() {
        let Some(lease) = join(&store, &settings, &stop).await else { break };
        // Boxed: it holds every loop of the room.
        Box::pin(incarnation(&sender, &settings, &tracker, &results, Arc::new(lease), &stop)).await;
    }
    drop(results);
    tokio::select! {
        // It ends when the last result is written; a panic in it has been logged by the runtime.
        written = recording => drop(written),
        () = stop.now.cancelled() => {}
    }
    Ok(())
}

/// Takes a lease, however long that takes; `None` when told to stop first.
async fn join(store: &Store, settings: &Settings, stop: &Stop) -> Option<Lease> {
    let myself = NodeSelf {
        name: settings.node_name.to_string(),
        instance: settings.instance.clone(),
        version: settings.version.clone(),
        roles: settings.roles.clone(),
    };
    loop {
        let asked = Instant::now();
        match node::join(store, &myself, settings.lease_ms).await {
            Ok(id) => {
                let lease = Lease::new(id, settings.lease_ms, asked);
                store.pulse().set_node(Some(id));
                lease.tell(store);
                return Some(lease);
            }
            Err(error) => {
                tracing::warn!(error = chain(&error), "no lease yet: nothing is delivered");
            }
        }
        tokio::select! {
            () = tokio::time::sleep(JOIN_AGAIN) => {}
            () = stop.drain.cancelled() => return None,
            () = stop.now.cancelled() => return None,
        }
    }
}

/// Works under one lease, until it is lost or `stop` comes.
async fn incarnation(
    sender: &Arc<Sender>,
    settings: &Settings,
    tracker: &TaskTracker,
    results: &Results,
    lease: Arc<Lease>,
    stop: &Stop,
) {
    let store = &sender.store;
    let end = CancellationToken::new();
    let (lane_max, total_max) = if settings.delivers() {
        (settings.lane_waiting_max, settings.in_flight_max * TOTAL_A_PLACE)
    } else {
        (0, 0)
    };
    let (incoming, out) = store.handoff().open(lease.node, lane_max, total_max);
    let dispatcher = Dispatcher {
        sender: Arc::clone(sender),
        lease: Arc::clone(&lease),
        results: results.clone(),
        tracker: tracker.clone(),
        lanes: Lanes::new(settings.in_flight_max),
        timed: Timed::default(),
        incoming,
    };
    let mut dispatching = tracker.spawn(dispatcher.run(end.clone()));
    let mut claiming = settings
        .delivers()
        .then(|| tracker.spawn(Claimer::new(store.clone(), Arc::clone(&lease), out).run(end.clone())));
    let is_lost = tokio::select! {
        () = lease.keep(store, settings.lease_ms) => true,
        () = keep_house(store, settings, lease.node) => true,
        // Neither ends by itself; whatever ended it, a new incarnation starts both again.
        ended = &mut dispatching => { drop(ended); true }
        ended = ended(&mut claiming) => { drop(ended); true }
        () = stop.drain.cancelled() => false,
        () = stop.now.cancelled() => false,
    };
    store.handoff().close();
    end.cancel();
    if is_lost {
        // What is under way ends by itself and is recorded as late; a new incarnation need not wait for it.
        tracing::error!(node.id = %lease.node, "the lease is lost: going on as a new incarnation");
        return;
    }
    tokio::select! {
        // The lease is kept while requests are under way: others must not take them.
        () = lease.keep(store, settings.lease_ms) => {}
        () = drain(sender, settings, dispatching, claiming, results) => {}
        () = stop.now.cancelled() => sender.abort.cancel(),
    }
    store.pulse().set_node(None);
    let left = tokio::time::timeout(LEAVE_WITHIN, node::leave(store, lease.node)).await;
    if !matches!(left, Ok(Ok(()))) {
        tracing::warn!(node.id = %lease.node, "the lease could not be given back; it ends by itself");
    }
}

/// Waits for what is under way, at most as long as the operator allows; what is left then ends as `aborted`,
/// which is charged to nobody.
async fn drain(
    sender: &Sender,
    settings: &Settings,
    dispatching: JoinHandle<()>,
    claiming: Option<JoinHandle<()>>,
    results: &Results,
) {
    let mut dispatching = dispatching;
    let limit = Duration::from_millis(settings.drain_ms);
    if tokio::time::timeout(limit, &mut dispatching).await.is_err() {
        tracing::warn!(in_flight = sender.store.pulse().in_flight(), "receivers took too long: aborting");
        sender.abort.cancel();
        // A panic in it has been logged; either way it is over.
        drop(dispatching.await);
    }
    if let Some(claiming) = claiming {
        // A claim that was under way when the stop came gives back what it got.
        drop(claiming.await);
    }
    results.written().await;
    let counted = rollup::write(&sender.store).await.map(drop);
    for last in [counted, keys::write_uses(&sender.store).await] {
        if let Err(error) = last {
            tracing::warn!(error = chain(&error), "the last counts were not written");
        }
    }
}

/// Waits for a task, for ever if there is none.
async fn ended(task: &mut Option<JoinHandle<()>>) -> Result<(), JoinError> {
    match task {
        Some(task) => task.await,
        None => std::future::pending().await,
    }
}

/// Everything that goes on beside delivering; never returns.
async fn keep_house(store: &Store, settings: &Settings, node: NodeId) {
    let delivering = async {
        if settings.delivers() {
            tokio::join!(reclaim::run(store.clone()), redrive::run(store.clone(), node));
        }
    };
    tokio::join!(
        delivering,
        housekeep::rollups(store.clone(), settings.disable_after_ms),
        housekeep::telling_dead_letters(store.clone(), node),
        housekeep::vacuuming(store.clone(), node),
        housekeep::expiring(store.clone()),
        housekeep::telling(store.clone()),
        housekeep::listening(store.clone()),
        housekeep::refreshing(store.clone()),
        housekeep::reading_circuits(store.clone()),
        housekeep::freeing_strays(store.clone(), node),
        housekeep::minutely(store.clone(), settings.clone(), node),
    );
}
