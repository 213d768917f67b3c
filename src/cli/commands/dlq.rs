//! `hookit dlq`: the deliveries that were set aside.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::Value;

use super::delivery;
use super::delivery::rows;
use super::names::Names;
use super::names::endpoint_id;
use super::redrive;
use super::support::call_or_json;
use super::support::print_list;
use crate::cli::args::DlqCommand;
use crate::cli::args::DlqList;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input::When;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Screen;
use crate::cli::output::Table;
use crate::cli::output::escape;
use crate::cli::output::flag;
use crate::cli::output::instant;
use crate::cli::output::number;
use crate::cli::output::outcome_words;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(super) fn run(session: &Session, command: DlqCommand) -> Result<Done> {
    match command {
        DlqCommand::List(args) => list(session, &args),
        DlqCommand::Show(args) => delivery::show(session, &args),
        DlqCommand::Groups(_) => groups(session),
        DlqCommand::Redrive(choice) => redrive::choose(session, choice),
    }
}

fn list(session: &Session, args: &DlqList) -> Result<Done> {
    let client = session.client()?;
    let (since, until) =
        (args.since.map(When::to_rfc3339).transpose()?, args.until.map(When::to_rfc3339).transpose()?);
    let endpoint = args.endpoint.as_deref().map(|which| endpoint_id(client, which)).transpose()?;
    let request = Request::get("/dead-letters")
        .query("endpoint", endpoint.as_deref())
        .query("event_type", args.event_type.as_deref())
        .query("outcome", args.outcome.as_deref())
        .query("created_after", since.as_deref())
        .query("created_before", until.as_deref());
    let listing = &args.listing;
    let listed = client.list(&request, listing.limit, listing.after.as_deref())?;
    let done = print_list(session, &listed, "no dead letters", |items| {
        let names = Names::of_rows(client, items);
        Ok(rows::dead_letters(&session.screen, items, &names))
    })?;
    if session.screen.rich && !session.screen.is_json() && !listed.items.is_empty() {
        session.screen.talk(&causes(&listed.items));
    }
    Ok(done)
}

/// `31 shown by cause: 503 Service Unavailable ×29 · timed out ×2`.
fn causes(items: &[Value]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in items {
        *counts.entry(rows::last_outcome(item)).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let said: Vec<String> = counts.into_iter().map(|(cause, count)| format!("{cause} ×{count}")).collect();
    escape(&format!("{} shown, by cause: {}", items.len(), said.join(" · "))).into_owned()
}

fn groups(session: &Session) -> Result<Done> {
    let client = session.client()?;
    let Some(answer) = call_or_json(session, client, &Request::get("/dead-letters/groups"))? else {
        return Ok(Done::All);
    };
    let groups = answer.json()?;
    let items = crate::cli::output::list(&groups, "items");
    let names = Names::of_rows(client, items);
    group_table(&session.screen, items, &names).print(&session.screen, "no dead letters")?;
    if flag(&groups, "truncated") {
        session.screen.talk("there are so many dead letters that only the newest were counted");
    }
    Ok(Done::All)
}

/// Groups of dead letters: also what a redrive shows before it asks.
pub(super) fn group_table(screen: &Screen, groups: &[Value], names: &Names) -> Table {
    let mut table = Table::new(&[
        Column::left("ENDPOINT"),
        Column::left("LAST OUTCOME"),
        Column::right("COUNT"),
        Column::left("OLDEST"),
        Column::whole("SAMPLE"),
    ]);
    for group in groups {
        table.row(vec![
            Cell::new(names.get(text(group, "endpoint_id"))),
            Cell::new(&outcome_words(text(group, "last_outcome"), number(group, "last_status"))),
            Cell::number(number(group, "count")),
            Cell::new(&screen.time(instant(group, "oldest_at"))),
            Cell::new(text(group, "sample_delivery_id")),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn causes_are_counted_the_commonest_first() {
        let dead =
            |outcome: &str, status: Option<u16>| json!({"last_outcome": outcome, "last_status": status});
        let items = [dead("timeout", None), dead("http_status", Some(503)), dead("http_status", Some(503))];
        assert_eq!(causes(&items), "3 shown, by cause: 503 Service Unavailable ×2 · timed out ×1");
    }
}
