//! Nodes whose lease ran out, told once by whichever node notices first.

use serde_json::json;

use super::tell;
use crate::domain::id::NodeId;
use crate::domain::operation::Operation;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// A node that was lost.
#[derive(Debug, Clone)]
pub struct LostNode {
    /// The incarnation.
    pub id: NodeId,
    /// Its name.
    pub name: String,
}

/// Notes nodes whose lease ran out without their leaving, and that did not come back in the same place, and tells of
/// them; answers those that nobody had noticed.
pub async fn tell_lost_nodes(store: &Store) -> Result<Vec<LostNode>, StoreError> {
    let mut tx = store.delivery().begin().await.doing("beginning to tell of lost nodes")?;
    let lost = sqlx::query!(
        r#"update node l set lost_at = now()
           where lease_until <= now() and left_at is null and lost_at is null
             and not exists (select from node n where n.instance = l.instance and n.lease_until > now())
           returning id, name, lease_until, now() as "at!""#
    )
    .fetch_all(&mut *tx)
    .await
    .doing("looking for lost nodes")?;
    if lost.is_empty() {
        return Ok(Vec::new());
    }
    let listening = tell::listening(&mut tx).await?;
    let mut told = Vec::with_capacity(lost.len());
    for row in lost {
        let id = NodeId::from_uuid(row.id);
        if let Some(project) = listening {
            let values = vec![
                json!(id.to_string()),
                json!(row.name),
                tell::instant(row.lease_until),
                tell::instant(row.at),
            ];
            tell::add(&mut tx, project, Operation::NodeLost, values).await?;
        }
        told.push(LostNode { id, name: row.name });
    }
    tx.commit().await.doing("telling of lost nodes")?;
    Ok(told)
}
