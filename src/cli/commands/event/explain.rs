//! `hookit explain`: why an event went to which endpoints.

use serde_json::Value;

use super::super::support::call_or_json;
use crate::cli::args::ExplainArgs;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Card;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Screen;
use crate::cli::output::Table;
use crate::cli::output::counted;
use crate::cli::output::flag;
use crate::cli::output::instant;
use crate::cli::output::list;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Explains one event.
pub(in crate::cli) fn run(session: &Session, args: &ExplainArgs) -> Result<Done> {
    let request = Request::get(&format!("/events/{}/explain", segment(&args.which)));
    let Some(answer) = call_or_json(session, session.client()?, &request)? else { return Ok(Done::All) };
    let told = answer.json()?;
    let screen = &session.screen;
    let endpoints = list(&told, "endpoints");
    let matched = endpoints.iter().filter(|endpoint| text(endpoint, "verdict") == "matched").count();
    let total = counted(endpoints.len() as u64, "endpoint", "endpoints");
    let mut card = Card::new().fact("event", text(&told, "event_id")).fact("type", text(&told, "type"));
    if flag(&told, "settings_known") {
        card = card.fact("matched", &format!("{matched} of {total}, by their settings of then"));
    }
    card.print(screen)?;
    if !flag(&told, "settings_known") {
        screen.talk(
            "it was published before endpoint settings were kept; why it went where it did is not known",
        );
        screen.talk(&format!("where it went: hookit event show {}", args.which));
        return Ok(Done::All);
    }
    if screen.rich && !endpoints.is_empty() {
        screen.data("")?;
    }
    table(screen, endpoints).print(screen, "the project has no endpoint")?;
    Ok(Done::All)
}

fn table(screen: &Screen, endpoints: &[Value]) -> Table {
    let mut table = Table::new(&[
        Column::left("ENDPOINT"),
        Column::whole("VERDICT"),
        Column::left("WHY"),
        Column::left("SINCE").minor(),
        Column::whole("DELIVERY").wide(),
    ]);
    for endpoint in endpoints {
        let verdict = text(endpoint, "verdict");
        let why = if verdict == "matched" && instant(endpoint, "since").is_none() {
            ""
        } else {
            text(endpoint, "why")
        };
        table.row(vec![
            Cell::new(text(endpoint, "name")),
            Cell::new(verdict),
            Cell::new(why),
            Cell::time(screen, instant(endpoint, "since")),
            Cell::new(text(endpoint, "delivery_id")),
        ]);
    }
    table
}
