//! The request of an attempt: signed with the time of now, ready to go.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;

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
use crate::domain::shaping::PayloadFormat;
use crate::domain::shaping::Shaping;
use crate::domain::signature;
use crate::domain::trace::TraceContext;
use crate::domain::url_rule::EndpointUrl;
use crate::store::handoff::Payload;

/// What a request is made of.
#[derive(Clone, Copy)]
pub(super) struct Parts<'p> {
    pub(super) endpoint: &'p Endpoint,
    pub(super) secrets: &'p [SigningSecret],
    pub(super) credentials: Option<&'p Credentials>,
    pub(super) way: Option<&'p Arc<Way>>,
    pub(super) event: EventId,
    pub(super) event_type: &'p EventType,
    pub(super) body: &'p Bytes,
    pub(super) delivery: DeliveryId,
    pub(super) backfilled: bool,
    pub(super) number: u16,
    pub(super) trace: Option<&'p TraceContext>,
}

/// An event as its endpoint gets it.
#[derive(Clone)]
pub(super) struct Content {
    pub(super) event: EventId,
    pub(super) event_type: EventType,
    pub(super) payload: Payload,
    pub(super) labels: Arc<BTreeMap<String, String>>,
}

impl Content {
    fn told(&self) -> Told<'_> {
        Told { event: self.event, event_type: &self.event_type, payload: &self.payload, labels: &self.labels }
    }
}

/// Makes the body. A template may be busy for some milliseconds, which the event loop is not to wait for.
///
/// # Errors
/// The event cannot be put into the endpoint's form.
pub(super) async fn body(shaping: &Shaping, content: Content) -> Result<Bytes, Unshapable> {
    if shaping.payload_format != PayloadFormat::Template {
        return body::shaped(shaping, &content.told());
    }
    let shaping = shaping.clone();
    let made = tokio::task::spawn_blocking(move || body::shaped(&shaping, &content.told())).await;
    made.unwrap_or_else(|_| Err(Unshapable("HookIt failed on this template; see its log".to_owned())))
}

/// Makes the request, signed with the time of now.
///
/// # Errors
/// When the stored URL is not one any more, or nothing signs it.
pub(super) fn build(parts: &Parts<'_>) -> Result<Outgoing, Unshapable> {
    let settings = &parts.endpoint.settings;
    let url = EndpointUrl::parse_stored(&settings.url)
        .map_err(|_| Unshapable("the endpoint's URL cannot be requested".to_owned()))?;
    let body = parts.body.clone();
    let sent_at_ms = clock::wall_unix_ms();
    let way = parts.way.cloned();
    let parts = request::Parts {
        format: settings.signature_format,
        secrets: parts.secrets,
        event: parts.event,
        event_type: parts.event_type,
        delivery: parts.delivery,
        backfilled: parts.backfilled,
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
