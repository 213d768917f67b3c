//! The order of a move: ask, copy what is over, wait for the stop, switch.

use serde_json::json;

use super::super::super::support::print_json;
use super::super::super::support::say_done;
use super::super::programs;
use super::source::Source;
use super::source::target;
use super::steps::Told;
use super::steps::Warm;
use super::steps::switch;
use super::steps::warm;
use super::stop;
use crate::cli::args::DbMove;
use crate::cli::client;
use crate::cli::client::Database;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Card;
use crate::cli::output::Glyph;
use crate::cli::output::count;
use crate::cli::session::Session;

/// Moves, goes on with a move, or gives one up.
pub(in crate::cli::commands::db) fn run(session: &Session, args: &DbMove) -> Result<Done> {
    let source = Source::of(session, args)?;
    if args.cancel {
        return stop::cancel(session, &source);
    }
    let to = target(args.to.as_deref().unwrap_or_default())?;
    let runtime = client::runtime()?;
    ask(session, args, &source, &to)?;
    let mut told = Told::default();
    // While hookitd works on the old database: history of days that are over.
    if let Some(from) = source.in_use(session)? {
        let copied = runtime.block_on(warm(session, &source, &from, &to, &mut told))?;
        if copied == Warm::MovedAlready {
            return tell(session, &to, &told);
        }
        if !stop::wait(session, args, &source, &runtime)? {
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

fn ask(session: &Session, args: &DbMove, source: &Source, to: &Database) -> Result<()> {
    let shown = programs::shown(to);
    let from = source.name();
    let what =
        format!("moves everything to {shown}, from {from}; hookitd has to be stopped for the last part");
    let act = Act {
        what: &what,
        count: 1,
        all: true,
        typed: ("the new database's name", shown.rsplit('/').next().unwrap_or_default()),
        yes: args.sure.yes,
        line: &session.line,
    };
    confirm::ask(&session.screen, &act)
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
