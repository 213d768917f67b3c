//! `hookit type add`.

use std::path::Path;

use serde_json::Value;
use serde_json::json;

use super::super::support::call_or_json;
use super::super::support::say_done;
use super::dispatch::path;
use crate::cli::args::TypeAdd;
use crate::cli::client::Request;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::Glyph;
use crate::cli::session::Session;

/// Registers one, or changes its description.
pub(super) fn run(session: &Session, args: &TypeAdd) -> Result<Done> {
    let description = args.description.as_deref().filter(|text| !text.is_empty());
    let schema = args.schema.as_deref().map(schema_of).transpose()?;
    let request = Request::put(&path(&args.name)).json(&json!({
        "description": description, "schema": schema, "enforce": args.enforce, "deprecated": args.deprecated,
    }));
    let Some(answer) = call_or_json(session, session.client()?, &request)? else {
        return Ok(Done::All);
    };
    let said = if answer.status == 201 { "registered" } else { "was registered already; it is as given" };
    say_done(&session.screen, Glyph::Done, &format!("event type {} {said}", args.name))?;
    Ok(Done::All)
}

fn schema_of(path: &Path) -> Result<Value> {
    serde_json::from_slice(&input::file(path)?)
        .map_err(|error| CliError::usage(format!("{} is not JSON", path.display())).because(error))
}
