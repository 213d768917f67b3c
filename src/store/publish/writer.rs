//! The writer: takes what waits, writes it in one transaction a shard, and splits a batch that Postgres refuses.

use std::collections::BTreeMap;

use super::batch::Batch;
use super::insert;
use super::insert::Written;
use super::intake::PublishAnswer;
use super::intake::Waiting;
use super::judge;
use crate::domain::chain::chain;
use crate::domain::event::NewEvent;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::pace::order;
use crate::store::snapshot;
use crate::store::stray;

/// Deliveries one statement stores at most, counting every endpoint of an event's project as matched.
const DELIVERIES_MAX: usize = 5_000;
/// How often a batch may meet a newer configuration, or lose a race, before its producers are asked to retry.
const TRIES_MAX: u32 = 20;

/// Writes events until the store closes. One writer is enough: while a commit is under way the next batch
/// gathers, so the busier it is the more each commit carries.
pub async fn run(store: Store) {
    while let Some(mut waiting) = store.intake().next().await {
        if let Err(error) = number(&store, &mut waiting).await {
            tracing::error!(error = chain(&error), events = waiting.len(), "events not stored");
            for one in waiting {
                drop(one.answer.send(Err(error.clone())));
            }
            continue;
        }
        let mut shards: BTreeMap<u8, Vec<Waiting>> = BTreeMap::new();
        for one in waiting {
            shards.entry(shard_of(&store, &one.judged.event)).or_default().push(one);
        }
        for (shard, waiting) in shards {
            write(&store, shard, waiting).await;
        }
    }
}

/// Gives events with an ordering key their place in publish order, in the order in which they came.
async fn number(store: &Store, waiting: &mut [Waiting]) -> Result<(), StoreError> {
    let keyed = waiting.iter().filter(|one| one.judged.event.ordering_key.is_some()).count();
    if keyed == 0 {
        return Ok(());
    }
    let mut last = order::take(store, keyed).await?;
    for one in waiting.iter_mut().filter(|one| one.judged.event.ordering_key.is_some()) {
        last += 1;
        one.order_no = last;
    }
    Ok(())
}

/// An event with an idempotency key lives in the shard that the key names, so that the key's record is found
/// there whatever the event's id.
pub(super) fn shard_of(store: &Store, event: &NewEvent) -> u8 {
    let spread = match &event.idempotency {
        Some(idempotency) => idempotency.key_hash[0],
        None => crate::store::mint::random::<1>()[0],
    };
    spread % store.shard_count()
}

async fn write(store: &Store, shard: u8, waiting: Vec<Waiting>) {
    let mut pieces = pieces(store, waiting, |one| &one.judged.event);
    // They are taken from the end, the first first.
    pieces.reverse();
    while let Some(mut piece) = pieces.pop() {
        match write_piece(store, shard, &mut piece).await {
            Ok(answers) => {
                let acknowledged = &store.meters().publish_ack_seconds;
                for (one, answer) in piece.into_iter().zip(answers) {
                    acknowledged.observe(one.since.elapsed().as_secs_f64());
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
                store.meters().publish_failed.inc_by(u64::try_from(piece.len()).unwrap_or(0));
                for one in piece {
                    drop(one.answer.send(Err(error.clone())));
                }
            }
        }
    }
}

/// Parts events so that no statement stores too many deliveries.
pub(super) fn pieces<T>(store: &Store, waiting: Vec<T>, event: impl Fn(&T) -> &NewEvent) -> Vec<Vec<T>> {
    let snapshot = store.snapshot();
    let mut pieces: Vec<Vec<T>> = Vec::new();
    let mut room = 0_usize;
    for one in waiting {
        let weight = snapshot.endpoints_of(event(&one).project).len();
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
    pieces
}

async fn write_piece(
    store: &Store,
    shard: u8,
    waiting: &mut [Waiting],
) -> Result<Vec<PublishAnswer>, StoreError> {
    let mut last = None;
    for _ in 0..TRIES_MAX {
        let snapshot = store.snapshot();
        judge::rest(&snapshot, waiting).await;
        let events = waiting.iter().map(|one| (&one.judged, one.order_no));
        let mut batch = Batch::new(store, snapshot, shard, events);
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
