//! Which database is moved, and which it is moved to.

use std::path::Path;

use super::super::private::Private;
use super::super::programs;
use super::super::reach;
use crate::cli::args::DbMove;
use crate::cli::client;
use crate::cli::client::Database;
use crate::cli::client::refuse_password;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::session::Session;
use crate::config::SecretText;
use crate::store::tables;

/// The database that is moved.
pub(super) enum Source {
    /// One that runs whether hookitd does or not.
    Named(Database),
    /// A private one, which runs while hookitd does, and by us while it does not.
    Private(Box<Private>),
}

impl Source {
    pub(super) fn of(session: &Session, args: &DbMove) -> Result<Self> {
        let state_dir = args.state.state_dir.as_deref();
        if state_dir.is_none()
            && let Some(named) = session.database()?
        {
            return Ok(Self::Named(named));
        }
        let reached = reach::reach(session, state_dir).ok().and_then(|reached| reached.state_dir);
        Private::of(reached.as_deref().or(state_dir)).map(|private| Self::Private(Box::new(private)))
    }

    pub(super) fn name(&self) -> String {
        match self {
            Self::Named(database) => programs::shown(database),
            Self::Private(private) => private.options.state_dir.display().to_string(),
        }
    }

    /// How to connect while a daemon works on it; `None` when none does.
    pub(super) fn in_use(&self, session: &Session) -> Result<Option<Database>> {
        let database = match self {
            Self::Named(database) => database.clone(),
            Self::Private(private) => {
                let state_dir: &Path = &private.options.state_dir;
                let data = state_dir.join("postgres/data");
                if !data.exists() {
                    let what = format!("there is no private Postgres in {}", state_dir.display());
                    return Err(
                        CliError::failed(what).hint("name the database with --database-url, or --state-dir")
                    );
                }
                match reach::running_in(state_dir) {
                    Ok(database) => database,
                    Err(_) => return Ok(None),
                }
            }
        };
        let alive = client::runtime()?.block_on(daemons(&database));
        match (self, alive) {
            (_, Ok(alive)) => Ok((!alive.is_empty()).then_some(database)),
            // A pid file that a crash left behind: nobody answers there.
            (Self::Private(_), Err(_)) => Ok(None),
            (Self::Named(_), Err(error)) => {
                session.screen.talk(&format!("{} does not answer", programs::shown(&database)));
                Err(error)
            }
        }
    }
}

/// The daemons that work on a database.
pub(super) async fn daemons(database: &Database) -> Result<Vec<String>> {
    let store = database.open().await?;
    let alive = tables::daemons(&store).await.map_err(|error| database.failure(&error));
    store.close().await;
    alive
}

/// The URL, or the one in a file.
pub(super) fn target(argument: &str) -> Result<Database> {
    let named_by = "--to";
    if argument.starts_with('@') {
        let path = argument.trim_start_matches('@');
        let url = input::secret_file(Path::new(path))?;
        return Ok(Database { url: SecretText::new(url.as_str().to_owned()), named_by });
    }
    refuse_password(argument).map_err(|_| {
        CliError::usage("--to must not carry a password: every user of this machine can read it")
            .hint("put the password in PGPASSFILE, or the URL into a file and write --to @FILE")
    })?;
    Ok(Database { url: SecretText::new(argument.to_owned()), named_by })
}
