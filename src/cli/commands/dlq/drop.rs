//! `hookit dlq drop`: dead letters given up, counted and asked about first.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use super::super::names::Names;
use super::super::redrive;
use super::super::support::print_json;
use super::super::support::say_done;
use super::choice;
use super::groups::group_table;
use super::passed;
use crate::cli::args::DlqDrop;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::Bar;
use crate::cli::output::Glyph;
use crate::cli::output::bytes;
use crate::cli::output::counted;
use crate::cli::output::flag;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Counts, asks, drops.
pub(super) fn run(session: &Session, mut args: DlqDrop) -> Result<Done> {
    args.choice = redrive::settled(args.choice)?;
    let client = session.client()?;
    let screen = &session.screen;
    let mut body = choice::body(client, &args.choice)?;
    let dry_run = request(&with(&body, "dry_run", json!(true)));
    let answer = client.call(&dry_run)?;
    if args.dry_run && screen.is_json() {
        return print_json(screen, &answer.body);
    }
    let answer = answer.json()?;
    let plan = answer.get("plan").unwrap_or(&Value::Null);
    let total = number(plan, "total").unwrap_or(0);
    let named = args.choice.ids.len() as u64;
    if total == 0 {
        if named > 0 {
            return Err(passed::none(plan));
        }
        screen.talk("no dead letters match; nothing to do");
        return Ok(Done::All);
    }
    passed::tell(screen, plan);
    let groups = list(plan, "groups");
    let names = Names::of_rows(client, groups);
    let what = format!(
        "drops {} of {}{}, {}",
        counted(total, "dead letter", "dead letters"),
        choice::owner(groups, &names, client.project()),
        choice::moments(screen, plan),
        bytes(number(plan, "payload_bytes").unwrap_or(0)),
    );
    if args.dry_run {
        screen.talk(&what);
        group_table(screen, groups, &names).print(screen, "")?;
        return Ok(Done::All);
    }
    if screen.talk_rich && !screen.is_json() {
        screen.talk(&group_table(screen, groups, &names).render(screen));
    }
    confirm::ask(
        screen,
        &Act {
            what: &what,
            count: total,
            all: args.choice.all,
            typed: match choice::only_endpoint(groups, &names) {
                Some(name) => ("the endpoint's name", name),
                None => ("the project's name", client.project()),
            },
            yes: args.sure.yes,
            line: &session.line,
        },
    )?;
    body.insert("died_before".to_owned(), json!(text(plan, "died_before")));
    let (dropped, whole) = drop_all(session, client, &body, total)?;
    told(session, dropped, whole)?;
    Ok(if whole && (named == 0 || dropped >= named) { Done::All } else { Done::Partly })
}

/// Asks until there is no more; ^C ends it between two requests. Says how many were dropped, and whether all were.
fn drop_all(
    session: &Session,
    client: &Client,
    body: &Map<String, Value>,
    total: u64,
) -> Result<(u64, bool)> {
    let interrupt = Interrupt::watch();
    let bar = Bar::new(&session.screen, "dropping", total, "^C stops");
    let mut dropped = 0;
    loop {
        let answer = client.json(&request(body)).inspect_err(|_| bar.clear())?;
        dropped += number(&answer, "dropped").unwrap_or(0);
        bar.show(dropped, String::new());
        let more = flag(&answer, "more");
        if !more || interrupt.came() {
            bar.clear();
            return Ok((dropped, !more));
        }
    }
}

fn told(session: &Session, dropped: u64, whole: bool) -> Result<()> {
    let screen = &session.screen;
    if screen.is_json() {
        let said = json!({ "dropped": dropped, "more": !whole, "plan": null });
        return print_json(screen, said.to_string().as_bytes()).map(drop);
    }
    let what = counted(dropped, "dead letter", "dead letters");
    if whole {
        return say_done(screen, Glyph::Done, &format!("{what} dropped"));
    }
    say_done(screen, Glyph::Warning, &format!("{what} dropped, the others stay; the same command goes on"))
}

fn request(body: &Map<String, Value>) -> Request {
    Request::post("/dead-letters/drop").json(&Value::Object(body.clone()))
}

fn with(body: &Map<String, Value>, name: &str, value: Value) -> Map<String, Value> {
    let mut body = body.clone();
    body.insert(name.to_owned(), value);
    body
}
