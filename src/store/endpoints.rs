//! Endpoints: made, read, changed and removed, each change with a new configuration version.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use sqlx::PgTransaction;
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::audit;
use super::cancel;
use super::config_version;
use super::error::Doing;
use super::error::StoreError;
use super::error::constraint_of;
use super::handle::Store;
use super::page::Listed;
use super::page::Page;
use super::secrets;
use super::snapshot;
use crate::domain::access::Caller;
use crate::domain::endpoint::Endpoint;
use crate::domain::endpoint::EndpointSettings;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::endpoint::Slug;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::pattern::Pattern;
use crate::domain::retry::RetryPolicy;
use crate::domain::secret::SigningSecret;

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

/// An endpoint that changed since some version.
pub(crate) enum Changed {
    Live(Box<Endpoint>),
    Deleted(EndpointId),
}

struct Row {
    id: Uuid,
    project_id: Uuid,
    name: String,
    url: String,
    event_types: Vec<String>,
    signature_format: String,
    timeout_ms: i32,
    retry: Json<RetryPolicy>,
    status: String,
    disabled_reason: Option<String>,
    description: Option<String>,
    labels: Json<BTreeMap<String, String>>,
    metadata: Option<String>,
    version: i64,
    created_at: OffsetDateTime,
    updated_at: OffsetDateTime,
    deleted_at: Option<OffsetDateTime>,
}

impl TryFrom<Row> for Endpoint {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let id = EndpointId::from_uuid(row.id);
        let odd = |column| StoreError::Inconsistent { table: "endpoint", column, row: id.to_string() };
        let settings = EndpointSettings {
            name: Slug::from_stored(row.name),
            url: row.url,
            event_types: row
                .event_types
                .iter()
                .map(|pattern| Pattern::parse(pattern).map_err(|_| odd("event_types")))
                .collect::<Result<_, _>>()?,
            signature_format: row.signature_format.parse().map_err(|_| odd("signature_format"))?,
            timeout_ms: u32::try_from(row.timeout_ms).map_err(|_| odd("timeout_ms"))?,
            retry: row.retry.0,
            status: row.status.parse().map_err(|_| odd("status"))?,
            description: row.description,
            labels: row.labels.0,
            metadata: row
                .metadata
                .map(|text| RawValue::from_string(text).map_err(|_| odd("metadata")))
                .transpose()?,
        };
        Ok(Self {
            id,
            project: ProjectId::from_uuid(row.project_id),
            settings,
            disabled_reason: row.disabled_reason,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// Makes an endpoint with its first signing secret; `None` when the name is taken.
pub async fn create(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    settings: EndpointSettings,
    secret: SigningSecret,
) -> Result<Option<Endpoint>, StoreError> {
    let id = EndpointId::from_uuid(store.mint());
    let mut tx = store.front().begin().await.doing("beginning to make an endpoint")?;
    let version = config_version::raise(&mut tx).await?;
    let stored = Stored::of(&settings);
    let row = sqlx::query_as!(
        Row,
        r#"insert into endpoint (id, project_id, name, url, event_types, signature_format, timeout_ms, retry,
                                 status, description, labels, metadata, version)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
           on conflict (project_id, name) where deleted_at is null do nothing
           returning id, project_id, name, url, event_types, signature_format, timeout_ms,
                     retry as "retry: Json<RetryPolicy>", status, disabled_reason, description,
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
    )
    .fetch_optional(&mut *tx)
    .await
    .doing("making an endpoint")?;
    let Some(row) = row else { return Ok(None) };
    secrets::insert(store, &mut tx, project, id, 1, &secret).await?;
    audit::note(store, &mut tx, caller, "endpoint.create", &id.to_string(), Some(project)).await?;
    tx.commit().await.doing("making an endpoint")?;
    snapshot::load(store).await?;
    Endpoint::try_from(row).map(Some)
}

/// Settings in the shapes that Postgres takes.
struct Stored {
    event_types: Vec<String>,
    timeout_ms: i32,
    retry: serde_json::Value,
    labels: serde_json::Value,
    metadata: Option<String>,
}

impl Stored {
    fn of(settings: &EndpointSettings) -> Self {
        Self {
            event_types: settings.event_types.iter().map(Pattern::to_string).collect(),
            timeout_ms: i32::try_from(settings.timeout_ms).unwrap_or(i32::MAX),
            // Both are maps with text keys and finite numbers, which always have a JSON form.
            retry: serde_json::to_value(&settings.retry).unwrap_or_default(),
            labels: serde_json::to_value(&settings.labels).unwrap_or_default(),
            metadata: settings.metadata.as_ref().map(|raw| raw.get().to_owned()),
        }
    }
}

/// The endpoints of a project, newest first.
pub async fn list(store: &Store, project: ProjectId, page: Page) -> Result<Listed<Endpoint>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, project_id, name, url, event_types, signature_format, timeout_ms,
                  retry as "retry: Json<RetryPolicy>", status, disabled_reason, description,
                  labels as "labels: Json<BTreeMap<String, String>>", metadata, version, created_at,
                  updated_at, deleted_at
           from endpoint where project_id = $1 and id < $2 and deleted_at is null
           order by id desc limit $3"#,
        project.uuid(),
        page.bound(),
        page.fetch(),
    )
    .fetch_all(store.front())
    .await
    .doing("listing endpoints")?;
    let endpoints = rows.into_iter().map(Endpoint::try_from).collect::<Result<_, _>>()?;
    Ok(Listed::cut(endpoints, page))
}

/// An endpoint of a project by id or name.
pub async fn find(
    store: &Store,
    project: ProjectId,
    id_or_name: &str,
) -> Result<Option<Endpoint>, StoreError> {
    let id = id_or_name.parse::<EndpointId>().ok().map(EndpointId::uuid);
    let row = sqlx::query_as!(
        Row,
        r#"select id, project_id, name, url, event_types, signature_format, timeout_ms,
                  retry as "retry: Json<RetryPolicy>", status, disabled_reason, description,
                  labels as "labels: Json<BTreeMap<String, String>>", metadata, version, created_at,
                  updated_at, deleted_at
           from endpoint where project_id = $1 and deleted_at is null and (id = $2 or name = $3)"#,
        project.uuid(),
        id as Option<Uuid>,
        id_or_name,
    )
    .fetch_optional(store.front())
    .await
    .doing("looking for an endpoint")?;
    row.map(Endpoint::try_from).transpose()
}

/// Changes an endpoint that was read as `read`, unless it changed since.
pub async fn change(
    store: &Store,
    caller: &Caller,
    read: &Endpoint,
    settings: EndpointSettings,
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
                  metadata = $12, version = $13, updated_at = now()
           where id = $1
           returning id, project_id, name, url, event_types, signature_format, timeout_ms,
                     retry as "retry: Json<RetryPolicy>", status, disabled_reason, description,
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
    )
    .fetch_one(&mut *tx)
    .await;
    let row = match row {
        Err(error) if constraint_of(&error) == Some("endpoint_name") => return Ok(Change::NameTaken),
        other => other.doing("changing an endpoint")?,
    };
    let action = if settings.status == read.settings.status {
        "endpoint.change"
    } else {
        match settings.status {
            EndpointStatus::Paused => "endpoint.pause",
            EndpointStatus::Active => "endpoint.resume",
            EndpointStatus::Inactive | EndpointStatus::Disabled => "endpoint.change",
        }
    };
    audit::note(store, &mut tx, caller, action, &read.id.to_string(), Some(read.project)).await?;
    tx.commit().await.doing("changing an endpoint")?;
    snapshot::load(store).await?;
    // What was held may be due now.
    store.hints().due(read.id);
    Endpoint::try_from(row).map(|endpoint| Change::Done(Box::new(endpoint)))
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
        match change(store, caller, &read, settings).await? {
            Change::Done(endpoint) => return Ok(Some(*endpoint)),
            Change::Missing => return Ok(None),
            // Lost a race; the next look sees what won.
            Change::Stale | Change::NameTaken => {}
        }
    }
}

/// Removes an endpoint and cancels what is pending for it; says how many deliveries that were. History stays.
pub async fn remove(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    id: EndpointId,
) -> Result<Option<u64>, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to remove an endpoint")?;
    let version = config_version::raise(&mut tx).await?;
    let removed = sqlx::query!(
        "update endpoint set deleted_at = now(), version = $3
         where id = $1 and project_id = $2 and deleted_at is null",
        id.uuid(),
        project.uuid(),
        version,
    )
    .execute(&mut *tx)
    .await
    .doing("removing an endpoint")?;
    if removed.rows_affected() == 0 {
        return Ok(None);
    }
    audit::note(store, &mut tx, caller, "endpoint.remove", &id.to_string(), Some(project)).await?;
    tx.commit().await.doing("removing an endpoint")?;
    snapshot::load(store).await?;
    cancel::of_endpoint(store, id).await.map(Some)
}

/// Disables an endpoint because its receiver said so, unless it is paused or disabled already.
pub async fn disable(store: &Store, id: EndpointId, reason: &str) -> Result<bool, StoreError> {
    let mut tx = store.delivery().begin().await.doing("beginning to disable an endpoint")?;
    let version = config_version::raise(&mut tx).await?;
    let project = sqlx::query_scalar!(
        "update endpoint set status = 'disabled', disabled_reason = $2, version = $3, updated_at = now()
         where id = $1 and status in ('active', 'inactive') and deleted_at is null returning project_id",
        id.uuid(),
        reason,
        version,
    )
    .fetch_optional(&mut *tx)
    .await
    .doing("disabling an endpoint")?;
    let Some(project) = project else { return Ok(false) };
    let caller = Caller { actor: "hookitd".to_owned(), key: None, project: None, scopes: Vec::new() };
    let project = ProjectId::from_uuid(project);
    audit::note(store, &mut tx, &caller, "endpoint.disable", &id.to_string(), Some(project)).await?;
    tx.commit().await.doing("disabling an endpoint")?;
    snapshot::load(store).await?;
    Ok(true)
}

/// Everything that changed after `version`, in the transaction that reads the configuration.
pub(crate) async fn changed_since(
    tx: &mut PgTransaction<'_>,
    version: i64,
) -> Result<Vec<Changed>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, project_id, name, url, event_types, signature_format, timeout_ms,
                  retry as "retry: Json<RetryPolicy>", status, disabled_reason, description,
                  labels as "labels: Json<BTreeMap<String, String>>", metadata, version, created_at,
                  updated_at, deleted_at
           from endpoint where version > $1"#,
        version,
    )
    .fetch_all(&mut **tx)
    .await
    .doing("reading endpoints")?;
    let mut changes = Vec::with_capacity(rows.len());
    for row in rows {
        if row.deleted_at.is_some() {
            changes.push(Changed::Deleted(EndpointId::from_uuid(row.id)));
            continue;
        }
        match Endpoint::try_from(row) {
            Ok(endpoint) => changes.push(Changed::Live(Box::new(endpoint))),
            // One odd row must not stop the others: it stays out, its deliveries wait, and this line tells.
            Err(error) => tracing::error!(error = %error, "an endpoint cannot be read and is left out"),
        }
    }
    Ok(changes)
}
