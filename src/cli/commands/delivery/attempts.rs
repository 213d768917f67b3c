//! The attempts of a delivery: one a line, with where the time went, and the last answer.

use serde_json::Value;
use time::OffsetDateTime;
use time::UtcOffset;
use time::macros::format_description;

use crate::cli::clock;
use crate::cli::error::Result;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Table;
use crate::cli::output::Tone;
use crate::cli::output::bytes;
use crate::cli::output::escape;
use crate::cli::output::flag;
use crate::cli::output::instant;
use crate::cli::output::number;
use crate::cli::output::outcome_words;
use crate::cli::output::span;
use crate::cli::output::text;

/// More attempts than this are cut in the middle, unless all are wanted.
const SHOWN_MAX: usize = 8;
/// Of those, how many of the first and of the last stay.
const ENDS: (usize, usize) = (3, 3);
/// Terminals narrower than this are told neither which address was dialled each time nor how long each part of opening
/// the connection took.
const WIDE: u16 = 108;
/// A column of phases: its name, and whose times are added up in it.
type Timed = (&'static str, &'static [&'static str]);
/// Each phase apart.
const PHASES: [Timed; 5] = [
    ("DNS", &["dns"]),
    ("CONN", &["connect"]),
    ("TLS", &["tls"]),
    ("WAIT", &["first_byte"]),
    ("BODY", &["body"]),
];
/// What a narrow terminal has room for.
const FEW_PHASES: [Timed; 2] = [("OPEN", &["dns", "connect", "tls"]), ("WAIT", &["first_byte"])];

/// Prints the attempts, oldest first; the middle ones only if all are wanted.
pub(super) fn print(screen: &Screen, attempts: &[Value], all: bool) -> Result<()> {
    if all || attempts.len() <= SHOWN_MAX {
        return table(screen, &attempts.iter().collect::<Vec<_>>()).print(screen, "no attempt was made yet");
    }
    let last = attempts.len() - ENDS.1;
    let mut table = table(screen, &attempts[..ENDS.0].iter().chain(&attempts[last..]).collect::<Vec<_>>());
    let more = format!("{} more, -a shows all", last - ENDS.0);
    let sign = if screen.ascii { "..." } else { "…" };
    table.fold(ENDS.0, sign, "OUTCOME", &more);
    table.print(screen, "")
}

/// The attempts as a table. People get no column in which nothing stands.
pub(super) fn table(screen: &Screen, attempts: &[&Value]) -> Table {
    let wide = !screen.rich || screen.width >= WIDE;
    let phases: Vec<&Timed> = if wide { PHASES.iter() } else { FEW_PHASES.iter() }
        .filter(|phase| !screen.rich || attempts.iter().any(|one| spent_ms(one, phase).is_some()))
        .collect();
    let when = if screen.rich { "WHEN (UTC)" } else { "WHEN" };
    let mut columns = vec![Column::right("#"), Column::whole(when), Column::right("AFTER")];
    columns.extend(wide.then_some(Column::left("DIALLED")));
    columns.push(Column::whole("OUTCOME"));
    columns.extend(phases.iter().map(|(name, _)| Column::right(name)));
    columns.push(Column::right("TOTAL"));
    let mut table = Table::new(&columns);
    let mut before: Option<&Value> = None;
    for &attempt in attempts {
        let after = after_ms(before.replace(attempt), attempt);
        let outcome = text(attempt, "outcome");
        let words = outcome_words(outcome, number(attempt, "response_status"));
        let glyph = if outcome == "succeeded" { Glyph::Done } else { Glyph::Failed };
        let words = if screen.rich { format!("{} {words}", glyph.sign(screen.ascii)) } else { words };
        let mut row = vec![
            Cell::number(number(attempt, "attempt_number")),
            Cell::new(&time_of_day(screen, instant(attempt, "started_at"))),
            millis(screen, after),
        ];
        row.extend(wide.then(|| Cell::new(or_nothing(screen, text(attempt, "dialled")))));
        row.push(Cell::new(&words).tone(glyph.tone()));
        for phase in &phases {
            let spent = spent_ms(attempt, phase);
            row.push(Cell::new(&spent.map_or_else(|| screen.nothing().to_owned(), |ms| ms.to_string())));
        }
        row.push(millis(screen, number(attempt, "duration_ms")));
        table.row(row);
    }
    table
}

/// How long the phases of a column took together; nothing if none of them was.
fn spent_ms(attempt: &Value, (_, phases): &Timed) -> Option<u64> {
    let spent: Vec<u64> = phases.iter().filter_map(|phase| number(&attempt["phases"], phase)).collect();
    if spent.is_empty() { None } else { Some(spent.iter().sum()) }
}

fn or_nothing<'a>(screen: &Screen, text: &'a str) -> &'a str {
    if text.is_empty() { screen.nothing() } else { text }
}

/// The time of day, with the day when it is not today's: between attempts, that says more than "3d ago".
fn time_of_day(screen: &Screen, at: Option<OffsetDateTime>) -> String {
    let Some(at) = at.filter(|_| screen.rich).map(|at| at.to_offset(UtcOffset::UTC)) else {
        return screen.time(at);
    };
    let said = if at.date() == clock::now().date() {
        at.format(format_description!("[hour]:[minute]:[second]"))
    } else {
        at.format(format_description!("[day] [month repr:short] [hour]:[minute]"))
    };
    said.unwrap_or_default()
}

/// A span for people, milliseconds for programs.
fn millis(screen: &Screen, ms: Option<u64>) -> Cell {
    if screen.rich {
        Cell::new(&ms.map_or_else(|| screen.nothing().to_owned(), span))
    } else {
        Cell::number(ms)
    }
}

/// How long after the attempt before it one began; nothing where attempts between them are not shown.
fn after_ms(before: Option<&Value>, attempt: &Value) -> Option<u64> {
    let before = before?;
    if number(before, "attempt_number")? + 1 != number(attempt, "attempt_number")? {
        return None;
    }
    let span = instant(attempt, "started_at")? - instant(before, "started_at")?;
    u64::try_from(span.whole_milliseconds()).ok()
}

/// The last attempt that was answered.
fn answered(attempts: &[Value]) -> Option<&Value> {
    attempts.iter().rev().find(|attempt| number(attempt, "response_status").is_some())
}

/// What the last attempt and the last answer said, a line each.
pub(super) fn last_words(screen: &Screen, attempts: &[Value], whole: bool) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if let Some(attempt) = answered(attempts) {
        lines.push(("last answer", excerpt(screen, attempt, whole)));
    }
    // What an answer said is told by its line.
    if let Some(last) = attempts.last().filter(|last| number(last, "response_status").is_none()) {
        let error = text(last, "error");
        if !error.is_empty() {
            lines.push(("last error", error.to_owned()));
        }
    }
    lines
}

fn excerpt(screen: &Screen, attempt: &Value, whole: bool) -> String {
    let status = outcome_words("http_status", number(attempt, "response_status"));
    let content_type =
        attempt.get("response_headers").map(|headers| text(headers, "content-type")).unwrap_or_default();
    let kind = if content_type.is_empty() { String::new() } else { format!("  content-type {content_type}") };
    let body = text(attempt, "response_body");
    if body.is_empty() {
        return format!("{status}{kind}  no body");
    }
    let more = if flag(attempt, "response_body_incomplete") { "more than " } else { "" };
    let hint = if whole { "" } else { ", -v shows all" };
    if text(attempt, "response_body_encoding") == "base64" {
        // Four letters stand for three bytes.
        let length = body.len() / 4 * 3;
        return format!("{status}{kind}  not text  ({more}{}{hint})", bytes(length as u64));
    }
    let size = format!("({more}{}{hint})", bytes(body.len() as u64));
    let taken = super::show::NAME_WIDTH + 2 + status.len() + kind.chars().count() + size.len() + 8;
    let room = usize::from(screen.width).saturating_sub(taken).max(12);
    let one_line = body.split_whitespace().collect::<Vec<_>>().join(" ");
    let begin: String = one_line.chars().take(room).collect();
    let dots = if begin.len() < one_line.len() { if screen.ascii { "..." } else { "…" } } else { "" };
    format!("{status}{kind}  \"{begin}{dots}\"  {size}")
}

/// All that is stored of the last answer.
pub(super) fn print_answer(screen: &Screen, attempts: &[Value]) -> Result<()> {
    let Some(attempt) = answered(attempts) else { return Ok(()) };
    screen.data("")?;
    let line =
        |sign: &str, line: &str| screen.data(&format!("{} {}", screen.paint(Tone::Dim, sign), escape(line)));
    line("<", &outcome_words("http_status", number(attempt, "response_status")))?;
    if let Some(headers) = attempt.get("response_headers").and_then(Value::as_object) {
        for (name, value) in headers {
            line("<", &format!("{name}: {}", value.as_str().unwrap_or_default()))?;
        }
    }
    let body = text(attempt, "response_body");
    if !body.is_empty() {
        screen.data("")?;
    }
    for line in body.lines() {
        screen.data(&escape(line))?;
    }
    if flag(attempt, "response_body_incomplete") {
        screen.talk("the body went on beyond what is kept");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn attempts() -> Vec<Value> {
        let answered = |n: u32, at: &str| {
            json!({
                "attempt_number": n, "started_at": at, "dialled": "192.0.2.7:443",
                "outcome": "http_status", "response_status": 503, "duration_ms": 87,
                "phases": {"dns": 2, "connect": 9, "tls": 14, "first_byte": 61, "body": 1},
                "response_headers": {"content-type": "text/html"},
                "response_body": "<html>\n  upstream connect error\u{1b}[2J and some more words to fill the line with</html>",
                "response_body_encoding": "utf-8", "response_body_incomplete": false,
            })
        };
        let refused = json!({
            "attempt_number": 10, "started_at": "2025-11-24T20:00:00Z", "dialled": null, "error": "the receiver refused the connection",
            "outcome": "connect_failed", "response_status": null, "duration_ms": 4,
            "phases": {"dns": 3, "connect": null, "tls": null, "first_byte": null, "body": null},
        });
        let mut all: Vec<Value> =
            (1..10).map(|n| answered(n, &format!("2025-11-24T10:02:{:02}Z", n * 6))).collect();
        all.push(refused);
        all
    }

    #[test]
    fn attempts_show_where_the_time_went() {
        let attempts = attempts();
        let ends: Vec<&Value> = attempts[..2].iter().chain(&attempts[8..]).collect();
        for (name, width) in [("wide", 200), ("narrow", 80)] {
            let mut screen = Screen::fixed(true, false);
            screen.width = width;
            insta::assert_snapshot!(name, table(&screen, &ends).render(&screen));
        }
        let screen = Screen::fixed(false, false);
        insta::assert_snapshot!("programs", table(&screen, &ends).render(&screen));
    }

    #[test]
    fn the_last_answer_and_the_last_error_are_told() {
        let screen = Screen::fixed(true, false);
        let told: Vec<String> = last_words(&screen, &attempts(), false)
            .into_iter()
            .map(|(name, line)| format!("{name}: {}", escape(&line)))
            .collect();
        insta::assert_snapshot!(told.join("\n"));
    }
}
