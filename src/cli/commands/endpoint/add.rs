//! `hookit endpoint add`: the secret is shown this once.

use serde_json::Value;
use serde_json::json;

use super::super::filter::preview;
use super::super::support::print_json;
use super::super::support::say_done;
use super::settings;
use super::test;
use crate::cli::args::EndpointAdd;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::Card;
use crate::cli::output::Glyph;
use crate::cli::output::text;
use crate::cli::output::words;
use crate::cli::session::Session;

/// Adds an endpoint, and tests it if that was asked for.
pub(super) fn run(session: &Session, args: &EndpointAdd) -> Result<Done> {
    let mut body = settings::fields(&args.settings)?;
    body.insert("url".to_owned(), json!(args.target));
    if let Some(name) = &args.name {
        body.insert("name".to_owned(), json!(name));
    }
    if let Some(signing) = args.signing {
        body.insert("signing".to_owned(), json!(signing.word()));
    }
    if let Some(path) = &args.secret_file {
        body.insert("secret".to_owned(), json!(input::secret_file(path)?.as_str()));
    }
    let answer = session.client()?.call(&Request::post("/endpoints").json(&Value::Object(body)))?;
    let endpoint = answer.json()?;
    if session.screen.is_json() {
        print_json(&session.screen, &answer.body)?;
    } else {
        tell(session, &endpoint, args.secret_file.is_some())?;
    }
    if args.test {
        // The endpoint is there whatever the test says; its outcome is the exit code.
        return test::test(session, text(&endpoint, "name"));
    }
    if session.screen.rich && !session.screen.is_json() {
        session.screen.talk(&format!("next: hookit endpoint test {}", text(&endpoint, "name")));
    }
    Ok(Done::All)
}

fn tell(session: &Session, endpoint: &Value, own_secret: bool) -> Result<()> {
    let screen = &session.screen;
    let name = text(endpoint, "name");
    say_done(screen, Glyph::Done, &format!("endpoint {name}  {}", text(endpoint, "id")))?;
    let mut card = Card::new()
        .fact("url", text(endpoint, "url"))
        .fact("receives", &words(endpoint, "event_types"))
        .fact("filter", text(endpoint, "filter"))
        .fact("retries", &settings::retry_words(&endpoint["retry"], screen.ascii));
    if !own_secret {
        card = card.fact("secret", text(endpoint, "secret"));
    }
    card = card.fact("public key", text(endpoint, "public_key"));
    card.print(screen)?;
    let filter = Some(text(endpoint, "filter")).filter(|filter| !filter.is_empty());
    if let Some(said) = filter.and_then(|filter| preview(session.client().ok()?, name, filter)) {
        screen.talk(&said);
    }
    if !own_secret {
        screen.talk(&format!(
            "the secret is shown once; store it now, or rotate with: hookit endpoint rotate-secret {name}"
        ));
    }
    Ok(())
}
