//! Which file does what was asked of `hookit config`.

use super::check;
use super::path;
use super::show;
use crate::cli::args::ConfigCommand;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(in crate::cli) fn run(session: &Session, command: &ConfigCommand) -> Result<Done> {
    match command {
        ConfigCommand::Show(_) => show::run(session),
        ConfigCommand::Check(args) => check::run(session, args),
        ConfigCommand::Path(_) => path::run(session),
    }
}
