//! Cancelling: a live delivery that no node has is finished as `cancelled`.

use sqlx::PgTransaction;
use uuid::Uuid;

use super::audit;
use super::deliveries;
use super::deliveries::DeliveryView;
use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::page::Change;
use crate::domain::access::Caller;
use crate::domain::delivery::Cause;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::EventId;
use crate::domain::id::ProjectId;

/// Rows one statement cancels at most.
const BATCH_MAX: i64 = 5_000;

/// Cancels one delivery, unless a request of it may be under way or it is finished.
pub async fn one(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    id: DeliveryId,
) -> Result<Change<DeliveryView>, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to cancel a delivery")?;
    let cancelled =
        finish(&mut tx, id.shard(), &[id.uuid()], project, Cause::Operator, Some(&caller.actor)).await?;
    if cancelled > 0 {
        audit::note(store, &mut tx, caller, "delivery.cancel", &id.to_string(), Some(project)).await?;
    }
    tx.commit().await.doing("cancelling a delivery")?;
    Ok(match deliveries::show(store, project, id).await? {
        None => Change::Missing,
        Some(view) if cancelled > 0 => Change::Done(view),
        Some(view) => Change::Refused(view.status),
    })
}

/// Cancels an event's deliveries that were never attempted; says how many.
pub(crate) async fn of_event(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    event: EventId,
) -> Result<u64, StoreError> {
    let (low, high) = DeliveryId::range_of(event);
    let mut tx = store.front().begin().await.doing("beginning to cancel an event")?;
    let ids = sqlx::query_scalar!(
        "select id from queue where shard = $1 and id >= $2 and id <= $3 and event_id = $4 and attempt = 0
         for update skip locked",
        event.shard(),
        low,
        high,
        event.uuid(),
    )
    .fetch_all(&mut *tx)
    .await
    .doing("looking for an event's deliveries")?;
    let cancelled =
        finish(&mut tx, event.shard(), &ids, project, Cause::Operator, Some(&caller.actor)).await?;
    audit::note(store, &mut tx, caller, "event.cancel", &event.to_string(), Some(project)).await?;
    tx.commit().await.doing("cancelling an event")?;
    Ok(cancelled)
}

/// Cancels what waits for an endpoint that was deleted; says how many. What is under way ends by itself. Of an
/// endpoint that is still there nothing is cancelled, whatever the caller believes.
pub async fn of_endpoint(store: &Store, endpoint: EndpointId) -> Result<u64, StoreError> {
    let mut cancelled = 0;
    for shard in store.shards() {
        loop {
            let mut tx = store.front().begin().await.doing("beginning to cancel an endpoint's deliveries")?;
            let rows = sqlx::query!(
                "select id, project_id from queue
                 where shard = $1 and endpoint_id = $2 and owner is null
                   and not exists (select from endpoint p where p.id = $2 and p.deleted_at is null)
                 order by due_at limit $3 for update skip locked",
                shard,
                endpoint.uuid(),
                BATCH_MAX,
            )
            .fetch_all(&mut *tx)
            .await
            .doing("looking for an endpoint's deliveries")?;
            let Some(project) = rows.first().map(|row| ProjectId::from_uuid(row.project_id)) else { break };
            let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
            cancelled += finish(&mut tx, shard, &ids, project, Cause::EndpointDeleted, None).await?;
            tx.commit().await.doing("cancelling an endpoint's deliveries")?;
        }
    }
    Ok(cancelled)
}

async fn finish(
    tx: &mut PgTransaction<'_>,
    shard: i16,
    ids: &[Uuid],
    project: ProjectId,
    cause: Cause,
    by: Option<&str>,
) -> Result<u64, StoreError> {
    let finished = sqlx::query!(
        "with gone as (
             delete from queue where shard = $1 and id = any ($2) and project_id = $3 and owner is null
             returning id, event_id, endpoint_id, project_id, event_type, attempt, charged, last_outcome,
                       last_status, redrive_id, ordering_key, order_no
         )
         insert into delivery (shard, id, event_id, endpoint_id, project_id, event_type, status, cause, attempt,
                               charged, last_outcome, last_status, redrive_id, ended_by, ordering_key, order_no)
         select $1, id, event_id, endpoint_id, project_id, event_type, 'cancelled', $4, attempt, charged,
                last_outcome, last_status, redrive_id, $5, ordering_key, order_no
         from gone",
        shard,
        ids,
        project.uuid(),
        cause.as_str(),
        by,
    )
    .execute(&mut **tx)
    .await
    .doing("cancelling deliveries")?;
    Ok(finished.rows_affected())
}
