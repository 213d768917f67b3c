//! Ordering a redrive: started once, paused, resumed, cancelled; each answers how it is now.

use super::view;
use super::view::RedriveView;
use crate::domain::access::Caller;
use crate::domain::id::ProjectId;
use crate::domain::id::RedriveId;
use crate::store::audit;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// Starts a planned redrive at `rate_per_s` deliveries a second. Starting one that runs, or ran, changes
/// nothing, so asking twice is safe.
pub async fn start(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    id: RedriveId,
    rate_per_s: u32,
) -> Result<Option<RedriveView>, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to start a redrive")?;
    let started = sqlx::query!(
        "update redrive set state = 'running', rate_per_s = $3, started_at = now()
         where id = $1 and project_id = $2 and state = 'planned'",
        id.uuid(),
        project.uuid(),
        i32::try_from(rate_per_s).unwrap_or(i32::MAX),
    )
    .execute(&mut *tx)
    .await
    .doing("starting a redrive")?;
    if started.rows_affected() > 0 {
        audit::note(store, &mut tx, caller, "redrive.start", &id.to_string(), Some(project)).await?;
    }
    tx.commit().await.doing("starting a redrive")?;
    store.hints().redrive.notify_one();
    view::show(store, project, id).await
}

/// Pauses a running redrive; what was moved stays moved.
pub async fn pause(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    id: RedriveId,
) -> Result<Option<RedriveView>, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to pause a redrive")?;
    let changed = sqlx::query!(
        "update redrive set state = 'paused' where id = $1 and project_id = $2 and state = 'running'",
        id.uuid(),
        project.uuid(),
    )
    .execute(&mut *tx)
    .await
    .doing("pausing a redrive")?;
    if changed.rows_affected() > 0 {
        audit::note(store, &mut tx, caller, "redrive.pause", &id.to_string(), Some(project)).await?;
    }
    tx.commit().await.doing("pausing a redrive")?;
    view::show(store, project, id).await
}

/// Lets a paused redrive go on.
pub async fn resume(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    id: RedriveId,
) -> Result<Option<RedriveView>, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to resume a redrive")?;
    let changed = sqlx::query!(
        "update redrive set state = 'running' where id = $1 and project_id = $2 and state = 'paused'",
        id.uuid(),
        project.uuid(),
    )
    .execute(&mut *tx)
    .await
    .doing("resuming a redrive")?;
    if changed.rows_affected() > 0 {
        audit::note(store, &mut tx, caller, "redrive.resume", &id.to_string(), Some(project)).await?;
    }
    tx.commit().await.doing("resuming a redrive")?;
    store.hints().redrive.notify_one();
    view::show(store, project, id).await
}

/// Ends a redrive; what was moved stays moved, the rest stays dead.
pub async fn cancel(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    id: RedriveId,
) -> Result<Option<RedriveView>, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to cancel a redrive")?;
    let changed = sqlx::query!(
        "update redrive set state = 'cancelled', finished_at = now()
         where id = $1 and project_id = $2 and state in ('planned', 'running', 'paused')",
        id.uuid(),
        project.uuid(),
    )
    .execute(&mut *tx)
    .await
    .doing("cancelling a redrive")?;
    if changed.rows_affected() > 0 {
        audit::note(store, &mut tx, caller, "redrive.cancel", &id.to_string(), Some(project)).await?;
    }
    tx.commit().await.doing("cancelling a redrive")?;
    view::show(store, project, id).await
}
