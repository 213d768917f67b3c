//! `hookit event show`: the event, its payload as it was published, and its deliveries.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::super::delivery::rows;
use super::super::names::Names;
use super::super::support::call_or_json;
use crate::cli::args::EventShow;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Card;
use crate::cli::output::bytes;
use crate::cli::output::flag;
use crate::cli::output::instant;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::pretty;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Payloads up to this many lines are shown; the JSON form shows all of it.
const PAYLOAD_LINES_MAX: usize = 60;

/// The payload's own text: reading it into numbers and writing it again would change it.
#[derive(Deserialize)]
struct Payload<'a> {
    #[serde(borrow)]
    payload: Option<&'a RawValue>,
}

/// Shows one event.
pub(super) fn run(session: &Session, args: &EventShow) -> Result<Done> {
    let client = session.client()?;
    let path = format!("/events/{}", segment(&args.which));
    let Some(answer) = call_or_json(session, client, &Request::get(&path))? else {
        return Ok(Done::All);
    };
    let event = answer.json()?;
    let screen = &session.screen;
    Card::new()
        .fact("event", text(&event, "id"))
        .fact("type", text(&event, "type"))
        .fact("own id", text(&event, "client_id"))
        .fact("published", &screen.time(instant(&event, "created_at")))
        .fact("size", &number(&event, "payload_bytes").map(bytes).unwrap_or_default())
        .print(screen)?;
    let payload = serde_json::from_slice::<Payload<'_>>(&answer.body).ok().and_then(|event| event.payload);
    if let Some(payload) = payload {
        print_payload(session, payload.get())?;
    }
    let deliveries = list(&event, "deliveries");
    let names = Names::of_rows(client, deliveries);
    screen.data("")?;
    rows::table(screen, deliveries, &names).print(screen, "no endpoint received it")?;
    if flag(&event, "deliveries_more") {
        screen.talk(&format!("there are more: hookit delivery list --event {}", args.which));
    }
    Ok(Done::All)
}

fn print_payload(session: &Session, payload: &str) -> Result<()> {
    let screen = &session.screen;
    let laid_out = pretty(payload.as_bytes());
    screen.data("")?;
    let lines: Vec<&str> = laid_out.lines().collect();
    for line in lines.iter().take(PAYLOAD_LINES_MAX) {
        screen.data(line)?;
    }
    if lines.len() > PAYLOAD_LINES_MAX {
        screen.talk(&format!("{} more lines; -o json shows all", lines.len() - PAYLOAD_LINES_MAX));
    }
    Ok(())
}
