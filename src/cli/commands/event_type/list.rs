//! `hookit type list`: the registry, or what was published lately.

use super::super::support::call_or_json;
use super::super::support::print_list;
use crate::cli::args::TypeList;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Table;
use crate::cli::output::flag;
use crate::cli::output::instant;
use crate::cli::output::list;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Lists them.
pub(super) fn run(session: &Session, args: &TypeList) -> Result<Done> {
    if args.seen {
        return seen(session);
    }
    let listing = &args.listing;
    let request = Request::get("/event-types");
    let listed = session.client()?.list(&request, listing.limit, listing.after.as_deref())?;
    print_list(
        session,
        &listed,
        "no event types; hookit type list --seen shows what was published",
        |items| {
            let mut table = Table::new(&[
                Column::whole("EVENT TYPE"),
                Column::left("SCHEMA").minor(),
                Column::left("DESCRIPTION"),
                Column::left("CREATED"),
            ]);
            for item in items {
                table.row(vec![
                    Cell::new(text(item, "name")),
                    Cell::new(&schema_words(item)),
                    Cell::new(text(item, "description")),
                    Cell::new(&session.screen.time(instant(item, "created_at"))),
                ]);
            }
            Ok(table)
        },
    )
}

/// `reject, deprecated`: what publishing one meets.
fn schema_words(item: &serde_json::Value) -> String {
    let enforce = Some(text(item, "enforce")).filter(|word| !word.is_empty() && *word != "off");
    let deprecated = flag(item, "deprecated").then_some("deprecated");
    enforce.into_iter().chain(deprecated).collect::<Vec<_>>().join(", ")
}

fn seen(session: &Session) -> Result<Done> {
    let Some(answer) = call_or_json(session, session.client()?, &Request::get("/events/types"))? else {
        return Ok(Done::All);
    };
    let seen = answer.json()?;
    let mut table =
        Table::new(&[Column::whole("EVENT TYPE"), Column::left("REGISTERED"), Column::left("LAST EVENT")]);
    for item in list(&seen, "items") {
        table.row(vec![
            Cell::new(text(item, "name")),
            Cell::new(if flag(item, "registered") { "yes" } else { "no" }),
            Cell::new(&session.screen.time(instant(item, "last_event_at"))),
        ]);
    }
    table.print(&session.screen, "no events in the last seven days")?;
    Ok(Done::All)
}
