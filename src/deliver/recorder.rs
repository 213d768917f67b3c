//! The recorder: gathers results while a statement is under way, and writes them in the next one.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::mpsc;
use tokio::sync::oneshot;
use tokio::time::Instant;
use tokio::time::timeout_at;

use super::breaker;
use super::disable;
use super::paced::is_paced;
use crate::domain::chain::chain;
use crate::domain::delivery::Next;
use crate::domain::exchange::Answer;
use crate::domain::outcome::Outcome;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::record;
use crate::store::record::Ended;

/// How long a result waits for others to be written with it.
const GATHER: Duration = Duration::from_millis(5);
/// First wait after a failed write; doubled each time up to [`WAIT_MAX`].
const WAIT_MIN: Duration = Duration::from_millis(50);
/// Longest wait between two tries to write.
const WAIT_MAX: Duration = Duration::from_secs(2);
/// The status with which a receiver says that it is gone for good (RFC 9110, section 15.5.11).
const GONE: u16 = 410;

/// What the recorder is told.
pub(super) enum Told {
    /// A result to write.
    Ended(Box<Ended>),
    /// Somebody waits until everything before is written.
    Written(oneshot::Sender<()>),
}

/// Where results go.
#[derive(Clone)]
pub(super) struct Results(mpsc::UnboundedSender<Told>);

impl Results {
    /// Queues a result. Bounded by the places of the lanes, which are only given back after it.
    pub(super) fn add(&self, ended: Box<Ended>) {
        // Without a recorder the rows stay owned and are taken back as `unknown`.
        drop(self.0.send(Told::Ended(ended)));
    }

    /// Waits until everything added so far is written.
    pub(super) async fn written(&self) {
        let (sender, written) = oneshot::channel();
        drop(self.0.send(Told::Written(sender)));
        // A recorder that is gone writes no more.
        drop(written.await);
    }
}

/// Makes the pair of ends.
pub(super) fn channel() -> (Results, mpsc::UnboundedReceiver<Told>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    (Results(sender), receiver)
}

/// Writes results until every sender is gone and all is written.
pub(super) async fn run(store: Store, mut results: mpsc::UnboundedReceiver<Told>) {
    let mut batch = Vec::new();
    while results.recv_many(&mut batch, record::BATCH_MAX).await > 0 {
        gather(&mut results, &mut batch).await;
        let mut shards: BTreeMap<i16, Vec<Ended>> = BTreeMap::new();
        let mut waiting = Vec::new();
        for told in batch.drain(..) {
            match told {
                Told::Ended(ended) => shards.entry(ended.id.shard()).or_default().push(*ended),
                Told::Written(sender) => waiting.push(sender),
            }
        }
        for (shard, ended) in shards {
            write(&store, shard, ended).await;
        }
        // Who no longer waits is not told.
        for sender in waiting {
            sender.send(()).unwrap_or_default();
        }
    }
}

/// Lets more results come for a moment: a statement costs about the same for one as for twenty. Nobody waits for it,
/// the places in the lanes are free already.
async fn gather(results: &mut mpsc::UnboundedReceiver<Told>, batch: &mut Vec<Told>) {
    let until = Instant::now() + GATHER;
    while batch.len() < record::BATCH_MAX && !batch.iter().any(|told| matches!(told, Told::Written(_))) {
        let room = record::BATCH_MAX - batch.len();
        match timeout_at(until, results.recv_many(batch, room)).await {
            Ok(1..) => {}
            // The time is over, or every sender is gone.
            Ok(0) | Err(_) => return,
        }
    }
}

/// Writes results of one shard, however long that takes: a result in memory is a request that was made.
/// A batch that Postgres refuses is halved until the one bad row stands alone. That one is recorded without what
/// the receiver said; if Postgres does not take that either, it stays owned until this node ends, and is then
/// taken back as `unknown`: freeing it sooner would send it again and again.
pub(super) async fn write(store: &Store, shard: i16, ended: Vec<Ended>) {
    let mut pieces = vec![ended];
    let mut wait = WAIT_MIN;
    while let Some(piece) = pieces.pop() {
        match record::record(store, shard, &piece).await {
            Ok(recorded) => {
                wait = WAIT_MIN;
                store.handoff().let_go(piece.iter().map(|one| (one.id, one.number)));
                let is_late = |one: &&Ended| recorded.fenced.contains(&(one.id, one.number));
                // Who lost the race to take a delivery back has nothing to tell about its request.
                let tells = |one: &&Ended| is_late(one) && one.exchange.outcome != Outcome::Unknown;
                let late: Vec<&Ended> = piece.iter().filter(tells).collect();
                if !late.is_empty()
                    && let Err(error) = record::record_late(store, shard, &late).await
                {
                    tracing::error!(error = chain(&error), "late results not recorded");
                }
                for one in piece.iter().filter(|one| !is_late(one)) {
                    follow_up(store, one).await;
                }
            }
            Err(error) if is_about_data(&error) => {
                let mut left = piece;
                if left.len() > 1 {
                    let right = left.split_off(left.len() / 2);
                    pieces.push(right);
                    pieces.push(left);
                } else if let Some(one) = left.pop() {
                    tracing::error!(
                        error = chain(&error),
                        delivery.id = %one.id,
                        attempt.number = one.number,
                        "a result cannot be recorded as it is"
                    );
                    pieces.extend(bare(one).map(|bare| vec![bare]));
                }
            }
            Err(error) => {
                tracing::warn!(error = chain(&error), results = piece.len(), "results not recorded yet");
                pieces.push(piece);
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(WAIT_MAX);
            }
        }
    }
}

/// The result without anything that came from the receiver; `None` when there was nothing.
fn bare(mut ended: Ended) -> Option<Ended> {
    let exchange = &mut ended.exchange;
    // The second time there is nothing left to leave out.
    let answer =
        exchange.answer.take().filter(|answer| !answer.headers.is_empty() || !answer.body.is_empty())?;
    exchange.answer =
        Some(Answer { headers: Vec::new(), body: Bytes::new(), body_incomplete: true, ..answer });
    Some(ended)
}

const fn is_about_data(error: &StoreError) -> bool {
    matches!(error, StoreError::Database { .. } | StoreError::Inconsistent { .. })
}

/// What a recorded result sets off: the next attempt's hint, or the end of an endpoint that is gone.
async fn follow_up(store: &Store, ended: &Ended) {
    if let Next::Retry { after_ms, .. } = ended.next {
        store.hints().due_in(ended.endpoint, Duration::from_millis(after_ms));
    }
    if ended.exchange.answer.as_ref().is_some_and(|answer| answer.status == GONE) {
        disable::gone(store, ended.endpoint).await;
    }
    breaker::learn(store, ended).await;
    if is_paced(store, &store.snapshot(), ended.endpoint) {
        // Its place is free now, and what waited for it may have its turn.
        store.hints().due(ended.endpoint);
    }
}
