//! One-time links: whoever may call the API hands its right, or less, to a browser.

use time::Duration;
use time::OffsetDateTime;
use uuid::Uuid;

use super::session;
use super::session::Session;
use super::session::Way;
use crate::domain::access::Caller;
use crate::domain::id::KeyId;
use crate::domain::id::ProjectId;
use crate::domain::rank::Rank;
use crate::domain::ticket::Ticket;
use crate::store::audit;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::random;

/// A link that was made.
#[derive(Debug)]
pub struct NewLink {
    /// What it is used with; not kept.
    pub ticket: Ticket,
    /// Until when it can be used.
    pub expires_at: OffsetDateTime,
}

/// Makes a link that signs in once with this rank, within `lasts`. Links that nobody used in time are swept away.
pub async fn create(
    store: &Store,
    caller: &Caller,
    rank: Rank,
    lasts: Duration,
) -> Result<NewLink, StoreError> {
    let ticket = Ticket::generate(&random());
    let hash = ticket.hash();
    let mut tx = store.front().begin().await.doing("beginning to make a sign-in link")?;
    sqlx::query!("delete from sign_in_link where expires_at < now()")
        .execute(&mut *tx)
        .await
        .doing("sweeping old sign-in links")?;
    let expires_at = sqlx::query_scalar!(
        "insert into sign_in_link (token_hash, rank, actor, key_id, project_id, expires_at)
         values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6)) returning expires_at",
        hash.as_slice(),
        rank.as_str(),
        caller.actor,
        caller.key.map(KeyId::uuid) as Option<Uuid>,
        caller.project.map(ProjectId::uuid) as Option<Uuid>,
        lasts.as_seconds_f64(),
    )
    .fetch_one(&mut *tx)
    .await
    .doing("making a sign-in link")?;
    audit::note(store, &mut tx, caller, "sign_in_link.create", rank.as_str(), caller.project).await?;
    tx.commit().await.doing("making a sign-in link")?;
    Ok(NewLink { ticket, expires_at })
}

/// Uses a link up and opens its session; `None` when it is unknown, used, too old, or its key was revoked.
pub async fn open(
    store: &Store,
    ticket: &Ticket,
    browser: &str,
) -> Result<Option<(Ticket, Session)>, StoreError> {
    let hash = ticket.hash();
    let mut tx = store.front().begin().await.doing("beginning to use a sign-in link")?;
    let row = sqlx::query!(
        "delete from sign_in_link l where token_hash = $1
         returning rank, actor, key_id, project_id, expires_at > now() and not exists (
             select from api_key k where k.id = l.key_id
             and (k.revoked_at is not null or k.expires_at <= now())) as \"alive!\"",
        hash.as_slice(),
    )
    .fetch_optional(&mut *tx)
    .await
    .doing("using a sign-in link")?;
    let Some(row) = row.filter(|row| row.alive) else {
        tx.commit().await.doing("using a sign-in link")?;
        return Ok(None);
    };
    let odd = |_| StoreError::Inconsistent { table: "sign_in_link", column: "rank", row: row.actor.clone() };
    let rank: Rank = row.rank.parse().map_err(odd)?;
    let caller = Caller {
        actor: row.actor.clone(),
        key: row.key_id.map(KeyId::from_uuid),
        project: row.project_id.map(ProjectId::from_uuid),
        scopes: rank.scopes(),
    };
    let opened = session::insert(store, &mut tx, &caller, rank, Way::Link, browser).await?;
    tx.commit().await.doing("signing in by a link")?;
    Ok(Some(opened))
}
