//! Which file does what was asked of `hookit redrive`.

use super::ids;
use super::plan;
use super::steer;
use crate::cli::args::DeadLetterChoice;
use crate::cli::args::RedriveArgs;
use crate::cli::args::RedriveChoice;
use crate::cli::args::RedriveCommand;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Runs what was asked: a word about a redrive that exists, or a new choice of dead letters.
pub(in crate::cli) fn run(session: &Session, args: RedriveArgs) -> Result<Done> {
    match args.command {
        None => choose(session, args.choice),
        Some(RedriveCommand::List(args)) => steer::list(session, &args),
        Some(RedriveCommand::Show(args)) => steer::show(session, &args),
        Some(RedriveCommand::Pause(args)) => steer::steer(session, &args.which, "pause"),
        Some(RedriveCommand::Resume(args)) => steer::steer(session, &args.which, "resume"),
        Some(RedriveCommand::Cancel(args)) => steer::steer(session, &args.which, "cancel"),
    }
}

/// The choice with its ids read; one that chooses nothing, or ids and a filter at once, means nothing.
pub(in crate::cli) fn settled(mut choice: DeadLetterChoice) -> Result<DeadLetterChoice> {
    choice.ids = ids::named(&choice.ids)?;
    if !choice.ids.is_empty() && choice.filter.narrows() {
        return Err(CliError::usage("ids and a filter cannot be given together"));
    }
    if choice.ids.is_empty() && !choice.all && !choice.filter.narrows() {
        return Err(CliError::usage("which dead letters?")
            .hint("name ids, or narrow with --endpoint, --type, --since, --error, or take --all"));
    }
    Ok(choice)
}

/// Delivers a choice of dead letters again: those that are named, or those that a predicate covers. One that is named is
/// no exception: it is counted, asked about and followed like many.
pub(in crate::cli) fn choose(session: &Session, mut args: RedriveChoice) -> Result<Done> {
    args.choice = settled(args.choice)?;
    plan::run(session, &args)
}
