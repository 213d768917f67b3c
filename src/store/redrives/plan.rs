//! Planning a redrive: what it would move, counted, and kept as an order that can be started later.

use serde::Deserialize;
use serde::Serialize;
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::domain::access::Caller;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::id::RedriveId;
use crate::domain::id::floor_of;
use crate::domain::outcome::Outcome;
use crate::store::dead_letters::Group;
use crate::store::dead_letters::GroupRow;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// Which dead letters a redrive takes; what is not said is not asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RedrivePredicate {
    /// Of this endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<EndpointId>,
    /// Of exactly this event type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// Made at or after this instant.
    #[serde(skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub since: Option<OffsetDateTime>,
    /// Made before this instant.
    #[serde(skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub until: Option<OffsetDateTime>,
    /// Whose last attempt ended so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// These, and no others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<DeliveryId>>,
}

/// The predicate as a statement takes it.
pub(super) struct Bounds {
    pub(super) endpoint: Option<Uuid>,
    pub(super) event_type: Option<String>,
    pub(super) low: Uuid,
    pub(super) high: Uuid,
    pub(super) outcome: Option<&'static str>,
    pub(super) ids: Option<Vec<Uuid>>,
}

impl From<&RedrivePredicate> for Bounds {
    fn from(predicate: &RedrivePredicate) -> Self {
        Self {
            endpoint: predicate.endpoint.map(EndpointId::uuid),
            event_type: predicate.event_type.clone(),
            low: predicate.since.map_or(Uuid::nil(), floor_of),
            high: predicate.until.map_or(Uuid::max(), floor_of),
            outcome: predicate.outcome.map(Outcome::as_str),
            ids: predicate.ids.as_ref().map(|ids| ids.iter().map(|id| id.uuid()).collect()),
        }
    }
}

/// What a redrive would move.
#[derive(Debug, Clone)]
pub struct RedrivePlan {
    /// The order, waiting to be started.
    pub id: RedriveId,
    /// Dead letters in all.
    pub total: u64,
    /// The bytes of their payloads.
    pub payload_bytes: u64,
    /// By endpoint and cause.
    pub groups: Vec<Group>,
}

/// Counts what the predicate covers now and keeps the order. What dies later is not part of it.
pub async fn plan(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    predicate: &RedrivePredicate,
) -> Result<RedrivePlan, StoreError> {
    let id = RedriveId::from_uuid(store.mint());
    let bounds = Bounds::from(predicate);
    let mut tx = store.front().begin().await.doing("beginning to plan a redrive")?;
    let rows = sqlx::query_as!(
        GroupRow,
        r#"select endpoint_id as "endpoint_id!", last_outcome, last_status, count(*) as "count!",
                  (array_agg(id order by id))[1] as "oldest!", (array_agg(id order by id desc))[1] as "sample!"
           from delivery
           where shard = any ($1) and project_id = $2 and status = 'dead_lettered'
             and id >= $3 and id < $4 and ($5::uuid is null or endpoint_id = $5)
             and ($6::text is null or event_type = $6) and ($7::text is null or last_outcome = $7)
             and ($8::uuid[] is null or id = any ($8))
           group by endpoint_id, last_outcome, last_status order by count(*) desc, endpoint_id"#,
        &store.shards(),
        project.uuid(),
        bounds.low,
        bounds.high,
        bounds.endpoint as Option<Uuid>,
        bounds.event_type.as_deref(),
        bounds.outcome,
        bounds.ids.as_deref() as Option<&[Uuid]>,
    )
    .fetch_all(&mut *tx)
    .await
    .doing("planning a redrive")?;
    let payload_bytes = sqlx::query_scalar!(
        r#"select coalesce(sum(length(e.payload)), 0)::bigint as "bytes!"
           from delivery d join event e on e.shard = d.shard and e.id = d.event_id
           where d.shard = any ($1) and d.project_id = $2 and d.status = 'dead_lettered'
             and d.id >= $3 and d.id < $4 and ($5::uuid is null or d.endpoint_id = $5)
             and ($6::text is null or d.event_type = $6) and ($7::text is null or d.last_outcome = $7)
             and ($8::uuid[] is null or d.id = any ($8))"#,
        &store.shards(),
        project.uuid(),
        bounds.low,
        bounds.high,
        bounds.endpoint as Option<Uuid>,
        bounds.event_type.as_deref(),
        bounds.outcome,
        bounds.ids.as_deref() as Option<&[Uuid]>,
    )
    .fetch_one(&mut *tx)
    .await
    .doing("weighing a redrive")?;
    let groups: Vec<Group> = rows.into_iter().map(Group::from).collect();
    let total: u64 = groups.iter().map(|group| group.count).sum();
    sqlx::query!(
        "insert into redrive (id, project_id, state, predicate, total, requested_by)
         values ($1, $2, 'planned', $3, $4, $5)",
        id.uuid(),
        project.uuid(),
        Json(predicate) as _,
        i64::try_from(total).unwrap_or(i64::MAX),
        caller.actor,
    )
    .execute(&mut *tx)
    .await
    .doing("keeping a plan")?;
    tx.commit().await.doing("planning a redrive")?;
    Ok(RedrivePlan { id, total, payload_bytes: u64::try_from(payload_bytes).unwrap_or(0), groups })
}
