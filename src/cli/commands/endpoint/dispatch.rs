//! Which file does what was asked of `hookit endpoint`.

use super::add;
use super::backfill;
use super::edit;
use super::list;
use super::operate;
use super::remove;
use super::rotate;
use super::show;
use super::test;
use crate::cli::args::EndpointCommand;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(in crate::cli) fn run(session: &Session, command: &EndpointCommand) -> Result<Done> {
    match command {
        EndpointCommand::Add(args) => add::run(session, args),
        EndpointCommand::List(args) => list::run(session, args),
        EndpointCommand::Show(args) => show::run(session, args),
        EndpointCommand::Edit(args) => edit::run(session, args),
        EndpointCommand::Test(args) => test::run(session, args),
        EndpointCommand::Backfill(args) => backfill::run(session, args),
        EndpointCommand::Pause(args) => operate::pause(session, args),
        EndpointCommand::Resume(args) => operate::resume(session, args),
        EndpointCommand::RotateSecret(args) => rotate::run(session, args),
        EndpointCommand::Remove(args) => remove::run(session, args),
    }
}
