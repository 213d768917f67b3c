//! The request of an attempt: the envelope around the published bytes, signed, with the headers receivers know.

use std::borrow::Cow;

use bytes::Bytes;
use bytes::BytesMut;

use super::clock;
use super::post::Outgoing;
use crate::domain::endpoint::Endpoint;
use crate::domain::event::EventType;
use crate::domain::id::DeliveryId;
use crate::domain::id::EventId;
use crate::domain::secret::SigningSecret;
use crate::domain::signature;
use crate::domain::signature::SignatureFormat;
use crate::domain::url_rule::EndpointUrl;

/// What a request is made of.
pub(super) struct Parts<'p> {
    pub(super) endpoint: &'p Endpoint,
    pub(super) secrets: &'p [SigningSecret],
    pub(super) event: EventId,
    pub(super) event_type: &'p EventType,
    pub(super) payload: &'p [u8],
    pub(super) delivery: DeliveryId,
    pub(super) number: u16,
}

/// Makes the request, signed with the time of now; `None` when the stored URL is not one any more.
pub(super) fn build(parts: &Parts<'_>) -> Option<Outgoing> {
    let url = EndpointUrl::parse_stored(&parts.endpoint.settings.url).ok()?;
    let body = envelope(parts.event, parts.event_type, parts.payload);
    let sent_at_ms = clock::wall_unix_ms();
    let timestamp_s = i64::try_from(sent_at_ms / 1_000).unwrap_or(i64::MAX);
    let webhook_id = parts.event.to_string();
    let format = parts.endpoint.settings.signature_format;
    let mut headers: Vec<(Cow<'static, str>, String)> = vec![
        ("content-type".into(), "application/json".to_owned()),
        ("x-webhook-attempt".into(), parts.number.to_string()),
        ("hookit-event-type".into(), parts.event_type.to_string()),
        ("hookit-delivery-id".into(), parts.delivery.to_string()),
    ];
    if format == SignatureFormat::Legacy {
        // Receivers tell duplicates by it, whatever the signature.
        headers.push((signature::WEBHOOK_ID.into(), webhook_id.clone()));
    }
    for (name, value) in signature::sign(format, parts.secrets, &webhook_id, timestamp_s, &body) {
        headers.push((name.into(), value));
    }
    Some(Outgoing { url, headers, body, timeout_ms: parts.endpoint.settings.timeout_ms, sent_at_ms })
}

/// `{"event_id":…,"type":…,"payload":…}` around the published bytes, which are not touched.
fn envelope(event: EventId, event_type: &EventType, payload: &[u8]) -> Bytes {
    // A text always has a JSON form.
    let event_type = serde_json::to_string(event_type.as_str()).unwrap_or_default();
    let head = format!(r#"{{"event_id":"{event}","type":{event_type},"payload":"#);
    let mut body = BytesMut::with_capacity(head.len() + payload.len() + 1);
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(payload);
    body.extend_from_slice(b"}");
    body.freeze()
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
