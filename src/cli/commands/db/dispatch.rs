//! Which file does what was asked of `hookit db`.

use super::migrate;
use super::shell;
use super::status;
use crate::cli::args::DbCommand;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(in crate::cli) fn run(session: &Session, command: &DbCommand) -> Result<Done> {
    match command {
        DbCommand::Migrate(args) => migrate::run(session, args),
        DbCommand::Status(_) => status::run(session),
        DbCommand::Shell(args) => shell::run(session, args),
    }
}
