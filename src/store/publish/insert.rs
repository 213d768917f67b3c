//! The publish transaction: idempotency records, events and deliveries land together or not at all.

use std::collections::BTreeMap;

use sqlx::PgConnection;
use sqlx::PgTransaction;
use time::OffsetDateTime;
use uuid::Uuid;

use super::batch::Batch;
use super::idempotency;
use crate::domain::id::EndpointId;
use crate::domain::trace::TraceContext;
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

/// Writes the batch inside a transaction of the caller's.
pub(super) async fn write_within(
    tx: &mut PgTransaction<'_>,
    batch: &mut Batch<'_>,
) -> Result<Written, StoreError> {
    if batch.has_keys() {
        idempotency::decide(tx, batch).await?;
    }
    insert(tx, batch).await
}

#[expect(clippy::too_many_lines, reason = "one statement and what it is given, which are read side by side")]
async fn insert(connection: &mut PgConnection, batch: &mut Batch<'_>) -> Result<Written, StoreError> {
    let columns = Columns::of(batch);
    // Its snapshot is newer than that of the statements before it, so the version it checks also covers the
    // generation that the idempotency keys went to.
    let row = sqlx::query!(
        r#"with current as (
               select from config_version where one and version = $1
                 and $16::bigint >= extract(epoch from clock_timestamp()) * 1000 - $17::bigint
           ), alive as (
               select id from node where id = $2 and lease_until > now()), stored as (
               insert into event (shard, id, project_id, type, client_id, payload, deliveries, labels,
                                  ordering_key, deliver_at, expires_at, endpoint_ids, matched_version, order_no,
                                  traceparent, tracestate)
               select $3, e.id, e.project_id, e.type, e.client_id, e.payload, e.deliveries, e.labels::jsonb,
                      e.ordering_key, e.deliver_at, e.expires_at, e.endpoint_ids::jsonb, $1, e.order_no,
                      e.traceparent, e.tracestate
               from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::bytea[], $9::int[], $18::text[],
                           $19::text[], $20::timestamptz[], $21::timestamptz[], $22::text[], $27::bigint[],
                           $28::text[], $29::text[])
                    as e (id, project_id, type, client_id, payload, deliveries, labels, ordering_key, deliver_at,
                          expires_at, endpoint_ids, order_no, traceparent, tracestate)
               where exists (select from current)
           ), labelled as (
               insert into event_label (shard, project_id, name, value, id)
               select $3, e.project_id, l.key, l.value, e.id
               from unnest($4::uuid[], $5::uuid[], $18::text[]) as e (id, project_id, labels)
               cross join lateral jsonb_each_text(e.labels::jsonb) l
               where e.labels is not null and exists (select from current)), queued as (
               insert into queue (shard, id, event_id, endpoint_id, project_id, event_type, due_at, attempt, owner,
                                  ordering_key, expires_at, order_no)
               select $3, q.id, q.event_id, q.endpoint_id, q.project_id, q.event_type,
                      greatest(q.deliver_at, now()), case when a.id is null then 0 else 1 end, a.id,
                      q.ordering_key, q.expires_at, q.order_no
               from unnest($10::uuid[], $11::uuid[], $12::uuid[], $13::uuid[], $14::text[], $15::bool[],
                           $23::timestamptz[], $24::text[], $25::timestamptz[], $26::bigint[])
                    as q (id, event_id, endpoint_id, project_id, event_type, handed, deliver_at, ordering_key,
                          expires_at, order_no) left join alive a on q.handed where exists (select from current)
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
        &columns.labels as &[Option<String>],
        &columns.ordering_keys as &[Option<&str>],
        &columns.deliver_at as &[Option<OffsetDateTime>],
        &columns.expires_at as &[Option<OffsetDateTime>],
        &columns.named_endpoints as &[Option<String>],
        &columns.delivery_at as &[Option<OffsetDateTime>],
        &columns.delivery_keys as &[Option<&str>],
        &columns.delivery_expires as &[Option<OffsetDateTime>],
        &columns.delivery_order,
        &columns.event_order,
        &columns.traceparents as &[Option<String>],
        &columns.tracestates as &[Option<&str>],
    )
    .fetch_one(connection)
    .await
    .doing("storing events")?;
    drop(columns);
    batch.handed_off = row.current && row.alive;
    Ok(if row.current { Written::Done } else { Written::Stale })
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
    labels: Vec<Option<String>>,
    ordering_keys: Vec<Option<&'b str>>,
    deliver_at: Vec<Option<OffsetDateTime>>,
    expires_at: Vec<Option<OffsetDateTime>>,
    named_endpoints: Vec<Option<String>>,
    event_order: Vec<i64>,
    traceparents: Vec<Option<String>>,
    tracestates: Vec<Option<&'b str>>,
    delivery_ids: Vec<Uuid>,
    delivery_events: Vec<Uuid>,
    delivery_endpoints: Vec<Uuid>,
    delivery_projects: Vec<Uuid>,
    delivery_types: Vec<&'b str>,
    handed: Vec<bool>,
    delivery_at: Vec<Option<OffsetDateTime>>,
    delivery_keys: Vec<Option<&'b str>>,
    delivery_expires: Vec<Option<OffsetDateTime>>,
    delivery_order: Vec<i64>,
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
            columns.labels.push(labels_json(&item.event.labels));
            columns.ordering_keys.push(item.event.ordering_key.as_deref());
            columns.deliver_at.push(item.event.deliver_at);
            columns.expires_at.push(item.event.expires_at);
            columns.named_endpoints.push(item.event.endpoint_ids.as_deref().map(ids_json));
            columns.event_order.push(item.order_no);
            let trace = item.event.trace.as_ref();
            columns.traceparents.push(trace.map(TraceContext::traceparent));
            columns.tracestates.push(trace.and_then(TraceContext::tracestate));
        }
        for (item, draft) in batch.fresh_drafts() {
            columns.delivery_ids.push(draft.id.uuid());
            columns.delivery_events.push(item.id.uuid());
            columns.delivery_endpoints.push(draft.endpoint.uuid());
            columns.delivery_projects.push(item.event.project.uuid());
            columns.delivery_types.push(item.event.event_type.as_str());
            columns.handed.push(draft.owner.is_some());
            columns.delivery_at.push(item.event.deliver_at);
            columns.delivery_keys.push(item.event.ordering_key.as_deref());
            columns.delivery_expires.push(item.event.expires_at);
            columns.delivery_order.push(item.order_no);
        }
        columns
    }
}

/// Labels as they are stored: nothing where there are none.
fn labels_json(labels: &BTreeMap<String, String>) -> Option<String> {
    // A map of texts always has a JSON form.
    (!labels.is_empty()).then(|| serde_json::to_string(labels).unwrap_or_default())
}

fn ids_json(ids: &[EndpointId]) -> String {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    serde_json::to_string(&ids).unwrap_or_default()
}
