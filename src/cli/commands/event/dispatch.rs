//! Which file does what was asked of `hookit event`.

use super::super::publish;
use super::super::tail;
use super::cancel;
use super::explain;
use super::list;
use super::show;
use crate::cli::args::EventCommand;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(in crate::cli) fn run(session: &Session, command: &EventCommand) -> Result<Done> {
    match command {
        EventCommand::List(args) => list::run(session, args),
        EventCommand::Show(args) => show::run(session, args),
        EventCommand::Cancel(args) => cancel::run(session, args),
        EventCommand::Explain(args) => explain::run(session, args),
        EventCommand::Tail(args) => tail::run(session, args),
        EventCommand::Send(args) => publish::run(session, args),
    }
}
