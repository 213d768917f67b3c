//! Dropping dead letters: set aside for good, while their history stays and says who did it.

use time::OffsetDateTime;
use uuid::Uuid;

use super::predicate::Bounds;
use super::predicate::DeadLetterPredicate;
use crate::domain::access::Caller;
use crate::domain::delivery::Cause;
use crate::domain::id::DeliveryId;
use crate::domain::id::ProjectId;
use crate::store::audit;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// Dead letters one call drops at most, so that it ends soon and holds few locks.
pub const DROPPED_MAX: u32 = 5_000;

/// What a call did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dropped {
    /// Dead letters that were dropped.
    pub count: u64,
    /// Whether there may be more to drop.
    pub more: bool,
}

/// Drops up to [`DROPPED_MAX`] dead letters that the predicate covers and that died no later than `died_before`,
/// the oldest first. A dropped one is a cancelled delivery with the cause `dropped`: it is redriven only by its id.
/// One that a redrive just moves is left to it.
pub async fn drop_some(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    predicate: &DeadLetterPredicate,
    died_before: Option<OffsetDateTime>,
) -> Result<Dropped, StoreError> {
    let bounds = Bounds::from(predicate);
    let mut tx = store.front().begin().await.doing("beginning to drop dead letters")?;
    let dropped = sqlx::query_scalar!(
        r#"with chosen as materialized (
               select shard, id from delivery
               where shard = any ($1) and project_id = $2 and status = 'dead_lettered' and id >= $3 and id < $4
                 and ($5::uuid is null or endpoint_id = $5) and ($6::text is null or event_type = $6)
                 and ($7::text is null or last_outcome = $7) and ($8::smallint is null or last_status = $8)
                 and ($9::uuid[] is null or id = any ($9)) and finished_at <= coalesce($10, now())
               order by id limit $11 for update skip locked
           )
           update delivery d set status = 'cancelled', cause = $12, ended_by = $13, finished_at = now()
           from chosen c
           where d.shard = any ($1) and d.shard = c.shard and d.id = c.id and d.status = 'dead_lettered'
           returning d.id"#,
        &store.shards(),
        project.uuid(),
        bounds.low,
        bounds.high,
        bounds.endpoint as Option<Uuid>,
        bounds.event_type.as_deref(),
        bounds.outcome,
        bounds.last_status,
        bounds.ids.as_deref() as Option<&[Uuid]>,
        died_before as Option<OffsetDateTime>,
        i64::from(DROPPED_MAX),
        Cause::Dropped.as_str(),
        caller.actor,
    )
    .fetch_all(&mut *tx)
    .await
    .doing("dropping dead letters")?;
    let (first, last) = (dropped.iter().min(), dropped.iter().max());
    if let (Some(first), Some(last)) = (first, last) {
        let object = object(DeliveryId::from_uuid(*first), DeliveryId::from_uuid(*last), dropped.len());
        audit::note(store, &mut tx, caller, "dead_letter.drop", &object, Some(project)).await?;
    }
    tx.commit().await.doing("dropping dead letters")?;
    Ok(Dropped { count: dropped.len() as u64, more: dropped.len() >= DROPPED_MAX as usize })
}

/// How the audit trail names what was dropped: the one, or how many from where to where.
fn object(first: DeliveryId, last: DeliveryId, count: usize) -> String {
    if count == 1 { first.to_string() } else { format!("{first}..{last} ({count})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_audit_trail_names_one_by_its_id_and_many_by_their_range() {
        let (first, last) = (DeliveryId::from_uuid(Uuid::nil()), DeliveryId::from_uuid(Uuid::max()));
        assert_eq!(object(first, first, 1), first.to_string());
        assert_eq!(object(first, last, 12), format!("{first}..{last} (12)"));
    }
}
