//! Following a redrive to its end: a bar on a terminal; ^C lets go of it, the redrive goes on.

use std::time::Duration;
use std::time::Instant;

use serde_json::Value;

use super::super::support::print_json;
use super::path;
use crate::cli::client::Answer;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Kind;
use crate::cli::error::Result;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::Bar;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::count;
use crate::cli::output::escape;
use crate::cli::output::number;
use crate::cli::output::span;
use crate::cli::output::text;
use crate::cli::session::Session;

/// How often the daemon is asked how far it is.
const ASK_EVERY: Duration = Duration::from_millis(250);
/// How long deliveries that wait for an attempt are still watched after everything was put back.
const WATCHED_AFTER: Duration = Duration::from_secs(5);
/// How long a daemon that does not answer is waited for: it may be restarting, and the redrive goes on with it.
const AWAY_MAX: Duration = Duration::from_mins(1);
/// Letters of a redrive's id that are shown beside its bar.
const ID_LETTERS: usize = 10;

/// Says where to find a redrive that nobody follows.
pub(in crate::cli) fn detached(session: &Session, json: &[u8], redrive: &Value) -> Result<Done> {
    if session.screen.is_json() {
        return print_json(&session.screen, json);
    }
    session.screen.data(text(redrive, "id"))?;
    session.screen.talk(&format!("hookit redrive show {} --follow", text(redrive, "id")));
    Ok(Done::All)
}

/// Follows a redrive until everything was put back and has an outcome, or is only waiting for a later attempt.
pub(in crate::cli) fn follow(session: &Session, id: &str) -> Result<Done> {
    let client = session.client()?;
    let interrupt = Interrupt::watch();
    let began = Instant::now();
    let mut bar: Option<Bar> = None;
    let mut first_moved = None;
    let mut put_back_at: Option<Instant> = None;
    let ended = loop {
        let answer = match ask(client, id, &interrupt) {
            Ok(Some(answer)) => answer,
            Ok(None) => break None,
            Err(error) => {
                bar.iter().for_each(Bar::clear);
                return Err(error.hint(format!("hookit redrive show {} --follow", escape(id))));
            }
        };
        let redrive = answer.json()?;
        let count_of = |name| number(&redrive, name).unwrap_or(0);
        let from = *first_moved.get_or_insert_with(|| count_of("moved"));
        let bar = bar.get_or_insert_with(|| {
            Bar::new(&session.screen, &short(&session.screen, id), count_of("total"), "^C detaches")
        });
        bar.show(count_of("moved"), said(&session.screen, &redrive, from, began.elapsed()));
        let stopped = text(&redrive, "state") != "running";
        let settled = stopped && {
            let since = *put_back_at.get_or_insert_with(Instant::now);
            count_of("waiting") == 0 || since.elapsed() >= WATCHED_AFTER
        };
        if settled {
            break Some((answer, redrive));
        }
        if interrupt.wait(ASK_EVERY) {
            break None;
        }
    };
    bar.iter().for_each(Bar::clear);
    let Some((last, redrive)) = ended else {
        session.screen.talk(&format!("it goes on without you:  hookit redrive show {} --follow", escape(id)));
        return Ok(Done::All);
    };
    if session.screen.is_json() {
        print_json(&session.screen, &last.body)?;
    } else {
        told(session, &redrive, began)?;
    }
    Ok(if is_whole(&redrive) { Done::All } else { Done::Partly })
}

/// How it is now; a daemon that is away is waited for. `None` when ^C came meanwhile.
fn ask(client: &Client, id: &str, interrupt: &Interrupt) -> Result<Option<Answer>> {
    let began = Instant::now();
    loop {
        let error: CliError = match client.call(&Request::get(&path(id))) {
            Ok(answer) => return Ok(Some(answer)),
            Err(error) => error,
        };
        let passing = matches!(error.kind, Kind::NoDaemon | Kind::NoDatabase);
        if !passing || began.elapsed() >= AWAY_MAX {
            return Err(error);
        }
        if interrupt.wait(ASK_EVERY) {
            return Ok(None);
        }
    }
}

/// Whether all of it was delivered.
fn is_whole(redrive: &Value) -> bool {
    let count_of = |name| number(redrive, name).unwrap_or(0);
    ["dead", "waiting", "cancelled"].iter().all(|name| count_of(name) == 0)
        && count_of("moved") >= count_of("total")
}

/// `rdr_01kb6z…`: enough to know it again.
fn short(screen: &Screen, id: &str) -> String {
    let dots = if screen.ascii { "..." } else { "…" };
    match id.char_indices().nth(ID_LETTERS) {
        Some((at, _)) => format!("{}{dots}", escape(&id[..at])),
        None => escape(id).into_owned(),
    }
}

/// `✔ 22  ↻ 2  ✖ 0   9.8/s   eta 1 s`, or where it stands when it does not move.
fn said(screen: &Screen, redrive: &Value, from: u64, elapsed: Duration) -> String {
    let count_of = |name| number(redrive, name).unwrap_or(0);
    let part = |glyph: Glyph, name| format!("{} {}", glyph.sign(screen.ascii), count(count_of(name)));
    let counts = [(Glyph::Done, "delivered"), (Glyph::Again, "waiting"), (Glyph::Failed, "dead")];
    let counts = counts.map(|(glyph, name)| part(glyph, name)).join("  ");
    let state = text(redrive, "state");
    let left = count_of("total").saturating_sub(count_of("moved"));
    if state != "running" || left == 0 {
        return format!("{counts}   {}", if state == "done" { "all put back" } else { state });
    }
    let moved = count_of("moved").saturating_sub(from);
    let tenths = u128::from(moved) * 10_000 / elapsed.as_millis().max(1);
    let eta_s = left.div_ceil(count_of("rate_per_s").max(1));
    let eta = span(eta_s.saturating_mul(1_000));
    format!("{counts}   {}.{}/s   eta {eta}", tenths / 10, tenths % 10)
}

fn told(session: &Session, redrive: &Value, began: Instant) -> Result<()> {
    let screen = &session.screen;
    let count_of = |name| number(redrive, name).unwrap_or(0);
    let state = text(redrive, "state");
    let glyph = match state {
        "paused" => Glyph::Held,
        "cancelled" => Glyph::Cancelled,
        _ if is_whole(redrive) => Glyph::Done,
        _ => Glyph::Warning,
    };
    let took = span(u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX));
    let sign = if screen.rich { format!("{} ", screen.glyph(glyph)) } else { String::new() };
    screen.data(&format!(
        "{sign}{} delivered, {} still retrying, {} dead{} in {took}",
        count(count_of("delivered")),
        count(count_of("waiting")),
        count(count_of("dead")),
        match count_of("cancelled") {
            0 => String::new(),
            cancelled => format!(", {} cancelled", count(cancelled)),
        },
    ))?;
    let (moved, total) = (count_of("moved"), count_of("total"));
    if matches!(state, "paused" | "cancelled") {
        screen.talk(&format!("the redrive is {state}: {} of {} were put back", count(moved), count(total)));
    } else if moved < total {
        screen.talk(&format!(
            "{} of {} were left: their endpoint or event is gone, or they were dropped or delivered meanwhile",
            count(total - moved),
            count(total)
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_running_redrive_says_its_pace_and_when_it_will_be_done() {
        let screen = Screen::fixed(true, false);
        let redrive = json!({"state": "running", "total": 29, "moved": 24, "delivered": 22, "waiting": 2, "dead": 0, "rate_per_s": 10});
        let line = said(&screen, &redrive, 4, Duration::from_millis(2_040));
        assert_eq!(line, "✔ 22  ↻ 2  ✖ 0   9.8/s   eta 1 s");
        let paused = json!({"state": "paused", "total": 29, "moved": 24, "delivered": 24});
        assert_eq!(said(&screen, &paused, 0, Duration::from_secs(1)), "✔ 24  ↻ 0  ✖ 0   paused");
    }

    #[test]
    fn only_what_was_delivered_to_the_last_is_whole() {
        let of = |moved: u64, waiting: u64, dead: u64| {
            is_whole(&json!({"total": 3, "moved": moved, "waiting": waiting, "dead": dead}))
        };
        assert!(of(3, 0, 0));
        assert!(!of(2, 0, 0) && !of(3, 1, 0) && !of(3, 0, 1));
    }

    #[test]
    fn a_redrive_is_known_by_the_beginning_of_its_id() {
        assert_eq!(short(&Screen::fixed(true, false), "rdr_01kb6z3v5nfk8s2w0x9q7d4tcm"), "rdr_01kb6z…");
        assert_eq!(short(&Screen::fixed(true, false), "rdr_x"), "rdr_x");
    }
}
