//! The audit trail: who changed what, written in the transaction that changed it.

use sqlx::PgTransaction;
use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use crate::domain::access::Caller;
use crate::domain::id::ProjectId;

/// Notes an act. `action` is `noun.verb`; `object` is an id in its text form.
pub(crate) async fn note(
    store: &Store,
    tx: &mut PgTransaction<'_>,
    caller: &Caller,
    action: &str,
    object: &str,
    project: Option<ProjectId>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into audit (id, actor, action, object, project_id) values ($1, $2, $3, $4, $5)",
        store.mint(),
        caller.actor,
        action,
        object,
        project.map(ProjectId::uuid) as Option<Uuid>,
    )
    .execute(&mut **tx)
    .await
    .doing("writing the audit trail")?;
    Ok(())
}
