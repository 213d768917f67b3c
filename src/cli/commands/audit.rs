//! `hookit audit`: the conservation law, asked hour by hour, and what breaks it by its ids.

use serde_json::Value;
use serde_json::json;
use time::Duration;
use time::OffsetDateTime;

use super::support::print_json;
use crate::cli::args::AuditArgs;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::clock;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input::When;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::Bar;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Table;
use crate::cli::output::count;
use crate::cli::output::counted;
use crate::cli::output::escape;
use crate::cli::output::exact;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::parse;
use crate::cli::output::text;
use crate::cli::session::Session;

/// How much is looked at by one request: little enough to be answered soon on a busy database.
const SLICE: Duration = Duration::hours(1);
/// Ids that are shown of each law.
const NAMED_MAX: usize = 20;

/// How one law fared over all slices.
struct Tally {
    law: String,
    about: String,
    checked: u64,
    broken: u64,
    ids: Vec<String>,
}

/// Asks slice by slice, and leaves with 9 when a law is broken.
pub(super) fn run(session: &Session, args: &AuditArgs) -> Result<Done> {
    let until = args.until.map_or_else(|| Ok(clock::now()), instant)?;
    let since = instant(args.since)?;
    if since >= until {
        return Err(CliError::usage("--since must be before --until"));
    }
    let screen = &session.screen;
    let interrupt = Interrupt::watch();
    let slices = u64::try_from((until - since).whole_seconds()).unwrap_or(0).div_ceil(3_600);
    let bar = Bar::new(screen, "hours", slices, "^C stops");
    let mut tallies: Vec<Tally> = Vec::new();
    let mut unchecked: Vec<Value> = Vec::new();
    // The newest first: that is where something is most likely wrong.
    let mut end = until;
    let mut looked_at = 0;
    while end > since && !interrupt.came() {
        let begin = end.checked_sub(SLICE).unwrap_or(since).max(since);
        let found = ask(session.client()?, begin, end, end == until).inspect_err(|_| bar.clear())?;
        add(&mut tallies, &found);
        if looked_at == 0 {
            unchecked = list(&found, "unchecked").to_vec();
        }
        looked_at += 1;
        bar.show(looked_at, String::new());
        end = begin;
    }
    bar.clear();
    let holds = tallies.iter().all(|tally| tally.broken == 0);
    if screen.is_json() {
        print_json(screen, report(&tallies, &unchecked, end, until, holds).to_string().as_bytes())?;
    } else {
        print(screen, &tallies)?;
        told(screen, &tallies, end, until, holds)?;
        for law in &unchecked {
            screen.talk(&escape(&format!("not checked: {}: {}", text(law, "about"), text(law, "why"))));
        }
    }
    Ok(match (holds, end > since) {
        (false, _) => Done::Unhealthy,
        (true, true) => Done::Partly,
        (true, false) => Done::All,
    })
}

fn instant(when: When) -> Result<OffsetDateTime> {
    parse(&when.to_rfc3339()?).ok_or_else(|| CliError::usage("that time lies too far away"))
}

/// Idempotency records are read through, so only once.
fn ask(client: &Client, since: OffsetDateTime, until: OffsetDateTime, first: bool) -> Result<Value> {
    let request = Request::get("/conservation")
        .query("since", Some(&exact(since)))
        .query("until", Some(&exact(until)))
        .query("keys", first.then_some("true"));
    client.json(&request)
}

fn add(tallies: &mut Vec<Tally>, found: &Value) {
    for finding in list(found, "laws") {
        let law = text(finding, "law");
        let at = tallies.iter().position(|tally| tally.law == law).unwrap_or_else(|| {
            tallies.push(Tally {
                law: law.to_owned(),
                about: text(finding, "about").to_owned(),
                checked: 0,
                broken: 0,
                ids: Vec::new(),
            });
            tallies.len() - 1
        });
        let tally = &mut tallies[at];
        tally.checked += number(finding, "checked").unwrap_or(0);
        tally.broken += number(finding, "broken").unwrap_or(0);
        let room = NAMED_MAX.saturating_sub(tally.ids.len());
        tally
            .ids
            .extend(list(finding, "ids").iter().filter_map(Value::as_str).take(room).map(ToOwned::to_owned));
    }
}

/// The form of one request's answer, over all of them.
fn report(
    tallies: &[Tally],
    unchecked: &[Value],
    since: OffsetDateTime,
    until: OffsetDateTime,
    holds: bool,
) -> Value {
    let laws: Vec<Value> = tallies
        .iter()
        .map(|tally| {
            json!({
                "law": tally.law, "about": tally.about, "checked": tally.checked, "broken": tally.broken,
                "ids": tally.ids,
            })
        })
        .collect();
    json!({ "since": exact(since), "until": exact(until), "holds": holds, "laws": laws, "unchecked": unchecked })
}

fn print(screen: &Screen, tallies: &[Tally]) -> Result<()> {
    if !screen.rich {
        let mut table = Table::new(&[
            Column::left("LAW"),
            Column::right("CHECKED"),
            Column::right("BROKEN"),
            Column::left("IDS"),
        ]);
        for tally in tallies {
            table.row(vec![
                Cell::new(&tally.law),
                Cell::number(Some(tally.checked)),
                Cell::number(Some(tally.broken)),
                Cell::new(&tally.ids.join(",")),
            ]);
        }
        return table.print(screen, "");
    }
    let width = tallies.iter().map(|tally| tally.about.chars().count()).max().unwrap_or(0);
    for tally in tallies {
        let glyph = screen.glyph(if tally.broken == 0 { Glyph::Done } else { Glyph::Failed });
        let checked = count(tally.checked);
        let broken =
            if tally.broken == 0 { String::new() } else { format!("   {} broken", count(tally.broken)) };
        screen.data(&format!("{glyph} {:width$}  {checked:>12}{broken}", tally.about))?;
        for id in &tally.ids {
            let noun = if id.starts_with("evt_") { "event" } else { "delivery" };
            screen.data(&format!("    hookit {noun} show {id}"))?;
        }
        if let Some(more) = tally.broken.checked_sub(tally.ids.len() as u64).filter(|more| *more > 0) {
            screen.data(&format!("    and {} more", count(more)))?;
        }
    }
    Ok(())
}

fn told(
    screen: &Screen,
    tallies: &[Tally],
    since: OffsetDateTime,
    until: OffsetDateTime,
    holds: bool,
) -> Result<()> {
    if !screen.rich {
        return Ok(());
    }
    let broken: u64 = tallies.iter().map(|tally| tally.broken).sum();
    let what = if holds {
        "nothing is lost, doubled or forgotten".to_owned()
    } else {
        format!("{} of the law", counted(broken, "breach", "breaches"))
    };
    screen.data(&format!("{what}   {} to {}", screen.moment(since), screen.moment(until)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_add_up_and_name_the_first_ids() {
        let slice = |checked: u64, ids: Vec<String>| json!({"laws": [{"law": "one_place", "about": "one", "checked": checked, "broken": ids.len(), "ids": ids}]});
        let mut tallies = Vec::new();
        add(&mut tallies, &slice(10, (0..15).map(|n| format!("dlv_{n}")).collect()));
        add(&mut tallies, &slice(5, (15..30).map(|n| format!("dlv_{n}")).collect()));
        assert_eq!((tallies[0].checked, tallies[0].broken, tallies[0].ids.len()), (15, 30, 20));
        let at = time::macros::datetime!(2026-11-24 10:00 UTC);
        assert_eq!(report(&tallies, &[], at, at, false)["laws"][0]["broken"], 30);
    }
}
