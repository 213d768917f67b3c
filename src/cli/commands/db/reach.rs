//! Which Postgres `hookit db` works on: the one that was named, else a private one whose state directory this user
//! may read.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use url::form_urlencoded;

use crate::cli::client::Database;
use crate::cli::error::CliError;
use crate::cli::error::Kind;
use crate::cli::error::Result;
use crate::cli::session::Session;
use crate::config::SecretText;

/// The database of the private Postgres, and its user.
const NAME: &str = "hookit";

/// Finds the database.
pub(super) fn database(session: &Session) -> Result<Database> {
    if let Some(named) = session.database()? {
        return Ok(named);
    }
    let mut refused = Vec::new();
    for state_dir in &session.environment.state_dir_candidates {
        match running_in(state_dir) {
            Ok(database) => return Ok(database),
            Err(why) => refused.push(why),
        }
    }
    let error = CliError::new(Kind::NoDatabase, "no database was named, and no private Postgres was found");
    Err(refused
        .into_iter()
        .fold(error, CliError::because)
        .hint("name one with --database-url or HOOKIT_DATABASE_URL; a private Postgres runs only while hookitd does"))
}

/// The private Postgres that runs in this state directory, or why there is none.
pub(in crate::cli::commands) fn running_in(state_dir: &Path) -> std::result::Result<Database, String> {
    let pid_file = state_dir.join("postgres/data/postmaster.pid");
    let text = fs::read_to_string(&pid_file).map_err(|error| format!("{}: {error}", pid_file.display()))?;
    let socket = socket_of(&text).ok_or_else(|| format!("{} names no socket", pid_file.display()))?;
    Ok(private(&socket.0, socket.1))
}

/// The directory of the socket and the port, from a running server's `postmaster.pid` (lines 5 and 4).
fn socket_of(pid_file: &str) -> Option<(PathBuf, u16)> {
    let lines: Vec<&str> = pid_file.lines().collect();
    let port = lines.get(3)?.trim().parse().ok()?;
    // Several directories are separated by commas; the first is as good as any.
    let dir = lines.get(4)?.split(',').next()?.trim();
    (!dir.is_empty()).then(|| (PathBuf::from(dir), port))
}

fn private(dir: &Path, port: u16) -> Database {
    let host = form_urlencoded::byte_serialize(dir.as_os_str().as_encoded_bytes()).collect::<String>();
    let url = format!(
        "postgres://{NAME}@localhost:{port}/{NAME}?host={}&sslmode=disable",
        host.replace('+', "%20")
    );
    Database { url: SecretText::new(url), named_by: "the private Postgres' state directory" }
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
        let database = private(Path::new("/tmp/a b"), 5432);
        assert!(database.url.expose().contains("host=%2Ftmp%2Fa%20b&"), "{}", database.url.expose());
    }
}
