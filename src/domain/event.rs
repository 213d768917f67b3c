//! Events: what a producer publishes, checked once at the door.

use std::fmt;

use std::collections::BTreeMap;

use bytes::Bytes;
use time::Duration;
use time::OffsetDateTime;

use super::id::EndpointId;
use super::id::ProjectId;
use super::trace::TraceContext;

/// Longest event type, in bytes.
pub const EVENT_TYPE_BYTES_MAX: usize = 255;
/// Longest id of the producer's own, in bytes.
pub const CLIENT_ID_BYTES_MAX: usize = 64;
/// Most endpoints an event may name.
pub const NAMED_ENDPOINTS_MAX: usize = 100;
/// Longest idempotency key, in bytes.
pub const IDEMPOTENCY_KEY_BYTES_MAX: usize = 255;

/// What kind of event it is: 1–255 visible ASCII characters in segments parted by `.`, not beginning with `__`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventType(Box<str>);

/// Why a text is not an event type; the sentence says what one looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EventTypeError {
    /// Empty, or over 255 bytes.
    #[error("an event type has 1 to 255 characters")]
    Length,
    /// A space, a control character, or something outside ASCII.
    #[error("an event type is made of visible ASCII characters other than `*`")]
    Character,
    /// A `*`.
    #[error(
        "`*` stands in patterns, which endpoints take; this is about one event type, such as invoice.paid"
    )]
    Pattern,
    /// Two dots in a row, or one at an end.
    #[error("an event type's segments, parted by `.`, are not empty")]
    Segment,
    /// Begins with `__`, which HookIt keeps for itself.
    #[error("an event type does not begin with `__`")]
    Reserved,
}

impl EventType {
    /// Checks `text`.
    pub fn parse(text: &str) -> Result<Self, EventTypeError> {
        if text.is_empty() || text.len() > EVENT_TYPE_BYTES_MAX {
            return Err(EventTypeError::Length);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(EventTypeError::Character);
        }
        if text.contains('*') {
            return Err(EventTypeError::Pattern);
        }
        if text.split('.').any(str::is_empty) {
            return Err(EventTypeError::Segment);
        }
        if text.starts_with("__") {
            return Err(EventTypeError::Reserved);
        }
        Ok(Self(text.into()))
    }

    /// Takes a text that was checked before it was stored.
    #[must_use]
    pub fn from_stored(text: String) -> Self {
        Self(text.into_boxed_str())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// Whether `text` can be a producer's own id: `[A-Za-z0-9_-]{1,64}`.
#[must_use]
pub fn is_client_id(text: &str) -> bool {
    (1..=CLIENT_ID_BYTES_MAX).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// Whether `text` can be an idempotency key: 1–255 visible ASCII characters.
#[must_use]
pub fn is_idempotency_key(text: &str) -> bool {
    (1..=IDEMPOTENCY_KEY_BYTES_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The first 16 bytes of a SHA-256: enough to tell keys and bodies apart, half the index.
pub type ShortHash = [u8; 16];

/// How far ahead an event can be scheduled.
pub const DELIVER_AHEAD_MAX: Duration = Duration::days(90);

/// Why two instants of an event do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// Scheduled too far ahead.
    #[error("an event can be scheduled at most 90 days ahead")]
    TooFar,
    /// Expires before it would be sent.
    #[error("`expires_at` must be after `deliver_at`")]
    Reversed,
}

/// Checks when an event is to be sent. A time that is over already is no mistake: publishing the same event again has to
/// be answered as the first time, whenever that is.
///
/// # Errors
/// [`WindowError`] when it is scheduled more than [`DELIVER_AHEAD_MAX`] ahead, or expires before that.
pub fn check_window(
    now: OffsetDateTime,
    deliver_at: Option<OffsetDateTime>,
    expires_at: Option<OffsetDateTime>,
) -> Result<(), WindowError> {
    if deliver_at.is_some_and(|at| at - now > DELIVER_AHEAD_MAX) {
        return Err(WindowError::TooFar);
    }
    match (deliver_at, expires_at) {
        (Some(deliver_at), Some(expires_at)) if expires_at <= deliver_at => Err(WindowError::Reversed),
        _ => Ok(()),
    }
}

/// What makes a second publish of the same event recognisable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Idempotency {
    /// Of the key the producer gave.
    pub key_hash: ShortHash,
    /// Of all that was published, so that another event under the same key is noticed.
    pub body_hash: ShortHash,
}

/// An event that passed every check and waits to be stored.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Whose it is.
    pub project: ProjectId,
    /// Its type.
    pub event_type: EventType,
    /// The payload, byte for byte as it was published.
    pub payload: Bytes,
    /// The producer's own id, if it gave one.
    pub client_id: Option<String>,
    /// Its idempotency key and content, hashed, if it gave a key.
    pub idempotency: Option<Idempotency>,
    /// What the producer says about it, by name.
    pub labels: BTreeMap<String, String>,
    /// Events of one key go to an endpoint that keeps order one after the other.
    pub ordering_key: Option<String>,
    /// Not sent before.
    pub deliver_at: Option<OffsetDateTime>,
    /// Not sent after.
    pub expires_at: Option<OffsetDateTime>,
    /// The only endpoints that are meant; `None`: all that receive it.
    pub endpoint_ids: Option<Vec<EndpointId>>,
    /// The trace it was published within.
    pub trace: Option<TraceContext>,
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn ordinary_event_types_pass() {
        for good in ["a", "invoice.paid", "com.acme.invoice-paid.v2", "x_y.z", "_x"] {
            assert!(EventType::parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn each_bad_event_type_is_told_its_own_reason() {
        let long = "x".repeat(256);
        for (bad, reason) in [
            ("", EventTypeError::Length),
            (long.as_str(), EventTypeError::Length),
            ("a b", EventTypeError::Character),
            ("a\0b", EventTypeError::Character),
            ("invoice.*", EventTypeError::Pattern),
            ("é", EventTypeError::Character),
            (".a", EventTypeError::Segment),
            ("a..b", EventTypeError::Segment),
            ("__a", EventTypeError::Reserved),
        ] {
            assert_eq!(EventType::parse(bad).unwrap_err(), reason, "{bad}");
        }
    }

    #[test]
    fn an_event_is_scheduled_at_most_ninety_days_ahead_and_expires_after_that() {
        let now = datetime!(2026-11-24 12:00 UTC);
        let at = |days| Some(now + Duration::days(days));
        assert_eq!(check_window(now, at(90), at(91)), Ok(()));
        assert_eq!(check_window(now, at(-5), at(-4)), Ok(()), "it may be published again later");
        assert_eq!(check_window(now, None, at(-1)), Ok(()));
        assert_eq!(
            check_window(now, Some(now + Duration::seconds(90 * 86_400 + 1)), None),
            Err(WindowError::TooFar)
        );
        assert_eq!(check_window(now, at(2), at(2)), Err(WindowError::Reversed));
    }

    #[test]
    fn client_ids_and_keys_keep_their_alphabets() {
        assert!(is_client_id("inv-42_A") && !is_client_id("inv.42") && !is_client_id(""));
        assert!(is_idempotency_key("inv.42:x") && !is_idempotency_key("a b") && !is_idempotency_key(""));
    }
}
