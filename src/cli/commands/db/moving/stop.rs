//! Waiting until hookitd has stopped, and giving a move up.

use std::time::Duration;
use std::time::Instant;

use serde_json::json;
use tokio::runtime::Runtime;

use super::super::super::support::print_json;
use super::super::super::support::say_done;
use super::super::reach;
use super::source::Source;
use super::source::daemons;
use crate::cli::args::DbMove;
use crate::cli::client;
use crate::cli::client::Database;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::Glyph;
use crate::cli::session::Session;
use crate::store::moving;

/// How long a person is waited for who is stopping hookitd.
const WAIT_FOR_A_PERSON: Duration = Duration::from_mins(10);
/// How often it is looked whether hookitd has stopped.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Waits until hookitd has stopped; `false` when the time is over, or ^C came.
pub(super) fn wait(session: &Session, args: &DbMove, source: &Source, runtime: &Runtime) -> Result<bool> {
    let patience =
        args.wait.unwrap_or(if session.screen.can_ask { WAIT_FOR_A_PERSON } else { Duration::ZERO });
    let stopped = || match source {
        Source::Named(database) => Ok(runtime.block_on(daemons(database))?.is_empty()),
        Source::Private(private) => Ok(reach::running_in(&private.options.state_dir).is_err()),
    };
    if patience.is_zero() {
        return stopped();
    }
    session.screen.talk("history of past days is copied. Stop hookitd now (systemctl stop hookitd); the rest follows by itself");
    let interrupt = Interrupt::watch();
    let until = Instant::now() + patience;
    while !stopped()? {
        if Instant::now() >= until || interrupt.wait(LOOK_EVERY) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Gives the move out of a database up.
pub(super) fn cancel(session: &Session, source: &Source) -> Result<Done> {
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
