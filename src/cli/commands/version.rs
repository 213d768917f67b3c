//! `hookit version`: this program, the daemon it reaches, and the schema of its database.

use serde_json::Value;
use serde_json::json;

use super::support::print_json;
use crate::cli::client::Request;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Card;
use crate::cli::output::escape;
use crate::cli::output::number;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Shows the versions. That nobody answers is said, and is no failure: this program has its version all the same.
pub(super) fn run(session: &Session) -> Result<Done> {
    let own = env!("CARGO_PKG_VERSION");
    let status = status(session);
    let screen = &session.screen;
    if let Err(error) = &status {
        screen.talk(&format!("the daemon's version is not known: {}", escape(&error.text)));
    }
    let (daemon, schema) = match &status {
        Ok((status, false)) => (Some(text(status, "version")), number(&status["database"], "schema")),
        Ok((status, true)) => (None, number(&status["database"], "schema")),
        Err(_) => (None, None),
    };
    if screen.is_json() {
        let said = json!({ "hookit": own, "hookitd": daemon, "schema": schema });
        return print_json(screen, said.to_string().as_bytes());
    }
    Card::new()
        .fact("hookit", own)
        .fact("hookitd", daemon.unwrap_or_default())
        .fact("schema", &schema.map(|schema| schema.to_string()).unwrap_or_default())
        .print(screen)?;
    Ok(Done::All)
}

/// The daemon's status, and whether it is no daemon's but that of this program on Postgres.
fn status(session: &Session) -> std::result::Result<(Value, bool), CliError> {
    let client = session.client()?;
    Ok((client.json(&Request::get("/status"))?, client.is_direct()))
}
