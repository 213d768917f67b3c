//! Events as an operator reads them: listed, shown, and cancelled while nothing was attempted.

use bytes::Bytes;
use sqlx::FromRow;
use sqlx::Postgres;
use sqlx::QueryBuilder;
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
use crate::domain::id::EventId;
use crate::domain::id::ProjectId;

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
    /// The payload as it was published; not read for lists.
    pub payload: Option<Bytes>,
    /// The payload's length.
    pub payload_bytes: u64,
    /// How many endpoints it was matched with.
    pub deliveries: u32,
    /// When it was stored.
    pub created_at: OffsetDateTime,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    project_id: Uuid,
    #[sqlx(rename = "type")]
    event_type: String,
    client_id: Option<String>,
    payload: Option<Vec<u8>>,
    payload_bytes: i32,
    deliveries: i32,
    created_at: OffsetDateTime,
}

impl From<Row> for EventView {
    fn from(row: Row) -> Self {
        Self {
            id: EventId::from_uuid(row.id),
            project: ProjectId::from_uuid(row.project_id),
            event_type: EventType::from_stored(row.event_type),
            client_id: row.client_id,
            payload: row.payload.map(Bytes::from),
            payload_bytes: u64::try_from(row.payload_bytes).unwrap_or(0),
            deliveries: u32::try_from(row.deliveries).unwrap_or(0),
            created_at: row.created_at,
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
         select id, project_id, type, client_id, null::bytea as payload, length(payload) as payload_bytes,
                deliveries, created_at
         from event q where shard = s.shard and project_id = ",
    );
    sql.push_bind(project.uuid());
    sql.push(" and id < ").push_bind(page.bound());
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

/// One event with its payload.
pub async fn show(store: &Store, project: ProjectId, id: EventId) -> Result<Option<EventView>, StoreError> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, project_id, type as event_type, client_id, payload as "payload?",
                  length(payload) as "payload_bytes!", deliveries, created_at
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
        r#"select id, project_id, type as event_type, client_id,
                  case when $3 then payload end as "payload?", length(payload) as "payload_bytes!", deliveries,
                  created_at
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
