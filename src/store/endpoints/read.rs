//! Reading endpoints: a page of them, one of them, and those that changed since a version.

use std::collections::BTreeMap;

use sqlx::PgTransaction;
use sqlx::types::Json;
use uuid::Uuid;

use super::row::Row;
use crate::domain::endpoint::Endpoint;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::matching::Matching;
use crate::domain::ordering::Ordering;
use crate::domain::pacing::Pacing;
use crate::domain::retry::RetryPolicy;
use crate::domain::shaping::Shaping;
use crate::domain::transport::Transport;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::page::Listed;
use crate::store::page::Page;

/// An endpoint that changed since some version.
pub(crate) enum Changed {
    Live(Box<Endpoint>),
    Deleted(EndpointId),
}

/// The endpoints of a project, newest first.
pub async fn list(store: &Store, project: ProjectId, page: Page) -> Result<Listed<Endpoint>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, project_id, name, url, event_types, signature_format, timeout_ms,
                  retry as "retry: Json<RetryPolicy>", matching as "matching: Json<Matching>",
                  shaping as "shaping: Json<Shaping>", pacing as "pacing: Json<Pacing>",
                  ordering as "ordering: Json<Ordering>", transport as "transport: Json<Transport>",
                  status, disabled_reason, description,
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
                  retry as "retry: Json<RetryPolicy>", matching as "matching: Json<Matching>",
                  shaping as "shaping: Json<Shaping>", pacing as "pacing: Json<Pacing>",
                  ordering as "ordering: Json<Ordering>", transport as "transport: Json<Transport>",
                  status, disabled_reason, description,
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

/// Everything that changed after `version`, in the transaction that reads the configuration.
pub(crate) async fn changed_since(
    tx: &mut PgTransaction<'_>,
    version: i64,
) -> Result<Vec<Changed>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, project_id, name, url, event_types, signature_format, timeout_ms,
                  retry as "retry: Json<RetryPolicy>", matching as "matching: Json<Matching>",
                  shaping as "shaping: Json<Shaping>", pacing as "pacing: Json<Pacing>",
                  ordering as "ordering: Json<Ordering>", transport as "transport: Json<Transport>",
                  status, disabled_reason, description,
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
