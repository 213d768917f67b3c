//! Begin and end of `listen`: routes and secret, the first answer of the feed, and the form that suits the terminal.

use std::sync::mpsc;
use std::sync::mpsc::Receiver;

use super::super::names::endpoint_id;
use super::engine::Engine;
use super::engine::News;
use super::entries::Entries;
use super::full;
use super::likeness::Likeness;
use super::plain;
use super::route::Route;
use super::secret;
use crate::cli::args::ListenArgs;
use crate::cli::args::SignIn;
use crate::cli::client::Request;
use crate::cli::commands::dashboard::Link;
use crate::cli::commands::dashboard::page_of;
use crate::cli::commands::dashboard::start_browser;
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
use crate::cli::terminal::FullScreen;
use crate::domain::pattern::Pattern;

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
    let likeness = Likeness::of(session, args)?;
    let client = session.client()?;
    let endpoints = args.endpoints.iter().map(|which| endpoint_id(client, which)).collect::<Result<_>>()?;
    let interrupt = Interrupt::watch();
    let (tell, news) = mpsc::channel();
    let gate = Gate::default();
    let feed = tell.clone();
    follow(session, wish, gate.clone(), move |followed| feed.send(News::Followed(followed)).is_ok())?;
    let project = opened(&news)?;
    let secret = secret::of(&session.environment, &project)?;
    let shown = secret.reveal().to_owned();
    let engine = Engine::start(routes, Entries::of(endpoints), &likeness.signer(secret), gate, &tell, news)?;
    if session.screen.rich && session.screen.can_ask && !session.screen.is_json() {
        full::run(&session.screen, engine, &shown, &interrupt, tell, &|event| opened_page(session, event))
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

/// Opens the dashboard's page of an event and says so; where no browser can be shown, the link goes into the
/// terminal's clipboard.
fn opened_page(session: &Session, event: &str) -> String {
    let made = session.client().and_then(|client| {
        let below = page_of(client, event)?;
        Link::make(client, SignIn::default(), &below)
    });
    match made {
        Err(error) => error.text,
        Ok(link) if start_browser(&session.environment.sight, &link.url) => {
            format!("opened in your browser: {event}")
        }
        Ok(link) if FullScreen::copy(&link.url) => {
            "no browser here; its link is copied, for one use within a minute".to_owned()
        }
        Ok(_) => format!("no browser here; run: hookit open {event}"),
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
