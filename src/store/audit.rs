//! The audit trail: who changed what, written in the transaction that changed it.

use sqlx::PgTransaction;
use time::OffsetDateTime;
use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::page::Listed;
use super::page::Page;
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

/// One act.
#[derive(Debug, Clone)]
pub struct Act {
    /// Its id, by which the trail is paged.
    pub id: Uuid,
    /// When.
    pub at: OffsetDateTime,
    /// Who: `key:key_…`, `uid:0`, `direct`, `hookit`.
    pub actor: String,
    /// What, as `noun.verb`.
    pub action: String,
    /// To what: an id or a name.
    pub object: String,
    /// In which project.
    pub project: Option<ProjectId>,
}

/// The acts in a project, or all there are; newest first.
pub async fn list(store: &Store, project: Option<ProjectId>, page: Page) -> Result<Listed<Act>, StoreError> {
    let rows = sqlx::query!(
        "select id, at, actor, action, object, project_id from audit
         where ($1::uuid is null or project_id = $1) and id < $2 order by id desc limit $3",
        project.map(ProjectId::uuid) as Option<Uuid>,
        page.bound(),
        page.fetch(),
    )
    .fetch_all(store.front())
    .await
    .doing("listing the audit trail")?;
    let acts = rows.into_iter().map(|row| Act {
        id: row.id,
        at: row.at,
        actor: row.actor,
        action: row.action,
        object: row.object,
        project: row.project_id.map(ProjectId::from_uuid),
    });
    Ok(Listed::cut(acts.collect(), page))
}
