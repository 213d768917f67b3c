//! What the outbox could not store: how much waits, what was set aside, and what an operator does about that.

use time::OffsetDateTime;
use uuid::Uuid;

use crate::domain::access::Caller;
use crate::domain::id::ProjectId;
use crate::store::audit;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::page::Listed;
use crate::store::page::Page;

/// Rows that are counted; beyond it a figure says "at least".
pub const COUNTED_MAX: i64 = 10_000;

/// How the outbox of a project is.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// Events that wait to be stored; [`COUNTED_MAX`] means at least that many.
    pub waiting: u64,
    /// When the first of them was published.
    pub oldest_at: Option<OffsetDateTime>,
    /// Events that were set aside; [`COUNTED_MAX`] means at least that many.
    pub refused: u64,
}

/// An event that was set aside.
#[derive(Debug, Clone)]
pub struct RefusedEvent {
    /// Its number, which whoever published it was given.
    pub id: i64,
    /// Its type.
    pub event_type: String,
    /// The payload's length.
    pub payload_bytes: u64,
    /// The producer's own id.
    pub client_id: Option<String>,
    /// Its idempotency key.
    pub idempotency_key: Option<String>,
    /// The word that the API would have answered.
    pub code: String,
    /// Why.
    pub detail: String,
    /// When it was published.
    pub created_at: OffsetDateTime,
    /// When it was set aside.
    pub refused_at: OffsetDateTime,
}

/// Counts what waits and what was set aside, of a project or of all.
pub async fn standing(store: &Store, project: Option<ProjectId>) -> Result<Standing, StoreError> {
    let row = sqlx::query!(
        r#"select (select count(*) from (select from outbox where $1::uuid is null or project_id = $1 limit $2) w)
                      as "waiting!",
                  (select created_at from outbox where $1::uuid is null or project_id = $1 order by id limit 1)
                      as "oldest?",
                  (select count(*) from (select from outbox_refused where $1::uuid is null or project_id = $1
                                         limit $2) r) as "refused!""#,
        project.map(ProjectId::uuid) as Option<Uuid>,
        COUNTED_MAX,
    )
    .fetch_one(store.front())
    .await
    .doing("counting the outbox")?;
    let whole = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok(Standing { waiting: whole(row.waiting), oldest_at: row.oldest, refused: whole(row.refused) })
}

/// Events of a project that were set aside, newest first.
pub async fn list(store: &Store, project: ProjectId, page: Page) -> Result<Listed<RefusedEvent>, StoreError> {
    // A cursor holds numbers as it holds ids.
    let before = page.before.and_then(|id| i64::try_from(id.as_u128()).ok()).unwrap_or(i64::MAX);
    let rows = sqlx::query!(
        r#"select id, type as event_type, octet_length(payload) as "bytes!", client_id, idempotency_key, code, detail,
                  created_at, refused_at
           from outbox_refused where project_id = $1 and id < $2 order by id desc limit $3"#,
        project.uuid(),
        before,
        page.fetch(),
    )
    .fetch_all(store.front())
    .await
    .doing("listing what was set aside")?;
    let events = rows
        .into_iter()
        .map(|row| RefusedEvent {
            id: row.id,
            event_type: row.event_type,
            payload_bytes: u64::try_from(row.bytes).unwrap_or(0),
            client_id: row.client_id,
            idempotency_key: row.idempotency_key,
            code: row.code,
            detail: row.detail,
            created_at: row.created_at,
            refused_at: row.refused_at,
        })
        .collect();
    Ok(Listed::cut(events, page))
}

/// Puts an event back into the outbox, under its number, to be judged anew; whether it was there.
pub async fn put_back(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    id: i64,
) -> Result<bool, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to put an event back")?;
    let moved = sqlx::query!(
        "with back as (delete from outbox_refused where id = $1 and project_id = $2 returning *)
         insert into outbox (id, project_id, type, payload, idempotency_key, client_id, labels, ordering_key,
                             deliver_at, expires_at, endpoint_ids, created_at)
         select id, project_id, type, payload, idempotency_key, client_id, labels, ordering_key, deliver_at,
                expires_at, endpoint_ids, created_at
         from back",
        id,
        project.uuid(),
    )
    .execute(&mut *tx)
    .await
    .doing("putting an event back")?;
    if moved.rows_affected() == 0 {
        return Ok(false);
    }
    audit::note(store, &mut tx, caller, "outbox.retry", &id.to_string(), Some(project)).await?;
    tx.commit().await.doing("putting an event back")?;
    store.hints().outbox.notify_one();
    Ok(true)
}

/// Forgets an event that was set aside; whether it was there.
pub async fn forget(store: &Store, caller: &Caller, project: ProjectId, id: i64) -> Result<bool, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to forget an event")?;
    let gone =
        sqlx::query!("delete from outbox_refused where id = $1 and project_id = $2", id, project.uuid())
            .execute(&mut *tx)
            .await
            .doing("forgetting an event")?;
    if gone.rows_affected() == 0 {
        return Ok(false);
    }
    audit::note(store, &mut tx, caller, "outbox.drop", &id.to_string(), Some(project)).await?;
    tx.commit().await.doing("forgetting an event")?;
    Ok(true)
}
