//! `hookit config check`: whether the daemon could start with its settings as they are.

use std::path::Path;

use serde_json::json;

use super::super::support::print_json;
use super::super::support::say_done;
use crate::cli::args::ConfigCheck;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Glyph;
use crate::cli::output::Table;
use crate::cli::session::Session;
use crate::config::Config;
use crate::config::Environment;
use crate::config::Given;
use crate::config::SETTINGS_FILE;

/// Checks the file with the environment of this shell, and shows what is not as it is by default.
pub(super) fn run(session: &Session, args: &ConfigCheck) -> Result<Done> {
    let given = Given { file: args.file.clone(), set: Vec::new() };
    let loaded = Config::load(&given, &Environment::read())
        .map_err(|error| CliError::failed("hookitd cannot start with these settings").because_of(&error))?;
    let path = args.file.as_deref().unwrap_or(Path::new(SETTINGS_FILE));
    // One that was named and is not there was refused above.
    let is_there = path.exists();
    let file = path.display().to_string();
    let screen = &session.screen;
    if screen.is_json() {
        let settings: Vec<_> = loaded
            .effective
            .iter()
            .map(|(key, value, origin)| json!({ "key": key, "value": value, "origin": origin }))
            .collect();
        let said = json!({ "file": is_there.then_some(&file), "valid": true, "settings": settings });
        return print_json(screen, said.to_string().as_bytes());
    }
    say_done(
        screen,
        Glyph::Done,
        &if is_there {
            format!("{file} can be used")
        } else {
            format!("there is no {file}; the defaults and the environment can be used")
        },
    )?;
    let mut table = Table::new(&[Column::left("KEY"), Column::left("VALUE"), Column::left("ORIGIN")]);
    for (key, value, origin) in loaded.effective.iter().filter(|(_, _, origin)| *origin != "default") {
        table.row(vec![Cell::new(key), Cell::new(value), Cell::new(origin)]);
    }
    table.print(screen, "every setting is as it is by default")?;
    Ok(Done::All)
}
