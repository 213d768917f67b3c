//! `hookit endpoint list`.

use super::super::support::show_list;
use super::pace;
use super::settings;
use crate::cli::args::EndpointList;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Table;
use crate::cli::output::instant;
use crate::cli::output::number;
use crate::cli::output::text;
use crate::cli::output::words;
use crate::cli::session::Session;

/// Lists endpoints, newest first.
pub(super) fn run(session: &Session, args: &EndpointList) -> Result<Done> {
    let screen = &session.screen;
    let empty = "no endpoints; add one with hookit endpoint add URL";
    show_list(session, &Request::get("/endpoints"), &args.listing, empty, |items| {
        let mut columns = ["ENDPOINT", "STATUS", "RECEIVES", "URL"].map(Column::left).to_vec();
        // The name is what an endpoint is called by; on a narrow terminal the URL is worth more than the id.
        columns.extend(["CREATED", "ID"].map(|name| Column::left(name).minor()));
        columns
            .extend(["TIMEOUT", "RETRIES", "DISABLED", "DESCRIPTION"].map(|name| Column::left(name).wide()));
        let mut table = Table::new(&columns);
        for item in items {
            table.row(vec![
                Cell::new(text(item, "name")),
                pace::status(screen, item),
                Cell::new(&words(item, "event_types")),
                Cell::new(text(item, "url")),
                Cell::time(screen, instant(item, "created_at")),
                Cell::new(text(item, "id")),
                Cell::millis(screen, number(item, "timeout_ms")),
                Cell::new(&settings::retry_words(&item["retry"], screen.ascii)),
                Cell::new(text(item, "disabled_reason")),
                Cell::new(text(item, "description")),
            ]);
        }
        Ok(table)
    })
}
