//! Removing an endpoint, as an operator says.

use super::history;
use crate::domain::access::Caller;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::store::audit;
use crate::store::cancel;
use crate::store::config_version;
use crate::store::credentials;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::failing;
use crate::store::handle::Store;
use crate::store::snapshot;

/// Removes an endpoint, if it still has `version` where one is given, and cancels what is pending for it; says how
/// many deliveries that were. History stays.
pub async fn remove(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    id: EndpointId,
    version: Option<i64>,
) -> Result<Option<u64>, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to remove an endpoint")?;
    let raised = config_version::raise(&mut tx).await?;
    let removed = sqlx::query!(
        "update endpoint set deleted_at = now(), version = $3
         where id = $1 and project_id = $2 and deleted_at is null and ($4::bigint is null or version = $4)",
        id.uuid(),
        project.uuid(),
        raised,
        version,
    )
    .execute(&mut *tx)
    .await
    .doing("removing an endpoint")?;
    if removed.rows_affected() == 0 {
        return Ok(None);
    }
    credentials::drop_all(&mut tx, id).await?;
    failing::forget(&mut tx, &[id.uuid()]).await?;
    history::note(&mut tx, &[id.uuid()]).await?;
    audit::note(store, &mut tx, caller, "endpoint.remove", &id.to_string(), Some(project)).await?;
    tx.commit().await.doing("removing an endpoint")?;
    snapshot::load(store).await?;
    cancel::of_endpoint(store, id).await.map(Some)
}
