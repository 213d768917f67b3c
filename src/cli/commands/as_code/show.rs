//! A plan for people: like a unified diff, `-` before what goes and `+` before what comes.

use super::plan::Action;
use super::plan::Kind;
use super::plan::Plan;
use crate::cli::error::Result;
use crate::cli::output::Screen;
use crate::cli::output::Tone;
use crate::cli::output::escape;
use crate::cli::session::Session;

/// Prints the plan on stdout.
pub(super) fn plan(session: &Session, plan: &Plan) -> Result<()> {
    let screen = &session.screen;
    lines(screen, plan).iter().try_for_each(|line| screen.data(line))
}

/// The plan, line by line, a heading before each project.
fn lines(screen: &Screen, plan: &Plan) -> Vec<String> {
    let mut projects: Vec<&str> = Vec::new();
    for change in &plan.changes {
        if !projects.contains(&change.project.as_str()) {
            projects.push(&change.project);
        }
    }
    projects.sort_unstable();
    let mut lines = Vec::new();
    for project in projects {
        lines.push(screen.paint(Tone::Strong, &format!("@@ project {} @@", escape(project))));
        for change in plan.changes.iter().filter(|change| change.project == project) {
            let what = format!("{} {}", change.kind.name(), escape(&change.name));
            let removes = change.action == Action::Remove;
            lines.push(match change.action {
                Action::Add => screen.paint(Tone::Good, &format!("+ {what}")),
                Action::Change => format!("  {what}"),
                Action::Remove => screen.paint(Tone::Bad, &format!("- {what}")),
            });
            for field in change.fields.iter().filter(|_| !removes) {
                let said = |sign: &str, value: &serde_json::Value| {
                    format!("{sign}   {}: {}", field.field, escape(&value.to_string()))
                };
                if !field.before.is_null() {
                    lines.push(screen.paint(Tone::Bad, &said("-", &field.before)));
                }
                if !field.after.is_null() {
                    lines.push(screen.paint(Tone::Good, &said("+", &field.after)));
                }
            }
            if change.action == Action::Add && change.kind == Kind::Endpoint {
                let secret = if change.secret.is_some() { "yours" } else { "made by HookIt" };
                lines.push(screen.paint(Tone::Good, &format!("+   secret: {secret}")));
            }
        }
    }
    lines
}

/// `1 to add, 2 to change, 0 to remove, 5 unchanged`.
pub(super) fn summary(plan: &Plan) -> String {
    let count = |action| plan.count(action);
    format!(
        "{} to add, {} to change, {} to remove, {} unchanged",
        count(Action::Add),
        count(Action::Change),
        count(Action::Remove),
        plan.unchanged
    )
}

/// `1 added, 2 changed, 0 removed, 5 unchanged`.
pub(super) fn done(plan: &Plan) -> String {
    let count = |action| plan.count(action);
    format!(
        "{} added, {} changed, {} removed, {} unchanged",
        count(Action::Add),
        count(Action::Change),
        count(Action::Remove),
        plan.unchanged
    )
}
