//! The function that applications publish with, and the role that may call it: made anew at every start.

use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// Where it is written down.
const MADE: &str = include_str!("publisher.sql");

/// What an application can do after [`ensure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publisher {
    /// Whoever is a member of `hookit_publisher` can publish.
    Ready,
    /// The function is there. HookIt's own role may make no roles, and there is no `hookit_publisher`.
    NoRole,
    /// HookIt's own role may not make the schema `hookit`.
    NotAllowed,
}

/// Makes the schema `hookit`, its functions and its role, or brings them up to date. Not being allowed to is no failure:
/// everything else works without.
pub async fn ensure(store: &Store) -> Result<Publisher, StoreError> {
    match sqlx::raw_sql(MADE).execute(store.front()).await {
        Ok(_) => {}
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("42501") => {
            return Ok(Publisher::NotAllowed);
        }
        Err(error) => return Err(error).doing("making the schema hookit"),
    }
    let role = sqlx::query_scalar!(
        r#"select exists (select from pg_roles where rolname = 'hookit_publisher') as "role!""#
    )
    .fetch_one(store.front())
    .await
    .doing("looking for the role hookit_publisher")?;
    Ok(if role { Publisher::Ready } else { Publisher::NoRole })
}

/// Tells the function how large a payload may be.
pub async fn set_limit(store: &Store, payload_bytes_max: usize) -> Result<(), StoreError> {
    let bytes = i32::try_from(payload_bytes_max).unwrap_or(i32::MAX);
    sqlx::query!("update outbox_drain set payload_bytes_max = $1 where payload_bytes_max <> $1", bytes)
        .execute(store.front())
        .await
        .doing("telling how large a payload may be")?;
    Ok(())
}
