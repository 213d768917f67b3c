//! `hookit completion`: scripts that let shells complete the command line.

use crate::cli::args;
use crate::cli::args::CompletionArgs;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Screen;

/// Prints the script of a shell.
pub(super) fn run(completion: &CompletionArgs) -> Result<Done> {
    Screen::raw(&completion.shell.script(args::command(), "hookit"))?;
    Ok(Done::All)
}
