//! What stands before changes: a share of removals that is not exceeded by accident, and the question.

use super::plan::Action;
use super::plan::Kind;
use super::plan::Plan;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::output::counted;
use crate::cli::session::Session;

/// Refuses to remove more than half of what there is of a kind in a project, unless it is forced: a file that was
/// cut short would take everything with it.
pub(super) fn share(plan: &Plan, forced: bool) -> Result<()> {
    for (project, kind, held) in &plan.held {
        let goes = plan.changes.iter().filter(|change| {
            change.action == Action::Remove && change.kind == *kind && change.project == *project
        });
        let goes = goes.count();
        if !forced && goes * 2 > *held && *held > 1 {
            let what = format!("{goes} of {held} {}s of the project {project} would be removed", kind.name());
            return Err(CliError::failed(format!("refused: {what}, more than half"))
                .hint("look at the files; if they are right, add --force-prune"));
        }
    }
    Ok(())
}

/// Says what is done and asks; says whether somebody was asked and so took their time.
pub(super) fn ask(session: &Session, plan: &Plan, yes: bool) -> Result<bool> {
    let endpoints = removals(plan, Kind::Endpoint);
    let types = removals(plan, Kind::EventType);
    let many = plan.changes.len() as u64;
    let mut what = vec![format!("makes {}", counted(many, "change", "changes"))];
    if endpoints > 0 {
        let number = counted(endpoints, "endpoint", "endpoints");
        what.push(format!("removes {number} and cancels what is pending there"));
    }
    if types > 0 {
        what.push(format!("removes {}", counted(types, "event type", "event types")));
    }
    let projects: Vec<&str> = plan.held.iter().map(|(project, ..)| project.as_str()).collect();
    let act = Act {
        what: &what.join(", "),
        count: many,
        all: endpoints > 0,
        typed: ("the project's name", projects.first().copied().unwrap_or_default()),
        yes,
        line: &session.line,
    };
    confirm::ask(&session.screen, &act)?;
    Ok(!yes)
}

fn removals(plan: &Plan, kind: Kind) -> u64 {
    let gone = plan.changes.iter().filter(|change| change.action == Action::Remove && change.kind == kind);
    gone.count() as u64
}
