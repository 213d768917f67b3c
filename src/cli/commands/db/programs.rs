//! Postgres' own programs, run on a database without showing its password to anybody.

use std::process::Command;

use url::Url;

use crate::cli::client::Database;
use crate::cli::error::CliError;
use crate::cli::error::Result;

/// The URL for a program's command line. A password goes to it through its environment, never through the line.
pub(super) fn connection(database: &Database, program: &mut Command) -> String {
    match Url::parse(database.url.expose()) {
        Ok(mut url) if url.password().is_some() => {
            let password = url.password().map(percent_decoded).unwrap_or_default();
            program.env("PGPASSWORD", password);
            // A URL with a host, which a password needs, takes the change.
            let _ = url.set_password(None);
            url.into()
        }
        _ => database.url.expose().to_owned(),
    }
}

/// The database without its password, for sentences.
pub(super) fn shown(database: &Database) -> String {
    match Url::parse(database.url.expose()) {
        Ok(url) => format!("{}{}", url.host_str().unwrap_or_default(), url.path()),
        Err(_) => "the database that was named".to_owned(),
    }
}

fn percent_decoded(text: &str) -> String {
    // `+` is itself here, unlike in a form.
    let escaped = text.replace('+', "%2B");
    url::form_urlencoded::parse(format!("p={escaped}").as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// The end of what a program said, as an error.
pub(super) fn failed(name: &str, said: &[u8]) -> CliError {
    const LINES_MAX: usize = 6;
    let text = String::from_utf8_lossy(said);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let last = &lines[lines.len().saturating_sub(LINES_MAX)..];
    last.iter().fold(CliError::failed(format!("{name} failed")), CliError::because)
}

/// Starts a program.
pub(super) fn start(command: &mut Command) -> Result<std::process::Child> {
    let name = command.get_program().to_string_lossy().into_owned();
    command.spawn().map_err(|error| CliError::failed(format!("cannot start {name}")).because(error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SecretText;

    #[test]
    fn sentences_name_a_database_without_its_password() {
        let url = SecretText::new("postgres://u:hunter2@db.test/x".to_owned());
        assert_eq!(shown(&Database { url, named_by: "the environment" }), "db.test/x");
    }
}
