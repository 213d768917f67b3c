//! Values as a page shows them: states with colour, glyph and word, times, counts, short ids.

use axum::http::StatusCode;
use time::OffsetDateTime;
use time::UtcOffset;
use time::format_description::well_known::Rfc3339;

use crate::domain::breaker::CircuitState;
use crate::domain::delivery::Status;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::outcome::Outcome;
use crate::domain::wording;
use crate::store::pace::circuit::CircuitView;

pub(super) use crate::domain::span::span;
pub(super) use crate::domain::wording::bytes;
pub(super) use crate::domain::wording::count;
pub(super) use crate::domain::wording::quoted;

/// A state: its colour by class, its glyph, its word.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) class: &'static str,
    pub(super) glyph: &'static str,
    pub(super) word: String,
}

impl State {
    pub(super) fn new(class: &'static str, glyph: &'static str, word: impl Into<String>) -> Self {
        Self { class, glyph, word: word.into() }
    }
}

/// The state of a delivery.
pub(super) fn delivery_state(status: Status) -> State {
    let word = wording::status_word(status.as_str());
    match status {
        Status::Succeeded => State::new("good", "✔", word),
        Status::DeadLettered => State::new("bad", "✖", word),
        Status::Retrying => State::new("warn", "↻", word),
        Status::Held => State::new("held", "‖", word),
        Status::InFlight => State::new("busy", "➤", word),
        Status::Pending => State::new("calm", "○", word),
        Status::Cancelled => State::new("calm", "⊘", word),
    }
}

/// The state of an endpoint.
pub(super) fn endpoint_state(status: EndpointStatus) -> State {
    match status {
        EndpointStatus::Active => State::new("good", "✔", "active"),
        EndpointStatus::Inactive => State::new("calm", "⊘", "inactive"),
        EndpointStatus::Paused => State::new("held", "‖", "paused"),
        EndpointStatus::Disabled => State::new("bad", "✖", "disabled"),
    }
}

/// The state of an endpoint as its deliveries feel it: where it is sent to, a receiver that is down goes first.
pub(super) fn sent_state(
    status: EndpointStatus,
    circuit: Option<&CircuitView>,
    now: OffsetDateTime,
) -> State {
    match circuit {
        Some(circuit) if status == EndpointStatus::Active => {
            let word = format!("circuit {} {}", circuit.state, wording::relative(circuit.since, now));
            match circuit.state {
                CircuitState::Open => State::new("bad", "✖", word),
                CircuitState::Recovering | CircuitState::Closed => State::new("warn", "↻", word),
            }
        }
        _ => endpoint_state(status),
    }
}

/// How an attempt ended.
pub(super) fn outcome_state(outcome: Outcome, status: Option<u16>) -> State {
    let words = outcome_words(outcome, status);
    match outcome {
        Outcome::Succeeded => State::new("good", "✔", words),
        Outcome::Aborted | Outcome::Unknown | Outcome::Late => State::new("calm", "⊘", words),
        _ => State::new("bad", "✖", words),
    }
}

/// An outcome in words.
pub(super) fn outcome_words(outcome: Outcome, status: Option<u16>) -> String {
    let reason = |code| StatusCode::from_u16(code).ok().and_then(|status| status.canonical_reason());
    wording::outcome_words(outcome.as_str(), status.map(u64::from), reason)
}

/// An instant: exact for machines and for whoever points at it, relative for the eye.
#[derive(Debug, Clone)]
pub(super) struct When {
    pub(super) exact: String,
    pub(super) words: String,
}

/// An instant, seen from now.
pub(super) fn when(at: OffsetDateTime, now: OffsetDateTime) -> When {
    When { exact: exact(at), words: wording::relative(at, now) }
}

/// `2026-11-24T10:02:11Z`.
pub(super) fn exact(at: OffsetDateTime) -> String {
    let at = at.to_offset(UtcOffset::UTC);
    at.replace_nanosecond(0).unwrap_or(at).format(&Rfc3339).unwrap_or_default()
}

/// `10:02`.
pub(super) fn clock(at: OffsetDateTime) -> String {
    let at = at.to_offset(UtcOffset::UTC);
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// The beginning of an id and its end, which is what differs between ids of one moment.
pub(super) fn short(id: &str) -> String {
    match (id.char_indices().nth(9), id.char_indices().rev().nth(5)) {
        (Some((head, _)), Some((tail, _))) if head < tail => format!("{}…{}", &id[..head], &id[tail..]),
        _ => id.to_owned(),
    }
}

/// A rate: `212/s`, `0.4/s`.
pub(super) fn rate(per_s: f64) -> String {
    if per_s >= 10.0 { format!("{per_s:.0}/s") } else { format!("{per_s:.1}/s") }
}

/// Bytes as text, where they are that; else `None`. Long text is cut, with a word on how much there is.
pub(super) fn text_of(bytes: &[u8], bytes_max: usize) -> Option<(String, bool)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let end = (0..=bytes_max.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    Some((text[..end].to_owned(), end < text.len()))
}

/// JSON with its members on lines of their own; anything else as it is.
pub(super) fn pretty(text: &str) -> String {
    match serde_json::from_str::<&serde_json::value::RawValue>(text) {
        Ok(raw) => indented(raw.get()),
        Err(_) => text.to_owned(),
    }
}

/// Lays JSON out without touching a character of its values: numbers and escapes stay as they were sent.
fn indented(json: &str) -> String {
    const DEPTH_MAX: usize = 64;
    let mut out = String::with_capacity(json.len() * 2);
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth.min(DEPTH_MAX)));
    };
    let mut letters = json.chars().peekable();
    while let Some(letter) = letters.next() {
        if in_text {
            out.push(letter);
            in_text = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
            continue;
        }
        match letter {
            '{' | '[' => {
                out.push(letter);
                while letters.next_if(char::is_ascii_whitespace).is_some() {}
                if let Some(close) = letters.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(close);
                } else {
                    depth += 1;
                    line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(letter);
            }
            ',' => {
                out.push(letter);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            letter if letter.is_ascii_whitespace() => {}
            letter => {
                in_text = letter == '"';
                out.push(letter);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_laid_out_and_otherwise_left_alone() {
        let text = r#"{"a":1.50,"b":["x\"{,",{}],"c":[]}"#;
        let laid = "{\n  \"a\": 1.50,\n  \"b\": [\n    \"x\\\"{,\",\n    {}\n  ],\n  \"c\": []\n}";
        assert_eq!(pretty(text), laid);
        assert_eq!(pretty("not json {"), "not json {");
    }

    #[test]
    fn an_id_keeps_its_beginning_and_its_end() {
        assert_eq!(short("dlv_01h455vb4pex5vsknk084sn02q"), "dlv_01h45…4sn02q");
        assert_eq!(short("dlv_1"), "dlv_1");
    }

    #[test]
    fn text_is_cut_between_letters() {
        assert_eq!(text_of("aé".as_bytes(), 2), Some(("a".to_owned(), true)));
        assert_eq!(text_of("aé".as_bytes(), 3), Some(("aé".to_owned(), false)));
        assert_eq!(text_of(&[0xff], 3), None);
    }
}
