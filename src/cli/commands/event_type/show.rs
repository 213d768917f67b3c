//! `hookit type show`.

use super::super::support::call_or_json;
use super::dispatch::path;
use crate::cli::args::TypeShow;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Card;
use crate::cli::output::escape;
use crate::cli::output::flag;
use crate::cli::output::instant;
use crate::cli::output::pretty;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Shows one.
pub(super) fn run(session: &Session, args: &TypeShow) -> Result<Done> {
    let Some(answer) = call_or_json(session, session.client()?, &Request::get(&path(&args.name)))? else {
        return Ok(Done::All);
    };
    let shown = answer.json()?;
    let enforce = text(&shown, "enforce");
    Card::new()
        .fact("event type", text(&shown, "name"))
        .fact("description", text(&shown, "description"))
        .fact("enforced", if enforce == "off" { "" } else { enforce })
        .fact("deprecated", if flag(&shown, "deprecated") { "yes" } else { "" })
        .fact("created", &session.screen.time(instant(&shown, "created_at")))
        .fact("changed", &session.screen.time(instant(&shown, "updated_at")))
        .print(&session.screen)?;
    let schema = shown.get("schema").filter(|schema| !schema.is_null());
    if let Some(schema) = schema {
        session.screen.data(&format!("\n{}", escape_lines(&pretty(schema.to_string().as_bytes()))))?;
    }
    Ok(Done::All)
}

/// What is on each line without what would steer the terminal.
fn escape_lines(text: &str) -> String {
    text.lines().map(|line| escape(line).into_owned()).collect::<Vec<_>>().join("\n")
}
