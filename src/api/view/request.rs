//! The request that a delivery makes, as it goes out: to be looked at, or made again by hand.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::id::DeliveryId;
use crate::domain::request::Header;

/// One header of a request.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RequestHeader)]
pub(crate) struct HeaderView {
    /// In lower case.
    #[schema(example = "webhook-id")]
    name: String,
    /// Null for a signature that was not asked for, and for a value that is sealed.
    #[schema(example = "evt_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    value: Option<String>,
}

/// The request of a delivery.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeliveryRequest)]
pub(crate) struct RequestView {
    #[schema(value_type = String, example = "dlv_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    delivery_id: DeliveryId,
    /// Of the last attempt, or of the first one before there was any.
    #[schema(example = 1)]
    attempt_number: u16,
    #[schema(example = "POST")]
    method: &'static str,
    #[schema(example = "https://api.acme.example/webhooks")]
    url: String,
    /// Those of the connection apart.
    headers: Vec<HeaderView>,
    /// Byte for byte what is sent.
    #[schema(
        example = r#"{"event_id":"evt_01kb6y3v5nfk8s2w0x9q7d4tcm","type":"invoice.paid","payload":{"amount":1299}}"#
    )]
    body: String,
    /// `utf-8` or `base64`.
    #[schema(example = "utf-8")]
    body_encoding: &'static str,
    /// Whether the signatures are in it, fresh and with the time of now.
    signed: bool,
}

/// What a view is made of.
pub(crate) struct Made {
    pub delivery: DeliveryId,
    pub number: u16,
    pub url: String,
    pub headers: Vec<Header>,
    pub body: bytes::Bytes,
    /// Names of headers whose values are left out.
    pub hidden: &'static [&'static str],
    /// Names of headers whose values are sealed.
    pub own: Vec<String>,
}

impl From<Made> for RequestView {
    fn from(made: Made) -> Self {
        let (body, body_encoding) = match std::str::from_utf8(&made.body) {
            Ok(text) => (text.to_owned(), "utf-8"),
            Err(_) => (STANDARD.encode(&made.body), "base64"),
        };
        let shown = |(name, value): Header| {
            let hidden = made.hidden.contains(&name.as_ref());
            HeaderView { name: name.into_owned(), value: (!hidden).then_some(value) }
        };
        let sealed = |name| HeaderView { name, value: None };
        Self {
            delivery_id: made.delivery,
            attempt_number: made.number,
            method: "POST",
            url: made.url,
            headers: made.headers.into_iter().map(shown).chain(made.own.into_iter().map(sealed)).collect(),
            body,
            body_encoding,
            signed: made.hidden.is_empty(),
        }
    }
}
