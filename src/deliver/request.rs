//! The request of an attempt: signed with the time of now, ready to go.

use std::sync::Arc;

use super::clock;
use super::post::Outgoing;
use super::way::Way;
use crate::domain::body;
use crate::domain::body::Told;
use crate::domain::body::Unshapable;
use crate::domain::credentials::Credentials;
use crate::domain::endpoint::Endpoint;
use crate::domain::event::EventType;
use crate::domain::id::DeliveryId;
use crate::domain::id::EventId;
use crate::domain::request;
use crate::domain::secret::SigningSecret;
use crate::domain::signature;
use crate::domain::trace::TraceContext;
use crate::domain::url_rule::EndpointUrl;

/// What a request is made of.
pub(super) struct Parts<'p> {
    pub(super) endpoint: &'p Endpoint,
    pub(super) secrets: &'p [SigningSecret],
    pub(super) credentials: Option<&'p Credentials>,
    pub(super) way: Option<Arc<Way>>,
    pub(super) event: EventId,
    pub(super) event_type: &'p EventType,
    pub(super) payload: &'p [u8],
    pub(super) delivery: DeliveryId,
    pub(super) number: u16,
    pub(super) trace: Option<&'p TraceContext>,
}

/// Makes the request, signed with the time of now.
///
/// # Errors
/// When the stored URL is not one any more, or the event cannot be put into the endpoint's form.
pub(super) fn build(parts: &Parts<'_>) -> Result<Outgoing, Unshapable> {
    let settings = &parts.endpoint.settings;
    let url = EndpointUrl::parse_stored(&settings.url)
        .map_err(|_| Unshapable("the endpoint's URL cannot be requested".to_owned()))?;
    let told = Told { event: parts.event, event_type: parts.event_type, payload: parts.payload };
    let body = body::shaped(&settings.shaping, &told)?;
    let sent_at_ms = clock::wall_unix_ms();
    let way = parts.way.clone();
    let parts = request::Parts {
        format: settings.signature_format,
        secrets: parts.secrets,
        event: parts.event,
        event_type: parts.event_type,
        delivery: parts.delivery,
        number: parts.number,
        timestamp_s: i64::try_from(sent_at_ms / 1_000).unwrap_or(i64::MAX),
        credentials: parts.credentials,
        trace: parts.trace,
    };
    let headers = request::headers(&parts, &body);
    if !headers.iter().any(|(name, _)| signature::SIGNATURES.contains(&name.as_ref())) {
        // Nothing goes out that nobody can check: a private key has no signature in the legacy scheme.
        return Err(Unshapable("no secret of the endpoint signs in its signature format".to_owned()));
    }
    Ok(Outgoing { url, way, headers, body, timeout_ms: settings.timeout_ms, sent_at_ms })
}
