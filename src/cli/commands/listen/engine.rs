//! The engine: items of the feed become entries, entries become requests, one at a time a route, and answers come back.

use std::sync::Arc;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use ratatui::crossterm::event::KeyEvent;

use super::entries::Entries;
use super::forward;
use super::forward::Exchange;
use super::forward::Signer;
use super::forward::Work;
use super::route::Route;
use crate::cli::clock;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::follow::Followed;
use crate::cli::follow::Gate;

/// How long to wait for news before looking whether the person wants to leave.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// What the threads tell.
#[derive(Debug)]
pub(super) enum News {
    /// The feed.
    Followed(Followed),
    /// A route.
    Answered { entry: u64, exchange: Exchange },
    /// The keyboard; `None`: only the terminal's size changed.
    Key(Option<KeyEvent>),
}

/// What there is to show.
#[derive(Debug)]
pub(super) enum Change {
    /// Nothing.
    Quiet,
    /// Something that is only drawn.
    Drawn,
    /// Events came that their producer scheduled for later: they are kept back until then.
    Scheduled { entries: Vec<u64> },
    /// A request was answered, or could not be sent.
    Answered { entry: u64 },
    /// The daemon does not answer.
    Lost { why: String },
    /// It answers again.
    Back { after: Duration },
    /// A key was pressed.
    Key(KeyEvent),
}

/// How the feed is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Link {
    Up,
    Lost { why: String },
}

/// Everything under way.
pub(super) struct Engine {
    pub(super) routes: Vec<Route>,
    pub(super) entries: Entries,
    pub(super) link: Link,
    pub(super) paused: bool,
    gate: Gate,
    workers: Vec<Sender<Work>>,
    news: Receiver<News>,
}

impl Engine {
    /// Starts a thread a route. `news` also hears the feed and the keyboard through `tell`.
    pub(super) fn start(
        routes: Vec<Route>,
        entries: Entries,
        signer: &Signer,
        gate: Gate,
        tell: &Sender<News>,
        news: Receiver<News>,
    ) -> Result<Self> {
        let workers = routes.iter().map(|_| worker(signer.clone(), tell.clone())).collect::<Result<_>>()?;
        Ok(Self { routes, entries, link: Link::Up, paused: false, gate, workers, news })
    }

    /// Waits for the next change, for a short while.
    pub(super) fn next(&mut self) -> Result<Change> {
        for number in self.entries.due(clock::now()) {
            self.send(number);
        }
        match self.news.recv_timeout(LOOK_EVERY) {
            Ok(news) => self.take(news),
            Err(RecvTimeoutError::Timeout) => Ok(Change::Quiet),
            Err(RecvTimeoutError::Disconnected) => Err(CliError::failed("the threads have ended")),
        }
    }

    fn take(&mut self, news: News) -> Result<Change> {
        match news {
            News::Followed(Followed::Items(items)) => {
                let mut scheduled = Vec::new();
                for item in &items {
                    for number in self.entries.add(item, &self.routes) {
                        if self.entries.get(number).is_some_and(|entry| entry.due_at.is_some()) {
                            scheduled.push(number);
                        } else {
                            self.send(number);
                        }
                    }
                }
                Ok(if scheduled.is_empty() {
                    Change::Drawn
                } else {
                    Change::Scheduled { entries: scheduled }
                })
            }
            News::Followed(Followed::Open { .. }) => Ok(Change::Quiet),
            News::Followed(Followed::Lost { why }) => {
                self.link = Link::Lost { why: why.clone() };
                Ok(Change::Lost { why })
            }
            News::Followed(Followed::Back { after }) => {
                self.link = Link::Up;
                Ok(Change::Back { after })
            }
            News::Followed(Followed::Ended(error)) => Err(error),
            News::Answered { entry, exchange } => {
                self.gate.done();
                if let Some(found) = self.entries.get_mut(entry) {
                    found.waits = false;
                    found.last = Some(exchange);
                }
                Ok(Change::Answered { entry })
            }
            News::Key(Some(key)) => Ok(Change::Key(key)),
            News::Key(None) => Ok(Change::Drawn),
        }
    }

    /// Sends an entry, for the first time or again; not while a request for it waits.
    pub(super) fn send(&mut self, number: u64) -> bool {
        let Some(entry) = self.entries.get_mut(number).filter(|entry| !entry.waits) else { return false };
        let route = entry.route;
        let work = entry.work(&self.routes[route].url);
        self.gate.add();
        // A worker ends only with the engine.
        self.workers[route].send(work).is_ok()
    }

    /// Stops and starts reading the feed; what is there already is still sent.
    pub(super) fn pause(&mut self, paused: bool) {
        self.paused = paused;
        self.gate.pause(paused);
    }
}

fn worker(signer: Signer, tell: Sender<News>) -> Result<Sender<Work>> {
    let (give, work) = mpsc::channel::<Work>();
    let signer = Arc::new(signer);
    let run = move || {
        let agent = forward::agent();
        for work in work {
            let exchange = forward::send(&agent, &signer, &work);
            if tell.send(News::Answered { entry: work.entry, exchange }).is_err() {
                return;
            }
        }
    };
    let started = thread::Builder::new().name("route".to_owned()).spawn(run);
    started.map(|_| give).map_err(|error| CliError::failed("cannot start a thread").because(error))
}
