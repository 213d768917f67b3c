//! `hookit event show`: the event, where it goes and how that stands, and its payload as it was published.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
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
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Screen;
use crate::cli::output::Table;
use crate::cli::output::bytes;
use crate::cli::output::counted;
use crate::cli::output::flag;
use crate::cli::output::instant;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::pairs;
use crate::cli::output::pretty;
use crate::cli::output::status_word;
use crate::cli::output::text;
use crate::cli::output::words;
use crate::cli::session::Session;

/// Payloads up to this many lines are shown, unless all is wanted.
const PAYLOAD_LINES_MAX: usize = 12;

/// Narrower terminals are not told how many attempts there were and when the next one is.
const WIDE: u16 = 104;

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
    let at = |name| instant(&event, name).map(|at| screen.time(Some(at))).unwrap_or_default();
    Card::new()
        .fact("event", text(&event, "id"))
        .fact("type", text(&event, "type"))
        .fact("own id", text(&event, "client_id"))
        .fact("labels", &pairs(&event, "labels"))
        .fact("named", &words(&event, "endpoint_ids"))
        .fact("ordering key", text(&event, "ordering_key"))
        .fact("published", &screen.time(instant(&event, "created_at")))
        .fact("sent from", &at("deliver_at"))
        .fact("expires", &at("expires_at"))
        .fact("size", &number(&event, "payload_bytes").map(bytes).unwrap_or_default())
        .fact("goes to", &fan_out(list(&event, "deliveries"), flag(&event, "deliveries_more")))
        .print(screen)?;
    let deliveries = list(&event, "deliveries");
    if !deliveries.is_empty() {
        screen.data("")?;
        table(screen, deliveries, &Names::of_rows(client, deliveries)).print(screen, "")?;
    }
    if flag(&event, "deliveries_more") {
        screen.talk(&format!("there are more: hookit delivery list --event {}", args.which));
    }
    let payload = serde_json::from_slice::<Payload<'_>>(&answer.body).ok().and_then(|event| event.payload);
    match payload {
        Some(payload) => print_payload(session, payload.get(), args.verbose),
        None => Ok(()),
    }
    .map(|()| Done::All)
}

/// `3 endpoints: 2 delivered, 1 retrying`.
fn fan_out(deliveries: &[Value], more: bool) -> String {
    let mut by_state: BTreeMap<&str, u64> = BTreeMap::new();
    for delivery in deliveries {
        *by_state.entry(status_word(text(delivery, "status"))).or_default() += 1;
    }
    if by_state.is_empty() {
        return "no endpoint".to_owned();
    }
    let states: Vec<String> = by_state.iter().map(|(state, count)| format!("{count} {state}")).collect();
    let at_least = if more { "more than " } else { "" };
    let endpoints = counted(deliveries.len() as u64, "endpoint", "endpoints");
    format!("{at_least}{endpoints}: {}", states.join(", "))
}

/// Where it goes: an endpoint a line.
fn table(screen: &Screen, deliveries: &[Value], names: &Names) -> Table {
    let wide = !screen.rich || screen.width >= WIDE;
    let mut columns = vec![Column::left("ENDPOINT"), Column::whole("STATUS")];
    columns.extend(wide.then_some(Column::right("ATTEMPTS")));
    columns.push(Column::left("LAST OUTCOME"));
    columns.extend(wide.then_some(Column::left("NEXT")));
    columns.push(Column::whole("DELIVERY"));
    let mut table = Table::new(&columns);
    for delivery in deliveries {
        let mut row = vec![
            Cell::new(names.get(text(delivery, "endpoint_id"))),
            Cell::status(screen, text(delivery, "status")),
        ];
        row.extend(wide.then(|| Cell::number(number(delivery, "attempt_count"))));
        row.push(Cell::new(&rows::last_outcome(delivery)));
        row.extend(wide.then(|| Cell::new(&screen.time(instant(delivery, "next_attempt_at")))));
        row.push(Cell::new(text(delivery, "id")));
        table.row(row);
    }
    table
}

fn print_payload(session: &Session, payload: &str, whole: bool) -> Result<()> {
    let screen = &session.screen;
    let laid_out = pretty(payload.as_bytes());
    screen.data("")?;
    let lines: Vec<&str> = laid_out.lines().collect();
    let shown = if whole || !screen.rich { lines.len() } else { lines.len().min(PAYLOAD_LINES_MAX) };
    for line in &lines[..shown] {
        screen.data(line)?;
    }
    if shown < lines.len() {
        screen.talk(&format!("{} more lines; -v shows all", lines.len() - shown));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_fan_out_is_told_in_one_line_and_one_endpoint_a_line() {
        let delivery = |endpoint: &str, status: &str, outcome: &str| {
            json!({"id": "dlv_01kb6y4h3a9q2w5e7r1t6y0u8i", "endpoint_id": endpoint, "status": status,
                   "attempt_count": 1, "last_outcome": outcome, "last_status": 503,
                   "next_attempt_at": if status == "retrying" { json!("2026-11-24T10:00:30Z") } else { json!(null) }})
        };
        let deliveries = [
            delivery("acme", "retrying", "http_status"),
            delivery("audit", "succeeded", "succeeded"),
            delivery("b", "succeeded", "succeeded"),
        ];
        let mut screen = Screen::fixed(true, false);
        let mut shown = vec![fan_out(&deliveries, false)];
        for width in [80, 200] {
            screen.width = width;
            shown.push(table(&screen, &deliveries, &Names::default()).render(&screen));
        }
        insta::assert_snapshot!(shown.join("\n"));
        assert_eq!(fan_out(&[], false), "no endpoint");
    }
}
