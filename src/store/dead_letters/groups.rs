//! Dead letters by cause: which endpoints failed how, how often, since when.

use sqlx::PgExecutor;
use time::OffsetDateTime;
use uuid::Uuid;

use super::predicate::Bounds;
use super::predicate::DeadLetterPredicate;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::id::unix_ms_of;
use crate::domain::outcome::Outcome;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// Dead letters that are looked at to make groups; beyond it the groups speak of the newest ones.
pub const LOOKED_AT_MAX: i64 = 100_000;

/// Dead letters of one endpoint that ended in the same way.
#[derive(Debug, Clone)]
pub struct Group {
    /// Where they were to go.
    pub endpoint_id: EndpointId,
    /// How the last attempt ended.
    pub last_outcome: Option<Outcome>,
    /// The HTTP status it brought.
    pub last_status: Option<u16>,
    /// How many.
    pub count: u64,
    /// When the oldest of them was made.
    pub oldest_at: Option<OffsetDateTime>,
    /// When the newest of them was made.
    pub newest_at: Option<OffsetDateTime>,
    /// The newest of them.
    pub sample: DeliveryId,
}

/// Groups, largest first.
#[derive(Debug, Clone)]
pub struct DeadLetterGroups {
    /// The groups.
    pub groups: Vec<Group>,
    /// Dead letters in all groups.
    pub total: u64,
    /// Whether there are more dead letters than were looked at.
    pub truncated: bool,
}

struct Row {
    endpoint_id: Uuid,
    last_outcome: Option<String>,
    last_status: Option<i16>,
    count: i64,
    oldest: Uuid,
    sample: Uuid,
}

impl From<Row> for Group {
    fn from(row: Row) -> Self {
        let minted_at = |id| {
            let ns = i128::from(unix_ms_of(id)) * 1_000_000;
            OffsetDateTime::from_unix_timestamp_nanos(ns).ok()
        };
        Self {
            endpoint_id: EndpointId::from_uuid(row.endpoint_id),
            last_outcome: row.last_outcome.and_then(|word| word.parse().ok()),
            last_status: row.last_status.and_then(|status| u16::try_from(status).ok()),
            count: u64::try_from(row.count).unwrap_or(0),
            oldest_at: minted_at(row.oldest),
            newest_at: minted_at(row.sample),
            sample: DeliveryId::from_uuid(row.sample),
        }
    }
}

/// Groups the newest dead letters of a project that the predicate covers.
pub async fn groups(
    store: &Store,
    project: ProjectId,
    predicate: &DeadLetterPredicate,
) -> Result<DeadLetterGroups, StoreError> {
    let bounds = Bounds::from(predicate);
    let groups = grouped(store.front(), &store.shards(), &[project.uuid()], &bounds, LOOKED_AT_MAX).await?;
    let total: u64 = groups.iter().map(|group| group.count).sum();
    Ok(DeadLetterGroups {
        groups,
        total,
        truncated: i64::try_from(total).unwrap_or(i64::MAX) >= LOOKED_AT_MAX,
    })
}

/// Groups up to `limit` dead letters of each project and shard, the newest ones.
pub(crate) async fn grouped(
    executor: impl PgExecutor<'_>,
    shards: &[i16],
    projects: &[Uuid],
    bounds: &Bounds,
    limit: i64,
) -> Result<Vec<Group>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select endpoint_id as "endpoint_id!", last_outcome, last_status, count(*) as "count!",
                  (array_agg(id order by id))[1] as "oldest!", (array_agg(id order by id desc))[1] as "sample!"
           from (
               select d.* from unnest($1::smallint[]) as s (shard)
               cross join unnest($2::uuid[]) as p (project_id)
               cross join lateral (
                   select id, endpoint_id, last_outcome, last_status from delivery
                   where shard = s.shard and project_id = p.project_id and status = 'dead_lettered'
                     and id >= $4 and id < $5 and ($6::uuid is null or endpoint_id = $6)
                     and ($7::text is null or event_type = $7) and ($8::text is null or last_outcome = $8)
                     and ($9::smallint is null or last_status = $9) and ($10::uuid[] is null or id = any ($10))
                   order by id desc limit $3
               ) d
           ) newest
           group by endpoint_id, last_outcome, last_status order by count(*) desc, endpoint_id"#,
        shards,
        projects,
        limit,
        bounds.low,
        bounds.high,
        bounds.endpoint as Option<Uuid>,
        bounds.event_type.as_deref(),
        bounds.outcome,
        bounds.last_status,
        bounds.ids.as_deref() as Option<&[Uuid]>,
    )
    .fetch_all(executor)
    .await
    .doing("grouping dead letters")?;
    Ok(rows.into_iter().map(Group::from).collect())
}
