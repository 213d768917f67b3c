//! Strays: deliveries that a living node owns but does not hold, since the database's answer to it was lost.

use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::handoff::Held;
use super::handoff::Owned;
use super::release;
use crate::domain::chain::chain;
use crate::domain::id::DeliveryId;
use crate::domain::id::NodeId;

/// What `node` owns in one shard and this process does not hold, each with the number of its attempt. `owner` has
/// no index: this reads the queue through, which is for once a minute and for after a failure.
///
/// One look proves nothing: a row is committed a moment before it is held. What two looks some seconds apart
/// find, for the same attempt, was never sent.
pub async fn look(store: &Store, node: NodeId, shard: i16) -> Result<Vec<Held>, StoreError> {
    let rows =
        sqlx::query!("select id, attempt from queue where shard = $1 and owner = $2", shard, node.uuid())
            .fetch_all(store.delivery())
            .await
            .doing("looking for strays")?;
    let owned =
        rows.into_iter().map(|row| (DeliveryId::from_uuid(row.id), u16::try_from(row.attempt).unwrap_or(0)));
    Ok(owned.filter(|delivery| !store.handoff().holds(*delivery)).collect())
}

/// Frees strays of one shard, as if they had never been claimed; says how many.
pub async fn free(store: &Store, node: NodeId, shard: i16, strays: &[Held]) -> Result<u64, StoreError> {
    let ids: Vec<Uuid> = strays.iter().map(|(id, _)| id.uuid()).collect();
    let attempts: Vec<i16> =
        strays.iter().map(|(_, attempt)| i16::try_from(*attempt).unwrap_or(i16::MAX)).collect();
    let freed = sqlx::query!(
        "update queue q set owner = null, attempt = q.attempt - 1, due_at = now(), paced = false
         from unnest($3::uuid[], $4::smallint[]) as s (id, attempt)
         where q.shard = $1 and q.id = s.id and q.owner = $2 and q.attempt = s.attempt",
        shard,
        node.uuid(),
        &ids,
        &attempts,
    )
    .execute(store.delivery())
    .await
    .doing("freeing strays")?;
    store.hints().due_anywhere();
    Ok(freed.rows_affected())
}

/// Releases deliveries that are owned and were not sent. If Postgres does not take it they are strays.
pub async fn release_all(store: &Store, deliveries: &[Owned]) {
    let mut left: Vec<&Owned> = deliveries.iter().collect();
    while let Some(first) = left.first() {
        let (owner, shard) = (first.owner, first.id.shard());
        let (these, others): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|owned| owned.owner == owner && owned.id.shard() == shard);
        let ids: Vec<DeliveryId> = these.iter().map(|owned| owned.id).collect();
        if let Err(error) = release::release(store, owner, shard, &ids).await {
            tracing::error!(
                error = chain(&error),
                deliveries = ids.len(),
                "deliveries could not be released yet"
            );
            store.hints().strays.notify_one();
        }
        store.handoff().let_go(these.iter().map(|owned| owned.held()));
        left = others;
    }
    for owned in deliveries {
        store.handoff().leave(owned.endpoint, 1);
    }
}
