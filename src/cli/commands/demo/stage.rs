//! The demo's stage: daemon, receiver, client and endpoints, and how the story is told and waited for.

use std::time::Duration;
use std::time::Instant;

use serde_json::Value;
use serde_json::json;

use super::daemon;
use super::daemon::Daemon;
use super::inbox::Inbox;
use super::receiver::Receiver;
use crate::cli::args::DemoArgs;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Tone;
use crate::cli::output::escape;
use crate::cli::output::number;
use crate::cli::output::span;
use crate::cli::output::text;
use crate::cli::session::Session;
use crate::config::SecretText;
use crate::domain::secret::SigningSecret;

/// How long the daemon may take to make its Postgres and be ready.
const START_MAX: Duration = Duration::from_mins(1);
/// How often is looked whether something has come.
const LOOK_EVERY: Duration = Duration::from_millis(25);
/// The endpoints: name and what they receive.
const ENDPOINTS: [(&str, &[&str]); 3] = [
    ("ledger", &["price.*"]),
    ("apple-desk", &["price.aapl"]),
    ("search-desk", &["price.goog", "price.msft"]),
];
/// Delays after failed attempts, in milliseconds: short, so that the story is.
const SCHEDULE_MS: [u64; 3] = [500, 1_000, 2_000];

/// An event that was accepted.
pub(super) struct Accepted {
    /// Its id.
    pub(super) event_id: String,
    /// Its type.
    pub(super) event_type: String,
    /// How many endpoints it matched.
    pub(super) matched: u64,
}

/// Everything the story needs.
pub(super) struct Stage {
    /// How it is told.
    pub(super) screen: Screen,
    /// Ends waits on ^C.
    pub(super) interrupt: Interrupt,
    /// Over the public API, with a key.
    pub(super) client: Client,
    /// What was received.
    pub(super) inbox: Inbox,
    /// Up or down.
    pub(super) receiver: Option<Receiver>,
    /// The receiver's port, also while it is down.
    pub(super) port: u16,
    /// What was accepted so far.
    pub(super) accepted: Vec<Accepted>,
    /// Last, so that it is dropped last.
    daemon: Daemon,
}

impl Stage {
    /// Starts everything and tells about it.
    pub(super) fn set(session: &Session, args: &DemoArgs) -> Result<Self> {
        let screen = session.screen.clone();
        let interrupt = Interrupt::watch();
        heading(&screen, "start")?;
        let environment = &session.environment;
        let program = daemon::program(session, args.hookitd.as_ref())?;
        let began = Instant::now();
        let mut daemon =
            Daemon::start("demo", &program, &environment.temporary_dir, environment.path.as_ref())?;
        let mut address = String::new();
        until(&interrupt, START_MAX, "hookitd to be ready", || {
            Ok(daemon.address()?.map(|found| address = found).is_some())
        })?;
        line(
            &screen,
            Glyph::Done,
            &format!("hookitd with a private Postgres, ready in {}   http://{address}", since(began)),
        )?;
        let admin = Client::over_socket(&daemon.socket(), None, screen.clone());
        let client = Client::remote(format!("http://{address}"), key(&admin)?, None, screen.clone());
        line(&screen, Glyph::Done, "an API key for everything that follows, which goes over the public API")?;
        let inbox = Inbox::default();
        let receiver = Receiver::up(0, inbox.clone())?;
        let port = receiver.port();
        line(&screen, Glyph::Done, &format!("a receiver on 127.0.0.1:{port} that checks every signature"))?;
        let stage = Self {
            screen,
            interrupt,
            client,
            inbox,
            receiver: Some(receiver),
            port,
            accepted: Vec::new(),
            daemon,
        };
        stage.add_endpoints()?;
        Ok(stage)
    }

    fn add_endpoints(&self) -> Result<()> {
        for (name, patterns) in ENDPOINTS {
            let settings = json!({
                "name": name,
                "url": format!("http://127.0.0.1:{}/{name}", self.port),
                "event_types": patterns,
                "retry": {"schedule_ms": SCHEDULE_MS, "jitter": 0.0},
                "timeout_ms": 5_000,
            });
            let endpoint = self.client.json(&Request::post("/endpoints").json(&settings))?;
            let secret = SigningSecret::parse(text(&endpoint, "secret"))
                .map_err(|error| CliError::failed("the endpoint came without a secret").because(error))?;
            self.inbox.expect(name, secret);
            self.line(Glyph::Done, &format!("endpoint {name:11}  receives {}", patterns.join(", ")))?;
        }
        Ok(())
    }

    /// Publishes a request's body; keeps what was accepted, and says whether it was new.
    pub(super) fn publish(&mut self, body: Vec<u8>, event_type: String) -> Result<bool> {
        let answer = self.client.call(&Request::post("/events").bytes(body))?;
        let published = answer.json()?;
        let new = answer.header("idempotent-replayed") != Some("true");
        if new {
            self.accepted.push(Accepted {
                event_id: text(&published, "event_id").to_owned(),
                event_type,
                matched: number(&published, "queued_deliveries").unwrap_or(0),
            });
        }
        Ok(new)
    }

    /// Deliveries that must come of what was accepted.
    pub(super) fn matched(&self) -> u64 {
        self.accepted.iter().map(|event| event.matched).sum()
    }

    /// Every delivery in this state.
    pub(super) fn deliveries(&self, status: &str) -> Result<Vec<Value>> {
        let request = Request::get("/deliveries").query("status", Some(status));
        Ok(self.client.list(&request, u32::MAX, None)?.items)
    }

    /// Begins an act.
    pub(super) fn heading(&self, title: &str) -> Result<()> {
        heading(&self.screen, title)
    }

    /// Tells one thing.
    pub(super) fn line(&self, glyph: Glyph, said: &str) -> Result<()> {
        line(&self.screen, glyph, said)
    }

    /// Waits until something is so; ^C and too long a time are errors.
    pub(super) fn until(&self, max: Duration, what: &str, is_so: impl FnMut() -> Result<bool>) -> Result<()> {
        until(&self.interrupt, max, what, is_so)
    }

    /// An error with what the daemon said last, if the daemon has ended and so is the cause.
    pub(super) fn explained(&mut self, error: CliError) -> CliError {
        match self.daemon.address() {
            Ok(_) => error,
            Err(ended) => ended.because(error),
        }
    }

    /// Stops everything in good order.
    pub(super) fn leave(self) -> Result<()> {
        drop(self.receiver);
        self.daemon.stop()
    }
}

/// A key for the public API, made over the admin socket, as an operator would.
fn key(admin: &Client) -> Result<SecretText> {
    let wanted = json!({"name": "demo", "scopes": ["publish", "read", "manage"]});
    let made = admin.json(&Request::post("/projects/default/api-keys").json(&wanted))?;
    Ok(SecretText::new(text(&made, "key").to_owned()))
}

fn heading(screen: &Screen, title: &str) -> Result<()> {
    screen.data("")?;
    screen.data(&screen.paint(Tone::Strong, title))
}

fn line(screen: &Screen, glyph: Glyph, said: &str) -> Result<()> {
    screen.data(&format!("  {} {}", screen.glyph(glyph), escape(said)))
}

pub(super) fn until(
    interrupt: &Interrupt,
    max: Duration,
    what: &str,
    mut is_so: impl FnMut() -> Result<bool>,
) -> Result<()> {
    let end = Instant::now() + max;
    loop {
        if is_so()? {
            return Ok(());
        }
        if Instant::now() >= end {
            return Err(CliError::failed(format!("waited {} for {what}", span(millis(max)))));
        }
        if interrupt.wait(LOOK_EVERY) {
            return Err(CliError::failed("interrupted"));
        }
    }
}

/// How long ago something began.
pub(super) fn since(began: Instant) -> String {
    span(millis(began.elapsed()))
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}
