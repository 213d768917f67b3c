//! `hookit delivery`: one event for one endpoint; one file a verb.

mod attempts;
mod list;
mod operate;
pub(super) mod rows;
mod show;

pub(super) use show::run as show;

use crate::cli::args::DeliveryCommand;
use crate::cli::client::segment;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(super) fn run(session: &Session, command: &DeliveryCommand) -> Result<Done> {
    match command {
        DeliveryCommand::List(args) => list::run(session, args),
        DeliveryCommand::Show(args) => show::run(session, args),
        DeliveryCommand::Attempt(args) => operate::attempt(session, args),
        DeliveryCommand::Cancel(args) => operate::cancel(session, args),
        DeliveryCommand::Redrive(args) => operate::redrive(session, args),
    }
}

/// The path of one delivery.
pub(super) fn path(which: &str) -> String {
    format!("/deliveries/{}", segment(which))
}
