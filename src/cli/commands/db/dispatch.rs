//! Which file does what was asked of `hookit db`.

use super::backup;
use super::distribute;
use super::migrate;
use super::moving;
use super::restore;
use super::shell;
use super::status;
use super::upgrade;
use crate::cli::args::DbCommand;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(in crate::cli) fn run(session: &Session, command: &DbCommand) -> Result<Done> {
    match command {
        DbCommand::Migrate(args) => migrate::run(session, args),
        DbCommand::Status(args) => status::run(session, args),
        DbCommand::Shell(args) => shell::run(session, args),
        DbCommand::Backup(args) => backup::run(session, args),
        DbCommand::Move(args) => moving::run(session, args),
        DbCommand::Restore(args) => restore::run(session, args),
        DbCommand::Distribute(args) => distribute::run(session, args),
        DbCommand::Upgrade(args) => upgrade::run(session, args),
    }
}
