//! Which file does what was asked of `hookit delivery`.

use super::curl;
use super::list;
use super::operate;
use super::show;
use crate::cli::args::DeliveryCommand;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(in crate::cli) fn run(session: &Session, command: &DeliveryCommand) -> Result<Done> {
    match command {
        DeliveryCommand::List(args) => list::run(session, args),
        DeliveryCommand::Show(args) => show::run(session, args),
        DeliveryCommand::Curl(args) => curl::run(session, args),
        DeliveryCommand::Attempt(args) => operate::attempt(session, args),
        DeliveryCommand::Cancel(args) => operate::cancel(session, args),
        DeliveryCommand::Redrive(args) => operate::redrive(session, args),
    }
}
