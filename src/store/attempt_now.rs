//! Attempt now: a waiting delivery becomes due at once, its budget as it was.

use super::audit;
use super::deliveries;
use super::deliveries::DeliveryView;
use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::page::Change;
use crate::domain::access::Caller;
use crate::domain::id::DeliveryId;
use crate::domain::id::ProjectId;

/// Makes a delivery due, unless it is finished or under way. One that is held stays held.
pub async fn one(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    id: DeliveryId,
) -> Result<Change<DeliveryView>, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to bring an attempt forward")?;
    let moved = sqlx::query!(
        "update queue set due_at = now()
         where shard = $1 and id = $2 and project_id = $3 and owner is null and due_at > now()",
        id.shard(),
        id.uuid(),
        project.uuid(),
    )
    .execute(&mut *tx)
    .await
    .doing("bringing an attempt forward")?;
    if moved.rows_affected() > 0 {
        audit::note(store, &mut tx, caller, "delivery.attempt_now", &id.to_string(), Some(project)).await?;
    }
    tx.commit().await.doing("bringing an attempt forward")?;
    Ok(match deliveries::show(store, project, id).await? {
        None => Change::Missing,
        Some(view) if view.status.is_finished() => Change::Refused(view.status),
        Some(view) => {
            store.hints().due(view.endpoint_id);
            store.hints().tell_others.notify_one();
            Change::Done(view)
        }
    })
}
