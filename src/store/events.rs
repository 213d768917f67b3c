//! Events as an operator reads them: listed, shown, and cancelled while nothing was attempted.

use std::collections::BTreeMap;

use bytes::Bytes;
use sqlx::FromRow;
use sqlx::Postgres;
use sqlx::QueryBuilder;
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::cancel;
use super::deliveries::push_time_bounds;
use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::page::Listed;
use super::page::Page;
use crate::domain::access::Caller;
use crate::domain::event::EventType;
use crate::domain::id::EndpointId;
use crate::domain::id::EventId;
use crate::domain::id::ProjectId;
use crate::domain::id::floor_of;
use crate::domain::trace::TraceContext;

/// Which events are wanted.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Of exactly this type.
    pub event_type: Option<EventType>,
    /// Published at or after this instant.
    pub created_after: Option<OffsetDateTime>,
    /// Published before this instant.
    pub created_before: Option<OffsetDateTime>,
    /// With this id of the producer's own.
    pub client_id: Option<String>,
    /// With this label: name and value.
    pub label: Option<(String, String)>,
    /// Only those that no endpoint received.
    pub unmatched: bool,
}

/// An event as it is stored.
#[derive(Debug, Clone)]
pub struct EventView {
    /// Its id.
    pub id: EventId,
    /// Whose it is.
    pub project: ProjectId,
    /// Its type.
    pub event_type: EventType,
    /// The producer's own id.
    pub client_id: Option<String>,
    /// Its ordering key.
    pub ordering_key: Option<String>,
    /// The payload as it was published; not read for lists.
    pub payload: Option<Bytes>,
    /// The payload's length.
    pub payload_bytes: u64,
    /// How many endpoints it was matched with.
    pub deliveries: u32,
    /// What the producer says about it.
    pub labels: BTreeMap<String, String>,
    /// The only endpoints that were meant; `None`: all.
    pub endpoint_ids: Option<Vec<EndpointId>>,
    /// The configuration version it was matched with; 0 for events of before that was kept.
    pub matched_version: i64,
    /// When it was stored.
    pub created_at: OffsetDateTime,
    /// Not sent before.
    pub deliver_at: Option<OffsetDateTime>,
    /// Not sent after.
    pub expires_at: Option<OffsetDateTime>,
    /// The trace it was published within.
    pub trace: Option<TraceContext>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    project_id: Uuid,
    #[sqlx(rename = "type")]
    event_type: String,
    client_id: Option<String>,
    ordering_key: Option<String>,
    payload: Option<Vec<u8>>,
    payload_bytes: i32,
    deliveries: i32,
    labels: Option<Json<BTreeMap<String, String>>>,
    endpoint_ids: Option<Json<Vec<Uuid>>>,
    matched_version: i64,
    created_at: OffsetDateTime,
    deliver_at: Option<OffsetDateTime>,
    expires_at: Option<OffsetDateTime>,
    traceparent: Option<String>,
    tracestate: Option<String>,
}

impl From<Row> for EventView {
    fn from(row: Row) -> Self {
        Self {
            id: EventId::from_uuid(row.id),
            project: ProjectId::from_uuid(row.project_id),
            event_type: EventType::from_stored(row.event_type),
            client_id: row.client_id,
            ordering_key: row.ordering_key,
            payload: row.payload.map(Bytes::from),
            payload_bytes: u64::try_from(row.payload_bytes).unwrap_or(0),
            deliveries: u32::try_from(row.deliveries).unwrap_or(0),
            labels: row.labels.map(|labels| labels.0).unwrap_or_default(),
            endpoint_ids: row.endpoint_ids.map(|ids| ids.0.into_iter().map(EndpointId::from_uuid).collect()),
            matched_version: row.matched_version,
            created_at: row.created_at,
            deliver_at: row.deliver_at,
            expires_at: row.expires_at,
            trace: TraceContext::from_stored(row.traceparent.as_deref(), row.tracestate.as_deref()),
        }
    }
}

/// Events of a project, newest first.
pub async fn list(
    store: &Store,
    project: ProjectId,
    filter: &EventFilter,
    page: Page,
) -> Result<Listed<EventView>, StoreError> {
    let shards = store.shards();
    let mut sql = QueryBuilder::<Postgres>::new("select e.* from unnest(");
    sql.push_bind(&shards);
    // Each shard gives its newest, so that each reads its own index from the end; the best of all stay.
    sql.push(
        "::smallint[]) as s (shard) cross join lateral (
         select id, project_id, type, client_id, ordering_key, null::bytea as payload,
                length(payload) as payload_bytes, deliveries, labels, endpoint_ids, matched_version, created_at,
                deliver_at, expires_at, traceparent, tracestate
         from event q where shard = s.shard and project_id = ",
    );
    sql.push_bind(project.uuid());
    sql.push(" and id < ").push_bind(page.bound());
    if let Some((name, value)) = &filter.label {
        push_label(&mut sql, project, (name, value), filter, page);
    }
    if filter.unmatched {
        sql.push(" and deliveries = 0");
    }
    if let Some(event_type) = &filter.event_type {
        sql.push(" and type = ").push_bind(event_type.as_str());
    }
    if let Some(client_id) = &filter.client_id {
        sql.push(" and client_id = ").push_bind(client_id);
    }
    push_time_bounds(&mut sql, filter.created_after, filter.created_before);
    sql.push(" order by id desc limit ").push_bind(page.fetch());
    sql.push(") e order by e.id desc limit ").push_bind(page.fetch());
    let rows: Vec<Row> = sql.build_query_as().fetch_all(store.front()).await.doing("listing events")?;
    Ok(Listed::cut(rows.into_iter().map(EventView::from).collect(), page))
}

/// Asks for a label. Alone, a page's ids come from the index of labels, which has them in order; beside other
/// conditions each event is looked up there.
fn push_label(
    sql: &mut QueryBuilder<Postgres>,
    project: ProjectId,
    (name, value): (&str, &str),
    filter: &EventFilter,
    page: Page,
) {
    let alone = filter.event_type.is_none() && filter.client_id.is_none() && !filter.unmatched;
    let select = if alone { "= any (array(select l.id" } else { "in (select l.id" };
    sql.push(" and q.id ")
        .push(select)
        .push(" from event_label l where l.shard = s.shard and l.project_id = ");
    sql.push_bind(project.uuid());
    sql.push(" and l.name = ").push_bind(name.to_owned());
    sql.push(" and l.value = ").push_bind(value.to_owned());
    sql.push(" and l.id < ").push_bind(page.bound());
    let after = filter.created_after.map_or(Uuid::nil(), floor_of);
    let before = filter.created_before.map_or(Uuid::max(), floor_of);
    sql.push(" and l.id >= ").push_bind(after).push(" and l.id < ").push_bind(before);
    if alone {
        sql.push(" order by l.id desc limit ").push_bind(page.fetch()).push(")");
    }
    sql.push(")");
}

/// One event with its payload.
pub async fn show(store: &Store, project: ProjectId, id: EventId) -> Result<Option<EventView>, StoreError> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, project_id, type as event_type, client_id, ordering_key, payload as "payload?",
                  length(payload) as "payload_bytes!", deliveries,
                  labels as "labels: Json<BTreeMap<String, String>>", endpoint_ids as "endpoint_ids: Json<Vec<Uuid>>",
                  matched_version, created_at, deliver_at, expires_at, traceparent, tracestate
           from event where shard = $1 and id = $2 and project_id = $3"#,
        id.shard(),
        id.uuid(),
        project.uuid(),
    )
    .fetch_optional(store.front())
    .await
    .doing("reading an event")?;
    Ok(row.map(EventView::from))
}

/// The events with these ids, in no order; payloads only if they are wanted.
pub(crate) async fn by_ids(
    store: &Store,
    ids: &[Uuid],
    payloads: bool,
) -> Result<Vec<EventView>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, project_id, type as event_type, client_id, ordering_key,
                  case when $3 then payload end as "payload?", length(payload) as "payload_bytes!", deliveries,
                  labels as "labels: Json<BTreeMap<String, String>>", endpoint_ids as "endpoint_ids: Json<Vec<Uuid>>",
                  matched_version, created_at, deliver_at, expires_at, traceparent, tracestate
           from event where shard = any ($1) and id = any ($2)"#,
        &store.shards(),
        ids,
        payloads,
    )
    .fetch_all(store.front())
    .await
    .doing("reading events")?;
    Ok(rows.into_iter().map(EventView::from).collect())
}

/// Cancels the deliveries of an event that were not attempted yet; says how many. `None` when there is no
/// such event.
pub async fn cancel(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    id: EventId,
) -> Result<Option<u64>, StoreError> {
    if show(store, project, id).await?.is_none() {
        return Ok(None);
    }
    cancel::of_event(store, caller, project, id).await.map(Some)
}
