//! Sessions: known by the hash of their ticket, ended by time, by their key's end, or by an operator.

use std::fmt;
use std::str::FromStr;

use sqlx::PgTransaction;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::domain::access::Caller;
use crate::domain::id::KeyId;
use crate::domain::id::ProjectId;
use crate::domain::id::SessionId;
use crate::domain::outcome::UnknownWord;
use crate::domain::outcome::words;
use crate::domain::rank::Rank;
use crate::domain::ticket::Ticket;
use crate::store::audit;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::random;

/// Longest name of a browser that is kept, in characters.
const BROWSER_CHARS_MAX: usize = 200;
/// Sessions that are listed: the ones seen last.
const LISTED_MAX: i64 = 200;

words!(
    /// How somebody signed in.
    Way {
        /// By a one-time link.
        Link = "link",
        /// By an API key.
        Key = "key",
        /// By the word of an auth proxy, which is asked with every request: no such session is stored.
        Proxy = "proxy",
    }
);

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// What it may do.
    pub rank: Rank,
    /// Who signed in, as in the audit trail.
    pub actor: String,
    /// The key it came from.
    pub key: Option<KeyId>,
    /// The one project it may touch; `None`: all.
    pub project: Option<ProjectId>,
    /// How it was opened.
    pub way: Way,
    /// What the browser called itself.
    pub browser: String,
    /// When it was opened.
    pub created_at: OffsetDateTime,
    /// When it was used last, to the minute.
    pub seen_at: OffsetDateTime,
    /// When it ends in any case.
    pub expires_at: OffsetDateTime,
}

impl Session {
    /// The session as a caller of the API.
    #[must_use]
    pub fn caller(&self) -> Caller {
        Caller { actor: self.actor.clone(), key: self.key, project: self.project, scopes: self.rank.scopes() }
    }
}

struct Row {
    id: Uuid,
    rank: String,
    actor: String,
    key_id: Option<Uuid>,
    project_id: Option<Uuid>,
    way: String,
    browser: String,
    created_at: OffsetDateTime,
    seen_at: OffsetDateTime,
    expires_at: OffsetDateTime,
}

impl TryFrom<Row> for Session {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let id = SessionId::from_uuid(row.id);
        let odd = |column| StoreError::Inconsistent { table: "session", column, row: id.to_string() };
        Ok(Self {
            id,
            rank: row.rank.parse().map_err(|_| odd("rank"))?,
            actor: row.actor,
            key: row.key_id.map(KeyId::from_uuid),
            project: row.project_id.map(ProjectId::from_uuid),
            way: row.way.parse().map_err(|_| odd("way"))?,
            browser: row.browser,
            created_at: row.created_at,
            seen_at: row.seen_at,
            expires_at: row.expires_at,
        })
    }
}

/// Opens a session for whoever showed a key.
pub async fn open(
    store: &Store,
    caller: &Caller,
    rank: Rank,
    browser: &str,
) -> Result<(Ticket, Session), StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to sign in")?;
    let opened = insert(store, &mut tx, caller, rank, Way::Key, browser).await?;
    tx.commit().await.doing("signing in")?;
    Ok(opened)
}

/// Writes a session of seven days, and sweeps away those that have ended.
pub(super) async fn insert(
    store: &Store,
    tx: &mut PgTransaction<'_>,
    caller: &Caller,
    rank: Rank,
    way: Way,
    browser: &str,
) -> Result<(Ticket, Session), StoreError> {
    let ticket = Ticket::generate(&random());
    let hash = ticket.hash();
    sqlx::query!("delete from session where expires_at < now() or seen_at < now() - interval '12 hours'")
        .execute(&mut **tx)
        .await
        .doing("sweeping old sessions")?;
    let browser: String = browser.chars().filter(|c| !c.is_control()).take(BROWSER_CHARS_MAX).collect();
    let row = sqlx::query_as!(
        Row,
        "insert into session (id, token_hash, rank, actor, key_id, project_id, way, browser, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, now() + interval '7 days')
         returning id, rank, actor, key_id, project_id, way, browser, created_at, seen_at, expires_at",
        store.mint(),
        hash.as_slice(),
        rank.as_str(),
        caller.actor,
        caller.key.map(KeyId::uuid) as Option<Uuid>,
        caller.project.map(ProjectId::uuid) as Option<Uuid>,
        way.as_str(),
        browser,
    )
    .fetch_one(&mut **tx)
    .await
    .doing("opening a session")?;
    let session = Session::try_from(row)?;
    audit::note(store, tx, caller, "session.open", &session.id.to_string(), caller.project).await?;
    Ok((ticket, session))
}

/// Finds the session of a ticket. It must have been seen within twelve hours, and its key must be good still; that it
/// is seen now is noted once a minute.
pub async fn find(store: &Store, ticket: &Ticket) -> Result<Option<Session>, StoreError> {
    let hash = ticket.hash();
    let row = sqlx::query_as!(
        Row,
        r#"select s.id, s.rank, s.actor, s.key_id, s.project_id, s.way, s.browser, s.created_at, s.seen_at,
                  s.expires_at
           from session s left join api_key k on k.id = s.key_id
           where s.token_hash = $1 and s.expires_at > now() and s.seen_at > now() - interval '12 hours'
             and (s.key_id is null or (k.revoked_at is null and coalesce(k.expires_at > now(), true)))"#,
        hash.as_slice(),
    )
    .fetch_optional(store.front())
    .await
    .doing("looking for a session")?;
    let Some(row) = row else { return Ok(None) };
    if store.now() - row.seen_at > time::Duration::minutes(1) {
        sqlx::query!("update session set seen_at = now() where id = $1", row.id)
            .execute(store.front())
            .await
            .doing("noting that a session is used")?;
    }
    Session::try_from(row).map(Some)
}

/// Who is signed in: everybody, or the sessions of one project; the one seen last first.
pub async fn list(store: &Store, project: Option<ProjectId>) -> Result<Vec<Session>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, rank, actor, key_id, project_id, way, browser, created_at, seen_at, expires_at from session
         where expires_at > now() and seen_at > now() - interval '12 hours'
           and ($1::uuid is null or project_id = $1)
         order by seen_at desc, id limit $2",
        project.map(ProjectId::uuid) as Option<Uuid>,
        LISTED_MAX,
    )
    .fetch_all(store.front())
    .await
    .doing("listing sessions")?;
    rows.into_iter().map(Session::try_from).collect()
}

/// Ends a session at once; `false` when there is none.
pub async fn end(store: &Store, caller: &Caller, id: SessionId) -> Result<bool, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to end a session")?;
    let ended = sqlx::query!("delete from session where id = $1", id.uuid())
        .execute(&mut *tx)
        .await
        .doing("ending a session")?;
    if ended.rows_affected() == 0 {
        return Ok(false);
    }
    audit::note(store, &mut tx, caller, "session.end", &id.to_string(), caller.project).await?;
    tx.commit().await.doing("ending a session")?;
    Ok(true)
}
