//! Disabling an endpoint: its receiver said so, or failed for too long.

use time::OffsetDateTime;

use super::history;
use crate::domain::access::Caller;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::operation::Operation;
use crate::store::audit;
use crate::store::config_version;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::failing;
use crate::store::handle::Store;
use crate::store::operations;
use crate::store::snapshot;

/// Disables an endpoint, unless it is paused or disabled already; whether this did it. Its deliveries are held from then
/// on. With `failing_since`, only while no success has ended the streak that began then.
pub async fn disable(
    store: &Store,
    id: EndpointId,
    reason: &str,
    failing_since: Option<OffsetDateTime>,
) -> Result<bool, StoreError> {
    let mut tx = store.delivery().begin().await.doing("beginning to disable an endpoint")?;
    let version = config_version::raise(&mut tx).await?;
    let project = sqlx::query_scalar!(
        "update endpoint e set status = 'disabled', disabled_reason = $2, version = $3, updated_at = now()
         where id = $1 and status in ('active', 'inactive') and deleted_at is null
           and ($4::timestamptz is null
                or exists (select from endpoint_failing f where f.endpoint_id = e.id and f.since = $4))
         returning project_id",
        id.uuid(),
        reason,
        version,
        failing_since,
    )
    .fetch_optional(&mut *tx)
    .await
    .doing("disabling an endpoint")?;
    let Some(project) = project else { return Ok(false) };
    let caller = Caller { actor: "hookitd".to_owned(), key: None, project: None, scopes: Vec::new() };
    let project = ProjectId::from_uuid(project);
    failing::forget(&mut tx, &[id.uuid()]).await?;
    history::note(&mut tx, &[id.uuid()]).await?;
    audit::note(store, &mut tx, &caller, "endpoint.disable", &id.to_string(), Some(project)).await?;
    operations::about_endpoint(&mut tx, Operation::EndpointDisabled, id, Some(reason)).await?;
    tx.commit().await.doing("disabling an endpoint")?;
    snapshot::load(store).await?;
    Ok(true)
}
