//! The thread that reads: long polls from the cursor on, with backoff while nobody answers.

use std::thread;
use std::time::Duration;
use std::time::Instant;

use super::gate::Gate;
use super::item::Item;
use super::item::Page;
use crate::cli::client::Answer;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// How long a request waits for something to happen, in milliseconds. When a machine is gone without a word it is this
/// and the client's own limit until it is noticed.
const WAIT_MS: &str = "15000";
/// First wait after a failure; it doubles.
const AGAIN_MIN: Duration = Duration::from_millis(250);
/// Longest wait between two tries.
const AGAIN_MAX: Duration = Duration::from_secs(5);

/// What is to be read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wish {
    /// Patterns, parted by commas; `None`: every type.
    pub(crate) event_types: Option<String>,
    /// `event`, `redrive`, `attempt`, parted by commas.
    pub(crate) kinds: &'static str,
    /// Whether payloads are wanted.
    pub(crate) payloads: bool,
    /// Begin there, RFC 3339; `None`: now.
    pub(crate) since: Option<String>,
}

/// What the thread tells.
#[derive(Debug)]
pub(crate) enum Followed {
    /// The feed answers: everything that is committed from now on, or since then, will be told.
    Open {
        /// Whose it is.
        project_id: String,
    },
    /// Something happened.
    Items(Vec<Item>),
    /// Nobody answers; it tries again.
    Lost {
        /// The reason.
        why: String,
    },
    /// It answers again, after so long, and goes on from the cursor.
    Back {
        /// Since it was lost.
        after: Duration,
    },
    /// It cannot go on.
    Ended(CliError),
}

/// Follows the feed on a thread of its own, with a client of its own, until `tell` says that nobody listens any more.
/// What is told once is not told again, and nothing is left out, as long as the thread lives.
pub(crate) fn follow(
    session: &Session,
    wish: Wish,
    gate: Gate,
    tell: impl Fn(Followed) -> bool + Send + 'static,
) -> Result<()> {
    let (global, environment) = (session.global.clone(), session.environment.clone());
    let (screen, line) = (session.screen.clone(), session.line.clone());
    let run = move || {
        let own = Session::new(global, environment, screen, line);
        let ended = own.client().and_then(|client| Reader::new(client, &wish, &gate, &tell).run());
        if let Err(error) = ended {
            tell(Followed::Ended(error));
        }
    };
    let started = thread::Builder::new().name("feed".to_owned()).spawn(run);
    started.map(drop).map_err(|error| CliError::failed("cannot start a thread").because(error))
}

struct Reader<'r, T> {
    client: &'r Client,
    wish: &'r Wish,
    gate: &'r Gate,
    tell: &'r T,
    cursor: Option<String>,
    lost: Option<(Instant, Duration)>,
}

impl<'r, T: Fn(Followed) -> bool> Reader<'r, T> {
    fn new(client: &'r Client, wish: &'r Wish, gate: &'r Gate, tell: &'r T) -> Self {
        Self { client, wish, gate, tell, cursor: None, lost: None }
    }

    fn run(mut self) -> Result<()> {
        // The first answer decides: who cannot be reached at all is an error.
        let first = page(self.client.send(&self.request())?)?.map_err(refused)?;
        if !(self.tell)(Followed::Open { project_id: first.project_id.clone() }) || !self.take(first)? {
            return Ok(());
        }
        loop {
            self.gate.pass();
            // Who was lost is asked for a word at once, whether anything happens or not.
            let wait_ms = if self.lost.is_some() { "0" } else { WAIT_MS };
            let request = self.request().query("wait_ms", Some(wait_ms));
            let why = match self.client.send(&request) {
                Ok(answer) => match page(answer)? {
                    Ok(page) => {
                        if !self.found_again() || !self.take(page)? {
                            return Ok(());
                        }
                        continue;
                    }
                    Err(passing) => format!("the answer was HTTP {}", passing.status),
                },
                Err(error) => error.text,
            };
            if !self.wait(why) {
                return Ok(());
            }
        }
    }

    fn request(&self) -> Request {
        let begin = self.wish.since.as_deref().filter(|_| self.cursor.is_none());
        Request::get("/events/feed")
            .query("cursor", self.cursor.as_deref())
            .query("since", begin)
            .query("event_types", self.wish.event_types.as_deref())
            .query("kinds", Some(self.wish.kinds))
            .query("payloads", (!self.wish.payloads).then_some("false"))
    }

    /// Passes on what came. The cursor is only moved with it.
    fn take(&mut self, page: Page) -> Result<bool> {
        let items = page.items.iter().map(|raw| Item::read(raw)).collect::<Result<Vec<_>>>()?;
        self.cursor = Some(page.next_cursor);
        Ok(items.is_empty() || (self.tell)(Followed::Items(items)))
    }

    fn found_again(&mut self) -> bool {
        self.lost.take().is_none_or(|(since, _)| (self.tell)(Followed::Back { after: since.elapsed() }))
    }

    /// Says once that nobody answers, and waits longer each time.
    fn wait(&mut self, why: String) -> bool {
        let (since, again) = match self.lost {
            Some((since, before)) => (since, (before * 2).min(AGAIN_MAX)),
            None if !(self.tell)(Followed::Lost { why }) => return false,
            None => (Instant::now(), AGAIN_MIN),
        };
        self.lost = Some((since, again));
        thread::park_timeout(again);
        true
    }
}

fn refused(answer: Answer) -> CliError {
    answer.accepted().err().unwrap_or_else(|| CliError::failed("the feed does not answer"))
}

/// The page in an answer; the answer itself if it says that later may be better.
fn page(answer: Answer) -> Result<std::result::Result<Page, Answer>> {
    if answer.status == 429 || answer.status >= 500 {
        return Ok(Err(answer));
    }
    let answer = answer.accepted()?;
    let read = serde_json::from_slice(&answer.body).map_err(|error| {
        CliError::failed("the answer is not a feed; is this HookIt that answers?").because(error)
    });
    read.map(Ok)
}
