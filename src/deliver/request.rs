//! The request of an attempt: signed with the time of now, ready to go.

use super::clock;
use super::post::Outgoing;
use crate::domain::endpoint::Endpoint;
use crate::domain::event::EventType;
use crate::domain::id::DeliveryId;
use crate::domain::id::EventId;
use crate::domain::request;
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
    let settings = &parts.endpoint.settings;
    let url = EndpointUrl::parse_stored(&settings.url).ok()?;
    let body = request::envelope(parts.event, parts.event_type, parts.payload);
    let sent_at_ms = clock::wall_unix_ms();
    let parts = request::Parts {
        format: settings.signature_format,
        secrets: parts.secrets,
        event: parts.event,
        event_type: parts.event_type,
        delivery: parts.delivery,
        number: parts.number,
        timestamp_s: i64::try_from(sent_at_ms / 1_000).unwrap_or(i64::MAX),
    };
    let headers = request::headers(&parts, &body);
    Some(Outgoing { url, headers, body, timeout_ms: settings.timeout_ms, sent_at_ms })
}
