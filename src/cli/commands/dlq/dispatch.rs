//! Which file does what was asked of `hookit dlq`.

use super::super::delivery;
use super::super::redrive;
use super::drop;
use super::export;
use super::groups;
use super::list;
use crate::cli::args::DlqCommand;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(in crate::cli) fn run(session: &Session, command: DlqCommand) -> Result<Done> {
    match command {
        DlqCommand::List(args) => list::run(session, &args),
        DlqCommand::Show(args) => delivery::show(session, &args),
        DlqCommand::Groups(args) => groups::run(session, &args),
        DlqCommand::Redrive(choice) => redrive::choose(session, choice),
        DlqCommand::Drop(args) => drop::run(session, args),
        DlqCommand::Export(args) => export::run(session, &args),
    }
}
