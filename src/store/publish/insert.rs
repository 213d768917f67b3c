//! The publish transaction: idempotency records, events and deliveries land together or not at all.

use sqlx::PgConnection;
use uuid::Uuid;

use super::batch::Batch;
use super::idempotency;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// How much older than its statement an event's id may be, in milliseconds. Whoever follows the feed looks back as far
/// and no further, so that what waited longer for a connection or a lock is minted anew.
pub(crate) const MINTED_BEFORE_MS_MAX: i64 = 4_000;

/// How a write went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// Committed.
    Done,
    /// The configuration it was matched with is no longer current, or its ids are too old; nothing was stored.
    Stale,
}

/// Whether the statement merely lost to another one and can go again at once.
pub(super) fn is_lost_race(error: &StoreError) -> bool {
    match error {
        StoreError::Unavailable { source, .. } => matches!(
            source.as_database_error().and_then(sqlx::error::DatabaseError::code).as_deref(),
            Some("40001" | "40P01" | "0A000")
        ),
        _ => false,
    }
}

/// Writes the batch in one transaction. Without idempotency keys that is one statement, which commits by itself.
pub(super) async fn write(store: &Store, batch: &mut Batch<'_>) -> Result<Written, StoreError> {
    if batch.has_keys() {
        let mut tx = store.front().begin().await.doing("beginning to store events")?;
        idempotency::decide(&mut tx, batch).await?;
        let written = insert(&mut tx, batch).await?;
        if written == Written::Done {
            tx.commit().await.doing("committing events")?;
        }
        Ok(written)
    } else {
        let mut connection = store.front().acquire().await.doing("connecting to store events")?;
        insert(&mut connection, batch).await
    }
}

async fn insert(connection: &mut PgConnection, batch: &mut Batch<'_>) -> Result<Written, StoreError> {
    let columns = Columns::of(batch);
    // Its snapshot is newer than that of the statements before it, so the version it checks also covers the
    // generation that the idempotency keys went to.
    let row = sqlx::query!(
        r#"with current as (
               select from config_version
               where one and version = $1
                 and $16::bigint >= extract(epoch from clock_timestamp()) * 1000 - $17::bigint
           ), alive as (
               select id from node where id = $2 and lease_until > now()
           ), stored as (
               insert into event (shard, id, project_id, type, client_id, payload, deliveries)
               select $3, e.id, e.project_id, e.type, e.client_id, e.payload, e.deliveries
               from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::bytea[], $9::int[])
                    as e (id, project_id, type, client_id, payload, deliveries)
               where exists (select from current)
           ), queued as (
               insert into queue (shard, id, event_id, endpoint_id, project_id, event_type, due_at, attempt, owner)
               select $3, q.id, q.event_id, q.endpoint_id, q.project_id, q.event_type, now(),
                      case when a.id is null then 0 else 1 end, a.id
               from unnest($10::uuid[], $11::uuid[], $12::uuid[], $13::uuid[], $14::text[], $15::bool[])
                    as q (id, event_id, endpoint_id, project_id, event_type, handed)
               left join alive a on q.handed
               where exists (select from current)
           )
           select exists (select from current) as "current!", exists (select from alive) as "alive!""#,
        batch.snapshot.version(),
        batch.owner() as Option<Uuid>,
        i16::from(batch.shard),
        &columns.event_ids,
        &columns.event_projects,
        &columns.event_types as &[&str],
        &columns.client_ids as &[Option<&str>],
        &columns.payloads as &[&[u8]],
        &columns.event_deliveries,
        &columns.delivery_ids,
        &columns.delivery_events,
        &columns.delivery_endpoints,
        &columns.delivery_projects,
        &columns.delivery_types as &[&str],
        &columns.handed,
        batch.minted_ms(),
        MINTED_BEFORE_MS_MAX,
    )
    .fetch_one(connection)
    .await
    .doing("storing events")?;
    if !row.current {
        return Ok(Written::Stale);
    }
    drop(columns);
    batch.handed_off = row.alive;
    Ok(Written::Done)
}

/// The batch turned into columns, as UNNEST takes them.
#[derive(Default)]
struct Columns<'b> {
    event_ids: Vec<Uuid>,
    event_projects: Vec<Uuid>,
    event_types: Vec<&'b str>,
    client_ids: Vec<Option<&'b str>>,
    payloads: Vec<&'b [u8]>,
    event_deliveries: Vec<i32>,
    delivery_ids: Vec<Uuid>,
    delivery_events: Vec<Uuid>,
    delivery_endpoints: Vec<Uuid>,
    delivery_projects: Vec<Uuid>,
    delivery_types: Vec<&'b str>,
    handed: Vec<bool>,
}

impl<'b> Columns<'b> {
    fn of(batch: &'b Batch<'_>) -> Self {
        let mut columns = Self::default();
        for item in batch.fresh() {
            columns.event_ids.push(item.id.uuid());
            columns.event_projects.push(item.event.project.uuid());
            columns.event_types.push(item.event.event_type.as_str());
            columns.client_ids.push(item.event.client_id.as_deref());
            columns.payloads.push(&item.event.payload);
            columns.event_deliveries.push(i32::try_from(item.deliveries.len()).unwrap_or(i32::MAX));
        }
        for (item, draft) in batch.fresh_drafts() {
            columns.delivery_ids.push(draft.id.uuid());
            columns.delivery_events.push(item.id.uuid());
            columns.delivery_endpoints.push(draft.endpoint.uuid());
            columns.delivery_projects.push(item.event.project.uuid());
            columns.delivery_types.push(item.event.event_type.as_str());
            columns.handed.push(draft.owner.is_some());
        }
        columns
    }
}
