//! Reading a body: refused by its head where that is enough, never more than the limit, never for ever.

use std::time::Duration;

use axum::body::Body;
use axum::body::HttpBody;
use axum::extract::FromRequest;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header;
use bytes::Bytes;
use bytes::BytesMut;
use http_body_util::BodyExt;
use tokio::time::Instant;

use crate::api::problem::Problem;
use crate::api::state::ApiState;

/// A batch may be this large even where a single event may not.
pub(crate) const BATCH_BYTES_MAX: usize = 4 * 1_024 * 1_024;
/// For this long a body may be as slow as it likes.
const GRACE: Duration = Duration::from_secs(5);
/// After that it must have come at this pace on average.
const BYTES_PER_S_MIN: usize = 1_024;
/// Room that is made before anything has arrived, whatever a Content-Length promises.
const CAPACITY_MAX: usize = 64 * 1_024;

/// The body of a request, within the limit for one event.
#[derive(Debug)]
pub(crate) struct Whole(pub Bytes);

/// The body of a batch.
#[derive(Debug)]
pub(crate) struct WholeBatch(pub Bytes);

impl FromRequest<ApiState> for Whole {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &ApiState) -> Result<Self, Problem> {
        let bytes_max = state.rules.payload_bytes_max;
        read(request, bytes_max, state.rules.body_timeout_ms).await.map(Self)
    }
}

impl FromRequest<ApiState> for WholeBatch {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &ApiState) -> Result<Self, Problem> {
        let bytes_max = state.rules.payload_bytes_max.max(BATCH_BYTES_MAX);
        read(request, bytes_max, state.rules.body_timeout_ms).await.map(Self)
    }
}

/// Reads a body. A length over the limit is refused before the first byte is asked for, so that a client which
/// sent `Expect: 100-continue` gets 413 and not 100.
pub(crate) async fn read(request: Request, bytes_max: usize, timeout_ms: u64) -> Result<Bytes, Problem> {
    check_head(request.headers())?;
    let mut body = request.into_body();
    if declared_bytes(&body) > u64::try_from(bytes_max).unwrap_or(u64::MAX) {
        return Err(Problem::too_large(bytes_max));
    }
    let started = Instant::now();
    let last = started + Duration::from_millis(timeout_ms);
    let mut bytes = BytesMut::with_capacity(bytes_max.min(CAPACITY_MAX).min(length_hint(&body)));
    loop {
        let pace = u64::try_from(bytes.len() / BYTES_PER_S_MIN).unwrap_or(u64::MAX);
        let deadline = last.min(started + GRACE + Duration::from_secs(pace));
        let Ok(frame) = tokio::time::timeout_at(deadline, body.frame()).await else {
            return Err(Problem::new(
                StatusCode::REQUEST_TIMEOUT,
                "body_too_slow",
                "the body did not arrive in time",
            ));
        };
        let Some(frame) = frame else { return Ok(bytes.freeze()) };
        let frame = frame
            .map_err(|_| Problem::bad_request("body_incomplete", "the body ended before it was complete"))?;
        // Trailers carry nothing the API reads.
        let Ok(data) = frame.into_data() else { continue };
        if bytes.len() + data.len() > bytes_max {
            return Err(Problem::too_large(bytes_max));
        }
        bytes.extend_from_slice(&data);
    }
}

fn declared_bytes(body: &Body) -> u64 {
    body.size_hint().lower()
}

fn length_hint(body: &Body) -> usize {
    usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX)
}

/// No coding but identity, and JSON if it says what it is.
fn check_head(headers: &HeaderMap) -> Result<(), Problem> {
    let coded = headers
        .get_all(header::CONTENT_ENCODING)
        .iter()
        .any(|value| !value.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity"));
    if coded {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_content_encoding",
            "a body is sent without content coding",
        ));
    }
    let other = headers.get(header::CONTENT_TYPE).is_some_and(|value| !is_json(value.as_bytes()));
    if other {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            "a body is JSON: send `Content-Type: application/json`",
        ));
    }
    Ok(())
}

/// `application/json` or `application/*+json` (RFC 6839), whatever parameters follow.
fn is_json(value: &[u8]) -> bool {
    let essence =
        value.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii().to_ascii_lowercase();
    let Some(subtype) = essence.strip_prefix(b"application/") else { return false };
    subtype == b"json" || subtype.ends_with(b"+json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_known_by_its_media_type() {
        for json in ["application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json"] {
            assert!(is_json(json.as_bytes()), "{json}");
        }
        for other in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "json", ""] {
            assert!(!is_json(other.as_bytes()), "{other}");
        }
    }

    async fn code_of(request: Request) -> &'static str {
        read(request, 10, 1_000).await.map_or_else(|problem| problem.code(), |_| "read")
    }

    #[tokio::test]
    async fn a_body_over_the_limit_is_refused_with_and_without_a_length() {
        assert_eq!(code_of(Request::new(Body::from("0123456789"))).await, "read");
        assert_eq!(code_of(Request::new(Body::from("0123456789a"))).await, "payload_too_large");
        assert_eq!(code_of(Request::new(Body::new(Parts(3)))).await, "payload_too_large");
    }

    #[tokio::test]
    async fn a_content_coding_is_refused() {
        let coded = |coding: &str| {
            Request::builder().header("content-encoding", coding).body(Body::from("{}")).unwrap()
        };
        assert_eq!(code_of(coded("gzip")).await, "unsupported_content_encoding");
        assert_eq!(code_of(coded("identity")).await, "read");
    }

    #[tokio::test]
    async fn a_body_that_does_not_come_is_given_up() {
        let problem = read(Request::new(Body::new(Parts(2))), 10, 5).await.unwrap_err();
        assert_eq!((problem.status().as_u16(), problem.code()), (408, "body_too_slow"));
    }

    /// So many parts of four bytes, and then nothing, for ever.
    struct Parts(u8);

    impl HttpBody for Parts {
        type Data = Bytes;
        type Error = std::io::Error;

        fn poll_frame(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<hyper::body::Frame<Bytes>, std::io::Error>>> {
            if self.0 == 0 {
                return std::task::Poll::Pending;
            }
            self.0 -= 1;
            std::task::Poll::Ready(Some(Ok(hyper::body::Frame::data(Bytes::from_static(b"four")))))
        }
    }
}
