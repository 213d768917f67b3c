//! `hookit endpoint remove`: what is pending is cancelled, history stays.

use serde_json::Value;

use super::super::support::call_or_json;
use super::super::support::each;
use super::super::support::say_done;
use super::path;
use crate::cli::args::EndpointRemove;
use crate::cli::client::Request;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::Glyph;
use crate::cli::output::count;
use crate::cli::output::counted;
use crate::cli::output::number;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Removes endpoints, after asking. Each must be there before the question is asked.
pub(super) fn run(session: &Session, args: &EndpointRemove) -> Result<Done> {
    let client = session.client()?;
    let names = input::many(&args.which)?;
    let endpoints =
        names.iter().map(|which| client.json(&Request::get(&path(which)))).collect::<Result<Vec<Value>>>()?;
    let what = endpoints.iter().map(sentence).collect::<Vec<_>>();
    if args.dry_run {
        what.iter().for_each(|what| session.screen.talk(&crate::cli::output::escape(what)));
        return Ok(Done::All);
    }
    let many = counted(endpoints.len() as u64, "endpoint", "endpoints");
    let many = format!("removes {many}; what is pending for them is cancelled, history stays");
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

fn sentence(endpoint: &Value) -> String {
    format!(
        "removes the endpoint {} ({}); what is pending for it is cancelled, history stays",
        text(endpoint, "name"),
        text(endpoint, "url")
    )
}
