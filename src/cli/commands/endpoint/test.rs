//! `hookit endpoint test`: one signed request now, and the whole exchange.

use serde_json::Value;

use super::super::support::print_json;
use super::path;
use crate::cli::args::EndpointOne;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Glyph;
use crate::cli::output::Tone;
use crate::cli::output::escape;
use crate::cli::output::number;
use crate::cli::output::outcome_words;
use crate::cli::output::span;
use crate::cli::output::text;
use crate::cli::session::Session;

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
        screen.data(&format!("{} {}", screen.glyph(glyph), headline(&exchange)))?;
        parts(session, &exchange)?;
    }
    Ok(if succeeded { Done::All } else { Done::Failed })
}

/// `test event answered 200 OK in 142 ms (93.184.215.14:443, dns 2, connect 9, tls 14, first byte 61, body 1 ms)`.
fn headline(exchange: &Value) -> String {
    let status = number(exchange, "response_status");
    let outcome = outcome_words(text(exchange, "outcome"), status);
    let verb = if status.is_some() { "test event answered" } else { "test event failed:" };
    let phases = &exchange["phases"];
    let timed = [
        ("dns", "dns"),
        ("connect", "connect"),
        ("tls", "tls"),
        ("first_byte", "first byte"),
        ("body", "body"),
    ]
    .into_iter()
    .filter_map(|(field, word)| number(phases, field).map(|ms| format!("{word} {ms}")))
    .collect::<Vec<_>>();
    let mut inner = Vec::new();
    let dialled = text(exchange, "dialled");
    if !dialled.is_empty() {
        inner.push(dialled.to_owned());
    }
    if !timed.is_empty() {
        inner.push(format!("{} ms", timed.join(", ")));
    }
    let inner = if inner.is_empty() { String::new() } else { format!(" ({})", inner.join(", ")) };
    let total = span(number(exchange, "duration_ms").unwrap_or(0));
    escape(&format!("{verb} {outcome} in {total}{inner}")).into_owned()
}

/// The request's headers, and the answer's headers and body.
fn parts(session: &Session, exchange: &Value) -> Result<()> {
    let screen = &session.screen;
    let error = text(exchange, "error");
    if !error.is_empty() {
        screen.data(&format!("  {}", escape(error)))?;
    }
    let headers = |sign: &str, field: &str| -> Result<()> {
        let Some(headers) = exchange.get(field).and_then(Value::as_object) else {
            return Ok(());
        };
        for (name, value) in headers {
            let line = format!("{name}: {}", value.as_str().unwrap_or_default());
            screen.data(&format!("{} {}", screen.paint(Tone::Dim, sign), escape(&line)))?;
        }
        Ok(())
    };
    headers(">", "request_headers")?;
    headers("<", "response_headers")?;
    let body = text(exchange, "response_body");
    if !body.is_empty() {
        for line in body.lines().take(40) {
            screen.data(&escape(line))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_exchange_is_told_in_one_line() {
        let exchange = json!({
            "outcome": "succeeded", "response_status": 200, "duration_ms": 142, "dialled": "192.0.2.7:443",
            "phases": {"dns": 2, "connect": 9, "tls": null, "first_byte": 61, "body": 1},
        });
        assert_eq!(
            headline(&exchange),
            "test event answered 200 OK in 142 ms (192.0.2.7:443, dns 2, connect 9, first byte 61, body 1 ms)"
        );
        let refused = json!({"outcome": "connect_failed", "duration_ms": 3, "phases": {}});
        assert_eq!(headline(&refused), "test event failed: connection failed in 3 ms");
    }
}
