//! Which file does what was asked of `hookit context`.

use super::change;
use super::list;
use crate::cli::args::ContextCommand;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(in crate::cli) fn run(session: &Session, command: &ContextCommand) -> Result<Done> {
    match command {
        ContextCommand::List(_) => list::run(session),
        ContextCommand::Use(args) => change::make_current(session, &args.name),
        ContextCommand::Add(args) => change::add(session, args),
        ContextCommand::Remove(args) => change::remove(session, &args.name),
    }
}
