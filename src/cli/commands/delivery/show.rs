//! `hookit delivery show` and `hookit dlq show`: where a delivery stands, and every attempt it took.

use serde_json::Value;

use super::super::names::Names;
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
use crate::cli::output::cause_words;
use crate::cli::output::glyph_of;
use crate::cli::output::instant;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::status_word;
use crate::cli::output::text;
use crate::cli::session::Session;

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
    let names = Names::of_rows(client, std::slice::from_ref(&delivery));
    card(screen, &delivery, names.get(text(&delivery, "endpoint_id"))).print(screen)?;
    let tried = list(&tried, "items");
    if !tried.is_empty() {
        screen.data("")?;
        attempts::print(screen, tried, args.verbose)?;
    }
    if screen.rich {
        for line in next_steps(&delivery) {
            screen.talk(&line);
        }
    }
    Ok(Done::All)
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

fn card(screen: &Screen, delivery: &Value, endpoint: &str) -> Card {
    let status = text(delivery, "status");
    let sign = if screen.rich {
        format!("{} {}", glyph_of(status).sign(screen.ascii), status_word(status))
    } else {
        status.to_owned()
    };
    let redrive = text(delivery, "redrive_id");
    let time = |name| instant(delivery, name).map(|at| screen.time(Some(at))).unwrap_or_default();
    Card::new()
        .fact("delivery", text(delivery, "id"))
        .fact("status", &sign)
        .fact("why", cause_words(text(delivery, "cause")))
        .fact("event", &format!("{}  {}", text(delivery, "event_id"), text(delivery, "event_type")))
        .fact("endpoint", endpoint)
        .fact("attempts", &number(delivery, "attempt_count").map(|n| n.to_string()).unwrap_or_default())
        .fact("last outcome", &last_outcome(delivery))
        .fact("next attempt", &time("next_attempt_at"))
        .fact("redrive", redrive)
        .fact("created", &time("created_at"))
        .fact("finished", &time("finished_at"))
}

fn next_steps(delivery: &Value) -> Vec<String> {
    let id = text(delivery, "id");
    match text(delivery, "status") {
        "dead_lettered" => {
            vec![format!("do: hookit redrive {id}"), "same failure elsewhere: hookit dlq groups".to_owned()]
        }
        "retrying" => vec![format!("do: hookit delivery attempt {id}")],
        _ => Vec::new(),
    }
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
            "event_type": "invoice.paid", "attempt_count": 3, "last_outcome": "http_status", "last_status": 503,
            "created_at": "2026-11-24T10:00:00Z", "finished_at": "2026-11-24T11:00:00Z",
        });
        let screen = Screen::fixed(true, false);
        insta::assert_snapshot!(card(&screen, &delivery, "acme-prod").render(&screen));
        assert_eq!(next_steps(&delivery)[0], "do: hookit redrive dlv_1");
    }
}
