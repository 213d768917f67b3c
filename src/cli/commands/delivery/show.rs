//! `hookit delivery show` and `hookit dlq show`: where a delivery stands and why, every attempt it took, and what to do.

use serde_json::Value;
use time::OffsetDateTime;

use super::super::support::print_json;
use super::attempts;
use super::path;
use super::rows::last_outcome;
use crate::cli::args::DeliveryShow;
use crate::cli::client::Request;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Card;
use crate::cli::output::Screen;
use crate::cli::output::Tone;
use crate::cli::output::count;
use crate::cli::output::counted;
use crate::cli::output::escape;
use crate::cli::output::flag;
use crate::cli::output::glyph_of;
use crate::cli::output::instant;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::status_word;
use crate::cli::output::text;
use crate::cli::session::Session;

/// How wide the names before the lines under the table are.
pub(super) const NAME_WIDTH: usize = 12;

/// Shows one delivery with its attempts.
pub(in crate::cli) fn run(session: &Session, args: &DeliveryShow) -> Result<Done> {
    let client = session.client()?;
    let answer = client.call(&Request::get(&path(&args.which)))?;
    let tried = client.call(&Request::get(&format!("{}/attempts", path(&args.which))))?;
    let screen = &session.screen;
    if screen.is_json() {
        return print_json(screen, &with_attempts(&answer.body, &tried.body)?);
    }
    let delivery = answer.json()?;
    let tried = tried.json()?;
    let tried = list(&tried, "items");
    if screen.rich {
        for_people(screen, &delivery, tried, args)?;
    } else {
        for_programs(screen, &delivery, tried)?;
    }
    if args.verbose {
        attempts::print_answer(screen, tried)?;
    }
    Ok(Done::All)
}

/// Facts and attempts, tab-separated.
fn for_programs(screen: &Screen, delivery: &Value, tried: &[Value]) -> Result<()> {
    let mut facts = card(screen, delivery);
    for (name, line) in attempts::last_words(screen, tried, true) {
        facts = facts.fact(name, &line);
    }
    facts.print(screen)?;
    if tried.is_empty() {
        return Ok(());
    }
    screen.data("")?;
    attempts::table(screen, &tried.iter().collect::<Vec<_>>()).print(screen, "")
}

fn for_people(screen: &Screen, delivery: &Value, tried: &[Value], args: &DeliveryShow) -> Result<()> {
    for line in headline(screen, delivery) {
        screen.data(&line)?;
    }
    attempts::print(screen, tried, args.all || args.verbose)?;
    for (name, line) in attempts::last_words(screen, tried, args.verbose) {
        named(screen, name, &line)?;
    }
    for (name, line) in why(screen, delivery) {
        named(screen, name, &line)?;
    }
    actions(screen, &commands(delivery))
}

/// The delivery's JSON with a member `attempts` at its end, as an event has its deliveries; both as they came.
fn with_attempts(delivery: &[u8], attempts: &[u8]) -> Result<Vec<u8>> {
    let odd = || CliError::failed("the answer is not a delivery; is this HookIt that answers?");
    let delivery = std::str::from_utf8(delivery)
        .ok()
        .and_then(|text| text.trim_end().strip_suffix('}'))
        .ok_or_else(odd)?;
    let attempts: std::collections::BTreeMap<&str, &serde_json::value::RawValue> =
        serde_json::from_slice(attempts).map_err(|error| odd().because(error))?;
    let items = attempts.get("items").ok_or_else(odd)?;
    Ok(format!("{delivery},\"attempts\":{items}}}").into_bytes())
}

/// A line with its name before it.
fn named(screen: &Screen, name: &str, line: &str) -> Result<()> {
    screen.data(&format!("{}  {}", screen.paint(Tone::Dim, &format!("{name:<NAME_WIDTH$}")), escape(line)))
}

/// The endpoint's name, or its id when it was removed.
fn endpoint(delivery: &Value) -> &str {
    match text(delivery, "endpoint_name") {
        "" => text(delivery, "endpoint_id"),
        name => name,
    }
}

/// What it is, on one line where that fits.
fn headline(screen: &Screen, delivery: &Value) -> Vec<String> {
    let status = text(delivery, "status");
    let tries = number(delivery, "attempt_count").unwrap_or(0);
    let after = match status {
        "pending" => String::new(),
        "in_flight" => format!(", attempt {tries}"),
        _ => format!(" after {}", counted(tries, "attempt", "attempts")),
    };
    let when = instant(delivery, "finished_at").or_else(|| instant(delivery, "created_at"));
    let state = format!("{}{after}, {}", status_word(status), screen.time(when));
    let id = text(delivery, "id");
    let about = [
        ("event", format!("{} {}", text(delivery, "event_id"), text(delivery, "event_type"))),
        ("endpoint", endpoint(delivery).to_owned()),
    ];
    let dim = |name: &str| screen.paint(Tone::Dim, name);
    let glyph = glyph_of(status);
    let first = format!("{}  {}   {} {}", dim("delivery"), escape(id), screen.glyph(glyph), escape(&state));
    let rest: Vec<String> =
        about.iter().map(|(name, what)| format!("{} {}", dim(name), escape(what))).collect();
    // As it is seen, without colours.
    let wide = 10
        + id.len()
        + 5
        + state.chars().count()
        + about.iter().map(|(name, what)| name.len() + 4 + what.chars().count()).sum::<usize>();
    if wide <= usize::from(screen.width) {
        return vec![[vec![first], rest].concat().join("   ")];
    }
    let [event, endpoint] =
        about.map(|(name, what)| format!("{}  {}", dim(&format!("{name:<8}")), escape(&what)));
    vec![first, event, endpoint]
}

/// Why it stands there, named by what that is, and others like it.
fn why(screen: &Screen, delivery: &Value) -> Vec<(&'static str, String)> {
    let why = &delivery["why"];
    let name = match text(why, "reason") {
        "" => return Vec::new(),
        "under_way" | "node_died" => "under way",
        "paused" | "disabled" => "why held",
        "delivered" => "how",
        "began_late" | "retried" => "why late",
        "set_aside" => "why dead",
        "cancelled" => "why ended",
        _ => "why waiting",
    };
    let mut lines = vec![(name, text(why, "sentence").to_owned())];
    if let Some(at) = instant(delivery, "expires_at") {
        lines.push(("expires", expiry(screen, at)));
    }
    let same = &delivery["same_failure"];
    if let Some(alike) = number(same, "count").filter(|alike| *alike > 1) {
        let at_least = if flag(same, "truncated") { "at least " } else { "" };
        lines.push((
            "same failure",
            format!("{at_least}{} deliveries to {}  → hookit dlq groups", count(alike), endpoint(delivery)),
        ));
    }
    lines
}

/// From when on it is not sent any more.
fn expiry(screen: &Screen, at: OffsetDateTime) -> String {
    format!("{}; what is not delivered by then is cancelled", screen.time(Some(at)))
}

/// The commands that help here.
fn commands(delivery: &Value) -> Vec<String> {
    let id = text(delivery, "id");
    let named = text(&delivery["why"], "command");
    let mut commands: Vec<String> = match text(delivery, "status") {
        "dead_lettered" => vec![format!("hookit redrive {id}"), format!("hookit delivery curl {id}")],
        "retrying" => vec![format!("hookit delivery attempt {id}"), format!("hookit retry-preview {id}")],
        "cancelled" => vec![format!("hookit delivery redrive {id}")],
        "held" | "pending" | "in_flight" => Vec::new(),
        _ => vec![format!("hookit delivery curl {id}")],
    };
    if !named.is_empty() {
        commands.insert(0, named.to_owned());
    }
    commands
}

/// What to do: beside each other where that fits, else one a line.
fn actions(screen: &Screen, commands: &[String]) -> Result<()> {
    if commands.is_empty() {
        return Ok(());
    }
    let beside = commands.join("     ");
    if NAME_WIDTH + 2 + beside.chars().count() <= usize::from(screen.width) {
        return named(screen, "do", &beside);
    }
    for (index, command) in commands.iter().enumerate() {
        named(screen, if index == 0 { "do" } else { "" }, command)?;
    }
    Ok(())
}

/// The facts, for programs.
fn card(screen: &Screen, delivery: &Value) -> Card {
    let time = |name| instant(delivery, name).map(|at| screen.time(Some(at))).unwrap_or_default();
    let why = &delivery["why"];
    Card::new()
        .fact("delivery", text(delivery, "id"))
        .fact("status", text(delivery, "status"))
        .fact("why", text(why, "sentence"))
        .fact("event", &format!("{}  {}", text(delivery, "event_id"), text(delivery, "event_type")))
        .fact("endpoint", endpoint(delivery))
        .fact("attempts", &number(delivery, "attempt_count").map(|n| n.to_string()).unwrap_or_default())
        .fact("last outcome", &last_outcome(delivery))
        .fact("next attempt", &time("next_attempt_at"))
        .fact("expires", &time("expires_at"))
        .fact("redrive", text(delivery, "redrive_id"))
        .fact("created", &time("created_at"))
        .fact("finished", &time("finished_at"))
        .fact(
            "same failure",
            &number(&delivery["same_failure"], "count").map(|n| n.to_string()).unwrap_or_default(),
        )
        .fact("do", &commands(delivery).join("; "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_json_of_a_delivery_carries_its_attempts_as_they_came() {
        let joined = with_attempts(br#"{"id":"dlv_1"}"#, br#"{"items":[{"duration_ms":1.0}]}"#).unwrap();
        assert_eq!(String::from_utf8(joined).unwrap(), r#"{"id":"dlv_1","attempts":[{"duration_ms":1.0}]}"#);
        assert!(with_attempts(b"<html>", b"{}").is_err());
    }

    #[test]
    fn a_dead_delivery_says_why_and_what_to_do() {
        let delivery = json!({
            "id": "dlv_1", "status": "dead_lettered", "cause": "attempts_spent", "event_id": "evt_1",
            "event_type": "invoice.paid", "endpoint_name": "acme-prod", "attempt_count": 3,
            "last_outcome": "http_status", "last_status": 503, "created_at": "2026-11-24T10:00:00Z",
            "finished_at": "2026-11-24T11:00:00Z", "attempts_max": 3,
            "why": {"reason": "set_aside", "sentence": "3 of 3 attempts used", "command": null},
            "same_failure": {"count": 31, "truncated": false},
        });
        let programs = Screen::fixed(false, false);
        insta::assert_snapshot!("programs", card(&programs, &delivery).render(&programs));
        let mut people = Screen::fixed(true, false);
        let mut shown = Vec::new();
        for width in [80, 200] {
            people.width = width;
            shown.extend(headline(&people, &delivery));
        }
        shown.extend(why(&people, &delivery).into_iter().map(|(name, line)| format!("{name}: {line}")));
        shown.extend(commands(&delivery));
        insta::assert_snapshot!("people", shown.join("\n"));
    }
}
