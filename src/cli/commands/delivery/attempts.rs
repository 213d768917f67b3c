//! The attempts of a delivery: one a line, with where the time went, and the last answer.

use serde_json::Value;

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
const SHOWN_MAX: usize = 10;
/// How much of the last answer's body is shown, in characters.
const BODY_SHOWN_CHARS: usize = 120;

/// Prints the attempts, oldest first, and what the last answer said.
pub(super) fn print(screen: &Screen, attempts: &[Value], verbose: bool) -> Result<()> {
    let cut = !verbose && screen.rich && attempts.len() > SHOWN_MAX;
    let shown: Vec<&Value> = if cut {
        attempts[..3].iter().chain(&attempts[attempts.len() - 4..]).collect()
    } else {
        attempts.iter().collect()
    };
    table(screen, &shown).print(screen, "no attempts")?;
    if cut {
        screen.talk(&format!("{} more between them; -v shows all", attempts.len() - shown.len()));
    }
    match attempts.iter().rev().find(|attempt| number(attempt, "response_status").is_some()) {
        Some(answered) => last_answer(screen, answered, verbose),
        None => Ok(()),
    }
}

/// The attempts as a table.
fn table(screen: &Screen, attempts: &[&Value]) -> Table {
    let mut columns = vec![
        Column::right("#"),
        Column::left("WHEN"),
        Column::right("AFTER"),
        Column::left("DIALLED"),
        Column::left("OUTCOME"),
    ];
    columns.extend(["DNS", "CONNECT", "TLS", "FIRST BYTE", "BODY", "TOTAL"].map(Column::right));
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
            Cell::new(&screen.time(instant(attempt, "started_at"))),
            millis(screen, after),
            Cell::new(text(attempt, "dialled")),
            Cell::new(&words).tone(glyph.tone()),
        ];
        let phases = &attempt["phases"];
        for phase in ["dns", "connect", "tls", "first_byte", "body"] {
            row.push(Cell::new(
                &number(phases, phase).map_or_else(|| screen.nothing().to_owned(), |ms| ms.to_string()),
            ));
        }
        row.push(millis(screen, number(attempt, "duration_ms")));
        table.row(row);
    }
    table
}

/// A span for people, milliseconds for programs.
fn millis(screen: &Screen, ms: Option<u64>) -> Cell {
    if screen.rich { Cell::new(&ms.map(span).unwrap_or_default()) } else { Cell::number(ms) }
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

fn last_answer(screen: &Screen, attempt: &Value, verbose: bool) -> Result<()> {
    let body = text(attempt, "response_body");
    let status = outcome_words("http_status", number(attempt, "response_status"));
    let content_type =
        attempt.get("response_headers").map(|headers| text(headers, "content-type")).unwrap_or_default();
    let sign = |name: &str| screen.paint(Tone::Dim, name);
    screen.data("")?;
    if !verbose {
        let begin: String = body.chars().take(BODY_SHOWN_CHARS).collect();
        let more = if begin.len() < body.len() { "…" } else { "" };
        let quoted = if body.is_empty() { "no body".to_owned() } else { format!("\"{begin}{more}\"") };
        let size = bytes(body.len() as u64);
        return screen.data(&format!(
            "{}  {}",
            sign("last answer"),
            escape(&format!("{status}  {content_type}  {quoted}  ({size})"))
        ));
    }
    screen.data(&format!("{}  {}", sign("last answer"), escape(&status)))?;
    if let Some(headers) = attempt.get("response_headers").and_then(Value::as_object) {
        for (name, value) in headers {
            screen.data(&escape(&format!("{name}: {}", value.as_str().unwrap_or_default())))?;
        }
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

    #[test]
    fn attempts_show_where_the_time_went() {
        let attempts = [
            json!({
                "attempt_number": 1, "started_at": "2026-11-24T10:02:11Z", "dialled": "192.0.2.7:443",
                "outcome": "http_status", "response_status": 503, "duration_ms": 87,
                "phases": {"dns": 2, "connect": 9, "tls": 14, "first_byte": 61, "body": 1},
            }),
            json!({
                "attempt_number": 2, "started_at": "2026-11-24T10:02:16Z", "dialled": null,
                "outcome": "connect_failed", "response_status": null, "duration_ms": 4,
                "phases": {"dns": 3, "connect": null, "tls": null, "first_byte": null, "body": null},
            }),
        ];
        let mut screen = Screen::fixed(true, false);
        screen.width = 160;
        insta::assert_snapshot!(table(&screen, &attempts.iter().collect::<Vec<_>>()).render(&screen));
    }
}
