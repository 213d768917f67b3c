//! Deliveries that were named and are no dead letters that an act can take, each with the reason.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use super::predicate::Bounds;
use super::predicate::DeadLetterPredicate;
use crate::domain::delivery::Status;
use crate::domain::id::DeliveryId;
use crate::domain::id::ProjectId;
use crate::domain::outcome::UnknownWord;
use crate::domain::outcome::words;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

words!(
    /// Why a delivery that was named is passed over.
    PassedReason {
        /// The project has no such delivery.
        Missing = "missing",
        /// It is not finished yet.
        Waiting = "waiting",
        /// It was delivered.
        Succeeded = "succeeded",
        /// It was cancelled or dropped.
        Cancelled = "cancelled",
        /// It is dead, and something else that was said is not true of it.
        NotMatching = "not_matching",
        /// It is dead, and its endpoint was removed: it cannot be delivered any more.
        EndpointGone = "endpoint_gone",
        /// It is dead, and its event is no longer stored: it cannot be delivered any more.
        EventGone = "event_gone",
    }
);

/// A delivery that was named and is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassedOver {
    /// Which.
    pub delivery: DeliveryId,
    /// Why.
    pub reason: PassedReason,
}

/// Those of the predicate's ids that it does not cover, in their order; for a redrive also those that cannot be delivered
/// any more. None where no ids were named.
pub async fn passed_over(
    store: &Store,
    project: ProjectId,
    predicate: &DeadLetterPredicate,
    to_redrive: bool,
) -> Result<Vec<PassedOver>, StoreError> {
    let Some(named) = &predicate.ids else { return Ok(Vec::new()) };
    let bounds = Bounds::from(predicate);
    let shards: Vec<i16> = named.iter().map(|id| id.shard()).collect();
    let rows = sqlx::query!(
        r#"select u.id as "id!", d.status as "status?", q.id is not null as "waiting!",
                  coalesce(d.id >= $4 and d.id < $5 and ($6::uuid is null or d.endpoint_id = $6)
                           and ($7::text is null or d.event_type = $7) and ($8::text is null or d.last_outcome = $8)
                           and ($9::smallint is null or d.last_status = $9), false) as "matches!",
                  exists (select from endpoint p where p.id = d.endpoint_id and p.deleted_at is null) as "endpoint!",
                  exists (select from event e where e.shard = u.shard and e.id = d.event_id) as "event!"
           from unnest($1::smallint[], $2::uuid[]) with ordinality as u (shard, id, place)
           left join delivery d on d.shard = u.shard and d.id = u.id and d.project_id = $3
           left join queue q on q.shard = u.shard and q.id = u.id and q.project_id = $3
           order by u.place"#,
        &shards,
        bounds.ids.as_deref().unwrap_or_default(),
        project.uuid(),
        bounds.low,
        bounds.high,
        bounds.endpoint as Option<Uuid>,
        bounds.event_type.as_deref(),
        bounds.outcome,
        bounds.last_status,
    )
    .fetch_all(store.front())
    .await
    .doing("looking for what is passed over")?;
    let passed = |id: Uuid, reason| PassedOver { delivery: DeliveryId::from_uuid(id), reason };
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let status: Option<Status> = row.status.and_then(|word| word.parse().ok());
            let reason = match status {
                None if row.waiting => PassedReason::Waiting,
                None => PassedReason::Missing,
                Some(Status::Succeeded) => PassedReason::Succeeded,
                Some(Status::Cancelled) => PassedReason::Cancelled,
                Some(_) if !row.matches => PassedReason::NotMatching,
                Some(_) if to_redrive && !row.endpoint => PassedReason::EndpointGone,
                Some(_) if to_redrive && !row.event => PassedReason::EventGone,
                Some(_) => return None,
            };
            Some(passed(row.id, reason))
        })
        .collect())
}
