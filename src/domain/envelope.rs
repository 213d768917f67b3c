//! The request that carries an event: its body around the published bytes, and the headers that receivers know.

use bytes::Bytes;
use bytes::BytesMut;

use super::event::EventType;
use super::id::DeliveryId;
use super::id::EventId;
use super::secret::SigningSecret;
use super::signature;
use super::signature::SignatureFormat;

/// Counts the attempts of a delivery, from 1.
pub const ATTEMPT: &str = "x-webhook-attempt";
/// The event's type.
pub const EVENT_TYPE: &str = "hookit-event-type";
/// The delivery's id.
pub const DELIVERY_ID: &str = "hookit-delivery-id";

/// What a request is about.
#[derive(Debug, Clone, Copy)]
pub struct Envelope<'e> {
    /// The event; its id is the `webhook-id`.
    pub event: EventId,
    /// Its type.
    pub event_type: &'e EventType,
    /// The delivery.
    pub delivery: DeliveryId,
    /// Which attempt it is.
    pub number: u16,
}

impl Envelope<'_> {
    /// `{"event_id":…,"type":…,"payload":…}` around the published bytes, which are not touched.
    #[must_use]
    pub fn body(&self, payload: &[u8]) -> Bytes {
        // A text always has a JSON form.
        let event_type = serde_json::to_string(self.event_type.as_str()).unwrap_or_default();
        let head = format!(r#"{{"event_id":"{}","type":{event_type},"payload":"#, self.event);
        let mut body = BytesMut::with_capacity(head.len() + payload.len() + 1);
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(payload);
        body.extend_from_slice(b"}");
        body.freeze()
    }

    /// The headers, names in lower case, signed by every secret for a body sent at `timestamp_s`.
    #[must_use]
    pub fn headers(
        &self,
        format: SignatureFormat,
        secrets: &[SigningSecret],
        timestamp_s: i64,
        body: &[u8],
    ) -> Vec<(&'static str, String)> {
        let webhook_id = self.event.to_string();
        let mut headers = vec![
            ("content-type", "application/json".to_owned()),
            (ATTEMPT, self.number.to_string()),
            (EVENT_TYPE, self.event_type.to_string()),
            (DELIVERY_ID, self.delivery.to_string()),
        ];
        if format == SignatureFormat::Legacy {
            // Receivers tell duplicates by it, whatever the signature.
            headers.push((signature::WEBHOOK_ID, webhook_id.clone()));
        }
        headers.extend(signature::sign(format, secrets, &webhook_id, timestamp_s, body));
        headers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<R>(look: impl FnOnce(Envelope<'_>) -> R) -> R {
        let id = uuid::Uuid::from_u128(1);
        let event_type = EventType::parse(r#"odd"\type"#).unwrap();
        look(Envelope {
            event: EventId::from_uuid(id),
            event_type: &event_type,
            delivery: DeliveryId::from_uuid(id),
            number: 2,
        })
    }

    #[test]
    fn the_envelope_keeps_the_published_bytes_and_is_json() {
        with(|envelope| {
            let body = envelope.body(b"{ \"a\" : 1.0 }");
            assert!(body.ends_with(b"\"payload\":{ \"a\" : 1.0 }}"));
            let value: serde_json::Value = serde_json::from_slice(&body).unwrap();
            assert_eq!(value["type"], r#"odd"\type"#);
            assert_eq!(value["event_id"], envelope.event.to_string());
        });
    }

    #[test]
    fn every_format_names_the_event_once() {
        with(|envelope| {
            for format in [SignatureFormat::Both, SignatureFormat::Standard, SignatureFormat::Legacy] {
                let secret = SigningSecret::generate(&[1; 32]);
                let headers = envelope.headers(format, &[secret], 1, b"{}");
                let named = headers.iter().filter(|(name, _)| *name == signature::WEBHOOK_ID).count();
                assert_eq!(named, 1, "{format}");
                assert!(headers.contains(&(ATTEMPT, "2".to_owned())));
            }
        });
    }
}
