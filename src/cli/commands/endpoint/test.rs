//! `hookit endpoint test`: one signed request now, and the whole exchange.

use serde_json::Value;

use super::super::support::print_json;
use super::path;
use crate::cli::args::EndpointOne;
use crate::cli::client::Request;
use crate::cli::clock;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Tone;
use crate::cli::output::escape;
use crate::cli::output::flag;
use crate::cli::output::instant;
use crate::cli::output::number;
use crate::cli::output::outcome_words;
use crate::cli::output::span;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Lines of an answer's body that are shown.
const BODY_LINES_MAX: usize = 40;
/// A certificate that ends sooner than this is worth a word, in days.
const CERTIFICATE_DAYS_FEW: i64 = 14;

/// Tests one endpoint; an answer other than success is exit code 1.
pub(super) fn run(session: &Session, args: &EndpointOne) -> Result<Done> {
    test(session, &args.which)
}

/// Sends the test and prints the exchange.
pub(super) fn test(session: &Session, which: &str) -> Result<Done> {
    let answer = session.client()?.call(&Request::post(&format!("{}/test", path(which))))?;
    let exchange = answer.json()?;
    let succeeded = text(&exchange, "outcome") == "succeeded";
    let screen = &session.screen;
    if screen.is_json() {
        print_json(screen, &answer.body)?;
    } else {
        let glyph = if succeeded { Glyph::Done } else { Glyph::Failed };
        screen.data(&format!("{} {}", screen.glyph(glyph), escape(&headline(&exchange))))?;
        for (name, line) in facts(screen, &exchange) {
            screen.data(&format!(
                "  {}  {}",
                screen.paint(Tone::Dim, &format!("{name:<7}")),
                escape(&line)
            ))?;
        }
        for (sign, line) in exchanged(&exchange) {
            let line = format!("{} {}", screen.paint(Tone::Dim, sign), escape(&line));
            screen.data(line.trim_end())?;
        }
        if flag(&exchange, "response_body_incomplete") {
            screen.talk("the body went on beyond what is kept");
        }
    }
    Ok(if succeeded { Done::All } else { Done::Failed })
}

/// `test event answered 200 OK in 142 ms (93.184.215.14:443, TLS 1.3)`.
fn headline(exchange: &Value) -> String {
    let status = number(exchange, "response_status");
    let outcome = outcome_words(text(exchange, "outcome"), status);
    let verb = if status.is_some() { "test event answered" } else { "test event failed:" };
    let inner: Vec<&str> = [text(exchange, "dialled"), text(&exchange["tls"], "version")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let inner = if inner.is_empty() { String::new() } else { format!(" ({})", inner.join(", ")) };
    format!("{verb} {outcome} in {}{inner}", span(number(exchange, "duration_ms").unwrap_or(0)))
}

/// The verdict, where the time went, and the certificate.
fn facts(screen: &Screen, exchange: &Value) -> Vec<(&'static str, String)> {
    let mut facts = vec![("verdict", verdict(exchange))];
    let timed: Vec<String> = [
        ("dns", "dns"),
        ("connect", "connect"),
        ("tls", "tls"),
        ("first_byte", "first byte"),
        ("body", "body"),
    ]
    .into_iter()
    .filter_map(|(field, word)| number(&exchange["phases"], field).map(|ms| format!("{word} {ms}")))
    .collect();
    if !timed.is_empty() {
        facts.push(("took", format!("{} ms", timed.join(", "))));
    }
    if let Some(until) = instant(&exchange["tls"], "certificate_until") {
        let days = (until - clock::now()).whole_days();
        let soon = if days < CERTIFICATE_DAYS_FEW { ": soon" } else { "" };
        facts.push(("cert", format!("valid until {} ({days} days{soon})", screen.time(Some(until)))));
    }
    facts
}

/// What it means for deliveries, in one sentence.
fn verdict(exchange: &Value) -> String {
    let error = text(exchange, "error");
    match (text(exchange, "outcome"), number(exchange, "response_status")) {
        ("succeeded", _) => "the receiver takes deliveries".to_owned(),
        ("http_status", Some(410)) => "the receiver says the URL is gone".to_owned(),
        ("http_status", Some(401 | 403)) => {
            "the receiver refuses the request: check its signing secret with hookit verify".to_owned()
        }
        ("http_status", Some(404 | 405)) => "the receiver has nothing at this URL: check its path".to_owned(),
        ("http_status", Some(429)) => {
            "the receiver asks for fewer requests; deliveries would be retried".to_owned()
        }
        ("http_status", Some(500..)) => "the receiver fails; deliveries would be retried".to_owned(),
        ("redirect_not_followed", _) => {
            "the receiver redirects, which is not followed: set the URL it names with hookit endpoint edit"
                .to_owned()
        }
        ("blocked", _) => format!("{error}: see deliver.allow_cidrs in the settings"),
        ("timeout", _) => format!("{error}; a receiver should answer first and work afterwards"),
        _ if error.is_empty() => "deliveries would be retried".to_owned(),
        _ => error.to_owned(),
    }
}

/// The request and the answer, line by line.
fn exchanged(exchange: &Value) -> Vec<(&'static str, String)> {
    let headers = |field: &str| -> Vec<String> {
        let found = exchange.get(field).and_then(Value::as_object);
        let lines = found.into_iter().flatten();
        lines.map(|(name, value)| format!("{name}: {}", value.as_str().unwrap_or_default())).collect()
    };
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    let body = |text: &str| -> Vec<String> { text.lines().map(str::to_owned).take(BODY_LINES_MAX).collect() };
    let mut add = |sign, head: Vec<String>, body: Vec<String>| {
        lines.extend(head.into_iter().map(|line| (sign, line)));
        if !body.is_empty() {
            lines.push((sign, String::new()));
        }
        lines.extend(body.into_iter().map(|line| (sign, line)));
    };
    add(">", headers("request_headers"), body(text(exchange, "request_body")));
    add("<", headers("response_headers"), body(text(exchange, "response_body")));
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_whole_exchange_is_told() {
        let exchange = json!({
            "outcome": "succeeded", "response_status": 200, "duration_ms": 142, "dialled": "192.0.2.7:443",
            "phases": {"dns": 2, "connect": 9, "tls": 20, "first_byte": 61, "body": 1},
            "tls": {"version": "TLS 1.3", "certificate_until": "2020-01-01T00:00:00Z"},
            "request_headers": {"webhook-id": "evt_1"}, "request_body": "{\"a\":1}",
            "response_headers": {"content-type": "text/plain"}, "response_body": "ok\nthanks",
        });
        let screen = Screen::fixed(true, false);
        let facts = facts(&screen, &exchange);
        assert!(facts[2].1.starts_with("valid until 2020-01-01 00:00:00Z (-"), "{}", facts[2].1);
        let lines = exchanged(&exchange).into_iter().map(|(sign, line)| format!("{sign} {line}"));
        let told: Vec<String> =
            [headline(&exchange), facts[0].1.clone(), facts[1].1.clone()].into_iter().chain(lines).collect();
        insta::assert_snapshot!(told.join("\n"));
    }

    #[test]
    fn every_failure_has_a_verdict() {
        let verdicts: Vec<String> = [
            json!({"outcome": "connect_failed", "duration_ms": 3, "error": "the receiver refused the connection"}),
            json!({"outcome": "http_status", "response_status": 401}),
            json!({"outcome": "http_status", "response_status": 404}),
            json!({"outcome": "http_status", "response_status": 410}),
            json!({"outcome": "http_status", "response_status": 429}),
            json!({"outcome": "http_status", "response_status": 503}),
            json!({"outcome": "redirect_not_followed", "response_status": 301, "error": "x"}),
            json!({"outcome": "timeout", "error": "the receiver did not answer within 15000 ms"}),
            json!({"outcome": "blocked", "error": "the endpoint URL points to an address HookIt does not deliver to"}),
        ]
        .iter()
        .map(|exchange| format!("{}: {}", headline(exchange), verdict(exchange)))
        .collect();
        insta::assert_snapshot!(verdicts.join("\n"));
    }
}
