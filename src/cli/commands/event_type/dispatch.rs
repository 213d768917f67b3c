//! Which file does what was asked of `hookit type`.

use super::add;
use super::import;
use super::list;
use super::remove;
use super::show;
use crate::cli::args::TypeCommand;
use crate::cli::client::segment;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(in crate::cli) fn run(session: &Session, command: &TypeCommand) -> Result<Done> {
    match command {
        TypeCommand::Add(args) => add::run(session, args),
        TypeCommand::List(args) => list::run(session, args),
        TypeCommand::Show(args) => show::run(session, args),
        TypeCommand::Remove(args) => remove::run(session, args),
        TypeCommand::Import(args) => import::run(session, args),
    }
}

/// The path of one event type.
pub(in crate::cli::commands) fn path(name: &str) -> String {
    format!("/event-types/{}", segment(name))
}
