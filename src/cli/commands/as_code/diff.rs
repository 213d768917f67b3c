//! `hookit diff`: what `apply` would do, and whether there is anything.

use super::super::support::print_json;
use super::plan;
use super::plan::Way;
use super::show;
use crate::cli::args::DiffArgs;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::manifest;
use crate::cli::session::Session;

/// Shows the differences; there being some is exit code 1.
pub(in crate::cli::commands) fn run(session: &Session, args: &DiffArgs) -> Result<Done> {
    let wanted = manifest::read(&args.file)?;
    let way = if args.prune { Way::Prune } else { Way::Upsert };
    let plan = plan::make(session.client()?, &wanted, way)?;
    let screen = &session.screen;
    if screen.is_json() {
        print_json(screen, plan.json().to_string().as_bytes())?;
    } else {
        show::plan(session, &plan)?;
        screen.talk(&show::summary(&plan));
    }
    Ok(if plan.changes.is_empty() { Done::All } else { Done::Failed })
}
