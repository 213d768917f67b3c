//! `hookit db move`: everything to another Postgres, day by day, and a switch that nobody can miss.

use std::path::Path;
use std::time::Duration;
use std::time::Instant;

use serde_json::json;

use super::super::support::print_json;
use super::super::support::say_done;
use super::private::Private;
use super::programs;
use super::reach;
use crate::cli::args::DbMove;
use crate::cli::client;
use crate::cli::client::Database;
use crate::cli::client::refuse_password;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::Card;
use crate::cli::output::Glyph;
use crate::cli::output::count;
use crate::cli::session::Session;
use crate::config::SecretText;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::migrate;
use crate::store::moving;
use crate::store::moving::Copied;
use crate::store::moving::MoveState;
use crate::store::tables;

/// How long a person is waited for who is stopping hookitd.
const WAIT_FOR_A_PERSON: Duration = Duration::from_mins(10);
/// How often it is looked whether hookitd has stopped.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Moves, goes on with a move, or gives one up.
pub(super) fn run(session: &Session, args: &DbMove) -> Result<Done> {
    let source = Source::of(session, args)?;
    if args.cancel {
        return cancel(session, &source);
    }
    let to = target(args.to.as_deref().unwrap_or_default())?;
    let runtime = client::runtime()?;
    let name = format!("{} at {}", programs::shown(&to), source.name());
    if !ask(session, args, &to, &name)? {
        return Ok(Done::Failed);
    }
    let mut told = Told::default();
    // While hookitd works on the old database: history of days that are over.
    if let Some(from) = source.in_use(session)? {
        let copied = runtime.block_on(warm(session, &source, &from, &to, &mut told))?;
        if copied == Warm::MovedAlready {
            return tell(session, &to, &told);
        }
        if !wait_for_the_stop(session, args, &source, &runtime)? {
            session.screen.talk(
                "history of past days is copied; stop hookitd and run it again: systemctl stop hookitd",
            );
            return Ok(Done::Partly);
        }
    }
    runtime.block_on(async {
        match &source {
            Source::Private(private) => {
                let running = private.start(&session.screen).await?;
                let done = switch(session, &source, &running.database, &to, &mut told).await;
                running.stop().await?;
                done
            }
            Source::Named(from) => switch(session, &source, from, &to, &mut told).await,
        }
    })?;
    tell(session, &to, &told)
}

/// The database that is moved.
enum Source {
    /// One that runs whether hookitd does or not.
    Named(Database),
    /// A private one, which runs while hookitd does, and by us while it does not.
    Private(Box<Private>),
}

impl Source {
    fn of(session: &Session, args: &DbMove) -> Result<Self> {
        let state_dir = args.state.state_dir.as_deref();
        if state_dir.is_none()
            && let Some(named) = session.database()?
        {
            return Ok(Self::Named(named));
        }
        let reached = reach::reach(session, state_dir).ok().and_then(|reached| reached.state_dir);
        Private::of(reached.as_deref().or(state_dir)).map(|private| Self::Private(Box::new(private)))
    }

    fn name(&self) -> String {
        match self {
            Self::Named(database) => programs::shown(database),
            Self::Private(private) => private.options.state_dir.display().to_string(),
        }
    }

    /// How to connect while a daemon works on it; `None` when none does.
    fn in_use(&self, session: &Session) -> Result<Option<Database>> {
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

async fn daemons(database: &Database) -> Result<Vec<String>> {
    let store = database.open().await?;
    let alive = tables::daemons(&store).await.map_err(|error| database.failure(&error));
    store.close().await;
    alive
}

/// The URL, or the one in a file.
fn target(argument: &str) -> Result<Database> {
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

fn ask(session: &Session, args: &DbMove, to: &Database, name: &str) -> Result<bool> {
    let what = format!("moves everything to {name}; hookitd has to be stopped for the last part");
    let what = what.replacen(" at ", ", from ", 1);
    let shown = programs::shown(to);
    let typed = shown.rsplit('/').next().unwrap_or_default();
    let act = Act {
        what: &what,
        count: 1,
        all: true,
        typed: ("the new database's name", typed),
        yes: args.sure.yes,
        line: &session.line,
    };
    confirm::ask(&session.screen, &act).map(|()| true)
}

/// What was copied, by table.
#[derive(Debug, Default)]
struct Told(Vec<Copied>);

impl Told {
    fn note(&mut self, session: &Session, copied: &Copied) {
        let rows = count(u64::try_from(copied.digest.rows).unwrap_or(0));
        let said = if copied.copied { "copied, the same" } else { "the same already" };
        session.screen.talk(&format!("{}  {rows} rows  {said}", copied.table));
        self.0.retain(|one| one.table != copied.table);
        self.0.push(copied.clone());
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Warm {
    Copied,
    MovedAlready,
}

/// The part that disturbs nobody.
async fn warm(
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
async fn switch(
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
            let kept = ["config_version", "_sqlx_migrations", "project", "database_move"];
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

/// Waits until hookitd has stopped; `false` when the time is over, or ^C came.
fn wait_for_the_stop(
    session: &Session,
    args: &DbMove,
    source: &Source,
    runtime: &tokio::runtime::Runtime,
) -> Result<bool> {
    let wait = args.wait.unwrap_or(if session.screen.can_ask { WAIT_FOR_A_PERSON } else { Duration::ZERO });
    let stopped = || match source {
        Source::Named(database) => Ok(runtime.block_on(daemons(database))?.is_empty()),
        Source::Private(private) => Ok(reach::running_in(&private.options.state_dir).is_err()),
    };
    if wait.is_zero() {
        return stopped();
    }
    session.screen.talk("history of past days is copied. Stop hookitd now (systemctl stop hookitd); the rest follows by itself");
    let interrupt = Interrupt::watch();
    let until = Instant::now() + wait;
    while !stopped()? {
        if Instant::now() >= until || interrupt.wait(LOOK_EVERY) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn failure(from: &Database, to: &Database, error: &StoreError) -> CliError {
    // Which of the two it was, the driver does not say.
    to.failure(error).because(format!("moving {} to {}", programs::shown(from), programs::shown(to)))
}

fn cancel(session: &Session, source: &Source) -> Result<Done> {
    let give_up = async |database: &Database| -> Result<bool> {
        let store = database.open().await?;
        let given = moving::cancel(&store).await.map_err(|error| database.failure(&error));
        store.close().await;
        given
    };
    let in_use = source.in_use(session)?;
    let given = client::runtime()?.block_on(async {
        match (source, in_use) {
            (_, Some(database)) => give_up(&database).await,
            (Source::Named(database), None) => give_up(database).await,
            (Source::Private(private), None) => {
                let running = private.start(&session.screen).await?;
                let given = give_up(&running.database).await;
                running.stop().await?;
                given
            }
        }
    })?;
    let screen = &session.screen;
    if screen.is_json() {
        return print_json(screen, json!({ "cancelled": given }).to_string().as_bytes());
    }
    let said = if given {
        "the move is given up; hookitd may start on the old database"
    } else {
        "no move is under way"
    };
    say_done(screen, if given { Glyph::Done } else { Glyph::Same }, said)?;
    Ok(Done::All)
}

fn tell(session: &Session, to: &Database, told: &Told) -> Result<Done> {
    let screen = &session.screen;
    let rows: i64 = told.0.iter().map(|one| one.digest.rows).sum();
    let rows = u64::try_from(rows).unwrap_or(0);
    if screen.is_json() {
        let tables: serde_json::Map<_, _> =
            told.0.iter().map(|one| (one.table.clone(), json!(one.digest.rows))).collect();
        let said = json!({ "moved": true, "rows": rows, "tables": tables });
        return print_json(screen, said.to_string().as_bytes());
    }
    let what = if told.0.is_empty() { "was moved already" } else { "moved" };
    say_done(screen, Glyph::Done, &format!("{what} to {}", programs::shown(to)))?;
    let mut card = Card::new();
    if !told.0.is_empty() {
        card = card.fact("tables", &told.0.len().to_string()).fact("rows", &count(rows));
    }
    card.fact(
        "set",
        "DATABASE_URL of hookitd, or database.url in hookit.yaml, to the new database; then start it",
    )
    .fact("keep", "the master keys where they are: secrets.keyring_file")
    .print(screen)?;
    Ok(Done::All)
}
