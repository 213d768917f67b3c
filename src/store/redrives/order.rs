//! Ordering a redrive: started once, then steered; each act answers how it is now.

use super::view;
use super::view::OrderKind;
use super::view::RedriveState;
use super::view::RedriveView;
use crate::domain::access::Caller;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::id::RedriveId;
use crate::store::audit;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// What an operator can do with a redrive that was started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steer {
    /// Hold a running one; what was moved stays moved.
    Pause,
    /// Let a paused one go on.
    Resume,
    /// End it; what was moved stays moved, the rest stays dead.
    Cancel,
}

impl Steer {
    /// Where the redrive stands afterwards.
    #[must_use]
    pub const fn aim(self) -> RedriveState {
        match self {
            Self::Pause => RedriveState::Paused,
            Self::Resume => RedriveState::Running,
            Self::Cancel => RedriveState::Cancelled,
        }
    }

    /// Where it may stand before.
    const fn from(self) -> &'static [&'static str] {
        match self {
            Self::Pause => &["running"],
            Self::Resume => &["paused"],
            Self::Cancel => &["planned", "running", "paused"],
        }
    }

    const fn verb(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Cancel => "cancel",
        }
    }
}

/// An order that was planned: which, of what kind, and of which endpoint if that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Planned {
    /// The plan.
    pub id: RedriveId,
    /// Another kind is not found.
    pub kind: OrderKind,
    /// One of another endpoint is not found.
    pub endpoint: Option<EndpointId>,
}

/// Starts a planned order at `rate_per_s` deliveries a second. Starting one that runs, or ran, changes
/// nothing, so asking twice is safe.
pub async fn start(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    planned: Planned,
    rate_per_s: u32,
) -> Result<Option<RedriveView>, StoreError> {
    let Planned { id, kind, endpoint } = planned;
    let found = view::show(store, project, id).await?;
    let is_it =
        |view: &RedriveView| view.kind == kind && (endpoint.is_none() || view.predicate.endpoint == endpoint);
    if !found.is_some_and(|view| is_it(&view)) {
        return Ok(None);
    }
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
        audit::note(store, &mut tx, caller, &format!("{kind}.start"), &id.to_string(), Some(project)).await?;
    }
    tx.commit().await.doing("starting a redrive")?;
    store.hints().redrive.notify_one();
    view::show(store, project, id).await
}

/// Steers a redrive. One that stands elsewhere than the act can begin from is left alone; the answer says where.
pub async fn steer(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    id: RedriveId,
    act: Steer,
) -> Result<Option<RedriveView>, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to steer a redrive")?;
    let kind = sqlx::query_scalar!(
        "update redrive set state = $3, finished_at = case when $3 = 'cancelled' then now() end
         where id = $1 and project_id = $2 and state = any ($4)
         returning kind",
        id.uuid(),
        project.uuid(),
        act.aim().as_str(),
        act.from() as &[&str],
    )
    .fetch_optional(&mut *tx)
    .await
    .doing("steering a redrive")?;
    if let Some(kind) = kind {
        let action = format!("{kind}.{}", act.verb());
        audit::note(store, &mut tx, caller, &action, &id.to_string(), Some(project)).await?;
    }
    tx.commit().await.doing("steering a redrive")?;
    store.hints().redrive.notify_one();
    view::show(store, project, id).await
}
