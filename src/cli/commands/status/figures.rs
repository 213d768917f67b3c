//! What goes through HookIt: now, over an hour and over a day, with the last hour drawn; and what waits.

use serde_json::Value;

use super::health::OLDEST_DUE_FINE_MS;
use crate::cli::output::Card;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Tone;
use crate::cli::output::count;
use crate::cli::output::flag;
use crate::cli::output::fraction;
use crate::cli::output::instant;
use crate::cli::output::large;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::span;
use crate::cli::output::sparkline;

/// Columns from which on the last hour is drawn twice as fine.
const WIDE_COLUMNS: u16 = 110;
/// Fewer failures a minute than this are no rise.
const RISE_MIN: u64 = 5;

/// The table, the line of what waits, and the dead letters.
pub(super) fn lines(screen: &Screen, status: &Value) -> Vec<String> {
    let figures = &status["figures"];
    let heading = format!("{:<17}{:>9} {:>9} {:>9}", "", "now", "1h avg", "24h");
    let mut lines = vec![screen.paint(Tone::Dim, heading.trim_end())];
    let of_day = |name| large(number(&figures[name], "last_day").unwrap_or(0));
    lines.push(line(
        screen,
        "events in",
        &figures["events_accepted"],
        &of_day("events_accepted"),
        "last 60 min",
    ));
    lines.push(line(screen, "delivered", &figures["delivered"], &of_day("delivered"), ""));
    let failed = &figures["failed_attempts"];
    let rise = rise(screen, figures).unwrap_or_default();
    lines.push(line(screen, "failed attempts", failed, &share(figures), &rise));
    lines.push(waiting(screen, status));
    let dead = number(&status["summary"], "dlq_depth").unwrap_or(0);
    // Of those that died today some may be redriven by now.
    let today = number(figures, "dead_lettered_today").unwrap_or(0).min(dead);
    let more = if today == 0 { String::new() } else { format!(" (+{} today)", count(today)) };
    lines.push(format!("dead letters {}{more}", count(dead)));
    lines
}

fn line(screen: &Screen, name: &str, figure: &Value, day: &str, note: &str) -> String {
    let places = if screen.width >= WIDE_COLUMNS { 30 } else { 15 };
    let minutes: Vec<u64> = list(figure, "by_minute").iter().filter_map(Value::as_u64).collect();
    let bars = sparkline(&minutes, places, screen.ascii);
    let (now, hour) = (rate(fraction(figure, "now_per_s")), rate(fraction(figure, "last_hour_per_s")));
    let line = format!("{name:<17}{now:>9} {hour:>9} {day:>9}  {bars}  {note}");
    line.trim_end().to_owned()
}

/// `212/s`, `0.3/s`, `2/min`.
fn rate(per_s: Option<f64>) -> String {
    match per_s {
        Some(rate) if rate >= 9.95 => format!("{rate:.0}/s"),
        Some(rate) if rate >= 0.095 => format!("{rate:.1}/s"),
        Some(rate) if rate * 60.0 >= 0.5 => format!("{:.0}/min", rate * 60.0),
        Some(rate) if rate > 0.0 => format!("{:.0}/h", (rate * 3_600.0).max(1.0)),
        Some(_) => "0/s".to_owned(),
        None => String::new(),
    }
}

/// Failed attempts as a share of all of the day.
fn share(figures: &Value) -> String {
    let of = |name| fraction(&figures[name], "last_day").unwrap_or(0.0);
    let (failed, delivered) = (of("failed_attempts"), of("delivered"));
    if failed + delivered > 0.0 {
        format!("{:.2} %", 100.0 * failed / (failed + delivered))
    } else {
        "-".to_owned()
    }
}

/// `↑ since 14:32`: from when on there are more than twice as many failures a minute as usual this hour.
fn rise(screen: &Screen, figures: &Value) -> Option<String> {
    let minutes: Vec<u64> =
        list(&figures["failed_attempts"], "by_minute").iter().filter_map(Value::as_u64).collect();
    // The minute that is under way is not full yet.
    let (_, full) = minutes.split_last()?;
    let mut sorted = full.to_vec();
    sorted.sort_unstable();
    let usual = sorted.get(sorted.len() / 2).copied()?;
    let high = |failed: &u64| *failed >= RISE_MIN && *failed > usual * 2;
    let lasts = full.iter().rev().take_while(|failed| high(failed)).count();
    let began = full.len().checked_sub(lasts).filter(|_| lasts >= 2)?;
    let at = instant(figures, "first_minute_at")? + time::Duration::minutes(i64::try_from(began).ok()?);
    let arrow = if screen.ascii { "up" } else { "↑" };
    Some(screen.paint(Tone::Warn, &format!("{arrow} since {}", screen.time_of_day(at))))
}

/// `waiting now 1,204      oldest due 4 s ✔     p50 83 ms   p99 1.9 s`.
fn waiting(screen: &Screen, status: &Value) -> String {
    let queue = &status["queue"];
    let of = |name| number(queue, name).unwrap_or(0);
    // A very long queue is not counted to its end.
    let at_least = if flag(queue, "truncated") { "at least " } else { "" };
    let mut said =
        vec![format!("waiting now {at_least}{}", count(of("due") + of("limited") + of("waiting")))];
    if of("in_flight") > 0 {
        said.push(format!("in flight {}", count(of("in_flight"))));
    }
    match number(queue, "oldest_due_ms") {
        Some(ms) => {
            let glyph = if ms > OLDEST_DUE_FINE_MS { Glyph::Failed } else { Glyph::Done };
            said.push(format!("oldest due {} {}", span(ms), screen.glyph(glyph)));
        }
        None => said.push(format!("nothing due {}", screen.glyph(Glyph::Done))),
    }
    let latency = &status["summary"]["latency_ms"];
    if !latency.is_null() {
        let at = |name| span(number(latency, name).unwrap_or(0));
        said.push(format!("p50 {}   p99 {}", at("p50"), at("p99")));
    }
    said.join("     ")
}

/// The same for programs: a name and a number a line.
pub(super) fn facts(status: &Value) -> Card {
    let (figures, queue, summary) = (&status["figures"], &status["queue"], &status["summary"]);
    let figure = |name: &str, what: &str| {
        fraction(&figures[name], what).map(|value| format!("{value}")).unwrap_or_default()
    };
    let of =
        |value: &Value, name: &str| number(value, name).map(|number| number.to_string()).unwrap_or_default();
    Card::new()
        .fact("version", status["version"].as_str().unwrap_or_default())
        .fact("node", status["node"].as_str().unwrap_or_default())
        .fact("uptime ms", &of(status, "uptime_ms"))
        .fact("events in per s", &figure("events_accepted", "now_per_s"))
        .fact("events in last day", &figure("events_accepted", "last_day"))
        .fact("delivered per s", &figure("delivered", "now_per_s"))
        .fact("delivered last day", &figure("delivered", "last_day"))
        .fact("failed attempts per s", &figure("failed_attempts", "now_per_s"))
        .fact("failed attempts last day", &figure("failed_attempts", "last_day"))
        .fact("due", &of(queue, "due"))
        .fact("in flight", &of(queue, "in_flight"))
        .fact("limited", &of(queue, "limited"))
        .fact("waiting", &of(queue, "waiting"))
        .fact("held", &of(queue, "held"))
        .fact("oldest due ms", &of(queue, "oldest_due_ms"))
        .fact("p50 ms", &of(&summary["latency_ms"], "p50"))
        .fact("p99 ms", &of(&summary["latency_ms"], "p99"))
        .fact("dead letters", &of(summary, "dlq_depth"))
        .fact("dead letters today", &of(figures, "dead_lettered_today"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn no_more_dead_letters_are_of_today_than_there_are() {
        let of = |dead: u64, today: u64| {
            let status = json!({"summary": {"dlq_depth": dead}, "figures": {"dead_lettered_today": today}});
            lines(&Screen::fixed(true, false), &status).pop().unwrap()
        };
        assert_eq!(of(37, 31), "dead letters 37 (+31 today)");
        assert_eq!(of(4, 31), "dead letters 4 (+4 today)");
        assert_eq!(of(0, 31), "dead letters 0");
    }

    #[test]
    fn rates_are_said_in_the_unit_that_has_a_number() {
        let said: Vec<String> =
            [212.3, 9.1, 0.25, 0.05, 0.001, 0.0].into_iter().map(|n| rate(Some(n))).collect();
        assert_eq!(said, ["212/s", "9.1/s", "0.2/s", "3/min", "4/h", "0/s"]);
    }

    #[test]
    fn a_rise_is_told_from_its_first_minute_on() {
        let figures = |failed: Vec<u64>| json!({"failed_attempts": {"by_minute": failed}, "first_minute_at": "2026-11-24T13:47:00Z"});
        let screen = Screen::fixed(true, false);
        let rising: Vec<u64> = (0..60).map(|minute| if minute < 45 { 3 } else { 60 }).collect();
        assert_eq!(rise(&screen, &figures(rising)).as_deref(), Some("↑ since 14:32"));
        assert_eq!(rise(&screen, &figures(vec![60; 60])), None, "it was always so");
        assert_eq!(rise(&screen, &figures(vec![0; 60])), None);
        let over: Vec<u64> = (0..60).map(|minute| if minute == 30 { 60 } else { 3 }).collect();
        assert_eq!(rise(&screen, &figures(over)), None, "it is over");
    }
}
