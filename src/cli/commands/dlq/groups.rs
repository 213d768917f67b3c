//! `hookit dlq groups`: dead letters by endpoint and cause, each group with the line that redrives it.

use serde_json::Value;

use super::super::names::Names;
use super::super::support::call_or_json;
use super::choice;
use crate::cli::args::DlqGroups;
use crate::cli::client::Request;
use crate::cli::confirm::quoted;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Screen;
use crate::cli::output::Table;
use crate::cli::output::Tone;
use crate::cli::output::escape;
use crate::cli::output::flag;
use crate::cli::output::instant;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::outcome_words;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Shows the groups, the largest first.
pub(super) fn run(session: &Session, args: &DlqGroups) -> Result<Done> {
    let client = session.client()?;
    let request = choice::query(client, &args.filter, Request::get("/dead-letters/groups"))?;
    let Some(answer) = call_or_json(session, client, &request)? else {
        return Ok(Done::All);
    };
    let groups = answer.json()?;
    let items = list(&groups, "items");
    let names = Names::of_rows(client, items);
    let screen = &session.screen;
    if screen.rich && !items.is_empty() {
        screen.data(&with_lines(screen, items, &names))?;
    } else {
        programs_table(screen, items, &names).print(screen, "no dead letters")?;
    }
    if flag(&groups, "truncated") {
        screen.talk("there are so many dead letters that only the newest were counted");
    }
    Ok(Done::All)
}

/// The table, and below each group an example of it and the line that redrives it.
fn with_lines(screen: &Screen, groups: &[Value], names: &Names) -> String {
    let table = group_table(screen, groups, names).render(screen);
    let headings = usize::from(screen.headers);
    let mut out: Vec<String> = Vec::new();
    for (at, row) in table.lines().enumerate() {
        out.push(row.to_owned());
        if let Some(group) = at.checked_sub(headings).and_then(|at| groups.get(at)) {
            let show = format!("hookit dlq show {}", text(group, "sample_delivery_id"));
            for line in [redrive_line(group, names), show] {
                out.push(format!("  {}", screen.paint(Tone::Dim, &escape(&line))));
            }
        }
    }
    out.join("\n")
}

/// The command that redrives exactly this group.
fn redrive_line(group: &Value, names: &Names) -> String {
    let endpoint = quoted(names.get(text(group, "endpoint_id")));
    let error = match (text(group, "last_outcome"), number(group, "last_status")) {
        (_, Some(status)) => format!(" --error {status}"),
        ("", None) => String::new(),
        (outcome, None) => format!(" --error {}", quoted(outcome)),
    };
    format!("hookit redrive --endpoint {endpoint}{error}")
}

/// Groups of dead letters: also what a redrive or a drop shows before it asks.
pub(in crate::cli) fn group_table(screen: &Screen, groups: &[Value], names: &Names) -> Table {
    let mut table = Table::new(&[
        Column::left("ENDPOINT"),
        Column::left("LAST OUTCOME"),
        Column::right("COUNT"),
        Column::left("OLDEST"),
        Column::left("NEWEST"),
    ]);
    for group in groups {
        table.row(cells(screen, group, names));
    }
    table
}

fn cells(screen: &Screen, group: &Value, names: &Names) -> Vec<Cell> {
    let outcome = text(group, "last_outcome");
    let words = if outcome.is_empty() {
        "never tried".to_owned()
    } else {
        outcome_words(outcome, number(group, "last_status"))
    };
    vec![
        Cell::new(names.get(text(group, "endpoint_id"))),
        Cell::new(&words),
        Cell::number(number(group, "count")),
        Cell::time(screen, instant(group, "oldest_at")),
        Cell::time(screen, instant(group, "newest_at")),
    ]
}

/// All of it in one row a group.
fn programs_table(screen: &Screen, groups: &[Value], names: &Names) -> Table {
    let mut table = Table::new(&[
        Column::left("ENDPOINT"),
        Column::left("LAST OUTCOME"),
        Column::right("COUNT"),
        Column::left("OLDEST"),
        Column::left("NEWEST"),
        Column::whole("SAMPLE"),
        Column::left("REDRIVE"),
    ]);
    for group in groups {
        let mut row = cells(screen, group, names);
        row.push(Cell::new(text(group, "sample_delivery_id")));
        row.push(Cell::new(&redrive_line(group, names)));
        table.row(row);
    }
    table
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_group_comes_with_an_example_and_the_line_that_redrives_it() {
        let group = |outcome: &str, status: Option<u16>| {
            json!({
                "endpoint_id": "ep_1", "last_outcome": outcome, "last_status": status, "count": 29,
                "oldest_at": "2026-11-24T10:00:00Z", "newest_at": "2026-11-24T10:30:00Z", "sample_delivery_id": "dlv_1",
            })
        };
        let groups = [group("http_status", Some(503)), group("timeout", None)];
        let screen = Screen::fixed(true, false);
        insta::assert_snapshot!(with_lines(&screen, &groups, &Names::default()), @r"
        ENDPOINT  LAST OUTCOME             COUNT  OLDEST                NEWEST
        ep_1      503 Service Unavailable     29  2026-11-24 10:00:00Z  2026-11-24 10:30:00Z
          hookit redrive --endpoint ep_1 --error 503
          hookit dlq show dlv_1
        ep_1      timed out                   29  2026-11-24 10:00:00Z  2026-11-24 10:30:00Z
          hookit redrive --endpoint ep_1 --error timeout
          hookit dlq show dlv_1
        ");
    }
}
