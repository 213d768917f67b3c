//! `hookit redrive list`, `show`, `pause`, `resume` and `cancel`.

use serde_json::Value;

use super::super::support::call_or_json;
use super::super::support::say_done;
use super::super::support::show_list;
use super::follow;
use super::path;
use crate::cli::args::RedriveList;
use crate::cli::args::RedriveShow;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Card;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Glyph;
use crate::cli::output::Table;
use crate::cli::output::count;
use crate::cli::output::instant;
use crate::cli::output::number;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Lists redrives, newest first.
pub(super) fn list(session: &Session, args: &RedriveList) -> Result<Done> {
    let screen = &session.screen;
    show_list(session, &Request::get("/redrives"), &args.listing, "no redrives", |items| {
        let mut columns = vec![Column::whole("REDRIVE"), Column::left("KIND"), Column::left("STATE")];
        columns.extend(["TOTAL", "MOVED", "DELIVERED", "WAITING", "DEAD", "CANCELLED"].map(Column::right));
        columns.extend([Column::left("BY"), Column::left("PLANNED")]);
        let mut table = Table::new(&columns);
        for item in items {
            let mut row = vec![
                Cell::new(text(item, "id")),
                Cell::new(text(item, "kind")),
                Cell::status(screen, text(item, "state")),
            ];
            row.extend(
                ["total", "moved", "delivered", "waiting", "dead", "cancelled"]
                    .map(|name| Cell::number(number(item, name))),
            );
            row.push(Cell::new(text(item, "requested_by")));
            row.push(Cell::time(screen, instant(item, "planned_at")));
            table.row(row);
        }
        Ok(table)
    })
}

/// Shows one redrive, or follows it.
pub(super) fn show(session: &Session, args: &RedriveShow) -> Result<Done> {
    if args.follow {
        return follow::follow(session, &args.which);
    }
    let Some(answer) = call_or_json(session, session.client()?, &Request::get(&path(&args.which)))? else {
        return Ok(Done::All);
    };
    card(session, &answer.json()?).print(&session.screen)?;
    Ok(Done::All)
}

fn card(session: &Session, redrive: &Value) -> Card {
    let count_of = |name| count(number(redrive, name).unwrap_or(0));
    let time = |name| instant(redrive, name).map(|at| session.screen.time(Some(at))).unwrap_or_default();
    Card::new()
        .fact("redrive", text(redrive, "id"))
        .fact("kind", text(redrive, "kind"))
        .fact("state", text(redrive, "state"))
        .fact("total", &count_of("total"))
        .fact("put back", &count_of("moved"))
        .fact("delivered", &count_of("delivered"))
        .fact("waiting", &count_of("waiting"))
        .fact("dead again", &count_of("dead"))
        .fact("cancelled", &count_of("cancelled"))
        .fact(
            "rate",
            &number(redrive, "rate_per_s").map(|rate| format!("{rate} a second")).unwrap_or_default(),
        )
        .fact("by", text(redrive, "requested_by"))
        .fact("planned", &time("planned_at"))
        .fact("started", &time("started_at"))
        .fact("finished", &time("finished_at"))
        .fact("settled", &time("settled_at"))
}

/// Pauses, resumes or cancels one.
pub(super) fn steer(session: &Session, which: &str, verb: &str) -> Result<Done> {
    let request = Request::post(&format!("{}/{verb}", path(which)));
    let Some(answer) = call_or_json(session, session.client()?, &request)? else {
        return Ok(Done::All);
    };
    let redrive = answer.json()?;
    let glyph = match verb {
        "pause" => Glyph::Held,
        "cancel" => Glyph::Cancelled,
        _ => Glyph::Done,
    };
    let (moved, total) = (number(&redrive, "moved").unwrap_or(0), number(&redrive, "total").unwrap_or(0));
    say_done(
        &session.screen,
        glyph,
        &format!(
            "redrive {which} is {}, {} of {} put back",
            text(&redrive, "state"),
            count(moved),
            count(total)
        ),
    )?;
    Ok(Done::All)
}
