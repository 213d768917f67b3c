//! The request of an attempt, as a receiver gets it: the envelope around the published bytes, and the headers.

use std::borrow::Cow;

use bytes::Bytes;
use bytes::BytesMut;

use super::event::EventType;
use super::id::DeliveryId;
use super::id::EventId;
use super::secret::SigningSecret;
use super::signature;
use super::signature::SignatureFormat;

/// What requests say they come from.
pub const USER_AGENT: &str = concat!("HookIt/", env!("CARGO_PKG_VERSION"));

/// Counts the attempts of a delivery, from 1.
pub const ATTEMPT: &str = "x-webhook-attempt";
/// The event's type.
pub const EVENT_TYPE: &str = "hookit-event-type";
/// The delivery's id.
pub const DELIVERY_ID: &str = "hookit-delivery-id";

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
    /// The attempt's number.
    pub number: u16,
    /// The attempt's time, in seconds since 1970.
    pub timestamp_s: i64,
}

/// `{"event_id":…,"type":…,"payload":…}` around the published bytes, which are not touched.
#[must_use]
pub fn envelope(event: EventId, event_type: &EventType, payload: &[u8]) -> Bytes {
    // A text always has a JSON form.
    let event_type = serde_json::to_string(event_type.as_str()).unwrap_or_default();
    let head = format!(r#"{{"event_id":"{event}","type":{event_type},"payload":"#);
    let mut body = BytesMut::with_capacity(head.len() + payload.len() + 1);
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(payload);
    body.extend_from_slice(b"}");
    body.freeze()
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
    if parts.format == SignatureFormat::Legacy {
        // Receivers tell duplicates by it, whatever the signature.
        headers.push((signature::WEBHOOK_ID.into(), webhook_id.clone()));
    }
    for (name, value) in signature::sign(parts.format, parts.secrets, &webhook_id, parts.timestamp_s, body) {
        headers.push((name.into(), value));
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_keeps_the_published_bytes_and_is_json() {
        let event = EventId::from_uuid(uuid::Uuid::from_u128(1));
        let event_type = EventType::parse(r#"odd"\type"#).unwrap();
        let body = envelope(event, &event_type, b"{ \"a\" : 1.0 }");
        assert!(body.ends_with(b"\"payload\":{ \"a\" : 1.0 }}"));
        let value: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(value["type"], r#"odd"\type"#);
        assert_eq!(value["event_id"], event.to_string());
    }
}
