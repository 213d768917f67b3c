//! Following a redrive to its end: a bar on a terminal; ^C lets go of it, the redrive goes on.

use std::time::Duration;
use std::time::Instant;

use serde_json::Value;

use super::super::support::print_json;
use super::path;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::Bar;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::count;
use crate::cli::output::number;
use crate::cli::output::span;
use crate::cli::output::text;
use crate::cli::session::Session;

/// How often the daemon is asked how far it is.
const ASK_EVERY: Duration = Duration::from_millis(250);
/// How long deliveries that wait for an attempt are still watched after everything was put back.
const WATCHED_AFTER: Duration = Duration::from_secs(5);

/// Says where to find a redrive that nobody follows.
pub(super) fn detached(session: &Session, json: &[u8], redrive: &Value) -> Result<Done> {
    if session.screen.is_json() {
        return print_json(&session.screen, json);
    }
    session.screen.data(text(redrive, "id"))?;
    session.screen.talk(&format!("follow: hookit redrive show {} --follow", text(redrive, "id")));
    Ok(Done::All)
}

/// Follows a redrive until everything was put back and has an outcome, or is only waiting for a later attempt.
pub(super) fn follow(session: &Session, id: &str) -> Result<Done> {
    let client = session.client()?;
    let interrupt = Interrupt::watch();
    let began = Instant::now();
    let mut bar: Option<Bar> = None;
    let mut put_back_at: Option<Instant> = None;
    let (last, redrive) = loop {
        let answer = client.call(&Request::get(&path(id)))?;
        let redrive = answer.json()?;
        let count_of = |name| number(&redrive, name).unwrap_or(0);
        let bar = bar.get_or_insert_with(|| Bar::new(&session.screen, id, count_of("total")));
        bar.show(count_of("delivered") + count_of("dead"), counts(&session.screen, &redrive));
        let stopped = text(&redrive, "state") != "running";
        let settled = stopped && {
            let since = *put_back_at.get_or_insert_with(Instant::now);
            count_of("waiting") == 0 || since.elapsed() >= WATCHED_AFTER
        };
        if settled || interrupt.wait(ASK_EVERY) {
            bar.clear();
            break (answer, redrive);
        }
    };
    if interrupt.came() {
        session.screen.talk(&format!("it goes on without you: hookit redrive show {id} --follow"));
        return Ok(Done::All);
    }
    if session.screen.is_json() {
        print_json(&session.screen, &last.body)?;
    } else {
        told(session, &redrive, began)?;
    }
    let count_of = |name| number(&redrive, name).unwrap_or(0);
    let whole = count_of("dead") == 0 && count_of("moved") >= count_of("total");
    Ok(if whole { Done::All } else { Done::Partly })
}

/// `✔ 22  ↻ 2  ✖ 0`.
fn counts(screen: &Screen, redrive: &Value) -> String {
    let part = |glyph: Glyph, name| {
        format!("{} {}", glyph.sign(screen.ascii), count(number(redrive, name).unwrap_or(0)))
    };
    format!(
        "{}  {}  {}",
        part(Glyph::Done, "delivered"),
        part(Glyph::Again, "waiting"),
        part(Glyph::Failed, "dead")
    )
}

fn told(session: &Session, redrive: &Value, began: Instant) -> Result<()> {
    let screen = &session.screen;
    let count_of = |name| count(number(redrive, name).unwrap_or(0));
    let state = text(redrive, "state");
    let glyph = match state {
        "paused" => Glyph::Held,
        "cancelled" => Glyph::Cancelled,
        _ if number(redrive, "dead").unwrap_or(0) > 0 => Glyph::Warning,
        _ => Glyph::Done,
    };
    let took = span(u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX));
    let sign = if screen.rich { format!("{} ", screen.glyph(glyph)) } else { String::new() };
    screen.data(&format!(
        "{sign}{} delivered, {} waiting, {} dead in {took}",
        count_of("delivered"),
        count_of("waiting"),
        count_of("dead"),
    ))?;
    if matches!(state, "paused" | "cancelled") {
        screen.talk(&format!(
            "the redrive is {state}: {} of {} were put back",
            count_of("moved"),
            count_of("total")
        ));
    }
    Ok(())
}
