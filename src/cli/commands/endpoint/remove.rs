//! `hookit endpoint remove`: what is pending is cancelled, history stays.

use serde_json::Value;

use super::super::support::call_or_json;
use super::super::support::each;
use super::super::support::say_done;
use super::path;
use crate::cli::args::EndpointRemove;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::Glyph;
use crate::cli::output::count;
use crate::cli::output::counted;
use crate::cli::output::escape;
use crate::cli::output::number;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Removes endpoints, after asking. Each must be there before the question is asked.
pub(super) fn run(session: &Session, args: &EndpointRemove) -> Result<Done> {
    let client = session.client()?;
    let names = input::many(&args.which)?;
    let endpoints =
        names.iter().map(|which| client.json(&Request::get(&path(which)))).collect::<Result<Vec<Value>>>()?;
    let dead =
        endpoints.iter().map(|endpoint| dead_letters(client, endpoint)).collect::<Result<Vec<u64>>>()?;
    let what: Vec<String> =
        endpoints.iter().zip(&dead).map(|(endpoint, dead)| sentence(endpoint, *dead)).collect();
    if args.dry_run {
        for what in &what {
            session.screen.talk(&escape(what));
        }
        return Ok(Done::All);
    }
    let many = counted(endpoints.len() as u64, "endpoint", "endpoints");
    let many = format!("removes {many}; {}", goes("them", "their", dead.iter().sum()));
    confirm::ask(
        &session.screen,
        &Act {
            what: if let [only] = what.as_slice() { only } else { &many },
            count: endpoints.len() as u64,
            all: true,
            typed: match endpoints.as_slice() {
                [only] => ("the endpoint's name", text(only, "name")),
                _ => ("the project's name", client.project()),
            },
            yes: args.sure.yes,
            line: &session.line,
        },
    )?;
    // By their ids: what was shown is what is removed, even if a name was given to another endpoint meanwhile.
    let ids: Vec<String> = endpoints.iter().map(|endpoint| text(endpoint, "id").to_owned()).collect();
    each(session, &ids, |id| {
        let Some(answer) = call_or_json(session, client, &Request::delete(&path(id)))? else {
            return Ok(());
        };
        let name = endpoints.iter().find(|endpoint| text(endpoint, "id") == id);
        let name = name.map_or(id, |endpoint| text(endpoint, "name"));
        let cancelled = number(&answer.json()?, "cancelled_deliveries").unwrap_or(0);
        let pending =
            if cancelled == 0 { String::new() } else { format!("; {} pending cancelled", count(cancelled)) };
        say_done(&session.screen, Glyph::Done, &format!("endpoint {name} removed{pending}"))
    })
}

/// How many dead letters it has, which are its last.
fn dead_letters(client: &Client, endpoint: &Value) -> Result<u64> {
    let groups = Request::get("/dead-letters/groups").query("endpoint", Some(text(endpoint, "id")));
    Ok(number(&client.json(&groups)?, "total").unwrap_or(0))
}

fn sentence(endpoint: &Value, dead: u64) -> String {
    let (name, url) = (text(endpoint, "name"), text(endpoint, "url"));
    format!("removes the endpoint {name} ({url}); {}", goes("it", "its", dead))
}

/// What becomes of what it has.
fn goes(whom: &str, whose: &str, dead: u64) -> String {
    let dead = match dead {
        0 => String::new(),
        dead => {
            let letters = counted(dead, "dead letter", "dead letters");
            format!("{whose} {letters} can no longer be redriven, ")
        }
    };
    format!("what is pending for {whom} is cancelled, {dead}history stays")
}
