//! `hookit db`: looking after the database; works on Postgres itself, never through a daemon.

mod migrate;
pub(super) mod reach;
mod shell;
mod status;

use crate::cli::args::DbCommand;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(super) fn run(session: &Session, command: &DbCommand) -> Result<Done> {
    match command {
        DbCommand::Migrate(args) => migrate::run(session, args),
        DbCommand::Status(_) => status::run(session),
        DbCommand::Shell(args) => shell::run(session, args),
    }
}
