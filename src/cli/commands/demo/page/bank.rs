//! Two banks that get the same trades: one believes whatever comes, the other verifies, knows what it had, and takes turns.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::OnceLock;
use std::sync::PoisonError;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::Value;
use serde_json::json;
use tokio::sync::RwLock;

use super::stand::Came;
use crate::cli::receiver::judge;
use crate::domain::secret::SigningSecret;
use crate::domain::signature;

/// How long the careless bank looks at a balance before it writes the new one. Real ones take a query for it.
const READ_TO_WRITE: Duration = Duration::from_millis(60);

/// How a bank works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// No signature is checked, nothing is remembered, and a balance is read, waited with, and written.
    None,
    /// Signatures of both schemes and their time are checked, an event counts once, and a balance is changed in one step.
    All,
}

/// A bank with one account.
pub(super) struct Bank {
    care: Care,
    secret: OnceLock<SigningSecret>,
    /// Answers that will get lost, after the trade was booked.
    losing: AtomicU32,
    /// Shared by trades that may get in each other's way, alone for one whose answer gets lost, and for its repetition: each of
    /// the two faults of the careless bank is shown by itself, so that they cannot cancel out.
    turn: RwLock<()>,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    cents: i64,
    booked: u64,
    /// Events that came.
    known: HashSet<String>,
    /// Events that are in the careless bank's books by a reset, before they came: it does not book them once more.
    settled: HashSet<String>,
    /// Events whose answer got lost, until they come again.
    lost: HashSet<String>,
    refused: u64,
    repeated: u64,
}

impl Bank {
    pub(super) fn new(care: Care) -> Self {
        Self {
            care,
            secret: OnceLock::new(),
            losing: AtomicU32::new(0),
            turn: RwLock::new(()),
            inner: Mutex::default(),
        }
    }

    /// The secret of its endpoint, once that is made.
    pub(super) fn expect(&self, secret: SigningSecret) {
        // It is made once.
        drop(self.secret.set(secret));
    }

    /// Loses the answers to this many requests that are booked.
    pub(super) fn lose(&self, answers: u32) {
        self.losing.store(answers, Ordering::Relaxed);
    }

    /// Takes a trade; `None` where the answer gets lost.
    pub(super) async fn take(&self, came: &Came) -> Option<u16> {
        let Some(cents) = amount(&came.body) else { return Some(400) };
        match self.care {
            Care::None => {
                let is_lost = self.loses_one();
                self.careless(came, cents, is_lost).await;
                (!is_lost).then_some(200)
            }
            Care::All => {
                let status = self.careful(came, cents);
                (status != 200 || !self.loses_one()).then_some(status)
            }
        }
    }

    fn loses_one(&self) -> bool {
        let lost = |left: u32| left.checked_sub(1);
        self.losing.fetch_update(Ordering::Relaxed, Ordering::Relaxed, lost).is_ok()
    }

    async fn careless(&self, came: &Came, cents: i64, is_lost: bool) {
        let event = came.header(signature::WEBHOOK_ID).unwrap_or_default();
        {
            let mut inner = self.lock();
            inner.known.insert(event.to_owned());
            if inner.settled.remove(event) {
                return;
            }
        }
        if is_lost {
            self.lock().lost.insert(event.to_owned());
        }
        let is_alone = self.lock().lost.contains(event);
        let _alone = if is_alone { Some(self.turn.write().await) } else { None };
        let _shared = if is_alone { None } else { Some(self.turn.read().await) };
        let before = self.lock().cents;
        tokio::time::sleep(READ_TO_WRITE).await;
        let mut inner = self.lock();
        inner.cents = before + cents;
        inner.booked += 1;
        if is_alone && !is_lost {
            inner.lost.remove(event);
        }
    }

    fn careful(&self, came: &Came, cents: i64) -> u16 {
        let secrets = self.secret.get().map(std::slice::from_ref).unwrap_or_default();
        let verdict =
            judge(secrets.into(), |name| came.header(name), &came.body, signature::DEFAULT_TOLERANCE_S);
        let mut inner = self.lock();
        let Some(event) = came.header(signature::WEBHOOK_ID).filter(|_| verdict.both_hold()) else {
            inner.refused += 1;
            return 401;
        };
        if inner.known.insert(event.to_owned()) {
            inner.cents += cents;
            inner.booked += 1;
        } else {
            inner.repeated += 1;
        }
        200
    }

    /// Makes the books what the event log says.
    pub(super) async fn reset(&self, cents: i64, events: impl IntoIterator<Item = String>) {
        // Nobody is between reading the balance and writing it.
        let _alone = self.turn.write().await;
        let mut inner = self.lock();
        inner.cents = cents;
        // What comes again after its answer got lost is settled too.
        let coming = std::mem::take(&mut inner.lost);
        inner.settled.extend(coming);
        for event in events {
            if inner.known.insert(event.clone()) && self.care == Care::None {
                inner.settled.insert(event);
            }
        }
    }

    /// For the page, beside what the event log says.
    pub(super) fn shown(&self, log_cents: i64, waiting: u64) -> Value {
        let inner = self.lock();
        json!({
            "cents": inner.cents,
            "drift_cents": inner.cents - log_cents,
            "booked": inner.booked,
            "refused": inner.refused,
            "repeated": inner.repeated,
            "waiting": waiting,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a trade changes the account by.
pub(super) fn amount(body: &[u8]) -> Option<i64> {
    let body: Value = serde_json::from_slice(body).ok()?;
    body["payload"]["cents"].as_i64()
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use hyper::header::HeaderMap;
    use hyper::header::HeaderValue;

    use super::*;
    use crate::cli::clock;
    use crate::domain::signature::SignatureFormat;

    const BODY: &[u8] = br#"{"event_id":"evt_1","type":"trade.executed","payload":{"cents":250}}"#;

    fn secret() -> SigningSecret {
        SigningSecret::generate(&[5; 32])
    }

    fn came(signed: bool) -> Came {
        let mut headers = HeaderMap::new();
        let now_s = clock::now().unix_timestamp();
        for (name, value) in signature::sign(SignatureFormat::Both, &[secret()], "evt_1", now_s, BODY) {
            if signed {
                headers.insert(name, HeaderValue::from_str(&value).unwrap());
            }
        }
        Came { headers, body: Bytes::from_static(BODY) }
    }

    #[tokio::test(start_paused = true)]
    async fn only_the_careful_bank_stands_repeats_and_forgeries() {
        let (careless, careful) = (Bank::new(Care::None), Bank::new(Care::All));
        for bank in [&careless, &careful] {
            bank.expect(secret());
            bank.lose(1);
            assert_eq!(bank.take(&came(true)).await, None, "booked, and its answer lost");
            assert_eq!(bank.take(&came(true)).await, Some(200));
        }
        assert_eq!(
            (careless.take(&came(false)).await, careful.take(&came(false)).await),
            (Some(200), Some(401))
        );
        assert_eq!(careless.shown(250, 0)["drift_cents"], 500);
        let shown = careful.shown(250, 0);
        assert_eq!(
            (&shown["drift_cents"], &shown["repeated"], &shown["refused"]),
            (&json!(0), &json!(1), &json!(1))
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_trade_that_is_booked_twice_is_never_hidden_by_one_that_comes_beside_it() {
        let bank = Bank::new(Care::None);
        bank.lose(1);
        let (lost, mut beside) = (came(true), came(true));
        beside.headers.insert(signature::WEBHOOK_ID, HeaderValue::from_static("evt_2"));
        let answers = tokio::join!(bank.take(&lost), bank.take(&beside));
        assert_eq!(answers, (None, Some(200)));
        let answers = tokio::join!(bank.take(&beside), bank.take(&lost));
        assert_eq!(answers, (Some(200), Some(200)));
        assert_eq!(bank.shown(0, 0)["drift_cents"], 1_000);
    }

    #[tokio::test(start_paused = true)]
    async fn what_comes_again_after_a_reset_is_in_the_books() {
        let bank = Bank::new(Care::None);
        bank.lose(1);
        assert_eq!(bank.take(&came(true)).await, None);
        bank.reset(250, ["evt_1".to_owned()]).await;
        assert_eq!(bank.take(&came(true)).await, Some(200));
        assert_eq!(bank.shown(250, 0)["drift_cents"], 0);
    }

    #[tokio::test(start_paused = true)]
    async fn at_once_the_careless_bank_loses_trades() {
        let bank = Bank::new(Care::None);
        let (one, other) = (came(true), came(true));
        tokio::join!(bank.take(&one), bank.take(&other));
        assert_eq!(bank.shown(500, 0)["drift_cents"], -250);
        bank.reset(500, ["evt_1".to_owned()]).await;
        assert_eq!(bank.shown(500, 0)["drift_cents"], 0);
    }

    #[tokio::test(start_paused = true)]
    async fn a_trade_that_comes_during_or_after_a_reset_that_counts_it_is_booked_once() {
        let bank = Bank::new(Care::None);
        let mut late = came(true);
        late.headers.insert(signature::WEBHOOK_ID, HeaderValue::from_static("evt_2"));
        let both = ["evt_1".to_owned(), "evt_2".to_owned()];
        let one = came(true);
        tokio::join!(biased; bank.take(&one), bank.reset(500, both));
        assert_eq!(bank.shown(500, 0)["drift_cents"], 0);
        bank.take(&late).await;
        assert_eq!(bank.shown(500, 0)["drift_cents"], 0);
        bank.take(&late).await;
        assert_eq!(bank.shown(500, 0)["drift_cents"], 250, "its repetition is believed as ever");
    }
}
