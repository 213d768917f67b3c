//! `hookit config show`: the settings in force here, and where each comes from.

use serde_json::Value;
use serde_json::json;

use super::super::support::print_list;
use crate::cli::client;
use crate::cli::client::Chosen;
use crate::cli::client::Listed;
use crate::cli::client::Wanted;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Table;
use crate::cli::output::text;
use crate::cli::session::Session;

/// A setting: its name, its value, and where it comes from.
type Setting = (&'static str, Option<String>, &'static str);

/// What stands for a secret.
const HIDDEN: &str = "(hidden)";

/// Shows the settings; asks nobody, and shows no secret.
pub(super) fn run(session: &Session) -> Result<Done> {
    let chosen = client::chosen(&session.global, &session.environment)?;
    let settings = settings(session, chosen.as_ref())?;
    let items: Vec<Value> = settings
        .into_iter()
        .map(|(name, value, origin)| {
            let origin = if value.is_some() { origin } else { "not set" };
            json!({ "name": name, "value": value, "origin": origin })
        })
        .collect();
    let json = json!({ "items": items, "next_cursor": null }).to_string().into_bytes();
    print_list(session, &Listed { json, items, next_cursor: None }, "", |items| {
        let mut table = Table::new(&["SETTING", "VALUE", "ORIGIN"].map(Column::left));
        for item in items {
            let cells = ["name", "value", "origin"].map(|name| Cell::new(text(item, name)));
            table.row(cells.to_vec());
        }
        Ok(table)
    })
}

fn settings(session: &Session, chosen: Option<&Chosen>) -> Result<Vec<Setting>> {
    let (global, environment) = (&session.global, &session.environment);
    let context = chosen.map(|chosen| &chosen.context);
    let way = match Wanted::of(global, environment, chosen)? {
        Wanted::Remote(base) => base,
        Wanted::Direct(_) => "a database, directly".to_owned(),
        Wanted::Sockets(paths) => {
            let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
            format!("socket {}", paths.join(", else "))
        }
    };
    let hidden = |there: bool| there.then(|| HIDDEN.to_owned());
    let key_file = global.key_file.as_ref();
    let of_context = context.is_some_and(|context| context.key.is_some() || context.key_file.is_some());
    let (key, key_origin) = match (key_file, of_context, &environment.key, &environment.key_file) {
        (Some(path), ..) => (Some(path.display().to_string()), "--key-file"),
        (_, true, ..) => (Some(HIDDEN.to_owned()), "the context"),
        (.., Some(_), _) => (Some(HIDDEN.to_owned()), "HOOKIT_KEY"),
        (.., file) => (file.as_ref().map(|path| path.display().to_string()), "HOOKIT_KEY_FILE"),
    };
    let project = client::project(global, environment, chosen);
    let database = client::database(global, environment, chosen)?;
    let keyring = global.keyring_file.as_ref();
    let (keyring, keyring_origin) =
        match keyring.or(context.and_then(|context| context.keyring_file.as_ref())) {
            Some(path) if global.keyring_file.is_some() => (Some(path), "--keyring-file"),
            Some(path) => (Some(path), "the context"),
            None => (environment.keyring_file.as_ref(), "HOOKIT_SECRETS__KEYRING_FILE"),
        };
    Ok(vec![
        ("context", chosen.map(|chosen| chosen.name.clone()), chosen.map_or("", |chosen| chosen.origin)),
        ("way", Some(way), way_origin(session, chosen)),
        ("key", key, key_origin),
        (
            "project",
            Some(project.clone().unwrap_or_else(|| "default".to_owned())),
            project_origin(session, chosen),
        ),
        ("database", hidden(database.is_some()), database.map_or("", |database| database.named_by)),
        ("keyring", keyring.map(|path| path.display().to_string()), keyring_origin),
        ("contexts", environment.config_file.as_ref().map(|path| path.display().to_string()), "default"),
        ("pager", environment.pager.clone(), "HOOKIT_PAGER"),
    ])
}

fn way_origin(session: &Session, chosen: Option<&Chosen>) -> &'static str {
    let (global, environment) = (&session.global, &session.environment);
    let context_names_one = chosen.is_some_and(|Chosen { context, .. }| {
        context.socket.is_some() || context.url.is_some() || context.database_url.is_some()
    });
    match () {
        () if global.socket.is_some() => "--socket",
        () if global.url.is_some() => "--url",
        () if global.database_url.is_some() => "--database-url",
        () if context_names_one => "the context",
        () if chosen.is_some() => "default",
        () if environment.socket.is_some() => "HOOKIT_SOCKET",
        () if environment.url.is_some() => "HOOKIT_URL",
        () => "default",
    }
}

fn project_origin(session: &Session, chosen: Option<&Chosen>) -> &'static str {
    let of_context = chosen.is_some_and(|chosen| chosen.context.project.is_some());
    let of_environment = session.environment.project.is_some();
    match (session.global.project.is_some(), session.global.context.is_some()) {
        (true, _) => "--project",
        (false, true) if of_context => "the context",
        _ if of_environment => "HOOKIT_PROJECT",
        _ if of_context => "the context",
        _ => "default",
    }
}
