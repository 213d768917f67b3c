//! `hookit key`: the API keys of producers and tools.

use serde_json::Value;
use serde_json::json;

use super::support::call_or_json;
use super::support::say_done;
use super::support::show_list;
use crate::cli::args::KeyAdd;
use crate::cli::args::KeyCommand;
use crate::cli::args::KeyList;
use crate::cli::args::KeyRevoke;
use crate::cli::args::KeyScope;
use crate::cli::args::KeyShow;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::clock;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Kind;
use crate::cli::error::Result;
use crate::cli::nearest;
use crate::cli::output::Card;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Glyph;
use crate::cli::output::Table;
use crate::cli::output::exact;
use crate::cli::output::instant;
use crate::cli::output::text;
use crate::cli::output::words;
use crate::cli::session::Session;
use crate::domain::id::KeyId;

/// Keys of one name that are told apart.
const NAMESAKES_MAX: u32 = 20;
/// Keys whose names are looked at for one that was meant.
const LOOKED_AT_MAX: u32 = 200;
/// Keys that belong to no project.
const ADMIN_KEYS: &str = "/api-keys";

/// Runs one of its commands.
pub(super) fn run(session: &Session, command: &KeyCommand) -> Result<Done> {
    match command {
        KeyCommand::Add(args) => add(session, args),
        KeyCommand::List(args) => list(session, args),
        KeyCommand::Show(args) => show(session, args),
        KeyCommand::Revoke(args) => revoke(session, args),
    }
}

fn project_keys(client: &Client) -> String {
    format!("/projects/{}/api-keys", segment(client.project()))
}

fn add(session: &Session, args: &KeyAdd) -> Result<Done> {
    let client = session.client()?;
    let admin = args.scopes.contains(&KeyScope::Admin);
    let path = if admin { ADMIN_KEYS.to_owned() } else { project_keys(client) };
    let scopes: Vec<&str> = args.scopes.iter().map(|scope| scope.word()).collect();
    let mut body = json!({ "name": args.name, "scopes": scopes });
    if let Some(span) = args.expires {
        let ends = time::Duration::try_from(span).ok().and_then(|span| clock::now().checked_add(span));
        let ends = ends.ok_or_else(|| CliError::usage("--expires lies too far away"))?;
        body["expires_at"] = Value::from(exact(ends));
    }
    let Some(answer) = call_or_json(session, client, &Request::post(&path).json(&body))? else {
        return Ok(Done::All);
    };
    let key = answer.json()?;
    let screen = &session.screen;
    if !screen.rich {
        // A program wants the key and nothing else on stdout.
        screen.data(text(&key, "key"))?;
        screen.talk(&format!("key {} may {}; shown once", text(&key, "id"), words(&key, "scopes")));
        return Ok(Done::All);
    }
    say_done(screen, Glyph::Done, &format!("key {}  {}", text(&key, "name"), text(&key, "id")))?;
    Card::new()
        .fact("may", &words(&key, "scopes"))
        .fact("project", if admin { "all" } else { client.project() })
        .fact("expires", &instant(&key, "expires_at").map(|at| screen.time(Some(at))).unwrap_or_default())
        .fact("key", text(&key, "key"))
        .print(screen)?;
    screen.talk("shown once; store it now");
    Ok(Done::All)
}

fn list(session: &Session, args: &KeyList) -> Result<Done> {
    let client = session.client()?;
    let request = Request::get(&project_keys(client)).query("with_admin", Some("true"));
    show_list(session, &request, &args.listing, "no keys", |items| {
        let mut columns = vec![Column::whole("KEY")];
        columns.extend(["NAME", "SCOPES", "PROJECT", "STATE", "LAST USED"].map(Column::left));
        columns.extend([Column::left("CREATED").minor(), Column::left("EXPIRES").wide()]);
        let mut table = Table::new(&columns);
        let time = |item: &Value, name| Cell::time(&session.screen, instant(item, name));
        for item in items {
            table.row(vec![
                Cell::new(text(item, "id")),
                Cell::new(text(item, "name")),
                Cell::new(&words(item, "scopes")),
                Cell::new(if is_admin(item) { "all" } else { client.project() }),
                Cell::status(&session.screen, state(item)),
                time(item, "last_used_at"),
                time(item, "created_at"),
                time(item, "expires_at"),
            ]);
        }
        Ok(table)
    })
}

/// A key of no project may do everything in each.
fn is_admin(key: &Value) -> bool {
    key["project_id"].is_null()
}

fn state(key: &Value) -> &'static str {
    match (instant(key, "revoked_at"), instant(key, "expires_at")) {
        (Some(_), _) => "revoked",
        (None, Some(ends)) if ends <= clock::now() => "expired",
        (None, _) => "active",
    }
}

/// The path of one key by its id or name: of the project, or of those that belong to none.
fn locate(client: &Client, which: &str) -> Result<(String, Value)> {
    let path_of = |key: &Value| {
        let keys = if is_admin(key) { ADMIN_KEYS.to_owned() } else { project_keys(client) };
        format!("{keys}/{}", segment(text(key, "id")))
    };
    if which.parse::<KeyId>().is_ok() {
        let of_project = format!("{}/{}", project_keys(client), segment(which));
        let asked = client.json(&Request::get(&of_project)).or_else(|error| match error.kind {
            Kind::NotFound => {
                client.json(&Request::get(&format!("{ADMIN_KEYS}/{}", segment(which)))).map_err(|_| error)
            }
            _ => Err(error),
        });
        return asked.map(|key| (path_of(&key), key));
    }
    let all = Request::get(&project_keys(client)).query("with_admin", Some("true"));
    let mut named = client.list(&all.clone().query("name", Some(which)), NAMESAKES_MAX, None)?.items;
    // A key that was revoked has left its name to the one that came after it.
    if named.iter().any(|key| state(key) == "active") {
        named.retain(|key| state(key) == "active");
    }
    match named.as_slice() {
        [only] => Ok((path_of(only), only.clone())),
        [] => {
            let error = CliError::new(Kind::NotFound, format!("there is no key {which}"));
            let known = client.list(&all, LOOKED_AT_MAX, None)?.items;
            Err(match nearest::hint(which, known.iter().map(|key| text(key, "name"))) {
                Some(names) => error.instead(names),
                None => error.hint("hookit key list shows them"),
            })
        }
        several => {
            let error = CliError::failed(format!("{} keys are called {which}; use the id", several.len()));
            Err(several.iter().fold(error, |error, key| {
                error.because(format!("{} may {}", text(key, "id"), words(key, "scopes")))
            }))
        }
    }
}

fn show(session: &Session, args: &KeyShow) -> Result<Done> {
    let client = session.client()?;
    let (path, key) = locate(client, &args.which)?;
    let screen = &session.screen;
    if screen.is_json() {
        call_or_json(session, client, &Request::get(&path))?;
        return Ok(Done::All);
    }
    let time = |name| instant(&key, name).map(|at| screen.time(Some(at))).unwrap_or_default();
    Card::new()
        .fact("key", text(&key, "name"))
        .fact("id", text(&key, "id"))
        .fact("state", state(&key))
        .fact("may", &words(&key, "scopes"))
        .fact("project", if is_admin(&key) { "all" } else { client.project() })
        .fact("created", &time("created_at"))
        .fact("expires", &time("expires_at"))
        .fact("revoked", &time("revoked_at"))
        .fact("last used", &time("last_used_at"))
        .print(screen)?;
    Ok(Done::All)
}

fn revoke(session: &Session, args: &KeyRevoke) -> Result<Done> {
    let client = session.client()?;
    let (path, key) = locate(client, &args.which)?;
    let name = text(&key, "name");
    let used = match instant(&key, "last_used_at") {
        Some(at) => format!("last used {}", session.screen.time(Some(at))),
        None => "never used".to_owned(),
    };
    let what = format!("revokes the key {name} ({}), {used}", text(&key, "id"));
    if confirm::only_told(&session.screen, args.dry_run, &what)? {
        return Ok(Done::All);
    }
    confirm::ask(
        &session.screen,
        &Act {
            what: &what,
            count: 1,
            all: false,
            typed: ("the key's name", name),
            yes: args.sure.yes,
            line: &session.line,
        },
    )?;
    if call_or_json(session, client, &Request::delete(&path))?.is_some() {
        say_done(&session.screen, Glyph::Done, &format!("key {name} revoked"))?;
    }
    Ok(Done::All)
}
