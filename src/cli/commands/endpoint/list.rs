//! `hookit endpoint list`.

use super::super::support::print_list;
use crate::cli::args::EndpointList;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Table;
use crate::cli::output::instant;
use crate::cli::output::text;
use crate::cli::output::words;
use crate::cli::session::Session;

/// Lists endpoints, newest first.
pub(super) fn run(session: &Session, args: &EndpointList) -> Result<Done> {
    let listing = &args.listing;
    let listed =
        session.client()?.list(&Request::get("/endpoints"), listing.limit, listing.after.as_deref())?;
    let screen = &session.screen;
    print_list(session, &listed, "no endpoints; add one with hookit endpoint add URL", |items| {
        let mut columns = ["ENDPOINT", "STATUS", "RECEIVES", "URL", "CREATED"].map(Column::left).to_vec();
        columns.push(Column::whole("ID"));
        let mut table = Table::new(&columns);
        for item in items {
            table.row(vec![
                Cell::new(text(item, "name")),
                Cell::status(screen, text(item, "status")),
                Cell::new(&words(item, "event_types")),
                Cell::new(text(item, "url")),
                Cell::new(&screen.time(instant(item, "created_at"))),
                Cell::new(text(item, "id")),
            ]);
        }
        Ok(table)
    })
}
