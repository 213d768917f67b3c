//! `hookit context use`, `add` and `remove`.

use std::path::Path;
use std::path::PathBuf;

use serde_json::json;

use super::super::support::print_json;
use super::super::support::say_done;
use super::change;
use crate::cli::args::ContextAdd;
use crate::cli::client;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::Glyph;
use crate::cli::session::Session;
use crate::config::Context;
use crate::config::SecretText;

/// Makes a context the current one.
pub(super) fn make_current(session: &Session, name: &str) -> Result<Done> {
    let way = change(session, |contexts| {
        let context = contexts.contexts.get(name).ok_or_else(|| client::unknown_context(name, contexts))?;
        let way = context.way();
        contexts.current = Some(name.to_owned());
        Ok(way)
    })?;
    told(session, name, &format!("context {name} is current: {way}"))
}

/// Adds a context.
pub(super) fn add(session: &Session, args: &ContextAdd) -> Result<Done> {
    let name = &args.name;
    let is_slug = (1..=64).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    if !is_slug {
        return Err(CliError::usage("a context's name has 1 to 64 letters, digits, `-`, `_` and `.`"));
    }
    let context = context(session)?;
    let way = context.way();
    let is_current = change(session, |contexts| {
        if contexts.contexts.contains_key(name) {
            return Err(CliError::failed(format!("there is a context {name} already"))
                .hint(format!("hookit context remove {name}")));
        }
        contexts.contexts.insert(name.clone(), context);
        if args.make_current || contexts.current.is_none() {
            contexts.current = Some(name.clone());
        }
        Ok(contexts.current.as_ref() == Some(name))
    })?;
    let current = if is_current { ", and is current" } else { "" };
    told(session, name, &format!("context {name} added: {way}{current}"))
}

/// Removes a context; where it was the current one, none is.
pub(super) fn remove(session: &Session, name: &str) -> Result<Done> {
    let was_current = change(session, |contexts| {
        if contexts.contexts.remove(name).is_none() {
            return Err(client::unknown_context(name, contexts));
        }
        let was_current = contexts.current.as_deref() == Some(name);
        if was_current {
            contexts.current = None;
        }
        Ok(was_current)
    })?;
    let none = if was_current { "; no context is current now" } else { "" };
    told(session, name, &format!("context {name} removed{none}"))
}

fn told(session: &Session, name: &str, said: &str) -> Result<Done> {
    if session.screen.is_json() {
        return print_json(&session.screen, json!({ "name": name }).to_string().as_bytes());
    }
    say_done(&session.screen, Glyph::Done, said)?;
    Ok(Done::All)
}

/// The context that the flags describe. A key on stdin is kept in the file, a key in a file by the file's name.
fn context(session: &Session) -> Result<Context> {
    let global = &session.global;
    if global.key_file.is_some() && global.url.is_none() {
        return Err(CliError::usage("--key-file goes with --url"));
    }
    if global.keyring_file.is_some() && global.database_url.is_none() {
        return Err(CliError::usage("--keyring-file goes with --database-url"));
    }
    // What cannot be used is refused now, not when it is used.
    client::Wanted::of(global, &session.environment, None)?;
    let from_stdin = global.key_file.as_deref() == Some(Path::new("-"));
    let key = if from_stdin {
        Some(SecretText::new(input::secret_file(Path::new("-"))?.as_str().to_owned()))
    } else {
        None
    };
    Ok(Context {
        socket: global.socket.as_deref().map(absolute).transpose()?,
        url: global.url.clone(),
        key,
        key_file: global.key_file.as_deref().filter(|_| !from_stdin).map(absolute).transpose()?,
        database_url: global.database_url.clone().map(SecretText::new),
        keyring_file: global.keyring_file.as_deref().map(absolute).transpose()?,
        project: global.project.clone(),
    })
}

/// A context is used from anywhere, so its files are named from the root on.
fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path)
        .map_err(|error| CliError::failed(format!("cannot tell where {} is", path.display())).because(error))
}
