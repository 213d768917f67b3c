//! Pages, styles and scripts go out compressed to browsers that say they take it.
//!
//! What a page is compressed with cannot be measured from outside to guess at it: the cookie is not sent with requests
//! of other sites, so nobody else makes a browser fetch a page with something of its own in it.

use std::io::Write;

use axum::body::Body;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::http::header;
use axum::middleware::Next;
use axum::response::IntoResponse;
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::failure::Failure;

/// Largest page, in bytes.
const PAGE_BYTES_MAX: usize = 16 << 20;
/// Shorter ones are sent as they are.
const WORTH_BYTES: usize = 1_024;
/// Between speed and size.
const LEVEL: u32 = 5;

/// The middleware itself.
pub(super) async fn pass(request: Request, next: Next) -> Response {
    let wanted = takes_gzip(request.headers());
    let mut response = next.run(request).await;
    if !is_text(response.headers()) {
        return response;
    }
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !wanted {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = match to_bytes(body, PAGE_BYTES_MAX).await {
        Ok(bytes) => bytes,
        Err(error) => return Failure::internal(&error).into_response(),
    };
    if bytes.len() < WORTH_BYTES {
        return Response::from_parts(parts, Body::from(bytes));
    }
    match gzip(&bytes) {
        Ok(small) => {
            parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(small))
        }
        Err(error) => Failure::internal(&error).into_response(),
    }
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let given = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    given.flat_map(|list| list.split(',')).any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let refused =
            parts.clone().skip(1).any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip")) && !refused
    })
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    ["text/html", "text/css", "text/javascript", "image/svg"].iter().any(|known| kind.starts_with(known))
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(LEVEL));
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_says_what_it_takes() {
        let takes = |text: &str| {
            takes_gzip(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, text.parse().unwrap())]))
        };
        assert!(takes("gzip, deflate, br") && takes("br;q=1, GZIP;q=0.5"));
        assert!(!takes("br") && !takes("gzip;q=0") && !takes("") && !takes_gzip(&HeaderMap::new()));
    }

    #[test]
    fn a_page_becomes_smaller_and_an_event_stream_is_left_alone() {
        let page = "<rect class=\"f-good\"/>".repeat(1_000);
        assert!(gzip(page.as_bytes()).unwrap().len() < page.len() / 20);
        let kind =
            |text: &str| is_text(&HeaderMap::from_iter([(header::CONTENT_TYPE, text.parse().unwrap())]));
        assert!(kind("text/html; charset=utf-8") && !kind("text/event-stream") && !kind("application/json"));
    }
}
