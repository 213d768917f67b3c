//! The scene: what all parts share, and the news that something changed.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::mpsc;

use serde_json::Value;
use serde_json::json;
use tokio::runtime::Handle;
use tokio::sync::watch;

use super::archive::Archive;
use super::bank::Bank;
use super::feed::Feed;
use super::mailbox::Mailbox;
use super::mailbox::stamp;
use super::nodes::Killed;
use super::second::Second;
use super::stand::Stand;
use crate::cli::client::Client;
use crate::cli::clock;
use crate::cli::output::Screen;
use crate::config::SecretText;
use crate::store::Store;

/// Lines about what was done that are kept.
const TOLD_MAX: usize = 12;

/// The endpoint of your receiver, those of the banks, and that of the feed.
pub(super) const YOURS: &str = "your-receiver";
pub(super) const BANK_A: &str = "bank-a";
pub(super) const BANK_B: &str = "bank-b";
pub(super) const FEED: &str = "live-feed";
pub(super) const ARCHIVE: &str = "slow-archive";
pub(super) const DISCORD: &str = "discord";

/// Delays after failed attempts, in milliseconds, jitter apart.
pub(super) const SCHEDULE_MS: [u64; 3] = [1_000, 2_000, 4_000];

/// The same of the banks, which stay closed for longer and still get every trade: it begins as the other does.
pub(super) const BANKS_SCHEDULE_MS: [u64; 10] =
    [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 60_000, 60_000, 60_000];

/// Trades by the event log, by event.
#[derive(Default)]
pub(super) struct Trades {
    pub(super) cents: HashMap<String, i64>,
}

impl Trades {
    pub(super) fn total(&self) -> i64 {
        self.cents.values().sum()
    }
}

/// Everything.
pub(super) struct Show {
    /// Where the daemon's API is.
    pub(super) base: String,
    /// A key of the demo's project.
    pub(super) key: SecretText,
    pub(super) screen: Screen,
    pub(super) mailbox: Arc<Mailbox>,
    pub(super) bank_a: Arc<Bank>,
    pub(super) bank_b: Arc<Bank>,
    pub(super) feed: Arc<Feed>,
    pub(super) you: Arc<Stand>,
    pub(super) stand_a: Arc<Stand>,
    pub(super) stand_b: Arc<Stand>,
    /// The database, to show its rows.
    pub(super) store: Store,
    pub(super) handle: Handle,
    pub(super) archive: Arc<Archive>,
    /// The node that can be killed, and what the last one had.
    pub(super) second: Arc<Second>,
    pub(super) killed: Mutex<Option<Killed>>,
    /// The id of the endpoint at Discord, where there is one.
    pub(super) discord: Option<String>,
    pub(super) trades: Mutex<Trades>,
    /// What the API said of it all, last.
    pub(super) seen: Mutex<Value>,
    told: Mutex<VecDeque<Value>>,
    /// The scene as the page gets it.
    pub(super) news: watch::Sender<Arc<str>>,
    nudge: mpsc::Sender<()>,
}

/// What a scene is made of that was made before it.
pub(super) struct Made {
    pub(super) base: String,
    pub(super) key: SecretText,
    pub(super) screen: Screen,
    pub(super) mailbox: Arc<Mailbox>,
    pub(super) bank_a: Arc<Bank>,
    pub(super) bank_b: Arc<Bank>,
    pub(super) feed: Arc<Feed>,
    pub(super) you: Arc<Stand>,
    pub(super) stand_a: Arc<Stand>,
    pub(super) stand_b: Arc<Stand>,
    pub(super) store: Store,
    pub(super) handle: Handle,
    pub(super) archive: Arc<Archive>,
    pub(super) second: Arc<Second>,
    pub(super) discord: Option<String>,
}

impl Show {
    /// The scene, and what tells its watcher to look at once.
    pub(super) fn of(made: Made) -> (Arc<Self>, mpsc::Receiver<()>) {
        let (nudge, nudged) = mpsc::channel();
        let show = Self {
            base: made.base,
            key: made.key,
            screen: made.screen,
            mailbox: made.mailbox,
            bank_a: made.bank_a,
            bank_b: made.bank_b,
            feed: made.feed,
            you: made.you,
            stand_a: made.stand_a,
            stand_b: made.stand_b,
            store: made.store,
            handle: made.handle,
            archive: made.archive,
            second: made.second,
            killed: Mutex::default(),
            discord: made.discord,
            trades: Mutex::default(),
            seen: Mutex::new(json!({ "deliveries": [], "dead": 0, "waiting_a": 0, "waiting_b": 0 })),
            told: Mutex::default(),
            news: watch::Sender::new("{}".into()),
            nudge,
        };
        (Arc::new(show), nudged)
    }

    /// A client of its own for each thread.
    pub(super) fn client(&self) -> Client {
        Client::remote(self.base.clone(), self.key.clone(), None, self.screen.clone())
    }

    /// Says what was done.
    pub(super) fn tell(&self, text: &str, failed: bool) {
        let mut told = lock(&self.told);
        told.push_front(json!({ "at": stamp(clock::now()), "text": text, "failed": failed }));
        told.truncate(TOLD_MAX);
        drop(told);
        // Nobody watches any more when the demo ends.
        let _ = self.nudge.send(());
    }

    /// The scene as it is now.
    pub(super) fn scene(&self) -> Value {
        let seen = lock(&self.seen).clone();
        let (log_cents, trades) = {
            let trades = lock(&self.trades);
            (trades.total(), trades.cents.len())
        };
        let waiting = |name: &str| seen[name].as_u64().unwrap_or(0);
        json!({
            "now": stamp(clock::now()),
            "receiver": self.you.mood().word(),
            "mailbox": self.mailbox.shown(),
            "deliveries": seen["deliveries"],
            "dead": seen["dead"],
            "banks": self.stand_a.mood().word(),
            "log": { "cents": log_cents, "trades": trades },
            "bank_a": self.bank_a.shown(log_cents, waiting("waiting_a")),
            "bank_b": self.bank_b.shown(log_cents, waiting("waiting_b")),
            "nodes": seen["nodes"],
            "discord": seen["discord"],
            "feed": self.feed.shown(),
            "told": lock(&self.told).iter().collect::<Vec<_>>(),
        })
    }
}

pub(super) fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
