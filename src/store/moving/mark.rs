//! The mark of a move: one row in each of the two databases, which every daemon asks before it works there.

use uuid::Uuid;

use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// How far a move is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveState {
    /// History of past days is copied; the old database is worked on as before.
    Copying,
    /// Nobody works on either.
    Switching,
    /// The new database is the one to work on.
    Done,
}

impl MoveState {
    /// Its word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Copying => "copying",
            Self::Switching => "switching",
            Self::Done => "done",
        }
    }

    fn from_stored(word: &str) -> Self {
        match word {
            "copying" => Self::Copying,
            "switching" => Self::Switching,
            _ => Self::Done,
        }
    }
}

/// A move as one of its databases knows it.
#[derive(Debug, Clone)]
pub struct Mark {
    /// The same in both.
    pub id: Uuid,
    /// The other database, for people.
    pub peer: String,
    /// How far it is.
    pub state: MoveState,
}

/// The move out of this database, or into it (`out` false), if there is one.
pub async fn status(store: &Store, out: bool) -> Result<Option<Mark>, StoreError> {
    let row = sqlx::query!("select id, peer, state from database_move where direction = $1", direction(out))
        .fetch_optional(store.front())
        .await
        .doing("looking for a move")?;
    Ok(row.map(|row| Mark { id: row.id, peer: row.peer, state: MoveState::from_stored(&row.state) }))
}

/// Marks the beginning in one database; a mark of an earlier move that was given up is replaced. Without an `id` a
/// fresh one is made. Says the id.
pub async fn begin(store: &Store, out: bool, peer: &str, id: Option<Uuid>) -> Result<Uuid, StoreError> {
    let id = id.unwrap_or_else(|| store.mint());
    sqlx::query!(
        "insert into database_move (direction, id, peer, state) values ($1, $2, $3, 'copying')
         on conflict (direction) do update
         set id = excluded.id, peer = excluded.peer, state = 'copying', started_at = now(), updated_at = now()",
        direction(out),
        id,
        peer,
    )
    .execute(store.front())
    .await
    .doing("marking the beginning of a move")?;
    Ok(id)
}

/// Marks how far the move is.
pub async fn set(store: &Store, out: bool, state: MoveState) -> Result<(), StoreError> {
    sqlx::query!(
        "update database_move set state = $2, updated_at = now() where direction = $1",
        direction(out),
        state.as_str(),
    )
    .execute(store.front())
    .await
    .doing("marking how far a move is")?;
    Ok(())
}

/// Gives up the move out of this database, unless it is done; says whether there was one.
pub async fn cancel(store: &Store) -> Result<bool, StoreError> {
    let gone = sqlx::query!("delete from database_move where direction = 'out' and state <> 'done'")
        .execute(store.front())
        .await
        .doing("giving up a move")?;
    Ok(gone.rows_affected() > 0)
}

/// Refuses to work on a database that is being moved, or was moved away.
pub(crate) async fn refuse(store: &Store) -> Result<(), StoreError> {
    if let Some(Mark { peer, state, .. }) = status(store, true).await? {
        match state {
            MoveState::Copying => {}
            MoveState::Switching => return Err(StoreError::Moving { peer }),
            MoveState::Done => return Err(StoreError::Moved { peer }),
        }
    }
    match status(store, false).await? {
        Some(Mark { peer, state: MoveState::Copying | MoveState::Switching, .. }) => {
            Err(StoreError::Moving { peer })
        }
        _ => Ok(()),
    }
}

const fn direction(out: bool) -> &'static str {
    if out { "out" } else { "in" }
}
