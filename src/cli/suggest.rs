//! What there is to name, for shells that complete: asked of whoever answers, within 150 ms, silent on failure.

use std::collections::BTreeSet;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::args::Global;
use super::client;
use super::client::Client;
use super::client::Found;
use super::client::Request;
use super::client::Wanted as Way;
use super::error::Result;
use super::output::Screen;
use super::output::Surroundings;
use super::output::list;
use super::output::number;
use super::output::outcome_words;
use super::output::steers;
use super::output::text;
use super::recall::Thing;
use crate::config::client::ClientEnvironment;
use crate::config::client::arguments;

/// How long the answer may take; the rest of the 150 ms is for starting and for the shell.
const ANSWER_MAX: Duration = Duration::from_millis(110);
/// Rows that are asked for.
const ROWS_MAX: u32 = 200;

/// What is to be suggested.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted {
    /// Names or ids of things.
    Things(Thing),
    /// Event types that were seen.
    EventTypes,
    /// Contexts.
    Contexts,
}

/// A word, and what is said beside it.
type Suggestion = (String, Option<String>);

/// What begins with `begin`. Nothing comes if nobody answers in time.
pub(crate) fn suggestions(wanted: Wanted, begin: &str) -> Vec<Suggestion> {
    let (tell, told) = mpsc::channel();
    let asking = thread::Builder::new().name("suggest".to_owned()).spawn(move || {
        // Who asked may have given up.
        drop(tell.send(look(wanted).unwrap_or_default()));
    });
    drop(asking);
    let found = told.recv_timeout(ANSWER_MAX).unwrap_or_default();
    // What is put on a command line must not steer the terminal.
    let fits = |word: &str| word.starts_with(begin) && !word.contains(steers);
    found.into_iter().filter(|(word, _)| fits(word)).collect()
}

fn look(wanted: Wanted) -> Result<Vec<Suggestion>> {
    let environment = ClientEnvironment::read();
    let words: Vec<String> = arguments().map(|word| word.to_string_lossy().into_owned()).collect();
    let global = spoken(&words);
    if matches!(wanted, Wanted::Contexts) {
        let contexts = client::contexts(&environment)?.contexts;
        return Ok(contexts.into_iter().map(|(name, context)| (name, Some(context.way()))).collect());
    }
    let client = reach(&global, &environment)?;
    match wanted {
        Wanted::Things(thing) => things(&client, thing),
        Wanted::EventTypes => {
            let seen = rows(&client, "/events")?;
            let types: BTreeSet<String> = seen.iter().map(|event| text(event, "type").to_owned()).collect();
            Ok(types.into_iter().map(|word| (word, None)).collect())
        }
        Wanted::Contexts => Ok(Vec::new()),
    }
}

/// The way that is used without asking anybody anything: no prompt, and nothing is said.
fn reach(global: &Global, environment: &ClientEnvironment) -> Result<Client> {
    let mut screen = Screen::new(global, &Surroundings::default());
    screen.can_ask = false;
    let screen = screen.holding(&std::sync::Arc::default()).with_talk_held();
    let chosen = client::chosen(global, environment)?;
    let found = match Way::of(global, environment, chosen.as_ref())? {
        Way::Remote(base) => Found::Remote(base),
        _ => client::find(global, environment, chosen.as_ref())?,
    };
    found.open(&screen, global, environment, chosen.as_ref())
}

/// The flags on the line so far that say where to ask. The shell's words stand behind `--`.
fn spoken(words: &[String]) -> Global {
    let line = words.iter().position(|word| word == "--").map_or(&[][..], |at| &words[at + 1..]);
    let value = |name: &str| {
        line.iter().enumerate().find_map(|(at, word)| match word.strip_prefix(name) {
            Some("") => line.get(at + 1).cloned(),
            Some(rest) => rest.strip_prefix('=').map(ToOwned::to_owned),
            None => None,
        })
    };
    Global {
        socket: value("--socket").map(Into::into),
        url: value("--url"),
        key_file: value("--key-file").filter(|file| file != "-").map(Into::into),
        database_url: value("--database-url"),
        keyring_file: value("--keyring-file").map(Into::into),
        context: value("--context"),
        project: value("--project"),
        ..Global::default()
    }
}

fn things(client: &Client, thing: Thing) -> Result<Vec<Suggestion>> {
    let named = |rows: Vec<Value>, about: &str| {
        rows.iter().map(|row| (text(row, "name").to_owned(), Some(text(row, about).to_owned()))).collect()
    };
    Ok(match thing {
        Thing::Endpoint | Thing::Any => named(rows(client, "/endpoints")?, "url"),
        Thing::Project => named(rows(client, "/projects")?, "id"),
        Thing::Key => {
            let keys = rows(client, &format!("/projects/{}/api-keys", client::segment(client.project())))?;
            keys.iter().map(|key| (text(key, "id").to_owned(), Some(text(key, "name").to_owned()))).collect()
        }
        Thing::Event => {
            let events = rows(client, "/events")?;
            events
                .iter()
                .map(|row| (text(row, "id").to_owned(), Some(text(row, "type").to_owned())))
                .collect()
        }
        Thing::Redrive => {
            let redrives = rows(client, "/redrives")?;
            redrives
                .iter()
                .map(|row| (text(row, "id").to_owned(), Some(text(row, "state").to_owned())))
                .collect()
        }
        Thing::Delivery => {
            let dead = rows(client, "/dead-letters")?;
            dead.iter()
                .map(|row| {
                    let outcome = outcome_words(text(row, "last_outcome"), number(row, "last_status"));
                    (text(row, "id").to_owned(), Some(format!("{}  {outcome}", text(row, "event_type"))))
                })
                .collect()
        }
    })
}

fn rows(client: &Client, path: &str) -> Result<Vec<Value>> {
    let page = client.json(&Request::get(path).query("limit", Some(&ROWS_MAX.to_string())))?;
    Ok(list(&page, "items").to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_that_were_typed_say_where_to_ask() {
        let words = ["hookit", "--", "hookit", "--socket", "/s", "--project=billing", "endpoint", "show", ""];
        let global = spoken(&words.map(ToOwned::to_owned));
        assert_eq!(global.socket, Some("/s".into()));
        assert_eq!(global.project.as_deref(), Some("billing"));
        assert!(global.url.is_none());
    }
}
