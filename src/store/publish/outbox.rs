//! Events of the outbox: written by the same statements as those of the API, inside a transaction of the drain's.

use std::collections::BTreeMap;

use sqlx::PgTransaction;

use super::batch::Batch;
use super::batch::Verdict;
use super::insert;
use super::insert::Written;
use super::writer::pieces;
use super::writer::shard_of;
use crate::domain::event::NewEvent;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::stray;

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutboxAnswer {
    /// Stored with this transaction, or before under the same key.
    Stored,
    /// Its idempotency key was used for another event.
    KeyReused,
}

/// Events that were written, and whose transaction is not over.
#[derive(Default)]
pub struct OutboxBatch<'w> {
    written: Vec<Batch<'w>>,
}

impl<'w> OutboxBatch<'w> {
    /// Writes events, each under its number in the outbox; `None` when the configuration they were matched with is no
    /// longer current: the transaction is then of no use.
    pub async fn write(
        &mut self,
        store: &Store,
        tx: &mut PgTransaction<'_>,
        events: &'w BTreeMap<i64, NewEvent>,
    ) -> Result<Option<Vec<(i64, OutboxAnswer)>>, StoreError> {
        let mut shards: BTreeMap<u8, Vec<(i64, &'w NewEvent)>> = BTreeMap::new();
        for (id, event) in events {
            shards.entry(shard_of(store, event)).or_default().push((*id, event));
        }
        let mut answers = Vec::with_capacity(events.len());
        for (shard, events) in shards {
            for piece in pieces(store, events, |(_, event)| event) {
                let mut batch = Batch::new(store, shard, piece.iter().map(|(_, event)| *event));
                let written = insert::write_within(tx, &mut batch).await;
                let verdicts: Vec<Verdict> = batch.items.iter().map(|item| item.verdict).collect();
                self.written.push(batch);
                if written? == Written::Stale {
                    return Ok(None);
                }
                answers.extend(piece.iter().zip(verdicts).map(|((id, _), verdict)| match verdict {
                    Verdict::Fresh | Verdict::Replayed { .. } => (*id, OutboxAnswer::Stored),
                    Verdict::Reused => (*id, OutboxAnswer::KeyReused),
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
