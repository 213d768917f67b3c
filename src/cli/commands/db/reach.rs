//! Which Postgres `hookit db` works on: the one that was named, else a private one whose state directory this user
//! may read.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use serde_json::Value;
use url::form_urlencoded;

use crate::cli::client::Database;
use crate::cli::client::Request;
use crate::cli::error::CliError;
use crate::cli::error::Kind;
use crate::cli::error::Result;
use crate::cli::output::text;
use crate::cli::session::Session;
use crate::config::Config;
use crate::config::Environment;
use crate::config::Given;
use crate::config::SecretText;

/// The database of the private Postgres, and its user.
const NAME: &str = "hookit";

/// How a private Postgres is called where it is told who named the database.
pub(super) const PRIVATE: &str = "the private Postgres' state directory";

/// A database, and where it is when it is a private one.
#[derive(Debug)]
pub(super) struct Reached {
    /// How to connect.
    pub(super) database: Database,
    /// The state directory of the daemon whose private Postgres it is.
    pub(super) state_dir: Option<PathBuf>,
}

/// Finds the database: the one that was named, the private one of this state directory, the one that the daemon at the
/// admin socket works on, else a private one in the usual places.
pub(super) fn database(session: &Session, state_dir: Option<&Path>) -> Result<Database> {
    reach(session, state_dir).map(|reached| reached.database)
}

/// The same, and where it is.
pub(super) fn reach(session: &Session, state_dir: Option<&Path>) -> Result<Reached> {
    let private = |database, state_dir: &Path| Reached { database, state_dir: Some(state_dir.to_owned()) };
    if let Some(state_dir) = state_dir {
        let running = running_in(state_dir).map(|database| private(database, state_dir));
        return running.map_err(|why| {
            let what = format!("no private Postgres runs in {}", state_dir.display());
            CliError::new(Kind::NoDatabase, what).because(why).hint("it runs only while its hookitd does")
        });
    }
    if let Some(named) = session.database()? {
        return Ok(Reached { database: named, state_dir: None });
    }
    let mut refused = Vec::new();
    let configured = configured();
    let told = told_by_daemon(session);
    for state_dir in told.iter().chain(&configured).chain(&session.environment.state_dir_candidates) {
        match running_in(state_dir) {
            Ok(database) => return Ok(private(database, state_dir)),
            Err(why) => refused.push(why),
        }
    }
    let error = CliError::new(Kind::NoDatabase, "no database was named, and no private Postgres was found");
    Err(refused
        .into_iter()
        .fold(error, CliError::because)
        .hint("name one with --database-url, HOOKIT_DATABASE_URL or --state-dir; a private Postgres runs only while hookitd does"))
}

/// The state directory that the daemon's settings on this machine name, as far as this user may read them.
fn configured() -> Option<PathBuf> {
    let loaded = Config::load(&Given::default(), &Environment::read()).ok()?;
    Some(loaded.config.state_dir)
}

/// The state directory of the daemon at the admin socket, if one answers and tells.
fn told_by_daemon(session: &Session) -> Option<PathBuf> {
    let status = status_of_daemon(session)?;
    let data = PathBuf::from(text(status.get("database")?, "data_directory"));
    data.strip_prefix(data.ancestors().nth(2)?).ok().filter(|below| *below == Path::new("postgres/data"))?;
    data.ancestors().nth(2).map(Path::to_owned)
}

/// What the daemon at the admin socket says of itself, if one answers.
pub(super) fn status_of_daemon(session: &Session) -> Option<Value> {
    if session.global.url.is_some() || (session.environment.url.is_some() && session.global.socket.is_none())
    {
        return None;
    }
    session.client().ok()?.json(&Request::get("/status")).ok()
}

/// The private Postgres that runs in this state directory, or why there is none.
pub(in crate::cli::commands) fn running_in(state_dir: &Path) -> std::result::Result<Database, String> {
    let pid_file = state_dir.join("postgres/data/postmaster.pid");
    let text = fs::read_to_string(&pid_file).map_err(|error| format!("{}: {error}", pid_file.display()))?;
    let socket = socket_of(&text).ok_or_else(|| format!("{} names no socket", pid_file.display()))?;
    Ok(private_at(&socket.0, socket.1))
}

/// The directory of the socket and the port, from a running server's `postmaster.pid` (lines 5 and 4).
fn socket_of(pid_file: &str) -> Option<(PathBuf, u16)> {
    let lines: Vec<&str> = pid_file.lines().collect();
    let port = lines.get(3)?.trim().parse().ok()?;
    // Several directories are separated by commas; the first is as good as any.
    let dir = lines.get(4)?.split(',').next()?.trim();
    (!dir.is_empty()).then(|| (PathBuf::from(dir), port))
}

fn private_at(dir: &Path, port: u16) -> Database {
    let host = form_urlencoded::byte_serialize(dir.as_os_str().as_encoded_bytes()).collect::<String>();
    let url = format!(
        "postgres://{NAME}@localhost:{port}/{NAME}?host={}&sslmode=disable",
        host.replace('+', "%20")
    );
    Database { url: SecretText::new(url), named_by: PRIVATE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_running_private_postgres_says_where_its_socket_is() {
        let text =
            "4711\n/var/lib/hookit/postgres/data\n1795511471\n5432\n/run/hookit/pg\n\n  123 456\nready\n";
        assert_eq!(socket_of(text), Some((PathBuf::from("/run/hookit/pg"), 5432)));
        assert_eq!(socket_of("4711\n/data\n"), None);
        let database = private_at(Path::new("/tmp/a b"), 5432);
        assert!(database.url.expose().contains("host=%2Ftmp%2Fa%20b&"), "{}", database.url.expose());
    }
}
