//! Begin and end of `listen`: routes and secret, the first answer of the feed, and the form that suits the terminal.

use std::sync::mpsc;
use std::sync::mpsc::Receiver;

use super::engine::Engine;
use super::engine::News;
use super::forward::Signer;
use super::full;
use super::plain;
use super::route::Route;
use super::secret;
use crate::cli::args::ListenArgs;
use crate::cli::client::Request;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::follow::Followed;
use crate::cli::follow::Gate;
use crate::cli::follow::Wish;
use crate::cli::follow::follow;
use crate::cli::input::When;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::text;
use crate::cli::session::Session;
use crate::domain::pattern::Pattern;
use crate::domain::signature::SignatureFormat;

/// Endpoints that are asked how they sign.
const ENDPOINTS_MAX: u32 = 200;

/// Forwards until it is told to end.
pub(in crate::cli::commands) fn run(session: &Session, args: &ListenArgs) -> Result<Done> {
    let routes =
        args.routes.iter().map(|text| Route::parse(text, args.allow_remote)).collect::<Result<Vec<_>>>()?;
    let wish = Wish {
        event_types: types(&args.events, &routes)?,
        kinds: "event,redrive",
        payloads: true,
        since: args.since.map(When::to_rfc3339).transpose()?,
    };
    if args.print_secret {
        return print_secret(session);
    }
    let format = format(session, args)?;
    let interrupt = Interrupt::watch();
    let (tell, news) = mpsc::channel();
    let gate = Gate::default();
    let feed = tell.clone();
    follow(session, wish, gate.clone(), move |followed| feed.send(News::Followed(followed)).is_ok())?;
    let project = opened(&news)?;
    let secret = secret::of(&session.environment, &project)?;
    let shown = secret.reveal().to_owned();
    let engine = Engine::start(routes, &Signer { format, secret }, gate, &tell, news)?;
    if session.screen.rich && session.screen.can_ask && !session.screen.is_json() {
        full::run(&session.screen, engine, &shown, &interrupt, tell)
    } else {
        plain::run(&session.screen, engine, &shown, &interrupt)
    }
}

/// The project that the feed belongs to, once it answers.
fn opened(news: &Receiver<News>) -> Result<String> {
    match news.recv() {
        Ok(News::Followed(Followed::Open { project_id })) => Ok(project_id),
        Ok(News::Followed(Followed::Ended(error))) => Err(error),
        _ => Err(CliError::failed("the feed does not answer")),
    }
}

fn print_secret(session: &Session) -> Result<Done> {
    let feed = session.client()?.json(&Request::get("/events/feed"))?;
    let secret = secret::of(&session.environment, text(&feed, "project_id"))?;
    session.screen.data(secret.reveal())?;
    Ok(Done::All)
}

/// What to ask the feed for: what `--event` says; without it, what the routes take together.
fn types(events: &[String], routes: &[Route]) -> Result<Option<String>> {
    for one in events {
        Pattern::parse(one)
            .map_err(|error| CliError::usage(format!("{one} is no event type or pattern")).because(error))?;
    }
    if !events.is_empty() {
        return Ok(Some(events.join(",")));
    }
    if routes.iter().any(|route| route.patterns.is_empty()) {
        return Ok(None);
    }
    let patterns: Vec<String> =
        routes.iter().flat_map(|route| &route.patterns).map(ToString::to_string).collect();
    Ok(Some(patterns.join(",")).filter(|text| !text.is_empty()))
}

/// The signatures that receivers of this project get: what all endpoints have, both where they differ.
fn format(session: &Session, args: &ListenArgs) -> Result<SignatureFormat> {
    if let Some(text) = &args.signature {
        return text.parse().map_err(|_| CliError::usage("--signature is standard, legacy or both"));
    }
    let endpoints = session.client()?.list(&Request::get("/endpoints"), ENDPOINTS_MAX, None)?.items;
    let mut formats: Vec<&str> =
        endpoints.iter().map(|endpoint| text(endpoint, "signature_format")).collect();
    formats.sort_unstable();
    formats.dedup();
    Ok(match formats.as_slice() {
        [] => SignatureFormat::Standard,
        [one] => one.parse().unwrap_or(SignatureFormat::Both),
        _ => SignatureFormat::Both,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_feed_is_asked_for_what_the_routes_take() {
        let routes = |texts: &[&str]| -> Vec<Route> {
            texts.iter().map(|text| Route::parse(text, false).unwrap()).collect()
        };
        let of = |events: &[&str], texts: &[&str]| {
            let events: Vec<String> = events.iter().map(|text| (*text).to_owned()).collect();
            types(&events, &routes(texts)).unwrap()
        };
        assert_eq!(of(&[], &["3000"]), None);
        assert_eq!(of(&[], &["a.*=3000", "b,c=4000"]).as_deref(), Some("a.*,b,c"));
        assert_eq!(of(&[], &["a.*=3000", "4000"]), None);
        assert_eq!(of(&["x.**"], &["a.*=3000"]).as_deref(), Some("x.**"));
        assert_eq!(types(&["a b".to_owned()], &[]).unwrap_err().kind.exit_code(), 2);
    }
}
