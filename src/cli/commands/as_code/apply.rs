//! `hookit apply`: shows the plan, asks, and carries it out.

use super::super::support::print_json;
use super::super::support::say_done;
use super::execute;
use super::guard;
use super::plan;
use super::plan::Plan;
use super::plan::Way;
use super::show;
use crate::cli::args::ApplyArgs;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::manifest;
use crate::cli::output::Glyph;
use crate::cli::session::Session;

/// Makes what is there as the files want it.
pub(in crate::cli::commands) fn run(session: &Session, args: &ApplyArgs) -> Result<Done> {
    let wanted = manifest::read(&args.file)?;
    let client = session.client()?;
    let way = if args.prune { Way::Prune } else { Way::Upsert };
    let plan = plan::make(client, &wanted, way)?;
    if let Some(done) = nothing_or_dry(session, &plan, args.dry_run)? {
        return Ok(done);
    }
    guard::share(&plan, args.force_prune)?;
    if guard::ask(session, &plan, args.sure.yes)? && plan::make(client, &wanted, way)?.json() != plan.json() {
        let what = "something was changed while you looked at the plan; nothing was done";
        return Err(CliError::failed(what).hint(format!("look again: {}", session.line)));
    }
    let done = execute::run(session, client, &plan)?;
    if done == Done::All && !session.screen.is_json() {
        session.screen.talk(&format!("done: {}", show::done(&plan)));
    }
    Ok(done)
}

/// Shows the plan; `Some` when that is all there is to do.
pub(super) fn nothing_or_dry(session: &Session, plan: &Plan, dry_run: bool) -> Result<Option<Done>> {
    let screen = &session.screen;
    if plan.changes.is_empty() {
        if screen.is_json() {
            let said = serde_json::json!({ "applied": [], "unchanged": plan.unchanged });
            let said = if dry_run { plan.json() } else { said };
            return print_json(screen, said.to_string().as_bytes()).map(Some);
        }
        say_done(screen, Glyph::Same, "nothing to change")?;
        return Ok(Some(Done::All));
    }
    if screen.is_json() {
        return if dry_run {
            print_json(screen, plan.json().to_string().as_bytes()).map(Some)
        } else {
            Ok(None)
        };
    }
    show::plan(session, plan)?;
    screen.talk(&show::summary(plan));
    Ok(dry_run.then_some(Done::All))
}
