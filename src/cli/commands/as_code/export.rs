//! `hookit export`: writes exactly what `hookit apply` reads.

use serde_json::Value;

use super::super::support::print_json;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Kind;
use crate::cli::error::Result;
use crate::cli::manifest;
use crate::cli::output::Screen;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Writes all projects, or the one that was named, on stdout.
pub(in crate::cli::commands) fn run(session: &Session) -> Result<Done> {
    let client = session.client()?;
    let named = session.global.project.as_ref().or(session.environment.project.as_ref());
    let mut names = match named {
        Some(project) => vec![name_of(client, project)?],
        None => all(client)?,
    };
    names.sort_unstable();
    let mut projects = Vec::with_capacity(names.len());
    for name in names {
        let list = |path: &str| -> Result<Vec<Value>> {
            Ok(client.list(&Request::get(path).in_project(&name), u32::MAX, None)?.items)
        };
        projects.push(manifest::exported(&name, &list("/event-types")?, &list("/endpoints")?)?);
    }
    if session.screen.is_json() {
        return print_json(&session.screen, manifest::text(projects, true)?.as_bytes());
    }
    Screen::raw(manifest::text(projects, false)?.as_bytes())?;
    Ok(Done::All)
}

fn all(client: &Client) -> Result<Vec<String>> {
    let listed = client.list(&Request::get("/projects"), u32::MAX, None);
    let listed = listed.map_err(|error| match error.kind {
        Kind::Denied => error.hint("a key of one project exports that one: name it with --project"),
        _ => error,
    })?;
    Ok(listed.items.iter().map(|view| text(view, "name").to_owned()).collect())
}

/// A project may be named by its id; the file has names. A key of one project may not ask for the name and has to
/// give it.
fn name_of(client: &Client, project: &str) -> Result<String> {
    match client.json(&Request::get(&format!("/projects/{}", segment(project)))) {
        Ok(view) => Ok(text(&view, "name").to_owned()),
        Err(error) if error.kind == Kind::Denied && !project.starts_with("prj_") => Ok(project.to_owned()),
        Err(error) if error.kind == Kind::Denied => {
            Err(CliError::usage("name the project by its name, not by its id").because(error.text))
        }
        Err(error) => Err(error),
    }
}
