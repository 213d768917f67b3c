//! The compact form: a line for each answer on stdout, talk about the daemon on stderr.

use std::fmt::Write;

use super::engine::Change;
use super::engine::Engine;
use super::entries::Cause;
use super::entries::Entry;
use super::forward::Exchange;
use crate::cli::commands::support::print_item;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Tone;
use crate::cli::output::escape;
use crate::cli::output::exact;
use crate::cli::output::span;
use crate::cli::output::time_of_day;
use serde_json::json;

/// How much of a body stands in a line.
const EXCERPT_CHARS_MAX: usize = 100;

/// Runs until the person or the system ends it.
pub(super) fn run(screen: &Screen, mut engine: Engine, secret: &str, interrupt: &Interrupt) -> Result<Done> {
    for route in &engine.routes {
        screen.talk(&format!("listening → {}   secret {secret} (same every time)", escape(&route.url)));
    }
    while !interrupt.came() {
        match engine.next()? {
            Change::Answered { entry } => {
                if let Some(entry) = engine.entries.get(entry)
                    && let Some(exchange) = &entry.last
                {
                    let url = &engine.routes[entry.route].url;
                    if screen.is_json() {
                        print_item(screen, &as_json(entry, exchange, url))?;
                    } else {
                        screen.data(&line(screen, entry, exchange, url))?;
                    }
                }
            }
            Change::Scheduled { entries } => {
                for entry in entries.iter().filter_map(|number| engine.entries.get(*number)) {
                    let (event_type, note) = (escape(entry.event_type.as_str()), note(entry));
                    screen.talk(&format!("{event_type} {} is {note}", entry.event));
                }
            }
            Change::Lost { why } => {
                screen.talk(&format!("{}; trying again, from where it was", escape(&why)));
            }
            Change::Back { after } => {
                let ms = u64::try_from(after.as_millis()).unwrap_or(u64::MAX);
                screen.talk(&format!("hookitd answers again after {}; going on from where it was", span(ms)));
            }
            Change::Quiet | Change::Drawn | Change::Key(_) => {}
        }
    }
    Ok(Done::All)
}

fn line(screen: &Screen, entry: &Entry, exchange: &Exchange, url: &str) -> String {
    let (status, words) = outcome(exchange);
    if !screen.rich {
        let fields = [
            &exact(entry.came_at),
            &status,
            &exchange.latency_ms.to_string(),
            entry.event_type.as_str(),
            &entry.event.to_string(),
            url,
            &note(entry),
            &words,
        ];
        return fields.map(|field| escape(field).into_owned()).join("\t");
    }
    let glyph = if exchange.succeeded() { Glyph::Done } else { Glyph::Failed };
    let mut line = format!(
        "{} {} {status:3} {:>8}  {}  {}",
        time_of_day(entry.came_at),
        screen.glyph(glyph),
        span(exchange.latency_ms),
        escape(entry.event_type.as_str()),
        entry.event,
    );
    for extra in [note(entry), words].iter().filter(|extra| !extra.is_empty()) {
        let _ = write!(line, "  {}", screen.paint(Tone::Dim, &escape(extra)));
    }
    line
}

/// The status, and what there is to say beside it: why there is none, or the body of a failure.
pub(super) fn outcome(exchange: &Exchange) -> (String, String) {
    match &exchange.answer {
        Ok(answered) => (answered.status.to_string(), excerpt(&answered.body)),
        Err(why) => ("–".to_owned(), why.clone()),
    }
}

/// `redriven`, until when it is kept back, or when it was published if that is long ago, and how often it was sent.
pub(super) fn note(entry: &Entry) -> String {
    let mut parts = Vec::new();
    if entry.cause == Cause::Redriven {
        parts.push("redriven".to_owned());
    }
    if let Some(at) = entry.scheduled_at() {
        parts.push(format!("scheduled, goes out {}", exact(at)));
    }
    if let Some(at) = entry.published_at.filter(|at| entry.came_at - *at > time::Duration::minutes(1)) {
        parts.push(format!("of {}", time_of_day(at)));
    }
    if entry.sent > 1 {
        parts.push(format!("sent {} times", entry.sent));
    }
    parts.join(", ")
}

/// The beginning of a body in one line.
pub(super) fn excerpt(body: &str) -> String {
    let words = body.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(EXCERPT_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

fn as_json(entry: &Entry, exchange: &Exchange, url: &str) -> String {
    let answered = exchange.answer.as_ref().ok();
    json!({
        "at": exact(entry.came_at),
        "event_id": entry.event,
        "event_type": entry.event_type.as_str(),
        "redriven": entry.cause == Cause::Redriven,
        "published_at": entry.published_at.map(exact),
        "url": url,
        "attempt_number": exchange.number,
        "latency_ms": exchange.latency_ms,
        "response_status": answered.map(|answered| answered.status),
        "response_body": answered.map(|answered| &answered.body),
        "error": exchange.answer.as_ref().err(),
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_cut_to_a_line() {
        assert_eq!(excerpt("a\n  b\tc"), "a b c");
        let long = "ü".repeat(EXCERPT_CHARS_MAX + 1);
        assert_eq!(excerpt(&long).chars().count(), EXCERPT_CHARS_MAX + 1);
        assert!(excerpt(&long).ends_with('…'));
    }
}
