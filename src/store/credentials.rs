//! What endpoints' requests carry that nobody may read again: sealed with the master key, bound to their row.

use sqlx::PgTransaction;
use zeroize::Zeroizing;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::mint::random;
use crate::domain::credentials::Credentials;
use crate::domain::credentials::OWN_HEADERS_BYTES_MAX;
use crate::domain::credentials::Wishes;
use crate::domain::endpoint::Endpoint;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::keyring::Binding;

/// Meets the wishes for an endpoint that `version` of the configuration has. Nothing that is sealed is opened unless
/// some of it shall stay.
pub(crate) async fn put(
    store: &Store,
    tx: &mut PgTransaction<'_>,
    project: ProjectId,
    endpoint: EndpointId,
    version: i64,
    wishes: &Wishes,
) -> Result<(), StoreError> {
    if wishes.is_nothing() {
        return drop_all(tx, endpoint).await;
    }
    let unavailable = || StoreError::SecretUnavailable { endpoint };
    let before = if wishes.needs_stored() {
        let row = sqlx::query!(
            "select project_id, version, sealed from endpoint_credentials where endpoint_id = $1",
            endpoint.uuid()
        )
        .fetch_optional(&mut **tx)
        .await
        .doing("reading an endpoint's credentials")?
        .ok_or_else(unavailable)?;
        open(store, ProjectId::from_uuid(row.project_id), endpoint, row.version, &row.sealed)?
    } else {
        Credentials::default()
    };
    let met = wishes.met(&before).ok_or_else(unavailable)?;
    // What is kept counts too: each change alone may fit, and all of them together not.
    if met.header_bytes() > OWN_HEADERS_BYTES_MAX {
        return Err(StoreError::HeadersTooLarge { endpoint });
    }
    let keyring = store.keyring().ok_or(StoreError::NoMasterKey)?;
    let binding = Binding::endpoint_credentials(project.uuid(), endpoint.uuid(), version);
    // Texts in lists always have a JSON form.
    let plain = Zeroizing::new(serde_json::to_vec(&met).unwrap_or_default());
    let sealed = keyring.seal(&binding, random(), &plain).map_err(|_| unavailable())?;
    sqlx::query!(
        "insert into endpoint_credentials (endpoint_id, project_id, version, key_id, sealed)
         values ($1, $2, $3, $4, $5)
         on conflict (endpoint_id) do update
         set project_id = excluded.project_id, version = excluded.version, key_id = excluded.key_id,
             sealed = excluded.sealed",
        endpoint.uuid(),
        project.uuid(),
        version,
        i32::try_from(keyring.active_id()).unwrap_or(i32::MAX),
        sealed,
    )
    .execute(&mut **tx)
    .await
    .doing("storing an endpoint's credentials")?;
    Ok(())
}

/// Forgets what an endpoint's requests carried.
pub(crate) async fn drop_all(tx: &mut PgTransaction<'_>, endpoint: EndpointId) -> Result<(), StoreError> {
    sqlx::query!("delete from endpoint_credentials where endpoint_id = $1", endpoint.uuid())
        .execute(&mut **tx)
        .await
        .doing("dropping an endpoint's credentials")?;
    Ok(())
}

/// What this endpoint's requests carry.
///
/// # Errors
/// [`StoreError::SecretUnavailable`] when it is not there or does not open, [`StoreError::SettingsChanged`] when it
/// belongs to newer settings than `endpoint` has: they may be meant for another URL.
pub async fn of(store: &Store, endpoint: &Endpoint) -> Result<Credentials, StoreError> {
    let row = sqlx::query!(
        "select c.project_id, c.version, c.sealed, e.version as current
         from endpoint_credentials c join endpoint e on e.id = c.endpoint_id where c.endpoint_id = $1",
        endpoint.id.uuid()
    )
    .fetch_optional(store.delivery())
    .await
    .doing("reading an endpoint's credentials")?
    .ok_or(StoreError::SecretUnavailable { endpoint: endpoint.id })?;
    // A box that says to be newer than the endpoint itself is another's.
    if row.version > row.current {
        return Err(StoreError::SecretUnavailable { endpoint: endpoint.id });
    }
    if row.version > endpoint.version {
        return Err(StoreError::SettingsChanged { endpoint: endpoint.id });
    }
    open(store, ProjectId::from_uuid(row.project_id), endpoint.id, row.version, &row.sealed)
}

fn open(
    store: &Store,
    project: ProjectId,
    endpoint: EndpointId,
    version: i64,
    sealed: &[u8],
) -> Result<Credentials, StoreError> {
    let keyring = store.keyring().ok_or(StoreError::NoMasterKey)?;
    let unavailable = || StoreError::SecretUnavailable { endpoint };
    let binding = Binding::endpoint_credentials(project.uuid(), endpoint.uuid(), version);
    let opened = keyring.open(&binding, sealed).map_err(|_| unavailable())?;
    serde_json::from_slice(&opened).map_err(|_| unavailable())
}
