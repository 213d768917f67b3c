//! Nodes: a lease by the database's clock, renewed while the process lives.

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::moving;
use crate::domain::id::NodeId;

/// What a node tells of itself.
#[derive(Debug, Clone)]
pub struct NodeSelf {
    /// Its name, for people.
    pub name: String,
    /// Where it runs. One process at a time has an instance, by a lock on its state directory, so whoever
    /// joins with the same one knows that the incarnation before is dead.
    pub instance: String,
    /// The program's version.
    pub version: String,
    /// What it does: `api`, `deliver`.
    pub roles: Vec<String>,
}

/// Takes a lease under a fresh incarnation id. Refused where the database is being moved or was moved away: asked in the
/// statement itself, so that whoever switches a move and then finds no lease knows that there will be none.
pub async fn join(store: &Store, node: &NodeSelf, lease_ms: u64) -> Result<NodeId, StoreError> {
    let id = NodeId::from_uuid(store.mint());
    let joined = sqlx::query!(
        "with before as (
             update node set lease_until = now(), left_at = now() where instance = $6 and lease_until > now()
         )
         insert into node (id, name, instance, version, roles, lease_until, draining)
         select $1, $2, $6, $3, $4, now() + make_interval(secs => $5), $7
         where not exists (select from database_move
                           where (direction = 'out' and state <> 'copying') or (direction = 'in' and state <> 'done'))",
        id.uuid(),
        node.name,
        node.version,
        &node.roles,
        seconds(lease_ms),
        node.instance,
        // A process that lost its lease and goes on is still the one that was told to drain.
        store.handoff().is_draining(),
    )
    .execute(store.delivery())
    .await
    .doing("taking a lease")?;
    if joined.rows_affected() == 0 {
        moving::refuse(store).await?;
    }
    store.clock().correct(store.delivery()).await?;
    Ok(id)
}

/// Renews the lease and tells what the node has; `None` when it has ended already, so that others may have taken this
/// node's deliveries. Answers whether the node is to drain.
pub async fn renew(store: &Store, id: NodeId, lease_ms: u64) -> Result<Option<bool>, StoreError> {
    let count = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    let renewed = sqlx::query_scalar!(
        "update node set lease_until = now() + make_interval(secs => $2), in_flight = $3, waiting = $4,
                drain_heard = draining and $5
         where id = $1 and lease_until > now() returning draining",
        id.uuid(),
        seconds(lease_ms),
        count(store.pulse().in_flight()),
        count(store.pulse().waiting()),
        store.handoff().is_draining(),
    )
    .fetch_optional(store.delivery())
    .await
    .doing("renewing the lease")?;
    store.clock().correct(store.delivery()).await?;
    Ok(renewed)
}

/// Gives the lease back. What the node still owns can be reclaimed at once.
pub async fn leave(store: &Store, id: NodeId) -> Result<(), StoreError> {
    sqlx::query!("update node set lease_until = now(), left_at = now() where id = $1", id.uuid())
        .execute(store.delivery())
        .await
        .doing("giving the lease back")?;
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a lease is far below 2^53 milliseconds")]
fn seconds(ms: u64) -> f64 {
    ms as f64 / 1_000.0
}
