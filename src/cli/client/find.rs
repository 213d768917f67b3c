//! Which way to the data: what the flags name, then what the environment names, then the usual sockets, then
//! Postgres itself.

use std::io;
use std::path::Path;
use std::path::PathBuf;

use super::direct::Direct;
use super::handle::Client;
use super::key;
use super::postgres::Database;
use super::postgres::refuse_password;
use super::remote;
use super::socket;
use crate::cli::args::Global;
use crate::cli::error::CliError;
use crate::cli::error::Kind;
use crate::cli::error::Result;
use crate::cli::output::Screen;
use crate::config::client::ClientEnvironment;

/// What was named, by whom.
#[derive(Debug, Clone)]
pub(crate) enum Wanted {
    /// A daemon's admin socket; the first that answers.
    Sockets(Vec<PathBuf>),
    /// A daemon over HTTPS.
    Remote(String),
    /// Postgres, without a daemon.
    Direct(Database),
}

/// The way that was found.
#[derive(Debug)]
pub(crate) enum Found {
    /// A daemon answers on this socket.
    Socket(PathBuf),
    /// A daemon is to be asked there.
    Remote(String),
    /// No daemon: Postgres directly.
    Direct(Database),
}

impl Wanted {
    /// What flags and environment name; flags win.
    pub(crate) fn of(global: &Global, environment: &ClientEnvironment) -> Result<Self> {
        if let Some(path) = &global.socket {
            return Ok(Self::Sockets(vec![path.clone()]));
        }
        if let Some(url) = &global.url {
            return remote::base(url).map(Self::Remote);
        }
        if let Some(database) = flagged(global)? {
            return Ok(Self::Direct(database));
        }
        if let Some(path) = &environment.socket {
            return Ok(Self::Sockets(vec![path.clone()]));
        }
        if let Some(url) = &environment.url {
            return remote::base(url).map(Self::Remote);
        }
        Ok(Self::Sockets(environment.socket_candidates.clone()))
    }
}

fn flagged(global: &Global) -> Result<Option<Database>> {
    let Some(url) = &global.database_url else {
        return Ok(None);
    };
    refuse_password(url)?;
    Ok(Some(Database { url: crate::config::SecretText::new(url.clone()), named_by: "--database-url" }))
}

/// The database that was named, by flag or environment, if one was.
pub(crate) fn database(global: &Global, environment: &ClientEnvironment) -> Result<Option<Database>> {
    let known = environment.database_url.clone();
    Ok(flagged(global)?.or_else(|| known.map(|url| Database { url, named_by: "the environment" })))
}

/// Finds the way: a socket must answer; when none does and a database is known, it is the database.
pub(crate) fn find(screen: &Screen, global: &Global, environment: &ClientEnvironment) -> Result<Found> {
    let paths = match Wanted::of(global, environment)? {
        Wanted::Remote(base) => return Ok(Found::Remote(base)),
        Wanted::Direct(database) => return Ok(Found::Direct(database)),
        Wanted::Sockets(paths) => paths,
    };
    let mut refused = Vec::new();
    for path in &paths {
        match socket::probe(path) {
            Ok(()) => return Ok(Found::Socket(path.clone())),
            Err(error) => refused.push((path.as_path(), error)),
        }
    }
    if let Some(database) = database(global, environment)? {
        screen.talk("hookitd is not running; working on Postgres directly");
        return Ok(Found::Direct(database));
    }
    Err(nobody(&refused))
}

/// No socket answered and no database is known.
fn nobody(refused: &[(&Path, io::Error)]) -> CliError {
    let forbidden = refused.iter().find(|(_, error)| error.kind() == io::ErrorKind::PermissionDenied);
    if let Some((path, error)) = forbidden {
        return CliError::new(Kind::Denied, format!("you may not open {}", path.display()))
            .because(error)
            .hint("run it as root or as a member of the socket's group");
    }
    let mut error = CliError::new(Kind::NoDaemon, "no hookitd answers");
    for (path, cause) in refused {
        error = error.because(format!("{}: {cause}", path.display()));
    }
    error.hint("start hookitd, or name a way: --socket, --url or --database-url")
}

impl Found {
    /// Opens the way.
    pub(crate) fn open(
        self,
        screen: &Screen,
        global: &Global,
        environment: &ClientEnvironment,
    ) -> Result<Client> {
        let project = global.project.clone().or_else(|| environment.project.clone());
        match self {
            Self::Socket(path) => Ok(Client::over_socket(&path, project, screen.clone())),
            Self::Remote(base) => {
                if remote::is_in_clear(&base) {
                    screen.talk("warning: the API key goes to another machine unencrypted; use https://");
                }
                let key = key::find(
                    global.key_file.as_deref(),
                    environment.key.as_ref(),
                    environment.key_file.as_deref(),
                    screen.can_ask,
                )?;
                Ok(Client::remote(base, key, project, screen.clone()))
            }
            Self::Direct(database) => {
                let keyring = global.keyring_file.as_deref().or(environment.keyring_file.as_deref());
                let direct = Direct::open(&database, keyring)?;
                Ok(Client::direct(direct, project, screen.clone()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SecretText;

    fn environment() -> ClientEnvironment {
        ClientEnvironment {
            socket: None,
            url: None,
            key: None,
            key_file: None,
            database_url: None,
            keyring_file: None,
            project: None,
            socket_candidates: vec!["/nowhere/a.sock".into(), "/nowhere/b.sock".into()],
            state_dir_candidates: Vec::new(),
            no_color: false,
            term: None,
            utf8: true,
            columns: None,
            executable: None,
            temporary_dir: "/tmp".into(),
            path: None,
        }
    }

    #[test]
    fn flags_win_over_the_environment_and_sockets_come_last() {
        let around = ClientEnvironment { url: Some("https://env.test".to_owned()), ..environment() };
        let with_socket = Global { socket: Some("/s".into()), ..Global::default() };
        assert!(
            matches!(Wanted::of(&with_socket, &around).unwrap(), Wanted::Sockets(paths) if paths == [PathBuf::from("/s")])
        );
        let with_database = Global { database_url: Some("postgres://db/x".to_owned()), ..Global::default() };
        assert!(matches!(Wanted::of(&with_database, &around).unwrap(), Wanted::Direct(_)));
        assert!(
            matches!(Wanted::of(&Global::default(), &around).unwrap(), Wanted::Remote(base) if base == "https://env.test")
        );
        assert!(
            matches!(Wanted::of(&Global::default(), &environment()).unwrap(), Wanted::Sockets(paths) if paths.len() == 2)
        );
    }

    #[test]
    fn a_dead_socket_and_a_known_database_mean_postgres() {
        let screen = Screen::fixed(false, false);
        let around = ClientEnvironment {
            database_url: Some(SecretText::new("postgres://db/x".to_owned())),
            ..environment()
        };
        assert!(matches!(find(&screen, &Global::default(), &around).unwrap(), Found::Direct(_)));
        let nobody = find(&screen, &Global::default(), &environment()).unwrap_err();
        assert_eq!(nobody.kind.exit_code(), 3);
        assert_eq!(nobody.causes.len(), 2);
    }

    #[test]
    fn a_remote_daemon_is_never_replaced_by_a_database() {
        let around = ClientEnvironment {
            database_url: Some(SecretText::new("postgres://db/x".to_owned())),
            ..environment()
        };
        let global = Global { url: Some("https://nowhere.test".to_owned()), ..Global::default() };
        assert!(matches!(find(&Screen::fixed(false, false), &global, &around).unwrap(), Found::Remote(_)));
    }
}
