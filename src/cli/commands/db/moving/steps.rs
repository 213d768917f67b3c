//! The steps of a move, with both databases open: the marks, and what is copied.

use super::super::programs;
use super::source::Source;
use crate::cli::client::Database;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::output::count;
use crate::cli::session::Session;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::migrate;
use crate::store::moving;
use crate::store::moving::Copied;
use crate::store::moving::MoveState;
use crate::store::tables;

/// What was copied, by table.
#[derive(Debug, Default)]
pub(super) struct Told(pub(super) Vec<Copied>);

impl Told {
    fn note(&mut self, session: &Session, copied: &Copied) {
        let rows = count(u64::try_from(copied.digest.rows).unwrap_or(0));
        let said = if copied.copied { "copied, the same" } else { "the same already" };
        session.screen.talk(&format!("{}  {rows} rows  {said}", copied.table));
        self.0.retain(|one| one.table != copied.table);
        self.0.push(copied.clone());
    }
}

/// What became of the part that disturbs nobody.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Warm {
    /// What is over is copied.
    Copied,
    /// There is nothing left to do.
    MovedAlready,
}

/// The part that disturbs nobody.
pub(super) async fn warm(
    session: &Session,
    source: &Source,
    from: &Database,
    to: &Database,
    told: &mut Told,
) -> Result<Warm> {
    let (old, new) = both(from, to).await?;
    let done = async {
        if begin(source, from, &old, to, &new).await? == MoveState::Done {
            return Ok(Warm::MovedAlready);
        }
        moving::past_days(&old, &new, &mut |copied| told.note(session, copied))
            .await
            .map_err(|e| failure(from, to, &e))?;
        Ok(Warm::Copied)
    };
    let done = done.await;
    old.close().await;
    new.close().await;
    done
}

/// The part while nobody works on either.
pub(super) async fn switch(
    session: &Session,
    source: &Source,
    from: &Database,
    to: &Database,
    told: &mut Told,
) -> Result<()> {
    let (old, new) = both(from, to).await?;
    let done = async {
        if begin(source, from, &old, to, &new).await? == MoveState::Done {
            return Ok(());
        }
        let failed = |error: StoreError| failure(from, to, &error);
        // First the marks, then the look: a daemon that starts now is refused.
        moving::set(&old, true, MoveState::Switching).await.map_err(failed)?;
        moving::set(&new, false, MoveState::Switching).await.map_err(failed)?;
        // In a private Postgres that we run, a lease is a leftover: its daemon held the lock that we hold.
        if matches!(source, Source::Named(_)) {
            let alive = tables::daemons(&old).await.map_err(failed)?;
            if !alive.is_empty() {
                moving::set(&old, true, MoveState::Copying).await.map_err(failed)?;
                let what = format!("refused: hookitd works on the old database ({})", alive.join(", "));
                return Err(CliError::failed(what).hint("stop it, and run this again"));
            }
        }
        moving::everything(&old, &new, &mut |copied| told.note(session, copied)).await.map_err(failed)?;
        moving::set(&old, true, MoveState::Done).await.map_err(failed)?;
        moving::set(&new, false, MoveState::Done).await.map_err(failed)
    };
    let done = done.await;
    old.close().await;
    new.close().await;
    done
}

async fn both(from: &Database, to: &Database) -> Result<(Store, Store)> {
    let old = from.open().await?;
    match to.open().await {
        Ok(new) => Ok((old, new)),
        Err(error) => {
            old.close().await;
            Err(error)
        }
    }
}

/// Marks the beginning in both, or finds where an earlier run was.
async fn begin(
    source: &Source,
    from: &Database,
    old: &Store,
    to: &Database,
    new: &Store,
) -> Result<MoveState> {
    migrate::require_current(old).await.map_err(|error| from.failure(&error))?;
    migrate::run(new).await.map_err(|error| to.failure(&error))?;
    let marks = async { Ok((moving::status(old, true).await?, moving::status(new, false).await?)) };
    let (out, into) = marks.await.map_err(|error| failure(from, to, &error))?;
    match (out, into) {
        (Some(out), Some(into)) if out.id == into.id => {
            // Ended between the two marks of the end: the old database knows that it is done.
            if out.state == MoveState::Done {
                moving::set(new, false, MoveState::Done).await.map_err(|error| to.failure(&error))?;
            }
            Ok(out.state)
        }
        (Some(out), _) if out.state == MoveState::Done => {
            let what = format!("refused: this database was moved to {} already", out.peer);
            Err(CliError::failed(what).hint("set database.url of hookitd to that one"))
        }
        (_, into) => {
            let held = tables::counts(new).await.map_err(|error| to.failure(&error))?;
            // What a fresh database has.
            let kept = [
                "config_version",
                "_sqlx_migrations",
                "project",
                "database_move",
                "ordering_clock",
                "outbox_drain",
            ];
            let rows: u64 =
                held.iter().filter(|one| !kept.contains(&one.table.as_str())).map(|one| one.rows).sum();
            let left_over = into.is_some_and(|mark| mark.state != MoveState::Done);
            if rows > 0 && !left_over {
                let what = format!("refused: {} holds {} rows of its own", programs::shown(to), count(rows));
                return Err(CliError::failed(what).hint("move into a fresh database: createdb hookit"));
            }
            let id = moving::begin(old, true, &programs::shown(to), None)
                .await
                .map_err(|error| from.failure(&error))?;
            let begun = moving::begin(new, false, &source.name(), Some(id)).await;
            begun.map_err(|error| to.failure(&error))?;
            Ok(MoveState::Copying)
        }
    }
}

fn failure(from: &Database, to: &Database, error: &StoreError) -> CliError {
    // Which of the two it was, the driver does not say.
    to.failure(error).because(format!("moving {} to {}", programs::shown(from), programs::shown(to)))
}
