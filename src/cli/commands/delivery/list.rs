//! `hookit delivery list`.

use super::super::names::Names;
use super::super::names::endpoint_id;
use super::super::support::show_list;
use super::rows;
use crate::cli::args::DeliveryList;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input::When;
use crate::cli::session::Session;

/// Lists deliveries, newest first.
pub(super) fn run(session: &Session, args: &DeliveryList) -> Result<Done> {
    let client = session.client()?;
    let (since, until) =
        (args.since.map(When::to_rfc3339).transpose()?, args.until.map(When::to_rfc3339).transpose()?);
    let endpoint = args.endpoint.as_deref().map(|which| endpoint_id(client, which)).transpose()?;
    let request = Request::get("/deliveries")
        .query("status", args.status.as_deref())
        .query("endpoint", endpoint.as_deref())
        .query("event_id", args.event.as_deref())
        .query("event_type", args.event_type.as_deref())
        .query("outcome", args.outcome.as_deref())
        .query("created_after", since.as_deref())
        .query("created_before", until.as_deref());
    show_list(session, &request, &args.listing, "no deliveries", |items| {
        let names = Names::of_rows(client, items);
        Ok(rows::table(&session.screen, items, &names))
    })
}
