//! `hookit endpoint`: where events are sent; one file a verb.

mod add;
mod edit;
mod list;
mod operate;
mod remove;
mod rotate;
mod settings;
mod show;
mod test;

use crate::cli::args::EndpointCommand;
use crate::cli::client::segment;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(super) fn run(session: &Session, command: &EndpointCommand) -> Result<Done> {
    match command {
        EndpointCommand::Add(args) => add::run(session, args),
        EndpointCommand::List(args) => list::run(session, args),
        EndpointCommand::Show(args) => show::run(session, args),
        EndpointCommand::Edit(args) => edit::run(session, args),
        EndpointCommand::Test(args) => test::run(session, args),
        EndpointCommand::Pause(args) => operate::pause(session, args),
        EndpointCommand::Resume(args) => operate::resume(session, args),
        EndpointCommand::RotateSecret(args) => rotate::run(session, args),
        EndpointCommand::Remove(args) => remove::run(session, args),
    }
}

/// The path of one endpoint, called by name or id.
fn path(which: &str) -> String {
    format!("/endpoints/{}", segment(which))
}
