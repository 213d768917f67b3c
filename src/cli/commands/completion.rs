//! `hookit completion`: scripts that let shells complete the command line.

use crate::cli::args;
use crate::cli::args::CompletionArgs;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Prints the script of a shell.
pub(super) fn run(session: &Session, completion: &CompletionArgs) -> Result<Done> {
    session.screen.raw(&completion.shell.script(args::command(), "hookit"))?;
    Ok(Done::All)
}
