//! `hookit status`: the daemon, its database, the queue, the last day, and what needs a look, on one screen.

use serde_json::Value;

use super::support::print_json;
use crate::cli::args::StatusArgs;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Card;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Tone;
use crate::cli::output::bytes;
use crate::cli::output::count;
use crate::cli::output::escape;
use crate::cli::output::flag;
use crate::cli::output::fraction;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::outcome_words;
use crate::cli::output::span;
use crate::cli::output::text;
use crate::cli::session::Session;

/// A delivery that has been due for longer than this says that the daemon does not keep up.
const OLDEST_DUE_FINE_MS: u64 = 60_000;

/// Shows it; with `--check`, anything unhealthy is exit code 9.
pub(super) fn run(session: &Session, args: &StatusArgs) -> Result<Done> {
    let client = session.client()?;
    let answer = client.call(&Request::get("/status"))?;
    let status = answer.json()?;
    let unhealthy = unhealthy(&status, client.is_direct());
    let screen = &session.screen;
    if screen.is_json() {
        print_json(screen, &answer.body)?;
    } else {
        print(screen, &status, &unhealthy, client.is_direct())?;
    }
    Ok(if args.check && !unhealthy.is_empty() { Done::Unhealthy } else { Done::All })
}

/// What is wrong with HookIt itself. Receivers that fail are theirs to mend and not part of it.
fn unhealthy(status: &Value, direct: bool) -> Vec<String> {
    let mut found: Vec<String> = list(status, "checks")
        .iter()
        .filter(|check| !flag(check, "ok"))
        // Without a daemon there is no loop and no listener to be well.
        .filter(|check| !direct || matches!(text(check, "name"), "postgres_writable" | "schema_current"))
        .map(|check| text(check, "name").replace('_', " "))
        .collect();
    if direct && !list(status, "nodes").iter().any(|node| flag(node, "alive")) {
        found.push("no hookitd is running".to_owned());
    }
    let oldest = status.get("queue").and_then(|queue| number(queue, "oldest_due_ms")).unwrap_or(0);
    if oldest > OLDEST_DUE_FINE_MS {
        found.push(format!("a delivery has been due for {}", span(oldest)));
    }
    found
}

fn print(screen: &Screen, status: &Value, unhealthy: &[String], direct: bool) -> Result<()> {
    headline(screen, status, direct)?;
    numbers(screen, status).print(screen)?;
    for problem in unhealthy {
        screen.data(&format!("{} {}", screen.glyph(Glyph::Failed), escape(problem)))?;
    }
    look(screen, status)
}

/// `hookitd 0.4.0  up 12d 4h  node web-1 (1 of 3)    Postgres 15.18 · 2.1 GB · schema 14`.
fn headline(screen: &Screen, status: &Value, direct: bool) -> Result<()> {
    let nodes = list(status, "nodes");
    let alive = nodes.iter().filter(|node| flag(node, "alive")).count();
    let who = if direct {
        format!("no daemon here; {alive} of {} nodes alive", nodes.len())
    } else {
        let up = span(number(status, "uptime_ms").unwrap_or(0));
        let among =
            if nodes.len() > 1 { format!(" ({alive} of {} alive)", nodes.len()) } else { String::new() };
        format!("hookitd {}  up {up}  node {}{among}", text(status, "version"), text(status, "node"))
    };
    let dot = if screen.ascii { "," } else { " ·" };
    let database = status.get("database").filter(|database| !database.is_null()).map(|database| {
        format!(
            "   Postgres {}{dot} {}{dot} schema {}",
            text(database, "version"),
            bytes(number(database, "size_bytes").unwrap_or(0)),
            number(database, "schema").unwrap_or(0)
        )
    });
    screen.data(&format!(
        "{}{}",
        screen.paint(Tone::Strong, &escape(&who)),
        escape(&database.unwrap_or_default())
    ))
}

/// The last day and the queue as it is now.
fn numbers(screen: &Screen, status: &Value) -> Card {
    let (summary, queue) = (&status["summary"], &status["queue"]);
    let of = |value: &Value, name| count(number(value, name).unwrap_or(0));
    let totals = &summary["totals"];
    let rate = fraction(summary, "success_rate")
        .map(|rate| format!("  ({:.2} % of attempts succeed)", rate * 100.0));
    // A very long queue is not counted to its end.
    let at_least = if flag(queue, "truncated") { "at least " } else { "" };
    let oldest = match number(queue, "oldest_due_ms") {
        Some(ms) => format!(", oldest due {at_least}{}", span(ms)),
        None => String::new(),
    };
    let latency = summary.get("latency_ms").filter(|latency| !latency.is_null()).map(|latency| {
        let at = |name| span(number(latency, name).unwrap_or(0));
        format!("p50 {}  p95 {}  p99 {}", at("p50"), at("p95"), at("p99"))
    });
    let window = span(number(summary, "window_ms").unwrap_or(0));
    Card::new()
        .fact("counted over", if screen.rich { &window } else { "" })
        .fact("events in", &of(summary, "events_accepted"))
        .fact("delivered", &format!("{}{}", of(totals, "succeeded"), rate.unwrap_or_default()))
        .fact("attempts", &of(summary, "attempts_total"))
        .fact("last minute", &format!("{} delivered", of(summary, "throughput_per_min")))
        .fact("attempts took", &latency.unwrap_or_default())
        .fact(
            "queue now",
            &format!(
                "{at_least}{} due, {} in flight, {} retrying later, {} held{oldest}",
                of(queue, "due"),
                of(queue, "in_flight"),
                of(queue, "waiting"),
                of(queue, "held")
            ),
        )
        .fact("dead letters", &of(summary, "dlq_depth"))
}

/// Endpoints that need a look, each with what to do.
fn look(screen: &Screen, status: &Value) -> Result<()> {
    let troubled = list(status, "troubled_endpoints");
    if troubled.is_empty() {
        return Ok(());
    }
    screen.data("")?;
    screen.data(&screen.paint(Tone::Strong, "needs a look"))?;
    let width = troubled.iter().map(|endpoint| text(endpoint, "name").chars().count()).max().unwrap_or(0);
    for endpoint in troubled {
        let (glyph, what, act) = trouble(endpoint);
        let name = format!("{:width$}", text(endpoint, "name"));
        screen.data(&format!(
            "  {} {}  {}  {}",
            screen.glyph(glyph),
            escape(&name),
            escape(&what),
            screen.paint(Tone::Dim, &escape(&act))
        ))?;
    }
    Ok(())
}

fn trouble(endpoint: &Value) -> (Glyph, String, String) {
    let name = text(endpoint, "name");
    let dead = number(endpoint, "dead_letters").unwrap_or(0);
    let last = match text(endpoint, "last_outcome") {
        "" => String::new(),
        outcome => format!("  {}", outcome_words(outcome, number(endpoint, "last_status"))),
    };
    let dead_said = if dead == 0 { String::new() } else { format!("  {} dead{last}", count(dead)) };
    let resume = format!("hookit endpoint resume {name}");
    match text(endpoint, "status") {
        "paused" => (Glyph::Held, format!("paused{dead_said}"), resume),
        "disabled" => {
            (Glyph::Failed, format!("disabled: {}{dead_said}", text(endpoint, "disabled_reason")), resume)
        }
        _ => (Glyph::Failed, dead_said.trim_start().to_owned(), format!("hookit dlq list --endpoint {name}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn status() -> Value {
        json!({
            "version": "0.4.0", "node": "web-1", "uptime_ms": 1_051_200_000_u64,
            "checks": [{"name": "postgres_writable", "ok": true}, {"name": "listener_up", "ok": false}],
            "nodes": [{"alive": true}, {"alive": false}],
            "database": {"version": "15.18", "size_bytes": 2_100_000_000_u64, "schema": 14},
            "queue": {"due": 3, "in_flight": 4, "waiting": 1_204, "held": 0, "oldest_due_ms": 90_000},
            "summary": {
                "window_ms": 86_400_000, "events_accepted": 15_900_000_u64, "totals": {"succeeded": 32_000_000_u64},
                "attempts_total": 32_100_000_u64, "success_rate": 0.9969, "dlq_depth": 37,
                "latency_ms": {"p50": 83, "p95": 400, "p99": 1_900}, "throughput_per_min": 25_000,
            },
            "troubled_endpoints": [
                {"name": "acme-prod", "status": "active", "dead_letters": 31, "last_outcome": "http_status", "last_status": 503},
                {"name": "legacy", "status": "paused", "dead_letters": 0},
            ],
        })
    }

    #[test]
    fn what_is_unhealthy_is_named() {
        assert_eq!(unhealthy(&status(), false), ["listener up", "a delivery has been due for 1m 30s"]);
        let mut alone = status();
        alone["nodes"] = json!([]);
        assert_eq!(unhealthy(&alone, true), ["no hookitd is running", "a delivery has been due for 1m 30s"]);
    }

    #[test]
    fn the_numbers_fit_on_one_screen() {
        insta::assert_snapshot!(
            numbers(&Screen::fixed(true, false), &status()).render(&Screen::fixed(true, false))
        );
    }

    #[test]
    fn every_trouble_comes_with_what_to_do() {
        let status = status();
        let told: Vec<_> = list(&status, "troubled_endpoints").iter().map(trouble).collect();
        assert_eq!(told[0].1, "31 dead  503 Service Unavailable");
        assert_eq!(told[0].2, "hookit dlq list --endpoint acme-prod");
        assert_eq!(told[1].2, "hookit endpoint resume legacy");
    }
}
