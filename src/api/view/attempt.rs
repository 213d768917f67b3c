//! An attempt as it goes out: when, how long in which phase, what was answered.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use utoipa::ToSchema;

use super::time::Instant;
use crate::domain::exchange::Phases;
use crate::domain::id::AttemptId;
use crate::domain::id::DeliveryId;
use crate::domain::outcome::Outcome;
use crate::store::attempts::AttemptView as Stored;

/// Where an attempt's time went, in milliseconds; null where a phase did not happen.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(as = Phases)]
pub(crate) struct PhasesView {
    dns: Option<u32>,
    connect: Option<u32>,
    tls: Option<u32>,
    first_byte: Option<u32>,
    body: Option<u32>,
}

/// Headers by name; the values of one name joined by `, `.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Headers, example = json!({"content-type": "application/json"}))]
pub(crate) struct HeadersView(BTreeMap<String, String>);

/// The beginning of an answer's body, at most 16 KiB.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ResponseBody {
    /// Text, or base64 where the bytes are not UTF-8.
    #[serde(rename = "response_body")]
    shown: Option<String>,
    /// `utf-8` or `base64`; null without a body.
    #[serde(rename = "response_body_encoding")]
    #[schema(example = "utf-8")]
    encoding: Option<&'static str>,
    /// Whether the body went on beyond what is kept, or never ended.
    #[serde(rename = "response_body_incomplete")]
    incomplete: bool,
}

/// An attempt: one request of a delivery.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Attempt)]
pub(crate) struct AttemptView {
    #[schema(value_type = String, example = "att_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    id: AttemptId,
    #[schema(value_type = String, example = "dlv_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    delivery_id: DeliveryId,
    /// Counts on over redrives.
    #[schema(example = 1)]
    attempt_number: u16,
    started_at: Option<Instant>,
    duration_ms: Option<u32>,
    phases: PhasesView,
    /// The address that was dialled.
    #[schema(example = "192.0.2.7:443")]
    dialled: Option<String>,
    #[schema(example = 503)]
    response_status: Option<u16>,
    response_headers: HeadersView,
    #[serde(flatten)]
    response_body: ResponseBody,
    #[schema(value_type = String, example = "http_status")]
    outcome: Outcome,
    /// One sentence, when it did not succeed.
    error: Option<String>,
    /// Which node made it.
    #[schema(example = "web-1")]
    node: String,
}

impl From<Phases> for PhasesView {
    fn from(phases: Phases) -> Self {
        Self {
            dns: phases.dns_ms,
            connect: phases.connect_ms,
            tls: phases.tls_ms,
            first_byte: phases.first_byte_ms,
            body: phases.body_ms,
        }
    }
}

impl From<Vec<(String, String)>> for HeadersView {
    fn from(headers: Vec<(String, String)>) -> Self {
        let mut by_name: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in headers {
            by_name
                .entry(name)
                .and_modify(|before| {
                    before.push_str(", ");
                    before.push_str(&value);
                })
                .or_insert(value);
        }
        Self(by_name)
    }
}

impl ResponseBody {
    pub(crate) fn new(bytes: Option<&[u8]>, incomplete: bool) -> Self {
        let shown = bytes.map(|bytes| match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), "utf-8"),
            // A text that was cut within a character is still a text.
            Err(error) if incomplete && error.error_len().is_none() => {
                (String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned(), "utf-8")
            }
            Err(_) => (STANDARD.encode(bytes), "base64"),
        });
        let (shown, encoding) = shown.unzip();
        Self { shown, encoding, incomplete }
    }
}

impl From<Stored> for AttemptView {
    fn from(attempt: Stored) -> Self {
        Self {
            id: attempt.id,
            delivery_id: attempt.delivery_id,
            attempt_number: attempt.number,
            started_at: attempt.started_at.map(Instant),
            duration_ms: attempt.duration_ms,
            phases: attempt.phases.into(),
            dialled: attempt.dialled,
            response_status: attempt.response_status,
            response_headers: attempt.response_headers.into(),
            response_body: ResponseBody::new(attempt.response_body.as_deref(), attempt.body_incomplete),
            outcome: attempt.outcome,
            error: attempt.error,
            node: attempt.node,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_goes_out_as_text_or_as_base64() {
        let shown = |bytes: &[u8], cut| {
            let body = ResponseBody::new(Some(bytes), cut);
            (body.shown.unwrap(), body.encoding.unwrap())
        };
        assert_eq!(shown("né\0".as_bytes(), false), ("né\0".to_owned(), "utf-8"));
        assert_eq!(shown(b"\xff\xfe", false), ("//4=".to_owned(), "base64"));
        assert_eq!(shown(b"ab\xc3", true), ("ab".to_owned(), "utf-8"));
        assert_eq!(shown(b"ab\xc3", false).1, "base64");
        assert!(ResponseBody::new(None, false).encoding.is_none());
    }

    #[test]
    fn headers_of_one_name_are_joined() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let headers = HeadersView::from(vec![pair("via", "a"), pair("x", "1"), pair("via", "b")]);
        assert_eq!(serde_json::to_string(&headers).unwrap(), r#"{"via":"a, b","x":"1"}"#);
    }
}
