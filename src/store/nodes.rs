//! Nodes as an operator sees and steers them.

use time::OffsetDateTime;

use super::audit;
use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use crate::domain::access::Caller;
use crate::domain::id::NodeId;

/// A node as others see it.
#[derive(Debug, Clone)]
pub struct NodeView {
    /// The incarnation.
    pub id: NodeId,
    /// Its name.
    pub name: String,
    /// Its program's version.
    pub version: String,
    /// What it does.
    pub roles: Vec<String>,
    /// When it took its lease.
    pub started_at: OffsetDateTime,
    /// Until when the lease runs.
    pub lease_until: OffsetDateTime,
    /// Whether the lease runs, by the database's clock.
    pub alive: bool,
    /// Whether it was told to take no further deliveries.
    pub draining: bool,
    /// Whether it has heard so and has nothing left.
    pub drained: bool,
    /// Requests under way when it last renewed its lease; 0 when it runs no longer.
    pub in_flight: u32,
    /// Deliveries it owned then that waited for a place; 0 when it runs no longer.
    pub waiting: u32,
}

/// Every node that is known, by name.
pub async fn list(store: &Store) -> Result<Vec<NodeView>, StoreError> {
    let rows = sqlx::query!(
        r#"select id, name, version, roles, started_at, lease_until, draining, drain_heard, in_flight, waiting,
                  lease_until > now() as "alive!"
           from node order by name, id"#
    )
    .fetch_all(store.front())
    .await
    .doing("listing nodes")?;
    let count = |alive: bool, count: i32| if alive { u32::try_from(count).unwrap_or(0) } else { 0 };
    Ok(rows
        .into_iter()
        .map(|row| NodeView {
            id: NodeId::from_uuid(row.id),
            name: row.name,
            version: row.version,
            roles: row.roles,
            started_at: row.started_at,
            lease_until: row.lease_until,
            alive: row.alive,
            draining: row.draining,
            drained: row.alive && row.draining && row.drain_heard && row.in_flight == 0 && row.waiting == 0,
            in_flight: count(row.alive, row.in_flight),
            waiting: count(row.alive, row.waiting),
        })
        .collect())
}

/// How many nodes there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeCounts {
    /// Their lease runs.
    pub(crate) alive: u64,
    /// Of those: told to take no further deliveries.
    pub(crate) draining: u64,
}

/// Counts the nodes.
pub(crate) async fn counts(store: &Store) -> Result<NodeCounts, StoreError> {
    let row = sqlx::query!(
        r#"select count(*) as "alive!", count(*) filter (where draining) as "draining!"
           from node where lease_until > now()"#
    )
    .fetch_one(store.front())
    .await
    .doing("counting nodes")?;
    let whole = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok(NodeCounts { alive: whole(row.alive), draining: whole(row.draining) })
}

/// What came of telling a node something.
#[derive(Debug, Clone)]
pub enum Told {
    /// It will obey when it next renews its lease.
    Noted(NodeView),
    /// No node has this id or name.
    Missing,
    /// Several that run have this name: only an id will do.
    Ambiguous,
    /// Its lease has ended.
    Gone,
}

/// Tells a node, by id or name, to take no further deliveries, or to take them again.
pub async fn set_draining(
    store: &Store,
    caller: &Caller,
    which: &str,
    draining: bool,
) -> Result<Told, StoreError> {
    let id = which.parse::<NodeId>().ok();
    let known = list(store).await?;
    let named: Vec<&NodeView> =
        known.iter().filter(|node| id.map_or(node.name == which, |id| node.id == id)).collect();
    let running: Vec<&&NodeView> = named.iter().filter(|node| node.alive).collect();
    let node = match (named.as_slice(), running.as_slice()) {
        ([], _) => return Ok(Told::Missing),
        (_, []) => return Ok(Told::Gone),
        (_, [one]) => one.id,
        _ => return Ok(Told::Ambiguous),
    };
    let mut tx = store.front().begin().await.doing("beginning to drain a node")?;
    let changed = sqlx::query!(
        "update node set draining = $2, drain_heard = drain_heard and $2 where id = $1 and lease_until > now()",
        node.uuid(),
        draining,
    )
    .execute(&mut *tx)
    .await
    .doing("draining a node")?;
    if changed.rows_affected() == 0 {
        return Ok(Told::Gone);
    }
    let action = if draining { "node.drain" } else { "node.undrain" };
    audit::note(store, &mut tx, caller, action, &node.to_string(), None).await?;
    tx.commit().await.doing("draining a node")?;
    let shown = list(store).await?.into_iter().find(|shown| shown.id == node);
    Ok(shown.map_or(Told::Missing, Told::Noted))
}
