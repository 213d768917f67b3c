//! `hookit endpoint pause` and `resume`.

use super::super::support::each;
use super::super::support::print_json;
use super::super::support::say_done;
use super::path;
use crate::cli::args::EndpointSome;
use crate::cli::client::Request;
use crate::cli::confirm;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::Glyph;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Holds what is queued and what comes.
pub(super) fn pause(session: &Session, args: &EndpointSome) -> Result<Done> {
    switch(session, args, "pause", Glyph::Held, "paused; what comes is held until: hookit endpoint resume")
}

/// Lets it go on.
pub(super) fn resume(session: &Session, args: &EndpointSome) -> Result<Done> {
    switch(session, args, "resume", Glyph::Done, "resumed; what was held is delivered")
}

fn switch(session: &Session, args: &EndpointSome, verb: &str, glyph: Glyph, said: &str) -> Result<Done> {
    let client = session.client()?;
    each(session, &input::many(&args.which)?, |which| {
        if args.dry_run {
            let endpoint = client.json(&Request::get(&path(which)))?;
            let (name, status) = (text(&endpoint, "name"), text(&endpoint, "status"));
            let what = format!("{verb}s the endpoint {name}, which is {status}");
            return confirm::only_told(&session.screen, true, &what).map(drop);
        }
        let answer = client.call(&Request::post(&format!("{}/{verb}", path(which))))?;
        if session.screen.is_json() {
            return print_json(&session.screen, &answer.body).map(drop);
        }
        let said = if verb == "pause" { format!("{said} {which}") } else { said.to_owned() };
        say_done(&session.screen, glyph, &format!("endpoint {which} {said}"))
    })
}
