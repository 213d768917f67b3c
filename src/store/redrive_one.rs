//! Redriving one delivery: its finished row goes back to the queue with a fresh budget and its history.

use sqlx::PgTransaction;
use uuid::Uuid;

use super::audit;
use super::deliveries;
use super::deliveries::DeliveryView;
use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::page::Change;
use super::redrive_counts::Leavers;
use crate::domain::access::Caller;
use crate::domain::delivery::Status;
use crate::domain::id::DeliveryId;
use crate::domain::id::ProjectId;

/// Puts a finished delivery back, due at once. A success only with `force`. A delivery whose event or
/// endpoint is gone stays as it is.
pub async fn redrive(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    id: DeliveryId,
    force: bool,
) -> Result<Change<DeliveryView>, StoreError> {
    let Some(view) = deliveries::show(store, project, id).await? else { return Ok(Change::Missing) };
    if !view.status.is_finished() || (view.status == Status::Succeeded && !force) {
        return Ok(Change::Refused(view.status));
    }
    let mut tx = store.front().begin().await.doing("beginning to redrive a delivery")?;
    let from: &[Status] = if force {
        &[Status::DeadLettered, Status::Cancelled, Status::Succeeded]
    } else {
        &[Status::DeadLettered, Status::Cancelled]
    };
    let mut leavers = Leavers::default();
    let moved = put_back(&mut tx, id.shard(), &[id.uuid()], from, None, &mut leavers).await?;
    if moved == 0 {
        return Ok(Change::Refused(view.status));
    }
    leavers.credit(&mut tx).await?;
    audit::note(store, &mut tx, caller, "delivery.redrive", &id.to_string(), Some(project)).await?;
    tx.commit().await.doing("redriving a delivery")?;
    store.hints().due(view.endpoint_id);
    store.hints().tell_others.notify_one();
    store.hints().happened.notify_waiters();
    Ok(deliveries::show(store, project, id).await?.map_or(Change::Missing, Change::Done))
}

/// Moves rows of one shard that finished in one of these states back to the queue: their attempts count on, their
/// budget starts anew. The state is asked of the row as it is when it moves: one that was dropped meanwhile stays.
/// Only rows whose endpoint still exists and whose event is still stored can be delivered again. What leaves another
/// redrive is noted in `leavers`.
pub(crate) async fn put_back(
    tx: &mut PgTransaction<'_>,
    shard: i16,
    ids: &[Uuid],
    from: &[Status],
    redrive: Option<Uuid>,
    leavers: &mut Leavers,
) -> Result<u64, StoreError> {
    let words: Vec<&str> = from.iter().map(|status| status.as_str()).collect();
    let left = sqlx::query!(
        r#"with back as (
             delete from delivery d
             where d.shard = $1 and d.id = any ($2) and d.status = any ($3)
               and exists (select from endpoint p where p.id = d.endpoint_id and p.deleted_at is null)
               and exists (select from event e where e.shard = $1 and e.id = d.event_id)
             returning id, event_id, endpoint_id, project_id, event_type, attempt, last_outcome, last_status,
                       ordering_key, order_no, status, redrive_id
         ), told as (
             insert into redriven (shard, project_id, delivery_id, event_id, endpoint_id, event_type, redrive_id)
             select $1, project_id, id, event_id, endpoint_id, event_type, $4 from back
         ), queued as (
             insert into queue (shard, id, event_id, endpoint_id, project_id, event_type, due_at, attempt,
                                last_outcome, last_status, redrive_id, ordering_key, order_no)
             select $1, id, event_id, endpoint_id, project_id, event_type, now(), attempt, last_outcome,
                    last_status, $4, ordering_key, order_no
             from back
         )
         select redrive_id, status as "status!", count(*) as "count!" from back group by 1, 2"#,
        shard,
        ids,
        &words as &[&str],
        redrive as Option<Uuid>,
    )
    .fetch_all(&mut **tx)
    .await
    .doing("putting deliveries back")?;
    for row in &left {
        if let Some(redrive) = row.redrive_id {
            leavers.add(redrive, &row.status, row.count);
        }
    }
    Ok(left.iter().map(|row| u64::try_from(row.count).unwrap_or(0)).sum())
}
