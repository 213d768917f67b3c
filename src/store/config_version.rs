//! The configuration's version: raised by every change that publishing or sending depends on.

use sqlx::PgTransaction;

use super::error::Doing;
use super::error::StoreError;

/// The channel on which nodes tell each other that the configuration changed.
pub(crate) const CONFIG_CHANNEL: &str = "hookit_config";

/// Raises the version and tells the other nodes at commit. The row lock makes configuration changes happen
/// one after the other, so a version names one state of everything.
pub(crate) async fn raise(tx: &mut PgTransaction<'_>) -> Result<i64, StoreError> {
    let version =
        sqlx::query_scalar!("update config_version set version = version + 1 where one returning version")
            .fetch_one(&mut **tx)
            .await
            .doing("raising the configuration's version")?;
    sqlx::query!("select pg_notify($1, '')", CONFIG_CHANNEL)
        .execute(&mut **tx)
        .await
        .doing("telling other nodes of a change")?;
    Ok(version)
}
