//! `hookit outbox`: what was published in SQL and waits, or was refused.

use super::support::call_or_json;
use super::support::each;
use super::support::say_done;
use super::support::show_list;
use crate::cli::args::OutboxCommand;
use crate::cli::args::OutboxDrop;
use crate::cli::args::OutboxList;
use crate::cli::args::OutboxRetry;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::Card;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Glyph;
use crate::cli::output::Table;
use crate::cli::output::count;
use crate::cli::output::counted;
use crate::cli::output::flag;
use crate::cli::output::instant;
use crate::cli::output::number;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(super) fn run(session: &Session, command: &OutboxCommand) -> Result<Done> {
    match command {
        OutboxCommand::Show => show(session),
        OutboxCommand::List(args) => list(session, args),
        OutboxCommand::Retry(args) => retry(session, args),
        OutboxCommand::Drop(args) => drop(session, args),
    }
}

fn show(session: &Session) -> Result<Done> {
    let Some(answer) = call_or_json(session, session.client()?, &Request::get("/outbox"))? else {
        return Ok(Done::All);
    };
    let outbox = answer.json()?;
    let screen = &session.screen;
    let at_least = |name| {
        let found = number(&outbox, name).unwrap_or(0);
        let at_least = if flag(&outbox, "truncated") && found >= 10_000 { "at least " } else { "" };
        format!("{at_least}{}", if screen.rich { count(found) } else { found.to_string() })
    };
    let oldest = instant(&outbox, "oldest_waiting_at").map(|at| screen.time(Some(at))).unwrap_or_default();
    Card::new()
        .fact("waiting", &at_least("waiting"))
        .fact("oldest", &oldest)
        .fact("refused", &at_least("refused"))
        .print(screen)?;
    if screen.rich && number(&outbox, "refused").unwrap_or(0) > 0 {
        screen.talk("why: hookit outbox list");
    }
    Ok(Done::All)
}

fn list(session: &Session, args: &OutboxList) -> Result<Done> {
    show_list(session, &Request::get("/outbox/refused"), &args.listing, "nothing was refused", |items| {
        let mut table = Table::new(&[
            Column::whole("NUMBER"),
            Column::left("EVENT"),
            Column::left("WHY"),
            Column::left("PUBLISHED"),
        ]);
        for item in items {
            table.row(vec![
                Cell::new(text(item, "id")),
                Cell::new(text(item, "type")),
                Cell::new(text(item, "detail")),
                Cell::new(&session.screen.time(instant(item, "created_at"))),
            ]);
        }
        Ok(table)
    })
}

fn path(which: &str) -> String {
    format!("/outbox/refused/{}", segment(which))
}

fn retry(session: &Session, args: &OutboxRetry) -> Result<Done> {
    let client = session.client()?;
    each(session, &input::many(&args.numbers)?, |which| {
        client.call(&Request::post(&format!("{}/retry", path(which))))?;
        say_done(&session.screen, Glyph::Done, &format!("event {which} put back"))
    })
}

fn drop(session: &Session, args: &OutboxDrop) -> Result<Done> {
    let numbers = input::many(&args.numbers)?;
    let client = session.client()?;
    let many = numbers.len() as u64;
    let what = format!("drops {} for good: {}", counted(many, "event", "events"), numbers.join(", "));
    if confirm::only_told(&session.screen, args.dry_run, &what)? {
        return Ok(Done::All);
    }
    let act = Act {
        what: &what,
        count: many,
        all: false,
        typed: ("the first number", &numbers[0]),
        yes: args.sure.yes,
        line: &session.line,
    };
    confirm::ask(&session.screen, &act)?;
    each(session, &numbers, |which| {
        client.call(&Request::delete(&path(which)))?;
        say_done(&session.screen, Glyph::Done, &format!("event {which} dropped"))
    })
}
