//! The bench's stage: the daemon, started here unless one is named, and in it a project with endpoints and a key.

use std::net::SocketAddr;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;
use std::time::Instant;

use serde_json::json;
use url::Url;

use super::generator::Door;
use super::generator::EVENT_TYPE;
use crate::cli::args::BenchArgs;
use crate::cli::client::Client;
use crate::cli::client::Database;
use crate::cli::client::Request;
use crate::cli::client::refuse_password;
use crate::cli::commands::db::reach;
use crate::cli::commands::demo::daemon;
use crate::cli::commands::demo::daemon::Daemon;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::text;
use crate::cli::session::Session;
use crate::config::SecretText;
use crate::domain::secret::SigningSecret;

/// How long a daemon of our own may take to make its Postgres and be ready.
const START_MAX: Duration = Duration::from_mins(1);
/// Connections that may publish over the admin socket, which takes 64 in all.
const SOCKET_CONNECTIONS_MAX: u32 = 48;
/// How often is looked whether something has come.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// Everything that is measured.
pub(super) struct Stage<'s> {
    session: &'s Session,
    client: Option<Client>,
    project: String,
    /// Where to publish.
    pub(super) door: Door,
    /// Headers of a publish; each ends its line.
    pub(super) headers: String,
    /// The daemon's process, if it runs on this machine and was found.
    pub(super) process: Option<u32>,
    /// Its Postgres, if it is known.
    pub(super) database: Option<Database>,
    /// Last, so that it is dropped last.
    own: Option<Daemon>,
}

impl<'s> Stage<'s> {
    /// Starts or finds the daemon, and makes a project in it.
    pub(super) fn set(session: &'s Session, args: &BenchArgs, interrupt: &Interrupt) -> Result<Self> {
        let global = &session.global;
        if global.database_url.is_some() {
            return Err(CliError::usage("bench measures a daemon; it cannot work on Postgres directly")
                .hint("leave --database-url out, or name a daemon with --socket or --url"));
        }
        let mut stage = Self {
            session,
            client: None,
            project: format!("bench-{}", std::process::id()),
            door: Door::Socket(Path::new("").to_owned()),
            headers: String::new(),
            process: None,
            database: None,
            own: None,
        };
        if let Some(socket) = &global.socket {
            if args.connections > SOCKET_CONNECTIONS_MAX {
                return Err(CliError::usage(format!(
                    "the admin socket is for operators: it takes no more than {SOCKET_CONNECTIONS_MAX} connections that publish"
                ))
                .hint("name the daemon's API with --url, or fewer --connections"));
            }
            stage.door = Door::Socket(socket.clone());
            stage.process = peer_of(socket);
            stage.client = Some(Client::over_socket(socket, None, session.screen.clone()));
        } else if let Some(url) = &global.url {
            stage.door = Door::Tcp(address_of(url)?);
        } else {
            stage.start(args, interrupt)?;
        }
        if let Some(url) = &args.postgres {
            refuse_password(url)?;
            stage.database = Some(Database { url: SecretText::new(url.clone()), named_by: "--postgres" });
        }
        stage.client()?.call(&Request::post("/projects").json(&json!({"name": stage.project})))?;
        stage.headers = match &stage.door {
            Door::Socket(_) => format!("hookit-project: {}\r\n", stage.project),
            Door::Tcp(_) => {
                let wanted = json!({"name": "bench", "scopes": ["publish"]});
                let path = format!("/projects/{}/api-keys", stage.project);
                let made = stage.client()?.json(&Request::post(&path).json(&wanted))?;
                format!("authorization: Bearer {}\r\n", text(&made, "key"))
            }
        };
        Ok(stage)
    }

    /// Starts a daemon of our own, with a private Postgres.
    fn start(&mut self, args: &BenchArgs, interrupt: &Interrupt) -> Result<()> {
        let environment = &self.session.environment;
        let program = daemon::program(self.session, args.hookitd.as_ref())?;
        let mut own =
            Daemon::start("bench", &program, &environment.temporary_dir, environment.path.as_ref())?;
        let end = Instant::now() + START_MAX;
        let address = loop {
            if let Some(address) = own.address()? {
                break address;
            }
            if interrupt.wait(LOOK_EVERY) {
                return Err(CliError::failed("interrupted"));
            }
            if Instant::now() >= end {
                return Err(CliError::failed("hookitd was not ready within a minute"));
            }
        };
        let odd = |error| {
            CliError::failed(format!("hookitd listens on {address}, which is no address")).because(error)
        };
        self.door = Door::Tcp(address.parse().map_err(odd)?);
        self.process = Some(own.process());
        self.database = Some(reach::running_in(&own.state_dir()).map_err(|why| {
            CliError::failed("the private Postgres of hookitd cannot be found").because(why)
        })?);
        self.client = Some(Client::over_socket(&own.socket(), None, self.session.screen.clone()));
        self.own = Some(own);
        Ok(())
    }

    fn client(&self) -> Result<&Client> {
        match &self.client {
            Some(client) => Ok(client),
            None => self.session.client(),
        }
    }

    fn here(&self, request: Request) -> Request {
        request.header("hookit-project", Some(&self.project))
    }

    /// Makes an endpoint for each number below `count`, whose path is the number; answers their secrets in order.
    pub(super) fn add_endpoints(&self, receiver: SocketAddr, count: u32) -> Result<Vec<SigningSecret>> {
        let mut secrets = Vec::new();
        for index in 0..count {
            let wanted = json!({
                "name": format!("bench-{index}"),
                "url": format!("http://{receiver}/{index}"),
                "event_types": [EVENT_TYPE],
            });
            let made = self.client()?.json(&self.here(Request::post("/endpoints").json(&wanted))).map_err(|error| {
                error.hint("a daemon that is measured must deliver to this machine: deliver.allow_cidrs: [127.0.0.1/32]")
            })?;
            let secret = SigningSecret::parse(text(&made, "secret"));
            secrets
                .push(secret.map_err(|error| {
                    CliError::failed("the endpoint came without a secret").because(error)
                })?);
        }
        Ok(secrets)
    }

    /// Deliveries of the project that are not finished.
    pub(super) fn queued(&self) -> Result<u64> {
        let status = self.client()?.json(&self.here(Request::get("/status")))?;
        let queue = status.get("queue").cloned().unwrap_or_default();
        Ok(["due", "in_flight", "held", "waiting"].iter().filter_map(|name| number(&queue, name)).sum())
    }

    /// Dead letters of the project: what they ended with, for an error that says why deliveries are missing.
    pub(super) fn dead_letters(&self) -> Result<Vec<String>> {
        let page =
            self.client()?.json(&self.here(Request::get("/dead-letters").query("limit", Some("3"))))?;
        Ok(list(&page, "items").iter().map(|one| text(one, "last_outcome").to_owned()).collect())
    }

    /// Takes everything away again.
    pub(super) fn leave(mut self) -> Result<()> {
        if let Some(own) = self.own.take() {
            return own.stop();
        }
        let path = format!("/projects/{}", self.project);
        self.client()?.call(&Request::delete(&path).query("cascade", Some("true"))).map(drop)
    }
}

/// The process at the other end of a socket.
fn peer_of(socket: &Path) -> Option<u32> {
    let stream = UnixStream::connect(socket).ok()?;
    let peer = rustix::net::sockopt::socket_peercred(&stream).ok()?;
    u32::try_from(peer.pid.as_raw_nonzero().get()).ok()
}

/// The address of a daemon on this machine.
fn address_of(url: &str) -> Result<SocketAddr> {
    let near = Url::parse(url).ok().filter(|url| url.scheme() == "http");
    let address = near.and_then(|url| {
        url.socket_addrs(|| None).ok()?.into_iter().find(|address| address.ip().is_loopback())
    });
    address.ok_or_else(|| {
        CliError::usage("bench measures a daemon on this machine: --url must be like http://127.0.0.1:8000")
            .hint("its receiver listens on 127.0.0.1, and the CPU of processes is read here")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_daemon_on_this_machine_is_measured() {
        assert_eq!(address_of("http://127.0.0.1:8000/").unwrap().port(), 8_000);
        for elsewhere in ["https://127.0.0.1:8000", "http://192.0.2.1:8000", "x"] {
            assert_eq!(address_of(elsewhere).unwrap_err().kind.exit_code(), 2, "{elsewhere}");
        }
    }
}
