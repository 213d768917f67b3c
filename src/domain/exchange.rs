//! Exchanges: what one request and its answer looked like, for the record.

use std::net::SocketAddr;

use bytes::Bytes;
use time::OffsetDateTime;

use super::outcome::Outcome;

/// Bytes of an answer's body that are kept.
pub const BODY_KEPT_BYTES_MAX: usize = 16 * 1_024;
/// Bytes of an answer's body that are read before the connection is closed.
pub const BODY_READ_BYTES_MAX: usize = 64 * 1_024;

/// Where an attempt's time went, in milliseconds; `None` where a phase did not happen, as on a reused
/// connection or after a failure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Phases {
    /// Resolving the name.
    pub dns_ms: Option<u32>,
    /// Opening the TCP connection.
    pub connect_ms: Option<u32>,
    /// The TLS handshake.
    pub tls_ms: Option<u32>,
    /// From the request's start to the answer's head.
    pub first_byte_ms: Option<u32>,
    /// Reading the answer's body.
    pub body_ms: Option<u32>,
}

/// What a receiver answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers that are kept, names in lower case, at most 4 KiB.
    pub headers: Vec<(String, String)>,
    /// The beginning of the body, at most [`BODY_KEPT_BYTES_MAX`].
    pub body: Bytes,
    /// Whether the body went on beyond what is kept, or never ended.
    pub body_incomplete: bool,
}

/// What TLS agreed on with a receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TlsSession {
    /// `TLS 1.3`, for example.
    pub version: &'static str,
    /// Until when the receiver's certificate is valid.
    pub certificate_until: Option<OffsetDateTime>,
}

/// One request and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// How it ended.
    pub outcome: Outcome,
    /// One sentence for the endpoint's owner when it did not succeed; names no address.
    pub error: Option<String>,
    /// The address that was dialled, for the operator.
    pub dialled: Option<SocketAddr>,
    /// What TLS agreed on; `None` without TLS, and on a connection that was used before.
    pub tls: Option<TlsSession>,
    /// Where the time went.
    pub phases: Phases,
    /// From start to end, in milliseconds.
    pub duration_ms: u32,
    /// The answer, if a head arrived.
    pub answer: Option<Answer>,
    /// What the receiver's `Retry-After` asked for on 429 and 503, in milliseconds.
    pub retry_after_ms: Option<u64>,
}

impl Exchange {
    /// An attempt that ended before anything was sent.
    #[must_use]
    pub fn unsent(outcome: Outcome, error: impl Into<String>) -> Self {
        Self {
            outcome,
            error: Some(error.into()),
            dialled: None,
            tls: None,
            phases: Phases::default(),
            duration_ms: 0,
            answer: None,
            retry_after_ms: None,
        }
    }
}
