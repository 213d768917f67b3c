//! `hookit event cancel`: what was not attempted yet is not sent.

use super::super::support::call_or_json;
use super::super::support::say_done;
use crate::cli::args::EventCancel;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Glyph;
use crate::cli::output::counted;
use crate::cli::output::number;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Cancels an event's deliveries, after asking.
pub(super) fn run(session: &Session, args: &EventCancel) -> Result<Done> {
    let client = session.client()?;
    let path = format!("/events/{}", segment(&args.which));
    let event = client.json(&Request::get(&path))?;
    let made = number(&event, "queued_deliveries").unwrap_or(0);
    confirm::ask(
        &session.screen,
        &Act {
            what: &format!(
                "cancels what was not attempted yet of the {} of {} {}",
                counted(made, "delivery", "deliveries"),
                text(&event, "type"),
                text(&event, "id")
            ),
            count: made,
            all: false,
            typed: ("the event's id", text(&event, "id")),
            yes: args.sure.yes,
            line: &session.line,
        },
    )?;
    let Some(answer) = call_or_json(session, client, &Request::post(&format!("{path}/cancel")))? else {
        return Ok(Done::All);
    };
    let cancelled = number(&answer.json()?, "cancelled_deliveries").unwrap_or(0);
    let glyph = if cancelled == 0 { Glyph::Same } else { Glyph::Done };
    say_done(&session.screen, glyph, &format!("{} cancelled", counted(cancelled, "delivery", "deliveries")))?;
    Ok(Done::All)
}
