//! Releasing: deliveries that this node owns but has not sent are free and due again, as if never claimed.

use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use crate::domain::id::DeliveryId;
use crate::domain::id::NodeId;

/// Frees deliveries of one shard: the attempt number goes back, nothing is charged, no attempt is shown.
pub async fn release(
    store: &Store,
    node: NodeId,
    shard: i16,
    deliveries: &[DeliveryId],
) -> Result<(), StoreError> {
    if deliveries.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = deliveries.iter().map(|id| id.uuid()).collect();
    sqlx::query!(
        "update queue set owner = null, attempt = attempt - 1, due_at = now(), paced = false
         where shard = $1 and id = any ($2) and owner = $3",
        shard,
        &ids,
        node.uuid(),
    )
    .execute(store.delivery())
    .await
    .doing("releasing deliveries")?;
    Ok(())
}
