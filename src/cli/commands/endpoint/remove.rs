//! `hookit endpoint remove`: what is pending is cancelled, history stays.

use super::super::support::call_or_json;
use super::super::support::say_done;
use super::path;
use crate::cli::args::EndpointRemove;
use crate::cli::client::Request;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Glyph;
use crate::cli::output::count;
use crate::cli::output::number;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Removes one endpoint, after asking.
pub(super) fn run(session: &Session, args: &EndpointRemove) -> Result<Done> {
    let client = session.client()?;
    let endpoint = client.json(&Request::get(&path(&args.which)))?;
    let (name, id) = (text(&endpoint, "name"), text(&endpoint, "id"));
    let what = format!(
        "removes the endpoint {name} ({}); what is pending for it is cancelled, history stays",
        text(&endpoint, "url")
    );
    if args.dry_run {
        session.screen.talk(&what);
        return Ok(Done::All);
    }
    confirm::ask(
        &session.screen,
        &Act {
            what: &what,
            count: 1,
            all: true,
            typed: ("the endpoint's name", name),
            yes: args.sure.yes,
            line: &session.line,
        },
    )?;
    // By its id: what was shown is what is removed, even if a name was given to another endpoint meanwhile.
    let Some(answer) = call_or_json(session, client, &Request::delete(&path(id)))? else {
        return Ok(Done::All);
    };
    let cancelled = number(&answer.json()?, "cancelled_deliveries").unwrap_or(0);
    let pending =
        if cancelled == 0 { String::new() } else { format!("; {} pending cancelled", count(cancelled)) };
    say_done(&session.screen, Glyph::Done, &format!("endpoint {name} removed{pending}"))?;
    Ok(Done::All)
}
