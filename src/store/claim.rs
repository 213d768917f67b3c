//! Claiming: due deliveries of endpoints that have room become this node's, each with its next attempt number.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::sync::Arc;

use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::handoff::Held;
use super::handoff::Owned;
use super::payload::Payload;
use crate::domain::delivery::Progress;
use crate::domain::event::EventType;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::EventId;
use crate::domain::id::NodeId;
use crate::domain::id::ProjectId;
use crate::domain::trace::TraceContext;

/// How much of one endpoint's work is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// Whose work.
    pub endpoint: EndpointId,
    /// Deliveries at most.
    pub room: usize,
    /// Nothing due before this instant is there: it was claimed already. Keeps the scan off rows that are
    /// dead but not vacuumed.
    pub low: OffsetDateTime,
}

/// What was claimed for one endpoint.
#[derive(Debug, Default)]
pub struct Claimed {
    /// The deliveries, oldest due first.
    pub deliveries: Vec<Owned>,
    /// When the last of them was due.
    pub last_due_at: Option<OffsetDateTime>,
}

/// A row that was claimed, as it stands now.
pub(super) struct Taken {
    pub(super) id: Uuid,
    pub(super) event_id: Uuid,
    pub(super) endpoint_id: Uuid,
    pub(super) project_id: Uuid,
    pub(super) event_type: String,
    pub(super) due_at: OffsetDateTime,
    pub(super) attempt: i16,
    pub(super) charged: i16,
    pub(super) unknown_in_a_row: i16,
    pub(super) expires_at: Option<OffsetDateTime>,
}

/// Claims in one shard. The rows are committed as owned before anything is sent: each of them is the record
/// that a request may be on the wire. Answers nothing when the node's lease has ended, and nothing of an endpoint that
/// changed after `version` of the configuration: it may have limits that the caller does not know.
pub async fn claim(
    store: &Store,
    node: NodeId,
    shard: i16,
    version: i64,
    wishes: &[Wish],
) -> Result<HashMap<EndpointId, Claimed>, StoreError> {
    let endpoints: Vec<Uuid> = wishes.iter().map(|wish| wish.endpoint.uuid()).collect();
    let rooms: Vec<i32> = wishes.iter().map(|wish| i32::try_from(wish.room).unwrap_or(i32::MAX)).collect();
    let lows: Vec<OffsetDateTime> = wishes.iter().map(|wish| wish.low).collect();
    // MATERIALIZED: otherwise the planner may run the locking sub-select twice. The limit, which cannot cut anything
    // off, and the place of each row keep the planner from reading the whole queue; see `record`.
    let rows = sqlx::query_as!(
        Taken,
        r#"with c as materialized (
               select q.id, q.place
               from unnest($2::uuid[], $3::int[], $4::timestamptz[]) as e (id, room, low)
               join endpoint p on p.id = e.id and p.status in ('active', 'inactive') and p.deleted_at is null
                    and p.version <= $7
               cross join lateral (
                   select id, ctid as place from queue
                   where shard = $1 and endpoint_id = e.id and due_at >= e.low and due_at <= now()
                     and owner is null
                   order by due_at limit e.room
                   for update skip locked
               ) q
               where exists (select from node where id = $5 and lease_until > now())
               limit $6
           )
           update queue set owner = $5, attempt = attempt + 1
           from c where queue.shard = $1 and queue.ctid = c.place and queue.id = c.id
           returning queue.id, event_id, endpoint_id, project_id, event_type, queue.due_at, attempt, charged,
                     unknown_in_a_row, queue.expires_at"#,
        shard,
        &endpoints,
        &rooms,
        &lows,
        node.uuid(),
        i64::try_from(wishes.iter().map(|wish| wish.room).sum::<usize>()).unwrap_or(i64::MAX),
        version,
    )
    .fetch_all(store.delivery())
    .await
    .doing("claiming deliveries")?;
    let mut claimed: HashMap<EndpointId, Claimed> = HashMap::new();
    for (due_at, owned) in into_memory(store, node, shard, rows).await? {
        let claim = claimed.entry(owned.endpoint).or_default();
        claim.last_due_at = Some(due_at);
        claim.deliveries.push(owned);
    }
    Ok(claimed)
}

/// Holds what was claimed and reads its payloads; answers each with when it was due, the oldest first.
pub(super) async fn into_memory(
    store: &Store,
    node: NodeId,
    shard: i16,
    mut rows: Vec<Taken>,
) -> Result<Vec<(OffsetDateTime, Owned)>, StoreError> {
    // Held from here on: reading payloads may take long, and what is owned but not held is a stray.
    let number = |attempt: i16| u16::try_from(attempt).unwrap_or(0);
    let held: Vec<Held> =
        rows.iter().map(|row| (DeliveryId::from_uuid(row.id), number(row.attempt))).collect();
    store.handoff().hold(held.iter().copied());
    let contents = contents(store, shard, rows.iter().map(|row| row.event_id).collect()).await;
    let contents = contents.inspect_err(|_| store.handoff().let_go(held))?;
    rows.sort_by_key(|row| (row.due_at, row.id));
    let owned = rows.into_iter().map(|row| {
        let content = contents.get(&row.event_id);
        let owned = Owned {
            id: DeliveryId::from_uuid(row.id),
            event: EventId::from_uuid(row.event_id),
            endpoint: EndpointId::from_uuid(row.endpoint_id),
            project: ProjectId::from_uuid(row.project_id),
            event_type: EventType::from_stored(row.event_type),
            payload: content.map(|content| content.payload.clone()),
            progress: Progress {
                attempt: number(row.attempt),
                charged: u16::try_from(row.charged).unwrap_or(0),
                unknown_in_a_row: u16::try_from(row.unknown_in_a_row).unwrap_or(0),
            },
            owner: node,
            labels: content.map(|content| Arc::clone(&content.labels)).unwrap_or_default(),
            backfilled: content.is_some_and(|content| content.backfilled.contains(&row.id)),
            pace: None,
            expires_at: row.expires_at,
            trace: content.and_then(|content| content.trace.clone()),
        };
        (row.due_at, owned)
    });
    Ok(owned.collect())
}

/// What a request is made of, beyond the delivery's own row.
struct Content {
    payload: Payload,
    labels: Arc<BTreeMap<String, String>>,
    /// Deliveries of the event that backfills made.
    backfilled: Vec<Uuid>,
    /// The trace that it was published within.
    trace: Option<TraceContext>,
}

/// The contents of events, read apart from the claim so that the claim's locks are short.
async fn contents(
    store: &Store,
    shard: i16,
    mut events: Vec<Uuid>,
) -> Result<HashMap<Uuid, Content>, StoreError> {
    events.sort_unstable();
    events.dedup();
    let (Some(first), Some(last)) = (events.first(), events.last()) else { return Ok(HashMap::new()) };
    // The bounds let Postgres leave out the days that none of them is of; a list alone does not.
    let rows = sqlx::query!(
        r#"select id, payload, labels as "labels: Json<BTreeMap<String, String>>", traceparent, tracestate,
                  array(select b.delivery_id from backfilled b
                        where b.shard = $1 and b.event_id = e.id and b.event_id >= $3 and b.event_id <= $4)
                  as "backfilled!"
           from event e where shard = $1 and id = any ($2) and id >= $3 and id <= $4"#,
        shard,
        &events,
        first,
        last,
    )
    .fetch_all(store.delivery())
    .await
    .doing("reading payloads")?;
    let contents = rows.into_iter().map(|row| {
        let content = Content {
            payload: store.handoff().payload(row.payload.into()),
            labels: row.labels.map(|labels| Arc::new(labels.0)).unwrap_or_default(),
            backfilled: row.backfilled,
            trace: TraceContext::from_stored(row.traceparent.as_deref(), row.tracestate.as_deref()),
        };
        (row.id, content)
    });
    Ok(contents.collect())
}
