//! Making an endpoint with its first signing secret.

use std::collections::BTreeMap;

use sqlx::types::Json;

use super::history;
use super::row::Row;
use super::row::Stored;
use crate::domain::access::Caller;
use crate::domain::credentials::Wishes;
use crate::domain::endpoint::Endpoint;
use crate::domain::endpoint::EndpointSettings;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::matching::Matching;
use crate::domain::ordering::Ordering;
use crate::domain::pacing::Pacing;
use crate::domain::retry::RetryPolicy;
use crate::domain::secret::SigningSecret;
use crate::domain::shaping::Shaping;
use crate::domain::transport::Transport;
use crate::store::audit;
use crate::store::config_version;
use crate::store::credentials;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::secrets;
use crate::store::snapshot;

/// Makes an endpoint with its first signing secret; `None` when the name is taken.
pub async fn create(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    settings: EndpointSettings,
    secret: SigningSecret,
    wishes: &Wishes,
) -> Result<Option<Endpoint>, StoreError> {
    let id = EndpointId::from_uuid(store.mint());
    let mut tx = store.front().begin().await.doing("beginning to make an endpoint")?;
    let version = config_version::raise(&mut tx).await?;
    let stored = Stored::of(&settings);
    let row = sqlx::query_as!(
        Row,
        r#"insert into endpoint (id, project_id, name, url, event_types, signature_format, timeout_ms, retry,
                                 status, description, labels, metadata, version, matching, shaping, pacing, ordering,
                                 transport)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
           on conflict (project_id, name) where deleted_at is null do nothing
           returning id, project_id, name, url, event_types, signature_format, timeout_ms,
                     retry as "retry: Json<RetryPolicy>", matching as "matching: Json<Matching>",
                     shaping as "shaping: Json<Shaping>", pacing as "pacing: Json<Pacing>",
                     ordering as "ordering: Json<Ordering>", transport as "transport: Json<Transport>",
                     status, disabled_reason, description,
                     labels as "labels: Json<BTreeMap<String, String>>", metadata, version, created_at,
                     updated_at, deleted_at"#,
        id.uuid(),
        project.uuid(),
        settings.name.as_str(),
        settings.url,
        &stored.event_types,
        settings.signature_format.as_str(),
        stored.timeout_ms,
        stored.retry,
        settings.status.as_str(),
        settings.description.as_deref(),
        stored.labels,
        stored.metadata,
        version,
        stored.matching,
        stored.shaping,
        stored.pacing,
        stored.ordering,
        stored.transport,
    )
    .fetch_optional(&mut *tx)
    .await
    .doing("making an endpoint")?;
    let Some(row) = row else { return Ok(None) };
    secrets::insert(store, &mut tx, project, id, 1, &secret).await?;
    credentials::put(store, &mut tx, project, id, version, wishes).await?;
    history::note(&mut tx, &[id.uuid()]).await?;
    audit::note(store, &mut tx, caller, "endpoint.create", &id.to_string(), Some(project)).await?;
    tx.commit().await.doing("making an endpoint")?;
    snapshot::load(store).await?;
    Endpoint::try_from(row).map(Some)
}
