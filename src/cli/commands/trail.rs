//! `hookit trail`: who changed what, newest first.

use super::support::show_list;
use crate::cli::args::TrailArgs;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Table;
use crate::cli::output::instant;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Lists acts.
pub(super) fn run(session: &Session, args: &TrailArgs) -> Result<Done> {
    show_list(session, &Request::get("/trail"), &args.listing, "nobody changed anything yet", |items| {
        let mut columns = ["WHEN", "WHO", "WHAT", "TO"].map(Column::left).to_vec();
        columns.push(Column::left("PROJECT").wide());
        let mut table = Table::new(&columns);
        for item in items {
            table.row(vec![
                Cell::time(&session.screen, instant(item, "at")),
                Cell::new(text(item, "actor")),
                Cell::new(text(item, "action")),
                Cell::new(text(item, "object")),
                Cell::new(text(item, "project_id")),
            ]);
        }
        Ok(table)
    })
}
