//! Asks for the status, shows it, and says by the exit code how it is.

use serde_json::Value;

use super::super::support::print_json;
use super::figures;
use super::head;
use super::health;
use super::look;
use crate::cli::args::StatusArgs;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Tone;
use crate::cli::output::escape;
use crate::cli::session::Session;

/// Shows it; with `--check`, anything unhealthy is exit code 9.
pub(in crate::cli) fn run(session: &Session, args: &StatusArgs) -> Result<Done> {
    let client = session.client()?;
    let answer = client.call(&Request::get("/status"))?;
    let status = answer.json()?;
    let unhealthy = health::unhealthy(&status, client.is_direct());
    let screen = &session.screen;
    if screen.is_json() {
        print_json(screen, &answer.body)?;
    } else {
        let shown = look::Shown { project: client.project(), all: args.verbose };
        screen.data(&page(screen, &status, &unhealthy, client.is_direct(), &shown))?;
    }
    Ok(if args.check && !unhealthy.is_empty() { Done::Unhealthy } else { Done::All })
}

/// All of it as text, without the last line's end.
fn page(
    screen: &Screen,
    status: &Value,
    unhealthy: &[String],
    direct: bool,
    shown: &look::Shown<'_>,
) -> String {
    let mut lines = Vec::new();
    if screen.rich {
        lines.extend(head::lines(screen, status, direct));
        lines.extend(figures::lines(screen, status));
    } else {
        lines.push(figures::facts(status).render(screen));
    }
    for problem in unhealthy {
        lines.push(format!("{} {}", screen.glyph(Glyph::Failed), escape(problem)));
    }
    for (what, act) in health::drained(status) {
        lines.push(if screen.rich {
            format!(
                "{} {}   {}",
                screen.glyph(Glyph::Held),
                escape(&what),
                screen.paint(Tone::Dim, &escape(&act))
            )
        } else {
            [&what, &act].map(|cell| escape(cell).into_owned()).join("\t")
        });
    }
    lines.extend(look::lines(screen, status, shown));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    pub(super) fn status() -> Value {
        let minutes: Vec<u64> = (0..60).map(|minute| 100 + minute * 3).collect();
        let failed: Vec<u64> = (0..60).map(|minute| if minute < 45 { 3 } else { 60 }).collect();
        json!({
            "version": "0.4.0", "node": "web-1", "uptime_ms": 1_051_200_000_u64,
            "checks": [{"name": "postgres_writable", "ok": true}, {"name": "schema_current", "ok": true}],
            "nodes": [{"alive": true}, {"alive": true}, {"alive": false}],
            "database": {"version": "15.18", "size_bytes": 2_100_000_000_u64, "schema": 14, "private": true},
            "queue": {"due": 4, "in_flight": 4, "waiting": 1_200, "held": 18_204, "oldest_due_ms": 4_000},
            "summary": {"latency_ms": {"p50": 83, "p95": 400, "p99": 1_900}, "dlq_depth": 37},
            "figures": {
                "events_accepted": {"now_per_s": 212.3, "last_hour_per_s": 184.0, "last_day": 15_900_000_u64, "by_minute": minutes},
                "delivered": {"now_per_s": 418.0, "last_hour_per_s": 371.4, "last_day": 32_000_000_u64, "by_minute": minutes},
                "failed_attempts": {"now_per_s": 9.1, "last_hour_per_s": 3.2, "last_day": 99_500, "by_minute": failed},
                "dead_lettered": {"now_per_s": 0.0, "last_hour_per_s": 0.01, "last_day": 40, "by_minute": [0, 1]},
                "dead_lettered_today": 31, "first_minute_at": "2026-11-24T13:47:00Z",
            },
            "troubled_endpoints": [
                {"name": "acme-prod", "project": "default", "status": "active", "dead_letters": 31, "last_outcome": "http_status",
                 "last_status": 503, "last_outcome_count": 29, "failed_lately": 12, "delivered_lately": 0},
                {"name": "legacy-erp", "project": "billing", "status": "paused", "dead_letters": 0, "held": 10_000,
                 "truncated": true, "stopped_by": "uid:1000", "stopped_at": "2026-11-22T13:47:00Z"},
            ],
        })
    }

    fn page_at(width: u16, ascii: bool) -> String {
        let mut screen = Screen::fixed(true, ascii);
        screen.width = width;
        page(&screen, &status(), &[], false, &look::Shown { project: "default", all: false })
    }

    #[test]
    fn a_wide_terminal_gets_everything_on_its_line() {
        insta::assert_snapshot!(page_at(140, false));
    }

    #[test]
    fn eighty_columns_are_enough() {
        let page = page_at(80, false);
        assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
        insta::assert_snapshot!(page);
    }

    #[test]
    fn ascii_is_enough() {
        let page = page_at(80, true);
        assert!(page.is_ascii(), "{page}");
    }

    #[test]
    fn programs_get_a_fact_a_line() {
        let screen = Screen::fixed(false, false);
        let shown = look::Shown { project: "default", all: false };
        insta::assert_snapshot!(page(&screen, &status(), &["listener up".to_owned()], false, &shown));
    }
}
