//! `hookit type add`.

use serde_json::json;

use super::super::support::call_or_json;
use super::super::support::say_done;
use super::dispatch::path;
use crate::cli::args::TypeAdd;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Glyph;
use crate::cli::session::Session;

/// Registers one, or changes its description.
pub(super) fn run(session: &Session, args: &TypeAdd) -> Result<Done> {
    let description = args.description.as_deref().filter(|text| !text.is_empty());
    let request = Request::put(&path(&args.name)).json(&json!({ "description": description }));
    let Some(answer) = call_or_json(session, session.client()?, &request)? else {
        return Ok(Done::All);
    };
    let said = if answer.status == 201 {
        "registered"
    } else {
        "was registered already; its description is as given"
    };
    say_done(&session.screen, Glyph::Done, &format!("event type {} {said}", args.name))?;
    Ok(Done::All)
}
