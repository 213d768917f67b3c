//! Duties: work that one node at a time does for all of them.

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use crate::domain::id::NodeId;

/// Whether this node has the duty for the next `lease_s` seconds: it had it already, or no living node did.
pub async fn take(store: &Store, name: &str, node: NodeId, lease_s: u32) -> Result<bool, StoreError> {
    let taken = sqlx::query!(
        "insert into duty (name, holder, lease_until) values ($1, $2, now() + make_interval(secs => $3))
         on conflict (name) do update set holder = excluded.holder, lease_until = excluded.lease_until
         where duty.holder = excluded.holder or duty.lease_until <= now()
            or not exists (select from node n where n.id = duty.holder and n.lease_until > now())",
        name,
        node.uuid(),
        f64::from(lease_s),
    )
    .execute(store.delivery())
    .await
    .doing("taking a duty")?;
    Ok(taken.rows_affected() == 1)
}
