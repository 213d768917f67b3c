//! `hookit event cancel`: what was not attempted yet is not sent.

use super::super::support::call_or_json;
use super::super::support::each;
use super::super::support::say_done;
use crate::cli::args::EventCancel;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::Glyph;
use crate::cli::output::counted;
use crate::cli::output::number;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Cancels the deliveries of some events, after asking.
pub(super) fn run(session: &Session, args: &EventCancel) -> Result<Done> {
    let client = session.client()?;
    let ids = input::many(&args.which)?;
    let (what, count) = match ids.as_slice() {
        [only] => one(client, only)?,
        many => {
            let events = counted(many.len() as u64, "event", "events");
            (format!("cancels what was not attempted yet of {events}"), many.len() as u64)
        }
    };
    if confirm::only_told(&session.screen, args.dry_run, &what)? {
        return Ok(Done::All);
    }
    confirm::ask(
        &session.screen,
        &Act {
            what: &what,
            count,
            all: false,
            typed: ("the project's name", client.project()),
            yes: args.sure.yes,
            line: &session.line,
        },
    )?;
    each(session, &ids, |which| {
        let request = Request::post(&format!("{}/cancel", path(which)));
        let Some(answer) = call_or_json(session, client, &request)? else {
            return Ok(());
        };
        let cancelled = number(&answer.json()?, "cancelled_deliveries").unwrap_or(0);
        let glyph = if cancelled == 0 { Glyph::Same } else { Glyph::Done };
        say_done(
            &session.screen,
            glyph,
            &format!("{} cancelled", counted(cancelled, "delivery", "deliveries")),
        )
    })
}

fn path(which: &str) -> String {
    format!("/events/{}", segment(which))
}

/// What cancelling one event does, and to how many deliveries.
fn one(client: &Client, which: &str) -> Result<(String, u64)> {
    let event = client.json(&Request::get(&path(which)))?;
    let made = number(&event, "queued_deliveries").unwrap_or(0);
    let what = format!(
        "cancels what was not attempted yet of the {} of {} {}",
        counted(made, "delivery", "deliveries"),
        text(&event, "type"),
        text(&event, "id")
    );
    Ok((what, made))
}
