//! Dead letters by cause: which endpoints failed how, how often, since when.

use time::OffsetDateTime;
use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::id::unix_ms_of;
use crate::domain::outcome::Outcome;

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
    /// The newest of them.
    pub sample: DeliveryId,
}

/// Groups, largest first.
#[derive(Debug, Clone)]
pub struct DeadLetterGroups {
    /// The groups.
    pub groups: Vec<Group>,
    /// Whether there are more dead letters than were looked at.
    pub truncated: bool,
}

/// A group's row, shared with the plan of a redrive.
pub(crate) struct GroupRow {
    pub(crate) endpoint_id: Uuid,
    pub(crate) last_outcome: Option<String>,
    pub(crate) last_status: Option<i16>,
    pub(crate) count: i64,
    pub(crate) oldest: Uuid,
    pub(crate) sample: Uuid,
}

impl From<GroupRow> for Group {
    fn from(row: GroupRow) -> Self {
        let oldest_ns = i128::from(unix_ms_of(row.oldest)) * 1_000_000;
        Self {
            endpoint_id: EndpointId::from_uuid(row.endpoint_id),
            last_outcome: row.last_outcome.and_then(|word| word.parse().ok()),
            last_status: row.last_status.and_then(|status| u16::try_from(status).ok()),
            count: u64::try_from(row.count).unwrap_or(0),
            oldest_at: OffsetDateTime::from_unix_timestamp_nanos(oldest_ns).ok(),
            sample: DeliveryId::from_uuid(row.sample),
        }
    }
}

/// Groups the newest dead letters of a project.
pub async fn groups(store: &Store, project: ProjectId) -> Result<DeadLetterGroups, StoreError> {
    let rows = sqlx::query_as!(
        GroupRow,
        r#"select endpoint_id as "endpoint_id!", last_outcome, last_status, count(*) as "count!",
                  (array_agg(id order by id))[1] as "oldest!", (array_agg(id order by id desc))[1] as "sample!"
           from (
               select d.* from unnest($1::smallint[]) as s (shard) cross join lateral (
                   select id, endpoint_id, last_outcome, last_status from delivery
                   where shard = s.shard and project_id = $2 and status = 'dead_lettered'
                   order by id desc limit $3
               ) d
           ) newest
           group by endpoint_id, last_outcome, last_status order by count(*) desc, endpoint_id"#,
        &store.shards(),
        project.uuid(),
        LOOKED_AT_MAX,
    )
    .fetch_all(store.front())
    .await
    .doing("grouping dead letters")?;
    let groups: Vec<Group> = rows.into_iter().map(Group::from).collect();
    let total: u64 = groups.iter().map(|group| group.count).sum();
    Ok(DeadLetterGroups { groups, truncated: i64::try_from(total).unwrap_or(i64::MAX) >= LOOKED_AT_MAX })
}
