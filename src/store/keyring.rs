//! The keyring's canaries: a wrong master key is noticed at the start, before anything is sealed or sent.

use std::sync::Arc;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::mint::random;
use crate::domain::keyring::Keyring;

/// Proves that `keyring` belongs to this database, leaves a canary for keys that have none, and uses it from
/// now on.
pub async fn unlock(store: &Store, keyring: Keyring) -> Result<(), StoreError> {
    let rows = sqlx::query!("select key_id, sealed from keyring_check")
        .fetch_all(store.front())
        .await
        .doing("reading the keyring's canaries")?;
    for row in &rows {
        let key_id = u32::try_from(row.key_id).unwrap_or(0);
        if keyring.ids().any(|id| id == key_id) {
            keyring.check_canary(key_id, &row.sealed).map_err(|_| StoreError::WrongMasterKey { key_id })?;
        }
    }
    // A keyring that shares no key with a database that has sealed something is another database's.
    if let Some(row) = rows.first()
        && !rows.iter().any(|row| keyring.ids().any(|id| u32::try_from(row.key_id) == Ok(id)))
    {
        return Err(StoreError::WrongMasterKey { key_id: u32::try_from(row.key_id).unwrap_or(0) });
    }
    for key_id in keyring.ids() {
        let canary = keyring.canary(key_id, random()).map_err(|_| StoreError::WrongMasterKey { key_id })?;
        sqlx::query!(
            "insert into keyring_check (key_id, sealed) values ($1, $2) on conflict (key_id) do nothing",
            i32::try_from(key_id).unwrap_or(i32::MAX),
            canary,
        )
        .execute(store.front())
        .await
        .doing("leaving a canary for a master key")?;
    }
    store.set_keyring(Arc::new(keyring));
    Ok(())
}
