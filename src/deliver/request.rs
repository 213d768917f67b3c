//! The request of an attempt: the envelope around the published bytes, signed, with the headers receivers know.

use super::clock;
use super::post::Outgoing;
use crate::domain::endpoint::Endpoint;
use crate::domain::envelope::Envelope;
use crate::domain::event::EventType;
use crate::domain::id::DeliveryId;
use crate::domain::id::EventId;
use crate::domain::secret::SigningSecret;
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
    let envelope = Envelope {
        event: parts.event,
        event_type: parts.event_type,
        delivery: parts.delivery,
        number: parts.number,
    };
    let body = envelope.body(parts.payload);
    let sent_at_ms = clock::wall_unix_ms();
    let timestamp_s = i64::try_from(sent_at_ms / 1_000).unwrap_or(i64::MAX);
    let format = parts.endpoint.settings.signature_format;
    let headers = envelope.headers(format, parts.secrets, timestamp_s, &body);
    let headers = headers.into_iter().map(|(name, value)| (name.into(), value)).collect();
    Some(Outgoing { url, headers, body, timeout_ms: parts.endpoint.settings.timeout_ms, sent_at_ms })
}
