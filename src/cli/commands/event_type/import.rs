//! `hookit type import`: the event types of a file.

use serde_json::Value;
use serde_json::json;

use super::super::support::print_json;
use super::super::support::say_done;
use super::dispatch::path;
use super::parse;
use crate::cli::args::TypeImport;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::manifest;
use crate::cli::manifest::TypeSettings;
use crate::cli::output::Glyph;
use crate::cli::output::counted;
use crate::cli::output::escape;
use crate::cli::session::Session;

/// Registers them; run again it changes nothing.
pub(super) fn run(session: &Session, args: &TypeImport) -> Result<Done> {
    let wanted = parse::event_types(&args.file, &manifest::text_of(&args.file)?)?;
    let screen = &session.screen;
    let client = session.client()?;
    let known = client.list(&Request::get("/event-types"), u32::MAX, None)?.items;
    let mut done = Vec::new();
    let mut unchanged = 0_u64;
    for (name, description) in &wanted {
        let before = known.iter().find(|view| view["name"] == json!(name));
        // What else is said of it stays.
        let settings = TypeSettings::shown(before.unwrap_or(&Value::Null)).described(description.as_deref());
        if before.is_some_and(|view| view["description"] == json!(description)) {
            unchanged += 1;
            continue;
        }
        let action = if before.is_some() { "change" } else { "add" };
        if !args.dry_run {
            client.call(&Request::put(&path(name)).json(&settings.body()))?;
        }
        done.push(json!({ "action": action, "name": name, "description": description }));
        if !screen.is_json() {
            let would = if args.dry_run { "would be " } else { "" };
            let said = if action == "add" { "registered" } else { "given another description" };
            say_done(screen, Glyph::Done, &format!("event type {name} {would}{said}"))?;
        }
    }
    if screen.is_json() {
        let said = json!({ "changes": done, "unchanged": unchanged, "dry_run": args.dry_run });
        return print_json(screen, said.to_string().as_bytes());
    }
    if done.is_empty() {
        say_done(screen, Glyph::Same, "nothing to change")?;
    }
    screen.talk(&escape(&format!(
        "{} in {}, {unchanged} unchanged",
        counted(wanted.len() as u64, "event type", "event types"),
        manifest::shown(&args.file).display()
    )));
    Ok(Done::All)
}
