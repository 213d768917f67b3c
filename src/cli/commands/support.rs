//! What commands share: printing JSON and lists, and doing one thing to many.

use serde_json::Value;

use super::super::client::Answer;
use super::super::client::Client;
use super::super::client::Listed;
use super::super::client::Request;
use super::super::error::Done;
use super::super::error::Result;
use super::super::output::Glyph;
use super::super::output::Screen;
use super::super::output::Table;
use super::super::output::counted;
use super::super::output::escape;
use super::super::output::pretty;
use super::super::session::Session;

/// Prints an answer as the API's JSON.
pub(super) fn print_json(screen: &Screen, json: &[u8]) -> Result<Done> {
    screen.data(&pretty(json))?;
    Ok(Done::All)
}

/// Prints a list: as JSON, or as the table that `rows` makes of it, with a word on stderr when there is more.
pub(super) fn print_list(
    session: &Session,
    listed: &Listed,
    empty: &str,
    rows: impl FnOnce(&[Value]) -> Result<Table>,
) -> Result<Done> {
    let screen = &session.screen;
    if screen.is_json() {
        return print_json(screen, &listed.json);
    }
    rows(&listed.items)?.print(screen, empty)?;
    if let Some(cursor) = &listed.next_cursor {
        screen.talk(&format!("{} shown; more with --after {}", listed.items.len(), escape(cursor)));
    }
    Ok(Done::All)
}

/// A line that says that something was done: a sign, what, and its id.
pub(super) fn say_done(screen: &Screen, glyph: Glyph, what: &str) -> Result<()> {
    let sign = if screen.rich { format!("{} ", screen.glyph(glyph)) } else { String::new() };
    screen.data(&format!("{sign}{}", escape(what)))
}

/// Sends a request and, if JSON was asked for, prints the answer; the answer is given back otherwise.
pub(super) fn call_or_json(session: &Session, client: &Client, request: &Request) -> Result<Option<Answer>> {
    let answer = client.call(request)?;
    if session.screen.is_json() {
        print_json(&session.screen, &answer.body)?;
        return Ok(None);
    }
    Ok(Some(answer))
}

/// Does `act` for every one of `names`; what fails is told and the rest goes on.
pub(super) fn each(
    session: &Session,
    names: &[String],
    mut act: impl FnMut(&str) -> Result<()>,
) -> Result<Done> {
    let mut failed = Vec::new();
    for name in names {
        match act(name) {
            Ok(()) => {}
            Err(error) if names.len() == 1 => return Err(error),
            Err(error) => {
                session.screen.talk(&format!("{}: {}", escape(name), escape(&error.text)));
                failed.push(error);
            }
        }
    }
    match failed.pop() {
        None => Ok(Done::All),
        // All of one kind failed: its exit code says more than "partly".
        Some(error) if failed.len() + 1 == names.len() => Err(error),
        Some(_) => {
            session
                .screen
                .talk(&format!("{} failed", counted(failed.len() as u64 + 1, "of them", "of them")));
            Ok(Done::Partly)
        }
    }
}
