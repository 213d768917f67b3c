//! The page on a terminal, the scripted pass where nobody looks, or whichever was asked for.

use super::page;
use super::play;
use crate::cli::args::DemoArgs;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// `hookit demo`.
pub(in crate::cli) fn run(session: &Session, args: &DemoArgs) -> Result<Done> {
    if args.page || args.public || (session.screen.rich && !args.script) {
        page::run(session, args)
    } else {
        play::run(session, args)
    }
}
