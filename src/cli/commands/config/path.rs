//! `hookit config path`: where settings are read from.

use serde_json::json;

use super::super::support::print_json;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Card;
use crate::cli::session::Session;
use crate::config::SETTINGS_FILE;

/// Prints the paths, whether or not the files are there.
pub(super) fn run(session: &Session) -> Result<Done> {
    let screen = &session.screen;
    let own = session.environment.config_file.as_ref().map(|path| path.display().to_string());
    if screen.is_json() {
        return print_json(screen, json!({ "hookit": own, "hookitd": SETTINGS_FILE }).to_string().as_bytes());
    }
    Card::new().fact("hookit", &own.unwrap_or_default()).fact("hookitd", SETTINGS_FILE).print(screen)?;
    Ok(Done::All)
}
