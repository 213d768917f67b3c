//! Reclaiming: what dead nodes owned is read here and recorded as `unknown` by the delivery room.

use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use crate::domain::delivery::Progress;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::NodeId;
use crate::domain::id::ProjectId;

/// A delivery whose node is dead.
#[derive(Debug, Clone)]
pub struct Orphan {
    /// The delivery.
    pub id: DeliveryId,
    /// Where it goes.
    pub endpoint: EndpointId,
    /// Whose it is.
    pub project: ProjectId,
    /// The incarnation that had it.
    pub owner: NodeId,
    /// That node's name, where it is still known.
    pub node: Option<String>,
    /// The attempt that may have been on the wire, and what came before it.
    pub progress: Progress,
    /// Its place in its lane, counted from 1 by when it was due: what stands far back has only waited.
    pub place: usize,
}

/// Nodes whose lease has ended, by the database's clock.
pub async fn dead_nodes(store: &Store) -> Result<Vec<NodeId>, StoreError> {
    let rows = sqlx::query_scalar!("select id from node where lease_until <= now()")
        .fetch_all(store.delivery())
        .await
        .doing("looking for dead nodes")?;
    Ok(rows.into_iter().map(NodeId::from_uuid).collect())
}

/// Up to `limit` deliveries of one shard that dead nodes own. `owner` has no index: this reads the queue
/// through, which is worth it only because nodes die seldom.
pub async fn orphans(
    store: &Store,
    shard: i16,
    dead: &[NodeId],
    limit: u32,
) -> Result<Vec<Orphan>, StoreError> {
    let owners: Vec<Uuid> = dead.iter().map(|node| node.uuid()).collect();
    let rows = sqlx::query!(
        r#"select q.id, endpoint_id, project_id, owner as "owner!", attempt, charged, unknown_in_a_row,
                  n.name as "node?",
                  row_number() over (partition by q.owner, q.endpoint_id order by q.due_at, q.id) as "place!"
           from queue q left join node n on n.id = q.owner
           where shard = $1 and owner = any ($2) limit $3"#,
        shard,
        &owners,
        i64::from(limit),
    )
    .fetch_all(store.delivery())
    .await
    .doing("reading what dead nodes owned")?;
    let orphans = rows.into_iter().map(|row| Orphan {
        id: DeliveryId::from_uuid(row.id),
        endpoint: EndpointId::from_uuid(row.endpoint_id),
        project: ProjectId::from_uuid(row.project_id),
        owner: NodeId::from_uuid(row.owner),
        node: row.node,
        progress: Progress {
            attempt: u16::try_from(row.attempt).unwrap_or(0),
            charged: u16::try_from(row.charged).unwrap_or(0),
            unknown_in_a_row: u16::try_from(row.unknown_in_a_row).unwrap_or(0),
        },
        place: usize::try_from(row.place).unwrap_or(usize::MAX),
    });
    Ok(orphans.collect())
}

/// Nodes that own deliveries but are not listed at all, as after a restore from a backup. A look at the whole
/// queue; for the start and for once a minute.
pub async fn lost_owners(store: &Store, shard: i16) -> Result<Vec<NodeId>, StoreError> {
    let rows = sqlx::query_scalar!(
        r#"select distinct q.owner as "owner!" from queue q
           where q.shard = $1 and q.owner is not null and not exists (select from node n where n.id = q.owner)"#,
        shard,
    )
    .fetch_all(store.delivery())
    .await
    .doing("looking for deliveries without a node")?;
    Ok(rows.into_iter().map(NodeId::from_uuid).collect())
}

/// Forgets nodes that have been dead for a minute. Not sooner: a statement that began before the lease ended
/// may still commit rows in their name.
pub async fn forget(store: &Store) -> Result<(), StoreError> {
    sqlx::query!("delete from node where lease_until < now() - interval '1 minute'")
        .execute(store.delivery())
        .await
        .doing("forgetting dead nodes")?;
    Ok(())
}
