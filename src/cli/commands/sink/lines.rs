//! What a sink prints: a line a request, and a summary at the end.

use serde_json::json;

use super::book::Seen;
use super::book::Signed;
use super::book::Totals;
use super::serve::Request;
use crate::cli::clock;
use crate::cli::commands::support::print_item;
use crate::cli::error::Result;
use crate::cli::output::Card;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Tone;
use crate::cli::output::bytes;
use crate::cli::output::count;
use crate::cli::output::escape;
use crate::cli::output::exact;
use crate::cli::output::time_of_day;
use crate::domain::signature::SignatureRefusal;

const fn seen_word(seen: Seen) -> &'static str {
    match seen {
        Seen::First => "first",
        Seen::Retry => "retry",
        Seen::Duplicate => "duplicate",
        Seen::Unknown => "unknown",
    }
}

/// Why a signature does not hold, by scheme.
fn reasons(request: &Request) -> Vec<String> {
    let Some(verdict) = request.verdict else { return Vec::new() };
    let why = |scheme: &str, outcome: Option<std::result::Result<(), SignatureRefusal>>| {
        outcome.and_then(std::result::Result::err).map(|reason| format!("{scheme}: {reason}"))
    };
    [why("Standard Webhooks", verdict.standard), why("legacy", verdict.legacy)]
        .into_iter()
        .flatten()
        .collect()
}

/// Prints a request.
pub(super) fn show(screen: &Screen, request: &Request) -> Result<()> {
    if screen.is_json() { print_item(screen, &as_json(request)) } else { screen.data(&line(screen, request)) }
}

fn as_json(request: &Request) -> String {
    let took_ms = u64::try_from(request.took.as_millis()).unwrap_or(u64::MAX);
    json!({
        "kind": "request",
        "at": exact(clock::now()),
        "number": request.number + 1,
        "method": request.method,
        "path": request.path,
        "webhook_id": request.id,
        "event_type": request.event_type,
        "attempt_number": request.attempt.as_deref().and_then(|text| text.parse::<u32>().ok()),
        "body_bytes": request.body_bytes,
        "signature": request.signed.word(),
        "signature_reasons": reasons(request),
        "seen": seen_word(request.seen),
        "answer": request.answer,
        "took_ms": took_ms,
    })
    .to_string()
}

/// A line for a request.
fn line(screen: &Screen, request: &Request) -> String {
    let at = clock::now();
    let (id, event_type) =
        (request.id.as_deref().unwrap_or("-"), request.event_type.as_deref().unwrap_or("-"));
    let attempt = request.attempt.as_deref().unwrap_or("");
    if !screen.rich {
        let fields = [
            &exact(at),
            request.answer.as_str(),
            event_type,
            id,
            attempt,
            request.signed.word(),
            seen_word(request.seen),
            &request.body_bytes.to_string(),
            &request.path,
        ];
        return fields.map(|field| escape(field).into_owned()).join("\t");
    }
    let glyph = if request.taken { Glyph::Done } else { Glyph::Failed };
    let mut line = format!(
        "{} {} {:8}  {}  {}  {}",
        screen.paint(Tone::Dim, &time_of_day(at)),
        screen.glyph(glyph),
        request.answer,
        escape(event_type),
        escape(id),
        screen.paint(Tone::Dim, &bytes(request.body_bytes as u64)),
    );
    if !attempt.is_empty() {
        line.push_str(&screen.paint(Tone::Dim, &format!("  attempt {}", escape(attempt))));
    }
    match request.signed {
        Signed::Valid => line.push_str(&screen.paint(Tone::Good, "  signature valid")),
        Signed::Unchecked => {}
        Signed::Missing => line.push_str(&screen.paint(Tone::Bad, "  no signature")),
        Signed::Invalid => {
            line.push_str(&screen.paint(Tone::Bad, &format!("  signature: {}", reasons(request).join("; "))));
        }
    }
    if request.seen == Seen::Duplicate {
        line.push_str(&screen.paint(Tone::Warn, "  duplicate"));
    }
    line
}

/// The summary.
pub(super) fn summary(screen: &Screen, totals: &Totals) -> Result<()> {
    if screen.is_json() {
        let text = json!({
            "kind": "summary",
            "requests": totals.requests,
            "events": totals.events,
            "duplicates": totals.duplicates,
            "retries": totals.retries,
            "out_of_order": totals.out_of_order,
            "signatures": totals.signatures,
            "answers": totals.answers,
            "unreadable": totals.unreadable,
            "overflowed": totals.overflowed,
        });
        return print_item(screen, &text.to_string());
    }
    let list = |pairs: Vec<(String, u64)>| {
        pairs.iter().map(|(word, number)| format!("{} {word}", count(*number))).collect::<Vec<_>>().join(", ")
    };
    let answers = totals.answers.iter().map(|(word, number)| (word.clone(), *number)).collect();
    let signatures = totals.signatures.iter().map(|(word, number)| ((*word).to_owned(), *number)).collect();
    let at_least = if totals.overflowed { "at least " } else { "" };
    Card::new()
        .fact("requests", &count(totals.requests))
        .fact("events", &format!("{at_least}{}", count(totals.events)))
        .fact("duplicates", &format!("{at_least}{}", count(totals.duplicates)))
        .fact("retries", &format!("{at_least}{}", count(totals.retries)))
        .fact("out of order", &count(totals.out_of_order))
        .fact("signatures", &list(signatures))
        .fact("answers", &list(answers))
        .fact("unreadable", &count(totals.unreadable))
        .print(screen)
}
