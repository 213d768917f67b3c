//! Changing an endpoint: all of its settings, or its status alone.

use std::collections::BTreeMap;

use sqlx::types::Json;

use super::history;
use super::read::find;
use super::row::Row;
use super::row::Stored;
use crate::domain::access::Caller;
use crate::domain::credentials::Wishes;
use crate::domain::endpoint::Endpoint;
use crate::domain::endpoint::EndpointSettings;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::matching::Matching;
use crate::domain::ordering::Ordering;
use crate::domain::pacing::Pacing;
use crate::domain::retry::RetryPolicy;
use crate::domain::shaping::Shaping;
use crate::domain::transport::Transport;
use crate::store::audit;
use crate::store::config_version;
use crate::store::credentials;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::error::constraint_of;
use crate::store::failing;
use crate::store::handle::Store;
use crate::store::snapshot;

/// What became of a wish to change an endpoint.
#[derive(Debug)]
pub enum Change {
    /// Changed; this is how it is now.
    Done(Box<Endpoint>),
    /// Another endpoint of the project has the name.
    NameTaken,
    /// Somebody changed it since it was read: read it again.
    Stale,
    /// It was deleted meanwhile.
    Missing,
}

/// Changes an endpoint that was read as `read`, unless it changed since, and what its requests carry.
pub async fn change(
    store: &Store,
    caller: &Caller,
    read: &Endpoint,
    settings: EndpointSettings,
    wishes: &Wishes,
) -> Result<Change, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to change an endpoint")?;
    let version = config_version::raise(&mut tx).await?;
    let now = sqlx::query_scalar!(
        "select version from endpoint where id = $1 and deleted_at is null for update",
        read.id.uuid()
    )
    .fetch_optional(&mut *tx)
    .await
    .doing("looking at an endpoint's version")?;
    match now {
        None => return Ok(Change::Missing),
        Some(now) if now != read.version => return Ok(Change::Stale),
        Some(_) => {}
    }
    let stored = Stored::of(&settings);
    let reason = read.disabled_reason.as_deref().filter(|_| settings.status == EndpointStatus::Disabled);
    let row = sqlx::query_as!(
        Row,
        r#"update endpoint set name = $2, url = $3, event_types = $4, signature_format = $5, timeout_ms = $6,
                  retry = $7, status = $8, disabled_reason = $9, description = $10, labels = $11,
                  metadata = $12, version = $13, matching = $14, shaping = $15, pacing = $16, ordering = $17,
                  transport = $18, updated_at = now()
           where id = $1
           returning id, project_id, name, url, event_types, signature_format, timeout_ms,
                     retry as "retry: Json<RetryPolicy>", matching as "matching: Json<Matching>",
                     shaping as "shaping: Json<Shaping>", pacing as "pacing: Json<Pacing>",
                     ordering as "ordering: Json<Ordering>", transport as "transport: Json<Transport>",
                     status, disabled_reason, description,
                     labels as "labels: Json<BTreeMap<String, String>>", metadata, version, created_at,
                     updated_at, deleted_at"#,
        read.id.uuid(),
        settings.name.as_str(),
        settings.url,
        &stored.event_types,
        settings.signature_format.as_str(),
        stored.timeout_ms,
        stored.retry,
        settings.status.as_str(),
        reason,
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
    .fetch_one(&mut *tx)
    .await;
    let row = match row {
        Err(error) if constraint_of(&error) == Some("endpoint_name") => return Ok(Change::NameTaken),
        other => other.doing("changing an endpoint")?,
    };
    if !read.settings.is_kept_by(wishes) {
        credentials::put(store, &mut tx, read.project, read.id, version, wishes).await?;
    }
    if settings.status != read.settings.status || settings.url != read.settings.url {
        // What failed before says nothing of how it is now.
        failing::forget(&mut tx, &[read.id.uuid()]).await?;
    }
    history::note(&mut tx, &[read.id.uuid()]).await?;
    let action = action(read.settings.status, settings.status);
    audit::note(store, &mut tx, caller, action, &read.id.to_string(), Some(read.project)).await?;
    tx.commit().await.doing("changing an endpoint")?;
    snapshot::load(store).await?;
    // What was held may be due now.
    store.hints().due(read.id);
    Endpoint::try_from(row).map(|endpoint| Change::Done(Box::new(endpoint)))
}

/// What the audit calls a change from one status to another.
const fn action(before: EndpointStatus, after: EndpointStatus) -> &'static str {
    match after {
        EndpointStatus::Paused if !matches!(before, EndpointStatus::Paused) => "endpoint.pause",
        EndpointStatus::Active if !matches!(before, EndpointStatus::Active) => "endpoint.resume",
        _ => "endpoint.change",
    }
}

/// Pauses, resumes or otherwise sets an endpoint's status alone; `None` when there is no such endpoint.
pub async fn set_status(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    id: EndpointId,
    status: EndpointStatus,
) -> Result<Option<Endpoint>, StoreError> {
    loop {
        let Some(read) = find(store, project, &id.to_string()).await? else { return Ok(None) };
        if read.settings.status == status {
            return Ok(Some(read));
        }
        let settings = EndpointSettings { status, ..read.settings.clone() };
        let kept = read.settings.keeping();
        match change(store, caller, &read, settings, &kept).await? {
            Change::Done(endpoint) => return Ok(Some(*endpoint)),
            Change::Missing => return Ok(None),
            // Lost a race; the next look sees what won.
            Change::Stale | Change::NameTaken => {}
        }
    }
}
