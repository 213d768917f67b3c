//! What is kept of a receiver's answer: a few headers and the beginning of the body, within limits.

use bytes::Bytes;
use bytes::BytesMut;
use http_body_util::BodyExt;
use hyper::HeaderMap;
use hyper::body::Incoming;
use hyper::header;
use tokio::time::Instant;
use tokio::time::timeout_at;

use crate::domain::exchange::BODY_KEPT_BYTES_MAX;
use crate::domain::exchange::BODY_READ_BYTES_MAX;

/// Headers that help to find out what happened; cookies and whatever else a receiver sends are not ours to keep.
const KEPT_HEADERS: &[&str] = &[
    "allow",
    "cache-control",
    "cf-ray",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "location",
    "ratelimit",
    "ratelimit-policy",
    "retry-after",
    "server",
    "traceparent",
    "via",
    "www-authenticate",
    "x-amzn-requestid",
    "x-amzn-trace-id",
    "x-correlation-id",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "x-request-id",
];
/// Names and values together.
const KEPT_HEADERS_BYTES_MAX: usize = 4 * 1_024;
/// One value; longer ones are cut.
const KEPT_VALUE_BYTES_MAX: usize = 512;
/// What stands for a body in a coding nobody asked for.
const ENCODED: &str = "[encoded, not stored]";

/// What was read of a body.
pub(super) struct ReadBody {
    /// Its beginning.
    pub(super) kept: Bytes,
    /// It was read to its end.
    pub(super) ended: bool,
    /// It is longer than what is kept.
    pub(super) cut: bool,
}

/// Reads until the end, the deadline or 64 KiB, whichever comes first. A body that breaks off is no error:
/// the status has decided already.
pub(super) async fn read_body(body: &mut Incoming, deadline: Instant) -> ReadBody {
    let mut kept = BytesMut::new();
    let (mut read, mut cut) = (0_usize, false);
    let ended = loop {
        match timeout_at(deadline, body.frame()).await {
            Ok(None) => break true,
            Ok(Some(Ok(frame))) => {
                let Ok(data) = frame.into_data() else { continue };
                let room = BODY_KEPT_BYTES_MAX - kept.len();
                kept.extend_from_slice(&data[..data.len().min(room)]);
                cut |= data.len() > room;
                read += data.len();
                if read > BODY_READ_BYTES_MAX {
                    break false;
                }
            }
            Ok(Some(Err(_))) | Err(_) => break false,
        }
    };
    ReadBody { kept: kept.freeze(), ended, cut }
}

/// The body to store: nothing of one that is compressed or otherwise encoded.
pub(super) fn kept_body(headers: &HeaderMap, body: Bytes) -> Bytes {
    let encoded = headers
        .get_all(header::CONTENT_ENCODING)
        .iter()
        .any(|coding| !coding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity"));
    if encoded { Bytes::from_static(ENCODED.as_bytes()) } else { body }
}

/// The headers to store, in alphabetical order.
pub(super) fn kept_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let mut left = KEPT_HEADERS_BYTES_MAX;
    let mut kept = Vec::new();
    for name in KEPT_HEADERS {
        for value in headers.get_all(*name) {
            let text = String::from_utf8_lossy(value.as_bytes());
            let text = &text[..text.floor_char_boundary(KEPT_VALUE_BYTES_MAX)];
            let Some(rest) = left.checked_sub(name.len() + text.len()) else { return kept };
            left = rest;
            kept.push(((*name).to_owned(), text.to_owned()));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderName;
    use hyper::header::HeaderValue;

    use super::*;

    fn headers(pairs: &[(&str, &[u8])]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(name.parse::<HeaderName>().unwrap(), HeaderValue::from_bytes(value).unwrap());
        }
        map
    }

    #[test]
    fn cookies_are_not_kept_and_odd_bytes_are_replaced() {
        let kept =
            kept_headers(&headers(&[("server", b"a\xff"), ("set-cookie", b"s=1"), ("content-type", b"x/y")]));
        let expected = [("content-type", "x/y"), ("server", "a\u{fffd}")];
        assert_eq!(kept, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn long_values_are_cut_and_the_total_is_limited() {
        let long = "é".repeat(600);
        let kept = kept_headers(&headers(&[("location", long.as_bytes())]));
        assert_eq!(kept[0].1.len(), 512);
        let many: Vec<(&str, &[u8])> = (0..20).map(|_| ("via", long.as_bytes())).collect();
        let kept = kept_headers(&headers(&many));
        assert!(kept.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() <= 4_096);
        assert_eq!(kept.len(), 7);
    }

    #[test]
    fn encoded_bodies_are_not_stored() {
        let body = Bytes::from_static(b"\x1f\x8b");
        assert_eq!(kept_body(&headers(&[("content-encoding", b"gzip")]), body.clone()), ENCODED);
        assert_eq!(kept_body(&headers(&[("content-encoding", b"identity")]), body.clone()), body);
        assert_eq!(kept_body(&headers(&[]), body.clone()), body);
    }
}
