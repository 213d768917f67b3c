//! The headers of an attempt's request, as a receiver gets them.

use std::borrow::Cow;

use super::credentials::Credentials;
use super::event::EventType;
use super::id::DeliveryId;
use super::id::EventId;
use super::secret::SigningSecret;
use super::signature;
use super::signature::SignatureFormat;
use super::trace::SpanId;
use super::trace::TraceContext;

/// What requests say they come from.
pub const USER_AGENT: &str = concat!("HookIt/", env!("CARGO_PKG_VERSION"));

/// Counts the attempts of a delivery, from 1.
pub const ATTEMPT: &str = "x-webhook-attempt";
/// The event's type.
pub const EVENT_TYPE: &str = "hookit-event-type";
/// The delivery's id.
pub const DELIVERY_ID: &str = "hookit-delivery-id";

/// Why there is a delivery, where that is not that its event matched when it was published.
pub const REASON: &str = "hookit-reason";
/// What [`REASON`] says of a delivery that a backfill made.
pub const BACKFILL: &str = "backfill";

/// A header: its name in lower case, and its value.
pub type Header = (Cow<'static, str>, String);

/// What a request's headers are made of.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'p> {
    /// Which signatures it carries.
    pub format: SignatureFormat,
    /// The secrets that sign it, newest first.
    pub secrets: &'p [SigningSecret],
    /// The event, which is the `webhook-id`.
    pub event: EventId,
    /// Its type.
    pub event_type: &'p EventType,
    /// The delivery.
    pub delivery: DeliveryId,
    /// Whether a backfill made it.
    pub backfilled: bool,
    /// The attempt's number.
    pub number: u16,
    /// The attempt's time, in seconds since 1970.
    pub timestamp_s: i64,
    /// What the operator gave its requests to carry.
    pub credentials: Option<&'p Credentials>,
    /// The trace its event was published within.
    pub trace: Option<&'p TraceContext>,
}

/// The headers of the request with this body, those of the connection apart.
#[must_use]
pub fn headers(parts: &Parts<'_>, body: &[u8]) -> Vec<Header> {
    let webhook_id = parts.event.to_string();
    let mut headers: Vec<Header> = vec![
        ("content-type".into(), "application/json".to_owned()),
        (ATTEMPT.into(), parts.number.to_string()),
        (EVENT_TYPE.into(), parts.event_type.to_string()),
        (DELIVERY_ID.into(), parts.delivery.to_string()),
    ];
    if parts.backfilled {
        headers.push((REASON.into(), BACKFILL.to_owned()));
    }
    if parts.format == SignatureFormat::Legacy {
        // Receivers tell duplicates by it, whatever the signature.
        headers.push((signature::WEBHOOK_ID.into(), webhook_id.clone()));
    }
    for (name, value) in signature::sign(parts.format, parts.secrets, &webhook_id, parts.timestamp_s, body) {
        headers.push((name.into(), value));
    }
    if let Some(trace) = parts.trace {
        let span = SpanId::of_attempt(parts.delivery, parts.number);
        headers.extend(trace.headers(span).into_iter().map(|(name, value)| (name.into(), value)));
    }
    let own = parts.credentials.into_iter().flat_map(Credentials::headers);
    headers.extend(own.map(|(name, value)| (name.to_owned().into(), value)));
    headers
}
