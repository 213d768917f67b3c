//! `hookit endpoint backfill`: a dry run counts the window, the operator agrees to it, then that window runs.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use super::super::redrive::follow;
use super::super::support::print_json;
use super::address::path;
use crate::cli::args::EndpointBackfill;
use crate::cli::client::Request;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input::When;
use crate::cli::output::Screen;
use crate::cli::output::bytes;
use crate::cli::output::counted;
use crate::cli::output::flag;
use crate::cli::output::number;
use crate::cli::output::span;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Plans, asks, starts, and follows.
pub(super) fn run(session: &Session, args: &EndpointBackfill) -> Result<Done> {
    let client = session.client()?;
    let screen = &session.screen;
    let route = format!("{}/backfill", path(&args.which));
    let mut body = Map::new();
    body.insert("since".to_owned(), json!(args.since.to_rfc3339()?));
    if let Some(until) = args.until.map(When::to_rfc3339).transpose()? {
        body.insert("until".to_owned(), json!(until));
    }
    if let Some(event_type) = &args.event_type {
        body.insert("event_type".to_owned(), json!(event_type));
    }
    body.insert("rate_per_s".to_owned(), json!(args.rate));
    body.insert("dry_run".to_owned(), json!(true));
    let answer = client.call(&Request::post(&route).json(&Value::Object(body)))?;
    let plan = answer.json()?;
    if args.dry_run && screen.is_json() {
        return print_json(screen, &answer.body);
    }
    let summary = summary(screen, &plan, &args.which);
    let total = number(&plan, "total").unwrap_or(0);
    if args.dry_run || (total == 0 && flag(&plan, "counted_whole")) {
        screen.talk(&summary);
        return Ok(Done::All);
    }
    confirm::ask(
        screen,
        &Act {
            what: &summary,
            count: total,
            all: false,
            typed: ("the endpoint's name", &args.which),
            yes: args.sure.yes,
            line: &session.line,
        },
    )?;
    let start = json!({ "plan": text(&plan, "plan"), "rate_per_s": args.rate });
    let answer = client.call(&Request::post(&route).json(&start))?;
    let order = answer.json()?;
    if client.nobody_delivers() {
        screen.talk("hookitd is not running: the backfill begins when it starts");
    }
    if client.nobody_delivers() || args.detach {
        follow::detached(session, &answer.body, &order)
    } else {
        follow::follow(session, text(&order, "id"))
    }
}

/// `29 events for acme-prod that it never got (of 500 looked at, 12 it has already), 41.2 KB, oldest first, 10/s → about 3 s`.
fn summary(screen: &Screen, plan: &Value, endpoint: &str) -> String {
    let of = |name| number(plan, name).unwrap_or(0);
    let more = if flag(plan, "counted_whole") { "" } else { "at least " };
    format!(
        "{more}{} for {endpoint} that it never got (of {} looked at; it has {} already), {}, oldest first, {}/s {} about {}",
        counted(of("total"), "event", "events"),
        of("looked_at"),
        of("delivered"),
        bytes(of("payload_bytes")),
        of("rate_per_s"),
        if screen.ascii { "->" } else { "→" },
        span(of("eta_ms")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_told_in_one_line() {
        let plan = json!({
            "total": 29, "looked_at": 500, "delivered": 12, "payload_bytes": 41_200, "rate_per_s": 10, "eta_ms": 3_000,
            "counted_whole": true,
        });
        assert_eq!(
            summary(&Screen::fixed(true, false), &plan, "acme-prod"),
            "29 events for acme-prod that it never got (of 500 looked at; it has 12 already), 41.2 KB, oldest first, \
             10/s → about 3 s"
        );
        let cut = json!({"total": 1, "counted_whole": false});
        assert!(summary(&Screen::fixed(true, true), &cut, "a").starts_with("at least 1 event for a"));
    }
}
