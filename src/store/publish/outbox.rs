//! Events of the outbox: written by the same statements as those of the API, inside a transaction of the drain's.

use std::collections::BTreeMap;
use std::sync::Arc;

use sqlx::PgTransaction;

use super::batch::Batch;
use super::batch::Verdict;
use super::insert;
use super::insert::Written;
use super::judge;
use super::judge::Judged;
use super::writer::pieces;
use super::writer::shard_of;
use crate::domain::event::NewEvent;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::pace::order;
use crate::store::snapshot::Snapshot;
use crate::store::stray;

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutboxAnswer {
    /// Stored with this transaction, or before under the same key.
    Stored,
    /// Its idempotency key was used for another event.
    KeyReused,
    /// Its payload does not fit the schema of its type, which is enforced.
    SchemaRefused,
}

/// Events of the outbox, judged by one state of the configuration, by their numbers there.
pub struct OutboxEvents {
    snapshot: Arc<Snapshot>,
    numbered: BTreeMap<i64, Numbered>,
}

/// An event with its place in publish order.
struct Numbered {
    judged: Judged,
    /// 0 without an ordering key.
    order_no: i64,
}

/// Events that were written, and whose transaction is not over.
#[derive(Default)]
pub struct OutboxBatch<'w> {
    written: Vec<Batch<'w>>,
}

impl<'w> OutboxBatch<'w> {
    /// Has filters and schemas asked, and gives events with an ordering key their place in publish order, by their numbers
    /// in the outbox.
    pub async fn prepare(store: &Store, events: BTreeMap<i64, NewEvent>) -> Result<OutboxEvents, StoreError> {
        let keyed = events.values().filter(|event| event.ordering_key.is_some()).count();
        let mut last = if keyed > 0 { order::take(store, keyed).await? } else { 0 };
        let snapshot = store.snapshot();
        let (ids, events): (Vec<i64>, Vec<NewEvent>) = events.into_iter().unzip();
        let judged = judge::by(&snapshot, events).await;
        let numbered = ids.into_iter().zip(judged).map(|(id, judged)| {
            let is_keyed = judged.event.ordering_key.is_some();
            last += i64::from(is_keyed);
            (id, Numbered { judged, order_no: if is_keyed { last } else { 0 } })
        });
        Ok(OutboxEvents { snapshot, numbered: numbered.collect() })
    }

    /// Writes events, each under its number in the outbox; `None` when the configuration they were matched with is no
    /// longer current: the transaction is then of no use.
    pub async fn write(
        &mut self,
        store: &Store,
        tx: &mut PgTransaction<'_>,
        events: &'w OutboxEvents,
    ) -> Result<Option<Vec<(i64, OutboxAnswer)>>, StoreError> {
        let mut shards: BTreeMap<u8, Vec<(i64, &'w Numbered)>> = BTreeMap::new();
        for (id, numbered) in &events.numbered {
            shards.entry(shard_of(store, &numbered.judged.event)).or_default().push((*id, numbered));
        }
        let snapshot = &events.snapshot;
        let events = &events.numbered;
        let mut answers = Vec::with_capacity(events.len());
        for (shard, events) in shards {
            for piece in pieces(store, events, |(_, numbered)| &numbered.judged.event) {
                let numbered = piece.iter().map(|(_, numbered)| (&numbered.judged, numbered.order_no));
                let mut batch = Batch::new(store, Arc::clone(snapshot), shard, numbered);
                let written = insert::write_within(tx, &mut batch).await;
                let verdicts: Vec<Verdict> = batch.items.iter().map(|item| item.verdict).collect();
                self.written.push(batch);
                if written? == Written::Stale {
                    return Ok(None);
                }
                answers.extend(piece.iter().zip(verdicts).map(|((id, _), verdict)| match verdict {
                    Verdict::Fresh | Verdict::Replayed { .. } => (*id, OutboxAnswer::Stored),
                    Verdict::Reused => (*id, OutboxAnswer::KeyReused),
                    Verdict::Refused => (*id, OutboxAnswer::SchemaRefused),
                }));
            }
        }
        Ok(Some(answers))
    }

    /// Whether a transaction merely lost to another one and can go again at once.
    #[must_use]
    pub fn is_lost_race(error: &StoreError) -> bool {
        insert::is_lost_race(error)
    }

    /// After the commit: hands off, hints and counts.
    pub async fn finish(self, store: &Store) {
        let mut unsent = Vec::new();
        for batch in self.written {
            unsent.extend(batch.finish(store).1);
        }
        store.hints().happened.notify_waiters();
        stray::release_all(store, &unsent).await;
    }

    /// Nothing was stored.
    pub fn abandon(&self, store: &Store) {
        for batch in &self.written {
            batch.abandon(store);
        }
    }

    /// The commit was not answered: it may have gone through.
    pub fn lost(&self, store: &Store) {
        self.abandon(store);
        if self.written.iter().any(|batch| batch.owner().is_some()) {
            store.hints().strays.notify_one();
        }
    }
}
