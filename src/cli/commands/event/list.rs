//! `hookit event list`.

use super::super::support::show_list;
use crate::cli::args::EventList;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input::When;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Table;
use crate::cli::output::instant;
use crate::cli::output::number;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Lists events, newest first.
pub(super) fn run(session: &Session, args: &EventList) -> Result<Done> {
    let (since, until) =
        (args.since.map(When::to_rfc3339).transpose()?, args.until.map(When::to_rfc3339).transpose()?);
    let label = args.label.as_ref().map(|(name, value)| format!("{name}:{value}"));
    let request = Request::get("/events")
        .query("event_type", args.event_type.as_deref())
        .query("created_after", since.as_deref())
        .query("created_before", until.as_deref())
        .query("label", label.as_deref())
        .query("matched", args.unmatched.then_some("0"));
    let screen = &session.screen;
    show_list(session, &request, &args.listing, "no events", |items| {
        let mut table = Table::new(&[
            Column::whole("EVENT"),
            Column::left("TYPE"),
            Column::left("OWN ID").minor(),
            Column::right("SIZE").minor(),
            Column::right("DELIVERIES"),
            Column::left("PUBLISHED"),
            Column::left("KEY").wide(),
        ]);
        for item in items {
            table.row(vec![
                Cell::new(text(item, "id")),
                Cell::new(text(item, "type")),
                Cell::new(text(item, "client_id")),
                Cell::bytes(screen, number(item, "payload_bytes")),
                Cell::number(number(item, "queued_deliveries")),
                Cell::time(screen, instant(item, "created_at")),
                Cell::new(text(item, "idempotency_key")),
            ]);
        }
        Ok(table)
    })
}
