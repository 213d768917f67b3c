//! `hookit db shell`: psql on the right database.

use std::io;
use std::process::Command;

use super::programs;
use super::reach;
use crate::cli::args::DbShell;
use crate::cli::client::Database;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Becomes psql. A password goes to it through its environment, never through its command line.
pub(super) fn run(session: &Session, args: &DbShell) -> Result<Done> {
    let database = reach::database(session, args.state.state_dir.as_deref())?;
    let mut psql = command(&database);
    psql.args(&args.psql);
    start(&mut psql)
}

fn command(database: &Database) -> Command {
    let mut psql = Command::new("psql");
    let url = programs::connection(database, &mut psql);
    psql.arg(url);
    psql
}

#[cfg(unix)]
fn start(psql: &mut Command) -> Result<Done> {
    use std::os::unix::process::CommandExt;
    // Returns only if it could not be done.
    Err(cannot(&psql.exec()))
}

#[cfg(not(unix))]
fn start(psql: &mut Command) -> Result<Done> {
    let ended = psql.status().map_err(|error| cannot(&error))?;
    Ok(if ended.success() { Done::All } else { Done::Failed })
}

fn cannot(error: &io::Error) -> CliError {
    let failed = CliError::failed("cannot start psql").because(error);
    if error.kind() == io::ErrorKind::NotFound {
        failed.hint("install the Postgres client programs")
    } else {
        failed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SecretText;

    #[test]
    fn a_password_is_not_on_the_command_line_of_psql() {
        let url = SecretText::new("postgres://u:h%2Bunter+2@db.test/x".to_owned());
        let psql = command(&Database { url, named_by: "the environment" });
        let arguments: Vec<_> = psql.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
        assert_eq!(arguments, ["postgres://u@db.test/x"]);
        let password = psql.get_envs().find(|(name, _)| *name == "PGPASSWORD").and_then(|(_, value)| value);
        assert_eq!(password.unwrap(), "h+unter+2");
    }
}
