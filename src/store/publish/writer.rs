//! The writer: takes what waits, writes it in one transaction a shard, and splits a batch that Postgres refuses.

use std::collections::BTreeMap;

use super::batch::Batch;
use super::insert;
use super::insert::Written;
use super::intake::PublishAnswer;
use super::intake::Waiting;
use crate::domain::chain::chain;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::snapshot;
use crate::store::stray;

/// Deliveries one statement stores at most, counting every endpoint of an event's project as matched.
const DELIVERIES_MAX: usize = 5_000;
/// How often a batch may meet a newer configuration, or lose a race, before its producers are asked to retry.
const TRIES_MAX: u32 = 20;

/// Writes events until the store closes. One writer is enough: while a commit is under way the next batch
/// gathers, so the busier it is the more each commit carries.
pub async fn run(store: Store) {
    while let Some(waiting) = store.intake().next().await {
        let mut shards: BTreeMap<u8, Vec<Waiting>> = BTreeMap::new();
        for one in waiting {
            shards.entry(shard_for(&store, &one)).or_default().push(one);
        }
        for (shard, waiting) in shards {
            write(&store, shard, waiting).await;
        }
    }
}

/// An event with an idempotency key lives in the shard that the key names, so that the key's record is found
/// there whatever the event's id.
fn shard_for(store: &Store, waiting: &Waiting) -> u8 {
    let spread = match &waiting.event.idempotency {
        Some(idempotency) => idempotency.key_hash[0],
        None => crate::store::mint::random::<1>()[0],
    };
    spread % store.shard_count()
}

async fn write(store: &Store, shard: u8, waiting: Vec<Waiting>) {
    let mut pieces = by_weight(store, waiting);
    while let Some(piece) = pieces.pop() {
        match write_piece(store, shard, &piece).await {
            Ok(answers) => {
                for (one, answer) in piece.into_iter().zip(answers) {
                    // Who hung up is not told; the event is stored all the same.
                    drop(one.answer.send(Ok(answer)));
                }
            }
            // One row that Postgres refuses must not sink the others: halve until it stands alone.
            Err(error) if error.is_about_data() && piece.len() > 1 => {
                let mut left = piece;
                let right = left.split_off(left.len() / 2);
                pieces.push(right);
                pieces.push(left);
            }
            Err(error) => {
                tracing::error!(error = chain(&error), events = piece.len(), "events not stored");
                for one in piece {
                    drop(one.answer.send(Err(error.clone())));
                }
            }
        }
    }
}

/// Parts a batch so that no statement stores too many deliveries, the first piece last, as they are taken from
/// the end.
fn by_weight(store: &Store, waiting: Vec<Waiting>) -> Vec<Vec<Waiting>> {
    let snapshot = store.snapshot();
    let mut pieces: Vec<Vec<Waiting>> = Vec::new();
    let mut room = 0_usize;
    for one in waiting {
        let weight = snapshot.endpoints_of(one.event.project).len();
        match pieces.last_mut() {
            Some(piece) if weight <= room => {
                room -= weight;
                piece.push(one);
            }
            _ => {
                room = DELIVERIES_MAX.saturating_sub(weight);
                pieces.push(vec![one]);
            }
        }
    }
    pieces.reverse();
    pieces
}

async fn write_piece(
    store: &Store,
    shard: u8,
    waiting: &[Waiting],
) -> Result<Vec<PublishAnswer>, StoreError> {
    let mut last = None;
    for _ in 0..TRIES_MAX {
        let mut batch = Batch::new(store, shard, waiting);
        match insert::write(store, &mut batch).await {
            Ok(Written::Done) => {
                let (answers, unsent) = batch.finish(store);
                store.hints().happened.notify_waiters();
                // Before the producers are answered: a stop waits for them, and so for this.
                stray::release_all(store, &unsent).await;
                return Ok(answers);
            }
            Ok(Written::Stale) => {
                batch.abandon(store);
                snapshot::load(store).await?;
                // The ids may have been too old because this machine slept and its clock with it.
                store.clock().correct(store.front()).await?;
            }
            Err(error) => {
                batch.abandon(store);
                if batch.owner().is_some() {
                    // The commit may have gone through although its answer did not.
                    store.hints().strays.notify_one();
                }
                if !insert::is_lost_race(&error) {
                    return Err(error);
                }
                last = Some(error);
            }
        }
    }
    Err(last.unwrap_or(StoreError::PublishFull))
}
