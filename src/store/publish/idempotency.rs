//! Idempotency keys: the first publish of a key wins, under any concurrency; later ones learn what it stored.

use std::collections::HashMap;

use sqlx::PgTransaction;
use uuid::Uuid;

use super::batch::Batch;
use super::batch::Verdict;
use crate::domain::event::Idempotency;
use crate::domain::id::EventId;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::snapshot::Generation;

/// Decides for every event of the batch that has a key.
///
/// Two statements on purpose: the insert waits for a racing transaction with the same key, but its own
/// snapshot is too old to see what that one stored. The second statement has a new one.
pub(super) async fn decide(tx: &mut PgTransaction<'_>, batch: &mut Batch<'_>) -> Result<(), StoreError> {
    let mut keyed: Vec<(usize, Uuid, Idempotency)> = batch
        .items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.verdict == Verdict::Fresh)
        .filter_map(|(index, item)| {
            item.event.idempotency.map(|idempotency| (index, item.event.project.uuid(), idempotency))
        })
        .collect();
    if keyed.is_empty() {
        return Ok(());
    }
    // In one order everywhere, so that two batches with the same keys cannot wait for each other.
    keyed.sort_by_key(|(index, project, idempotency)| (*project, idempotency.key_hash, *index));
    let rows = Rows::of(batch, &keyed);
    let won = rows.insert(tx, i16::from(batch.shard), batch.snapshot.generation()).await?;
    let lost: Vec<&(usize, Uuid, Idempotency)> =
        keyed.iter().filter(|(index, ..)| !won.contains(&batch.items[*index].id.uuid())).collect();
    if lost.is_empty() {
        return Ok(());
    }
    let stored = look_up(tx, i16::from(batch.shard), &lost).await?;
    for (index, project, idempotency) in lost {
        batch.items[*index].verdict = match stored.get(&(*project, idempotency.key_hash.to_vec())) {
            Some(record) if record.body_hash == idempotency.body_hash => {
                Verdict::Replayed { event_id: EventId::from_uuid(record.event_id), queued: record.queued }
            }
            Some(_) => Verdict::Reused,
            // The record went with its generation between the two statements: nothing stands in the way of
            // a new try.
            None => return Err(StoreError::PublishFull),
        };
    }
    Ok(())
}

struct Rows {
    projects: Vec<Uuid>,
    keys: Vec<Vec<u8>>,
    events: Vec<Uuid>,
    bodies: Vec<Vec<u8>>,
    queued: Vec<i32>,
}

impl Rows {
    fn of(batch: &Batch<'_>, keyed: &[(usize, Uuid, Idempotency)]) -> Self {
        let queued = |index: usize| i32::try_from(batch.items[index].deliveries.len()).unwrap_or(i32::MAX);
        Self {
            projects: keyed.iter().map(|(_, project, _)| *project).collect(),
            keys: keyed.iter().map(|(_, _, idempotency)| idempotency.key_hash.to_vec()).collect(),
            events: keyed.iter().map(|(index, ..)| batch.items[*index].id.uuid()).collect(),
            bodies: keyed.iter().map(|(_, _, idempotency)| idempotency.body_hash.to_vec()).collect(),
            queued: keyed.iter().map(|(index, ..)| queued(*index)).collect(),
        }
    }

    /// Stores the keys that are in neither generation; answers the events that won.
    async fn insert(
        &self,
        tx: &mut PgTransaction<'_>,
        shard: i16,
        generation: Generation,
    ) -> Result<Vec<Uuid>, StoreError> {
        match generation {
            Generation::A => {
                sqlx::query_scalar!(
                    "insert into idempotency_a (shard, project_id, key_hash, event_id, body_hash, queued)
                     select $1, k.project_id, k.key_hash, k.event_id, k.body_hash, k.queued
                     from unnest($2::uuid[], $3::bytea[], $4::uuid[], $5::bytea[], $6::int[])
                          with ordinality as k (project_id, key_hash, event_id, body_hash, queued, place)
                     where not exists (select from idempotency_b o where o.shard = $1
                                       and o.project_id = k.project_id and o.key_hash = k.key_hash)
                     order by k.place
                     on conflict (shard, project_id, key_hash) do nothing returning event_id",
                    shard,
                    &self.projects,
                    &self.keys,
                    &self.events,
                    &self.bodies,
                    &self.queued,
                )
                .fetch_all(&mut **tx)
                .await
            }
            Generation::B => {
                sqlx::query_scalar!(
                    "insert into idempotency_b (shard, project_id, key_hash, event_id, body_hash, queued)
                     select $1, k.project_id, k.key_hash, k.event_id, k.body_hash, k.queued
                     from unnest($2::uuid[], $3::bytea[], $4::uuid[], $5::bytea[], $6::int[])
                          with ordinality as k (project_id, key_hash, event_id, body_hash, queued, place)
                     where not exists (select from idempotency_a o where o.shard = $1
                                       and o.project_id = k.project_id and o.key_hash = k.key_hash)
                     order by k.place
                     on conflict (shard, project_id, key_hash) do nothing returning event_id",
                    shard,
                    &self.projects,
                    &self.keys,
                    &self.events,
                    &self.bodies,
                    &self.queued,
                )
                .fetch_all(&mut **tx)
                .await
            }
        }
        .doing("storing idempotency keys")
    }
}

struct Record {
    event_id: Uuid,
    body_hash: Vec<u8>,
    queued: u32,
}

async fn look_up(
    tx: &mut PgTransaction<'_>,
    shard: i16,
    lost: &[&(usize, Uuid, Idempotency)],
) -> Result<HashMap<(Uuid, Vec<u8>), Record>, StoreError> {
    let projects: Vec<Uuid> = lost.iter().map(|(_, project, _)| *project).collect();
    let keys: Vec<Vec<u8>> = lost.iter().map(|(_, _, idempotency)| idempotency.key_hash.to_vec()).collect();
    let rows = sqlx::query!(
        r#"select r.project_id as "project_id!", r.key_hash as "key_hash!", r.event_id as "event_id!",
                  r.body_hash as "body_hash!", r.queued as "queued!"
           from unnest($2::uuid[], $3::bytea[]) as k (project_id, key_hash)
           cross join lateral (
               select project_id, key_hash, event_id, body_hash, queued from idempotency_a a
               where a.shard = $1 and a.project_id = k.project_id and a.key_hash = k.key_hash
               union all
               select project_id, key_hash, event_id, body_hash, queued from idempotency_b b
               where b.shard = $1 and b.project_id = k.project_id and b.key_hash = k.key_hash
           ) r"#,
        shard,
        &projects,
        &keys,
    )
    .fetch_all(&mut **tx)
    .await
    .doing("looking up idempotency keys")?;
    let mut records = HashMap::with_capacity(rows.len());
    for row in rows {
        let record = Record {
            event_id: row.event_id,
            body_hash: row.body_hash,
            queued: u32::try_from(row.queued).unwrap_or(0),
        };
        records.insert((row.project_id, row.key_hash), record);
    }
    Ok(records)
}
