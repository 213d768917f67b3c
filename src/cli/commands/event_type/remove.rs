//! `hookit type remove`.

use super::super::support::call_or_json;
use super::super::support::each;
use super::super::support::say_done;
use super::dispatch::path;
use crate::cli::args::TypeRemove;
use crate::cli::client::Request;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Glyph;
use crate::cli::output::counted;
use crate::cli::session::Session;

/// Removes them, after asking.
pub(super) fn run(session: &Session, args: &TypeRemove) -> Result<Done> {
    let client = session.client()?;
    let count = args.names.len() as u64;
    let named = args.names.join(", ");
    let what = format!("removes {} from the registry: {named}", counted(count, "event type", "event types"));
    if args.dry_run {
        session.screen.talk(&crate::cli::output::escape(&what));
        return Ok(Done::All);
    }
    let act = Act {
        what: &what,
        count,
        all: false,
        typed: ("the first name", &args.names[0]),
        yes: args.sure.yes,
        line: &session.line,
    };
    confirm::ask(&session.screen, &act)?;
    each(session, &args.names, |name| {
        if call_or_json(session, client, &Request::delete(&path(name)))?.is_some() {
            say_done(&session.screen, Glyph::Done, &format!("event type {name} removed"))?;
        }
        Ok(())
    })
}
