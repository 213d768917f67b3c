//! What the demo's receiver got: which event for which endpoint, how often, and whether its signatures held.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use crate::cli::receiver::judge;
use crate::domain::secret::SigningSecret;
use crate::domain::signature;

/// Shared between the receiver and the story.
#[derive(Clone, Default)]
pub(super) struct Inbox {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    secrets: HashMap<String, SigningSecret>,
    /// By endpoint and event.
    got: HashMap<(String, String), u32>,
    signatures_valid: u64,
    refused: u64,
}

/// The totals of an inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Totals {
    /// Deliveries: pairs of endpoint and event.
    pub(super) deliveries: u64,
    /// Of those, the ones that came more than once.
    pub(super) more_than_once: u64,
    /// Requests whose signatures of both schemes held.
    pub(super) signatures_valid: u64,
    /// Requests without two valid signatures.
    pub(super) refused: u64,
}

impl Inbox {
    /// Makes an endpoint known: its requests come to `/name` and are checked with its secret.
    pub(super) fn expect(&self, name: &str, secret: SigningSecret) {
        self.lock().secrets.insert(name.to_owned(), secret);
    }

    /// Takes one request and says what it is answered with.
    pub(super) fn take<'h>(&self, path: &str, header: impl Fn(&str) -> Option<&'h str>, body: &[u8]) -> u16 {
        let name = path.trim_start_matches('/').to_owned();
        let mut inner = self.lock();
        let Some(secret) = inner.secrets.get(&name) else {
            return 404;
        };
        let Some(id) =
            header(signature::WEBHOOK_ID).filter(|_| holds(secret, &header, body)).map(ToOwned::to_owned)
        else {
            inner.refused += 1;
            return 401;
        };
        inner.signatures_valid += 1;
        *inner.got.entry((name, id)).or_default() += 1;
        200
    }

    /// How often an event came for an endpoint.
    pub(super) fn times(&self, name: &str, event_id: &str) -> u32 {
        self.lock().got.get(&(name.to_owned(), event_id.to_owned())).copied().unwrap_or(0)
    }

    /// Everything so far.
    pub(super) fn totals(&self) -> Totals {
        let inner = self.lock();
        Totals {
            deliveries: inner.got.len() as u64,
            more_than_once: inner.got.values().filter(|times| **times > 1).count() as u64,
            signatures_valid: inner.signatures_valid,
            refused: inner.refused,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the signatures of both schemes hold.
fn holds<'h>(secret: &SigningSecret, header: &impl Fn(&str) -> Option<&'h str>, body: &[u8]) -> bool {
    let secrets = std::slice::from_ref(secret);
    judge(secrets.into(), header, body, signature::DEFAULT_TOLERANCE_S).both_hold()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::clock;
    use crate::domain::signature::SignatureFormat;

    #[test]
    fn only_signed_requests_for_known_endpoints_are_taken() {
        let inbox = Inbox::default();
        let secret = || SigningSecret::generate(&[3; 32]);
        inbox.expect("ledger", secret());
        let now_s = clock::now().unix_timestamp();
        let headers = signature::sign(SignatureFormat::Both, &[secret()], "evt_1", now_s, b"{}");
        let header =
            |name: &str| headers.iter().find(|(given, _)| *given == name).map(|(_, value)| value.as_str());
        assert_eq!(inbox.take("/ledger", header, b"{}"), 200);
        assert_eq!(inbox.take("/ledger", header, b"{}"), 200);
        assert_eq!(inbox.take("/ledger", header, b"{ }"), 401);
        assert_eq!(inbox.take("/ledger", |_| None, b"{}"), 401);
        assert_eq!(inbox.take("/other", header, b"{}"), 404);
        let totals = Totals { deliveries: 1, more_than_once: 1, signatures_valid: 2, refused: 2 };
        assert_eq!(inbox.totals(), totals);
        assert_eq!((inbox.times("ledger", "evt_1"), inbox.times("ledger", "evt_2")), (2, 0));
    }
}
