//! `hookit endpoint edit`: what is not named stays as it is.

use serde_json::Value;
use serde_json::json;

use super::super::support::call_or_json;
use super::super::support::say_done;
use super::path;
use super::settings;
use super::shaping;
use super::show;
use super::transport;
use crate::cli::args::EndpointEdit;
use crate::cli::client::Request;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Glyph;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Changes one endpoint by a merge patch.
pub(super) fn run(session: &Session, args: &EndpointEdit) -> Result<Done> {
    let mut body = settings::fields(&args.settings)?;
    settings::replace_form(&mut body);
    shaping::add_removals(&mut body, &args.unshaping);
    transport::add_removals(&mut body, &args.untransport);
    if let Some(name) = &args.name {
        body.insert("name".to_owned(), json!(name));
    }
    if let Some(url) = &args.to {
        body.insert("url".to_owned(), json!(url));
    }
    if args.active {
        body.insert("status".to_owned(), json!("active"));
    }
    if body.is_empty() {
        return Err(CliError::usage("nothing to change was named").hint("hookit endpoint edit --help"));
    }
    let request = Request::patch(&path(&args.which)).json(&Value::Object(body));
    let Some(answer) = call_or_json(session, session.client()?, &request)? else {
        return Ok(Done::All);
    };
    let endpoint = answer.json()?;
    say_done(&session.screen, Glyph::Done, &format!("endpoint {} changed", text(&endpoint, "name")))?;
    if session.screen.rich {
        show::card(session, &endpoint)?;
    }
    Ok(Done::All)
}
