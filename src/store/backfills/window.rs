//! A window of events as a backfill looks at it: which of them the endpoint would receive now, and which it never got.

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::sync::Arc;

use sqlx::PgConnection;
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::domain::endpoint::Endpoint;
use crate::domain::event::EventType;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::EventId;
use crate::domain::id::unix_ms_of;
use crate::domain::matching::Subject;
use crate::store::dead_letters::Bounds;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// Events of one look.
const PAGE: i64 = 1_000;
/// Events of one look whose payloads are read, for a filter; each may have as much as publishing takes.
const FILTERED_PAGE: i64 = 100;

/// An event that a backfill may deliver.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) shard: i16,
    pub(super) id: Uuid,
    pub(super) event_type: EventType,
    labels: BTreeMap<String, String>,
    named: Option<Vec<EndpointId>>,
    payload: Option<Vec<u8>>,
    pub(super) payload_bytes: u64,
    pub(super) ordering_key: Option<String>,
    pub(super) deliver_at: Option<OffsetDateTime>,
    pub(super) expires_at: Option<OffsetDateTime>,
    pub(super) order_no: i64,
}

/// What one look found.
#[derive(Debug)]
pub(super) struct Look {
    /// Events that the endpoint would receive and never got, the oldest first.
    pub(super) candidates: Vec<Candidate>,
    /// Events that were looked at.
    pub(super) looked_at: u64,
    /// Events among them that the endpoint would receive, and has a delivery of.
    pub(super) delivered: u64,
    /// The last event that was looked at.
    pub(super) last: Option<Uuid>,
    /// Whether there may be more behind it.
    pub(super) more: bool,
}

impl Candidate {
    /// The ids that deliveries of this event can have.
    pub(super) fn siblings(&self) -> (Uuid, Uuid) {
        DeliveryId::range_of(EventId::from_uuid(self.id))
    }

    /// When it was published.
    pub(super) fn published_at(&self) -> OffsetDateTime {
        let ms = i64::try_from(unix_ms_of(self.id)).unwrap_or(i64::MAX);
        let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000);
        at.unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    fn is_for(&self, endpoint: &Endpoint) -> bool {
        let subject =
            Subject::new(self.event_type.as_str(), self.payload.as_deref().unwrap_or_default(), &self.labels);
        endpoint.takes(&self.event_type, self.named.as_deref())
            && endpoint.filter().is_none_or(|filter| filter.judge(&subject).is_matched())
    }
}

/// Looks at the next events behind `after`. What has expired is left out: its producer did not want it sent any more.
pub(super) async fn look(
    store: &Store,
    connection: &mut PgConnection,
    endpoint: &Arc<Endpoint>,
    bounds: &Bounds,
    after: Option<Uuid>,
) -> Result<Look, StoreError> {
    let filtered = endpoint.filter().is_some();
    let page = if filtered { FILTERED_PAGE } else { PAGE };
    let events = read(store, connection, endpoint, bounds, after, filtered, page).await?;
    let (looked_at, last) = (events.len(), events.last().map(|event| event.id));
    let asked = Arc::clone(endpoint);
    // A filter may be busy for a while.
    let judge = move || events.into_iter().filter(|event| event.is_for(&asked)).collect::<Vec<_>>();
    let mut candidates = tokio::task::spawn_blocking(judge)
        .await
        .map_err(|_| sqlx::Error::WorkerCrashed)
        .doing("asking the filter of a backfill")?;
    let matched = candidates.len();
    let lacking = lacking(store, connection, endpoint.id, &candidates).await?;
    candidates.retain(|event| lacking.contains(&event.id));
    Ok(Look {
        looked_at: u64::try_from(looked_at).unwrap_or(0),
        delivered: u64::try_from(matched - candidates.len()).unwrap_or(0),
        candidates,
        last,
        more: looked_at >= usize::try_from(page).unwrap_or(usize::MAX),
    })
}

async fn read(
    store: &Store,
    connection: &mut PgConnection,
    endpoint: &Endpoint,
    bounds: &Bounds,
    after: Option<Uuid>,
    payloads: bool,
    limit: i64,
) -> Result<Vec<Candidate>, StoreError> {
    let rows = sqlx::query!(
        r#"select shard, id, type as event_type, labels as "labels: Json<BTreeMap<String, String>>",
                  endpoint_ids as "endpoint_ids: Json<Vec<Uuid>>", ordering_key, deliver_at, expires_at, order_no,
                  case when $7 then payload end as "payload?", length(payload) as "payload_bytes!"
           from event
           where shard = any ($1) and project_id = $2 and id >= $3 and id < $4 and ($5::uuid is null or id > $5)
             and ($6::text is null or type = $6) and (expires_at is null or expires_at > now())
           order by id limit $8"#,
        &store.shards(),
        endpoint.project.uuid(),
        bounds.low,
        bounds.high,
        after as Option<Uuid>,
        bounds.event_type.as_deref(),
        payloads,
        limit,
    )
    .fetch_all(connection)
    .await
    .doing("reading the events of a backfill")?;
    let candidates = rows.into_iter().map(|row| Candidate {
        shard: row.shard,
        id: row.id,
        event_type: EventType::from_stored(row.event_type),
        labels: row.labels.map(|labels| labels.0).unwrap_or_default(),
        named: row.endpoint_ids.map(|ids| ids.0.into_iter().map(EndpointId::from_uuid).collect()),
        payload: row.payload,
        payload_bytes: u64::try_from(row.payload_bytes).unwrap_or(0),
        ordering_key: row.ordering_key,
        deliver_at: row.deliver_at,
        expires_at: row.expires_at,
        order_no: row.order_no,
    });
    Ok(candidates.collect())
}

/// Those of the events that have no delivery to the endpoint, waiting or finished. One statement sees one moment, and a
/// delivery that moves is in one of both places at any.
async fn lacking(
    store: &Store,
    connection: &mut PgConnection,
    endpoint: EndpointId,
    events: &[Candidate],
) -> Result<HashSet<Uuid>, StoreError> {
    let (Some(first), Some(last)) = (events.first(), events.last()) else { return Ok(HashSet::new()) };
    let ids: Vec<Uuid> = events.iter().map(|event| event.id).collect();
    // The bounds keep Postgres to the days and the part of each index that can have them.
    let rows = sqlx::query_scalar!(
        r#"select w.id as "id!" from unnest($3::uuid[]) as w (id)
           where not exists (select from queue q where q.shard = any ($1) and q.endpoint_id = $2 and q.id >= $4
                               and q.id <= $5 and q.event_id = w.id)
             and not exists (select from delivery d where d.shard = any ($1) and d.endpoint_id = $2 and d.id >= $4
                               and d.id <= $5 and d.event_id = w.id)"#,
        &store.shards(),
        endpoint.uuid(),
        &ids,
        first.siblings().0,
        last.siblings().1,
    )
    .fetch_all(connection)
    .await
    .doing("looking for deliveries that a backfill would repeat")?;
    Ok(rows.into_iter().collect())
}
