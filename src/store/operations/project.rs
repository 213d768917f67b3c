//! The project that operational events are published in.

use sqlx::PgTransaction;
use uuid::Uuid;

use crate::domain::endpoint::Slug;
use crate::domain::operation::PROJECT;
use crate::store::config_version;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::projects;

/// Makes the project, unless it is there. One of that name which somebody else made is left alone, since its endpoints
/// would be sent what they never asked for; then there is none until that one has another name.
pub(crate) async fn ensure_project(store: &Store) -> Result<(), StoreError> {
    if has_project(store).await? {
        return Ok(());
    }
    let mut tx = store.front().begin().await.doing("beginning to make the project of operational events")?;
    // It holds the row of the configuration's version, so that nodes that start together take turns.
    config_version::raise(&mut tx).await?;
    if live(&mut tx).await?.is_some() {
        return Ok(());
    }
    let made = projects::insert(store, &mut tx, &Slug::from_stored(PROJECT.to_owned())).await?;
    let Some(project) = made else {
        tracing::warn!(
            project = PROJECT,
            "operational events are not told: a project of this name was there before; rename it and restart hookitd"
        );
        return Ok(());
    };
    sqlx::query!("update config_version set operations_project = $1", project.id.uuid())
        .execute(&mut *tx)
        .await
        .doing("noting the project of operational events")?;
    tx.commit().await.doing("making the project of operational events")
}

/// Whether there is one.
pub async fn has_project(store: &Store) -> Result<bool, StoreError> {
    sqlx::query_scalar!(
        r#"select exists (select from config_version c join project p on p.id = c.operations_project
                          where p.deleted_at is null) as "there!""#
    )
    .fetch_one(store.front())
    .await
    .doing("looking for the project of operational events")
}

/// The project.
pub(super) async fn live(tx: &mut PgTransaction<'_>) -> Result<Option<Uuid>, StoreError> {
    sqlx::query_scalar!(
        "select p.id from config_version c join project p on p.id = c.operations_project
         where p.deleted_at is null"
    )
    .fetch_optional(&mut **tx)
    .await
    .doing("looking for the project of operational events")
}
