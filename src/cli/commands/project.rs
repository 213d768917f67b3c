//! `hookit project`: the owners of endpoints, events and keys.

use serde_json::json;

use super::context;
use super::support::call_or_json;
use super::support::print_json;
use super::support::say_done;
use super::support::show_list;
use crate::cli::args::ProjectAdd;
use crate::cli::args::ProjectCommand;
use crate::cli::args::ProjectList;
use crate::cli::args::ProjectRemove;
use crate::cli::args::ProjectRename;
use crate::cli::args::ProjectShow;
use crate::cli::args::ProjectUse;
use crate::cli::client;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Card;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Glyph;
use crate::cli::output::Table;
use crate::cli::output::instant;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(super) fn run(session: &Session, command: &ProjectCommand) -> Result<Done> {
    match command {
        ProjectCommand::Add(args) => add(session, args),
        ProjectCommand::List(args) => list(session, args),
        ProjectCommand::Show(args) => show(session, args),
        ProjectCommand::Use(args) => make_current(session, args),
        ProjectCommand::Rename(args) => rename(session, args),
        ProjectCommand::Remove(args) => remove(session, args),
    }
}

fn path(which: &str) -> String {
    format!("/projects/{}", segment(which))
}

fn add(session: &Session, args: &ProjectAdd) -> Result<Done> {
    let request = Request::post("/projects").json(&json!({ "name": args.name }));
    let Some(answer) = call_or_json(session, session.client()?, &request)? else {
        return Ok(Done::All);
    };
    let project = answer.json()?;
    say_done(
        &session.screen,
        Glyph::Done,
        &format!("project {}  {}", text(&project, "name"), text(&project, "id")),
    )?;
    session.screen.talk(&format!("next: hookit key add NAME --scope publish --project {}", args.name));
    Ok(Done::All)
}

fn list(session: &Session, args: &ProjectList) -> Result<Done> {
    show_list(session, &Request::get("/projects"), &args.listing, "no projects", |items| {
        let mut table =
            Table::new(&[Column::whole("PROJECT"), Column::left("NAME"), Column::left("CREATED")]);
        for item in items {
            table.row(vec![
                Cell::new(text(item, "id")),
                Cell::new(text(item, "name")),
                Cell::time(&session.screen, instant(item, "created_at")),
            ]);
        }
        Ok(table)
    })
}

fn show(session: &Session, args: &ProjectShow) -> Result<Done> {
    let Some(answer) = call_or_json(session, session.client()?, &Request::get(&path(&args.which)))? else {
        return Ok(Done::All);
    };
    let project = answer.json()?;
    Card::new()
        .fact("project", text(&project, "name"))
        .fact("id", text(&project, "id"))
        .fact("created", &session.screen.time(instant(&project, "created_at")))
        .print(&session.screen)?;
    Ok(Done::All)
}

/// The context that a project is kept in when there is none yet.
const FIRST_CONTEXT: &str = "default";

/// Writes the project into the context in force; it must be there.
fn make_current(session: &Session, args: &ProjectUse) -> Result<Done> {
    let project = session.client()?.json(&Request::get(&path(&args.which)))?;
    let name = text(&project, "name").to_owned();
    let chosen = client::chosen(&session.global, &session.environment)?;
    let context = context::change(session, |contexts| {
        let context = chosen.map(|chosen| chosen.name).or_else(|| contexts.current.clone());
        let context = context.unwrap_or_else(|| FIRST_CONTEXT.to_owned());
        contexts.contexts.entry(context.clone()).or_default().project = Some(name.clone());
        contexts.current.get_or_insert_with(|| context.clone());
        Ok(context)
    })?;
    if session.screen.is_json() {
        return print_json(
            &session.screen,
            json!({ "context": context, "name": name }).to_string().as_bytes(),
        );
    }
    say_done(&session.screen, Glyph::Done, &format!("project {name} is used in the context {context}"))?;
    if session.environment.project.is_some() {
        session.screen.talk("HOOKIT_PROJECT is set and stands above it");
    }
    if session.environment.names_a_way() {
        session.screen.talk(
            "warning: HOOKIT_SOCKET, HOOKIT_URL or HOOKIT_DATABASE_URL is set and stands above every context, with its \
             project; unset it, or name the project with HOOKIT_PROJECT or --project",
        );
    }
    Ok(Done::All)
}

fn rename(session: &Session, args: &ProjectRename) -> Result<Done> {
    let request = Request::patch(&path(&args.which)).json(&json!({ "name": args.new_name }));
    let Some(answer) = call_or_json(session, session.client()?, &request)? else {
        return Ok(Done::All);
    };
    let project = answer.json()?;
    say_done(
        &session.screen,
        Glyph::Done,
        &format!("project {} is now {}", args.which, text(&project, "name")),
    )?;
    Ok(Done::All)
}

fn remove(session: &Session, args: &ProjectRemove) -> Result<Done> {
    let client = session.client()?;
    let project = client.json(&Request::get(&path(&args.which)))?;
    let name = text(&project, "name");
    let with = if args.cascade { " and all its endpoints; what is pending is cancelled" } else { "" };
    let what = format!("removes the project {name}{with}");
    if args.dry_run {
        session.screen.talk(&what);
        return Ok(Done::All);
    }
    confirm::ask(
        &session.screen,
        &Act {
            what: &what,
            count: 1,
            all: args.cascade,
            typed: ("the project's name", name),
            yes: args.sure.yes,
            line: &session.line,
        },
    )?;
    let request = Request::delete(&path(&args.which)).query("cascade", args.cascade.then_some("true"));
    if call_or_json(session, client, &request)?.is_some() {
        say_done(&session.screen, Glyph::Done, &format!("project {name} removed"))?;
    }
    Ok(Done::All)
}
