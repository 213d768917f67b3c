//! Planning a redrive: what it would move, counted, and kept as an order that can be started later.

use sqlx::types::Json;

use crate::domain::access::Caller;
use crate::domain::id::ProjectId;
use crate::domain::id::RedriveId;
use crate::store::dead_letters;
use crate::store::dead_letters::DeadLetterPredicate;
use crate::store::dead_letters::Survey;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// What a redrive would move.
#[derive(Debug, Clone)]
pub struct RedrivePlan {
    /// The order, waiting to be started.
    pub id: RedriveId,
    /// What it covers.
    pub survey: Survey,
}

/// Counts what the predicate covers now and keeps the order. What dies later is not part of it.
pub async fn plan(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    predicate: &DeadLetterPredicate,
) -> Result<RedrivePlan, StoreError> {
    let id = RedriveId::from_uuid(store.mint());
    let mut tx = store.front().begin().await.doing("beginning to plan a redrive")?;
    let survey = dead_letters::look(store, &mut tx, project, predicate).await?;
    sqlx::query!(
        "insert into redrive (id, project_id, state, predicate, total, requested_by)
         values ($1, $2, 'planned', $3, $4, $5)",
        id.uuid(),
        project.uuid(),
        Json(predicate) as _,
        i64::try_from(survey.total).unwrap_or(i64::MAX),
        caller.actor,
    )
    .execute(&mut *tx)
    .await
    .doing("keeping a plan")?;
    tx.commit().await.doing("planning a redrive")?;
    Ok(RedrivePlan { id, survey })
}
