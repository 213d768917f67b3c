//! `hookit endpoint rotate-secret`: the old secret signs too for a while.

use std::time::Duration;

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use super::super::support::call_or_json;
use super::super::support::say_done;
use super::path;
use crate::cli::args::EndpointRotate;
use crate::cli::client::Request;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::Card;
use crate::cli::output::Glyph;
use crate::cli::output::exact;
use crate::cli::output::instant;
use crate::cli::output::span;
use crate::cli::output::text;
use crate::cli::session::Session;

/// A receiver is not given the new secret in less; then the old one ends under it.
const SOON: Duration = Duration::from_mins(1);

/// Gives an endpoint a new secret and shows it.
pub(super) fn run(session: &Session, args: &EndpointRotate) -> Result<Done> {
    let mut body = Map::new();
    if let Some(grace) = args.grace {
        let ms = u64::try_from(grace.as_millis()).map_err(|_| CliError::usage("--grace is too long"))?;
        body.insert("grace_ms".to_owned(), json!(ms));
    }
    if let Some(signing) = args.signing {
        body.insert("signing".to_owned(), json!(signing.word()));
    }
    if let Some(file) = &args.secret_file {
        body.insert("secret".to_owned(), json!(input::secret_file(file)?.as_str()));
    }
    if args.dry_run {
        let endpoint = session.client()?.json(&Request::get(&path(&args.which)))?;
        let grace = args.grace.map_or_else(
            || "24h".to_owned(),
            |grace| span(u64::try_from(grace.as_millis()).unwrap_or(u64::MAX)),
        );
        let what =
            format!("gives {} a new secret, and the old one signs too for {grace}", text(&endpoint, "name"));
        confirm::only_told(&session.screen, true, &what)?;
        return Ok(Done::All);
    }
    if args.grace.is_some_and(|grace| grace < SOON) {
        let what = format!(
            "gives {} a new secret, and the old one ends at once: its receiver refuses everything until it has the new one",
            args.which
        );
        confirm::ask(
            &session.screen,
            &Act {
                what: &what,
                count: 1,
                all: false,
                typed: ("the endpoint's name", &args.which),
                yes: args.sure.yes,
                line: &session.line,
            },
        )?;
    }
    let request = Request::post(&format!("{}/rotate-secret", path(&args.which))).json(&Value::Object(body));
    let Some(answer) = call_or_json(session, session.client()?, &request)? else {
        return Ok(Done::All);
    };
    let rotated = answer.json()?;
    let until = instant(&rotated, "previous_expires_at").map(exact).unwrap_or_default();
    let screen = &session.screen;
    say_done(screen, Glyph::Done, &format!("endpoint {} has a new secret", args.which))?;
    let mut card = Card::new().fact("old secret until", &until);
    if args.secret_file.is_none() {
        card = card.fact("secret", text(&rotated, "secret"));
    }
    card = card.fact("public key", text(&rotated, "public_key"));
    card.print(screen)?;
    if args.secret_file.is_none() {
        screen.talk("the secret is shown once; store it now");
    }
    Ok(Done::All)
}
