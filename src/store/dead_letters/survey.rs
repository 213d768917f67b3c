//! Surveying dead letters: how many a predicate covers, how heavy they are, by endpoint and cause.

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::groups::Group;
use super::groups::grouped;
use super::predicate::Bounds;
use super::predicate::DeadLetterPredicate;
use crate::domain::id::ProjectId;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// What a predicate covers.
#[derive(Debug, Clone)]
pub struct Survey {
    /// Dead letters in all.
    pub total: u64,
    /// The bytes of their payloads.
    pub payload_bytes: u64,
    /// By endpoint and cause, the largest group first.
    pub groups: Vec<Group>,
    /// The database's clock when it looked.
    pub looked_at: OffsetDateTime,
}

impl Survey {
    /// When the oldest and the newest of them were made.
    #[must_use]
    pub fn span(&self) -> Option<(OffsetDateTime, OffsetDateTime)> {
        let oldest = self.groups.iter().filter_map(|group| group.oldest_at).min()?;
        let newest = self.groups.iter().filter_map(|group| group.newest_at).max()?;
        Some((oldest, newest))
    }
}

/// Surveys what the predicate covers now.
pub async fn survey(
    store: &Store,
    project: ProjectId,
    predicate: &DeadLetterPredicate,
) -> Result<Survey, StoreError> {
    let mut connection = store.front().acquire().await.doing("connecting to survey dead letters")?;
    look(store, &mut connection, project, predicate).await
}

/// The same on a connection that is there.
pub(crate) async fn look(
    store: &Store,
    connection: &mut PgConnection,
    project: ProjectId,
    predicate: &DeadLetterPredicate,
) -> Result<Survey, StoreError> {
    let bounds = Bounds::from(predicate);
    let groups = grouped(&mut *connection, &store.shards(), &[project.uuid()], &bounds, i64::MAX).await?;
    let weight = sqlx::query!(
        r#"select coalesce(sum(length(e.payload)), 0)::bigint as "bytes!", now() as "looked_at!"
           from delivery d join event e on e.shard = d.shard and e.id = d.event_id
           where d.shard = any ($1) and d.project_id = $2 and d.status = 'dead_lettered'
             and d.id >= $3 and d.id < $4 and ($5::uuid is null or d.endpoint_id = $5)
             and ($6::text is null or d.event_type = $6) and ($7::text is null or d.last_outcome = $7)
             and ($8::smallint is null or d.last_status = $8) and ($9::uuid[] is null or d.id = any ($9))"#,
        &store.shards(),
        project.uuid(),
        bounds.low,
        bounds.high,
        bounds.endpoint as Option<Uuid>,
        bounds.event_type.as_deref(),
        bounds.outcome,
        bounds.last_status,
        bounds.ids.as_deref() as Option<&[Uuid]>,
    )
    .fetch_one(connection)
    .await
    .doing("weighing dead letters")?;
    Ok(Survey {
        total: groups.iter().map(|group| group.count).sum(),
        payload_bytes: u64::try_from(weight.bytes).unwrap_or(0),
        groups,
        looked_at: weight.looked_at,
    })
}
