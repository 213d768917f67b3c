//! Your receiver: keeps what came, refuses what is not signed by HookIt.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::OnceLock;
use std::sync::PoisonError;

use serde_json::Value;
use serde_json::json;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::stand::Came;
use crate::cli::clock;
use crate::cli::receiver::judge;
use crate::domain::request;
use crate::domain::secret::SigningSecret;
use crate::domain::signature;

/// Messages that are kept.
const KEPT_MAX: usize = 50;
/// Headers worth looking at.
const HEADERS: [&str; 8] = [
    "webhook-id",
    "webhook-timestamp",
    "webhook-signature",
    "x-webhook-signature",
    "x-webhook-attempt",
    "hookit-event-type",
    "hookit-delivery-id",
    "user-agent",
];

/// What came, newest first.
#[derive(Default)]
pub(super) struct Mailbox {
    secret: OnceLock<SigningSecret>,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    kept: VecDeque<Value>,
    taken: u64,
    refused: u64,
}

impl Mailbox {
    /// The secret of its endpoint, once that is made.
    pub(super) fn expect(&self, secret: SigningSecret) {
        // It is made once.
        drop(self.secret.set(secret));
    }

    pub(super) fn take(&self, came: &Came) -> u16 {
        let secrets = self.secret.get().map(std::slice::from_ref).unwrap_or_default();
        let verdict =
            judge(secrets.into(), |name| came.header(name), &came.body, signature::DEFAULT_TOLERANCE_S);
        let holds = verdict.both_hold();
        let headers: Vec<(&str, &str)> =
            HEADERS.iter().filter_map(|name| Some((*name, came.header(name)?))).collect();
        let message = json!({
            "at": stamp(clock::now()),
            "type": came.header(request::EVENT_TYPE),
            "event": came.header(signature::WEBHOOK_ID),
            "delivery": came.header(request::DELIVERY_ID),
            "attempt": came.header(request::ATTEMPT),
            "verified": holds,
            "headers": headers,
            "body": String::from_utf8_lossy(&came.body[..came.body.len().min(2_048)]),
        });
        let mut inner = self.lock();
        inner.kept.push_front(message);
        inner.kept.truncate(KEPT_MAX);
        if holds {
            inner.taken += 1;
            200
        } else {
            inner.refused += 1;
            401
        }
    }

    /// For the page: the newest few, and how many there were.
    pub(super) fn shown(&self) -> Value {
        let inner = self.lock();
        let newest: Vec<&Value> = inner.kept.iter().take(8).collect();
        json!({ "taken": inner.taken, "refused": inner.refused, "messages": newest })
    }

    /// What came of one delivery, oldest first.
    pub(super) fn of(&self, delivery: &str) -> Vec<Value> {
        let inner = self.lock();
        inner.kept.iter().rev().filter(|message| message["delivery"] == delivery).cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An instant as the page reads it.
pub(super) fn stamp(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}
