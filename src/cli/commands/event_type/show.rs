//! `hookit type show`.

use super::super::support::call_or_json;
use super::dispatch::path;
use crate::cli::args::TypeShow;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Card;
use crate::cli::output::instant;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Shows one.
pub(super) fn run(session: &Session, args: &TypeShow) -> Result<Done> {
    let Some(answer) = call_or_json(session, session.client()?, &Request::get(&path(&args.name)))? else {
        return Ok(Done::All);
    };
    let shown = answer.json()?;
    Card::new()
        .fact("event type", text(&shown, "name"))
        .fact("description", text(&shown, "description"))
        .fact("created", &session.screen.time(instant(&shown, "created_at")))
        .fact("changed", &session.screen.time(instant(&shown, "updated_at")))
        .print(&session.screen)?;
    Ok(Done::All)
}
