//! Which way to the data: what the flags name, then what the environment names, then the context, then the usual
//! sockets, then Postgres itself.

use std::io;
use std::path::Path;
use std::path::PathBuf;

use super::context::Chosen;
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
    /// Postgres directly, and the sockets on which no daemon answered, if it was to be one.
    Direct {
        /// Which Postgres.
        database: Database,
        /// What was tried before.
        silent: Vec<PathBuf>,
    },
}

impl Wanted {
    /// What flags, context and environment name. Whether a context stands above the environment was decided when it
    /// was chosen.
    pub(crate) fn of(
        global: &Global,
        environment: &ClientEnvironment,
        chosen: Option<&Chosen>,
    ) -> Result<Self> {
        one_way(global)?;
        if let Some(path) = &global.socket {
            return Ok(Self::Sockets(vec![path.clone()]));
        }
        if let Some(url) = &global.url {
            return remote::base(url).map(Self::Remote);
        }
        if let Some(database) = flagged(global)? {
            return Ok(Self::Direct(database));
        }
        if let Some(Chosen { context, .. }) = chosen {
            return match (&context.socket, &context.url, &context.database_url) {
                (Some(path), ..) => Ok(Self::Sockets(vec![path.clone()])),
                (_, Some(url), _) => remote::base(url).map(Self::Remote),
                (.., Some(url)) => Ok(Self::Direct(Database { url: url.clone(), named_by: "the context" })),
                _ => Ok(Self::Sockets(environment.socket_candidates.clone())),
            };
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

/// Refuses two ways at once. The command line's own check does not see flags on both sides of a command.
pub(super) fn one_way(global: &Global) -> Result<()> {
    let named = [
        ("--socket", global.socket.is_some()),
        ("--url", global.url.is_some()),
        ("--database-url", global.database_url.is_some()),
        ("--context", global.context.is_some()),
    ];
    let named: Vec<&str> =
        named.into_iter().filter(|(_, is_there)| *is_there).map(|(flag, _)| flag).collect();
    match named.as_slice() {
        [first, second, ..] => Err(CliError::usage(format!("{first} and {second} name two ways; name one"))),
        _ => Ok(()),
    }
}

fn flagged(global: &Global) -> Result<Option<Database>> {
    let Some(url) = &global.database_url else {
        return Ok(None);
    };
    refuse_password(url)?;
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(CliError::usage("--database-url begins with postgres://")
            .hint("such as postgres://hookit@db.internal/hookit"));
    }
    Ok(Some(Database { url: crate::config::SecretText::new(url.clone()), named_by: "--database-url" }))
}

/// The database that was named, by flag, context or environment, if one was.
pub(crate) fn database(
    global: &Global,
    environment: &ClientEnvironment,
    chosen: Option<&Chosen>,
) -> Result<Option<Database>> {
    let of_context = chosen.and_then(|chosen| chosen.context.database_url.clone());
    let of_context = of_context.map(|url| Database { url, named_by: "the context" });
    let known = environment.database_url.clone();
    Ok(flagged(global)?
        .or(of_context)
        .or_else(|| known.map(|url| Database { url, named_by: "the environment" })))
}

/// Finds the way: a socket must answer; when none does and a database is known, it is the database.
pub(crate) fn find(
    global: &Global,
    environment: &ClientEnvironment,
    chosen: Option<&Chosen>,
) -> Result<Found> {
    let paths = match Wanted::of(global, environment, chosen)? {
        Wanted::Remote(base) => return Ok(Found::Remote(base)),
        Wanted::Direct(database) => return Ok(Found::Direct { database, silent: Vec::new() }),
        Wanted::Sockets(paths) => paths,
    };
    let mut refused = Vec::new();
    for path in &paths {
        match socket::probe(path) {
            Ok(()) => return Ok(Found::Socket(path.clone())),
            Err(error) => refused.push((path.as_path(), error)),
        }
    }
    if let Some(database) = database(global, environment, chosen)? {
        return Ok(Found::Direct { database, silent: paths });
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
    error.hint("start hookitd, or name a way: --socket, --url, --database-url or --context")
}

impl Found {
    /// Opens the way.
    pub(crate) fn open(
        self,
        screen: &Screen,
        global: &Global,
        environment: &ClientEnvironment,
        chosen: Option<&Chosen>,
    ) -> Result<Client> {
        let project = project(global, environment, chosen);
        match self {
            Self::Socket(path) => Ok(Client::over_socket(&path, project, screen.clone())),
            Self::Remote(base) => {
                if remote::is_in_clear(&base) {
                    screen.talk("warning: the API key goes to another machine unencrypted; use https://");
                }
                // A context's key goes to the context's daemon and to no other.
                let context = chosen.map(|chosen| &chosen.context);
                let key = key::find(
                    global
                        .key_file
                        .as_deref()
                        .or_else(|| context.and_then(|context| context.key_file.as_deref())),
                    context.and_then(|context| context.key.as_ref()).or(environment.key.as_ref()),
                    environment.key_file.as_deref(),
                    screen,
                )?;
                Ok(Client::remote(base, key, project, screen.clone()))
            }
            Self::Direct { database, silent } => {
                let of_context = chosen.and_then(|chosen| chosen.context.keyring_file.as_deref());
                let keyring =
                    global.keyring_file.as_deref().or(of_context).or(environment.keyring_file.as_deref());
                let direct = Direct::open(&database, keyring).map_err(|error| {
                    if silent.is_empty() {
                        error
                    } else {
                        error.because(format!("no hookitd answers on {}", joined(&silent)))
                    }
                })?;
                let nodes = direct.nodes_that_deliver()?;
                if !silent.is_empty() {
                    screen.talk(&format!("{}; working on Postgres directly", absence(&silent, &nodes)));
                }
                Ok(Client::direct(direct, nodes, project, screen.clone()))
            }
        }
    }
}

fn joined(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" or ")
}

/// How it is said that no daemon answered here: it does not run, or it does and is not to be reached.
fn absence(silent: &[PathBuf], nodes: &[String]) -> String {
    let sockets = joined(silent);
    match nodes {
        [] => "hookitd is not running".to_owned(),
        [one] => format!("hookitd does not answer on {sockets}, though node {one} is alive"),
        several => {
            format!("hookitd does not answer on {sockets}, though nodes {} are alive", several.join(", "))
        }
    }
}

/// The project to work in. A context that was named by a flag stands above the environment, the current one below.
pub(crate) fn project(
    global: &Global,
    environment: &ClientEnvironment,
    chosen: Option<&Chosen>,
) -> Option<String> {
    let of_context = chosen.and_then(|chosen| chosen.context.project.clone());
    let of_environment = environment.project.clone();
    global.project.clone().or_else(|| {
        if global.context.is_some() { of_context.or(of_environment) } else { of_environment.or(of_context) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SecretText;

    fn environment() -> ClientEnvironment {
        let nobody = crate::config::Environment::default();
        ClientEnvironment {
            socket_candidates: vec!["/nowhere/a.sock".into(), "/nowhere/b.sock".into()],
            ..ClientEnvironment::of(&nobody)
        }
    }

    #[test]
    fn flags_win_over_the_environment_and_sockets_come_last() {
        let around = ClientEnvironment { url: Some("https://env.test".to_owned()), ..environment() };
        let with_socket = Global { socket: Some("/s".into()), ..Global::default() };
        assert!(
            matches!(Wanted::of(&with_socket, &around, None).unwrap(), Wanted::Sockets(paths) if paths == [PathBuf::from("/s")])
        );
        let with_database = Global { database_url: Some("postgres://db/x".to_owned()), ..Global::default() };
        assert!(matches!(Wanted::of(&with_database, &around, None).unwrap(), Wanted::Direct(_)));
        assert!(
            matches!(Wanted::of(&Global::default(), &around, None).unwrap(), Wanted::Remote(base) if base == "https://env.test")
        );
        assert!(
            matches!(Wanted::of(&Global::default(), &environment(), None).unwrap(), Wanted::Sockets(paths) if paths.len() == 2)
        );
    }

    #[test]
    fn two_ways_at_once_are_refused() {
        let both =
            Global { socket: Some("/s".into()), url: Some("https://a.test".to_owned()), ..Global::default() };
        let refused = Wanted::of(&both, &environment(), None).unwrap_err();
        assert_eq!((refused.kind.exit_code(), refused.text.contains("--url")), (2, true));
    }

    #[test]
    fn a_dead_socket_and_a_known_database_mean_postgres() {
        let around = ClientEnvironment {
            database_url: Some(SecretText::new("postgres://db/x".to_owned())),
            ..environment()
        };
        let found = find(&Global::default(), &around, None).unwrap();
        assert!(matches!(&found, Found::Direct { silent, .. } if silent.len() == 2));
        let nobody = find(&Global::default(), &environment(), None).unwrap_err();
        assert_eq!(nobody.kind.exit_code(), 3);
        assert_eq!(nobody.causes.len(), 2);
    }

    #[test]
    fn a_daemon_that_lives_is_not_said_to_be_down() {
        let silent = [PathBuf::from("/run/x.sock")];
        assert_eq!(absence(&silent, &[]), "hookitd is not running");
        assert_eq!(
            absence(&silent, &["web-1".to_owned()]),
            "hookitd does not answer on /run/x.sock, though node web-1 is alive"
        );
        let two = ["web-1".to_owned(), "web-2".to_owned()];
        assert!(absence(&silent, &two).ends_with("though nodes web-1, web-2 are alive"));
    }

    #[test]
    fn a_remote_daemon_is_never_replaced_by_a_database() {
        let around = ClientEnvironment {
            database_url: Some(SecretText::new("postgres://db/x".to_owned())),
            ..environment()
        };
        let global = Global { url: Some("https://nowhere.test".to_owned()), ..Global::default() };
        assert!(matches!(find(&global, &around, None).unwrap(), Found::Remote(_)));
    }

    #[test]
    fn a_context_stands_between_the_environment_and_the_usual_sockets() {
        let context = crate::config::Context {
            url: Some("https://ctx.test".to_owned()),
            project: Some("billing".to_owned()),
            ..crate::config::Context::default()
        };
        let chosen = Chosen { name: "prod".to_owned(), context, origin: "the current context" };
        let wanted = Wanted::of(&Global::default(), &environment(), Some(&chosen)).unwrap();
        assert!(matches!(wanted, Wanted::Remote(base) if base == "https://ctx.test"));
        let around = ClientEnvironment { project: Some("other".to_owned()), ..environment() };
        assert_eq!(project(&Global::default(), &around, Some(&chosen)).as_deref(), Some("other"));
        assert_eq!(project(&Global::default(), &environment(), Some(&chosen)).as_deref(), Some("billing"));
    }

    #[test]
    fn what_is_no_url_of_a_database_is_a_mistake_of_the_command_line() {
        let global = Global { database_url: Some("foo".to_owned()), ..Global::default() };
        assert_eq!(Wanted::of(&global, &environment(), None).unwrap_err().kind.exit_code(), 2);
    }
}
