//! `hookit event`: what producers published; one file a verb.

mod cancel;
mod list;
mod show;

use crate::cli::args::EventCommand;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(super) fn run(session: &Session, command: &EventCommand) -> Result<Done> {
    match command {
        EventCommand::List(args) => list::run(session, args),
        EventCommand::Show(args) => show::run(session, args),
        EventCommand::Cancel(args) => cancel::run(session, args),
        EventCommand::Send(args) => super::publish::run(session, args),
    }
}
