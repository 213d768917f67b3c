//! `hookit endpoint show`.

use serde_json::Value;

use super::super::support::call_or_json;
use super::pace;
use super::path;
use super::settings;
use super::shaping;
use super::transport;
use crate::cli::args::EndpointOne;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Card;
use crate::cli::output::Screen;
use crate::cli::output::glyph_of;
use crate::cli::output::instant;
use crate::cli::output::number;
use crate::cli::output::pairs;
use crate::cli::output::span;
use crate::cli::output::text;
use crate::cli::output::words;
use crate::cli::session::Session;

/// Shows one endpoint.
pub(super) fn run(session: &Session, args: &EndpointOne) -> Result<Done> {
    let Some(answer) = call_or_json(session, session.client()?, &Request::get(&path(&args.which)))? else {
        return Ok(Done::All);
    };
    card(session, &answer.json()?)?;
    Ok(Done::All)
}

/// Prints what is set on an endpoint.
pub(super) fn card(session: &Session, endpoint: &Value) -> Result<()> {
    let screen = &session.screen;
    let status = text(endpoint, "status");
    let why = match text(endpoint, "disabled_reason") {
        "" => String::new(),
        reason => format!("  {reason}"),
    };
    let sign = if screen.rich { format!("{} ", glyph_of(status).sign(screen.ascii)) } else { String::new() };
    let metadata = endpoint.get("metadata").filter(|value| !value.is_null()).map(Value::to_string);
    let mut card = Card::new()
        .fact("endpoint", text(endpoint, "name"))
        .fact("id", text(endpoint, "id"))
        .fact("status", &format!("{sign}{status}{why}"))
        .fact("url", text(endpoint, "url"))
        .fact("receives", &words(endpoint, "event_types"))
        .fact("filter", text(endpoint, "filter"))
        .fact("signatures", text(endpoint, "signature_format"))
        .fact("public key", text(endpoint, "public_key"))
        .fact("body", text(endpoint, "payload_format"))
        .fact("template", text(endpoint, "template"))
        .fact("headers", &shaping::header_names(endpoint))
        .fact("login", &shaping::auth_words(endpoint))
        .fact("client certificate", transport::client_words(endpoint))
        .fact("pinned", &words(endpoint, "pinned_certificate_sha256"))
        .fact("timeout", &number(endpoint, "timeout_ms").map(span).unwrap_or_default())
        .fact("retries", &settings::retry_words(&endpoint["retry"], screen.ascii))
        .fact("limits", &pace::limits(endpoint))
        .fact("order", &pace::order(endpoint))
        .fact("circuit", &pace::circuit(screen, endpoint))
        .fact("failing", &failing(screen, endpoint))
        .fact("description", text(endpoint, "description"))
        .fact("labels", &pairs(endpoint, "labels"))
        .fact("metadata", &metadata.unwrap_or_default())
        .fact("created", &screen.time(instant(endpoint, "created_at")))
        .fact("changed", &screen.time(instant(endpoint, "updated_at")));
    for line in pace::blocked(endpoint) {
        card = card.fact("blocked key", &line);
    }
    card.print(screen)
}

/// `without a success since 12:00:03`; nothing while its receiver answers.
fn failing(screen: &Screen, endpoint: &Value) -> String {
    match instant(endpoint, "failing_since") {
        None => String::new(),
        since => format!("without a success since {}", screen.time(since)),
    }
}
