//! Makes the link, opens it or prints it.

use super::browser;
use super::link::Link;
use crate::cli::args::DashboardArgs;
use crate::cli::args::OpenArgs;
use crate::cli::args::SignIn;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::commands::support::print_json;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::span;
use crate::cli::session::Session;

/// How long a link works unless another time is asked for, in milliseconds.
const LASTS_MS: u64 = 60_000;

/// `hookit dashboard`.
pub(in crate::cli::commands) fn run(session: &Session, args: &DashboardArgs) -> Result<Done> {
    show(session, args.sign_in, "")
}

/// `hookit open`: what is not there is told here, not in the browser.
pub(in crate::cli::commands) fn open(session: &Session, args: &OpenArgs) -> Result<Done> {
    let below = page_of(session.client()?, &args.which)?;
    show(session, args.sign_in, &below)
}

/// Below which path of its project a thing is shown; an error when there is no such thing.
pub(in crate::cli::commands) fn page_of(client: &Client, which: &str) -> Result<String> {
    let noun = match which.split_once('_').map_or("", |(prefix, _)| prefix) {
        "evt" => "events",
        "dlv" => "deliveries",
        "rdr" => "redrives",
        _ => "endpoints",
    };
    let path = format!("/{noun}/{}", segment(which));
    client.call(&Request::get(&path))?;
    Ok(path)
}

fn show(session: &Session, sign_in: SignIn, below: &str) -> Result<Done> {
    let link = Link::make(session.client()?, sign_in, below)?;
    let screen = &session.screen;
    if screen.is_json() {
        return print_json(screen, &link.answer);
    }
    let sight = &session.environment.sight;
    let lasts = sign_in.ttl.map_or(LASTS_MS, |ttl| u64::try_from(ttl.as_millis()).unwrap_or(u64::MAX));
    let once = format!("it works once, within {}, as {}", span(lasts), link.role);
    if !sign_in.print && browser::start(sight, &link.url) {
        screen.talk(&format!("opened in your browser; {once}"));
        return Ok(Done::All);
    }
    screen.data(&link.url)?;
    screen.talk(&once);
    if let Some(line) = browser::tunnel(sight, &link.url) {
        screen.talk(&format!("from your own machine, first:  {line}"));
    }
    Ok(Done::All)
}
