//! Style sheet, scripts and pictures, held in the program: no page needs anything from elsewhere.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;
use sha2::Digest;
use sha2::Sha256;

use super::failure::Failure;

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";

/// Name, kind and bytes.
const ASSETS: [(&str, &str, &str); 10] = [
    ("look.css", CSS, include_str!("assets/look.css")),
    ("frame.css", CSS, include_str!("assets/frame.css")),
    ("parts.css", CSS, include_str!("assets/parts.css")),
    ("policy.js", JS, include_str!("assets/policy.js")),
    ("keys.js", JS, include_str!("assets/keys.js")),
    ("form.js", JS, include_str!("assets/form.js")),
    ("live.js", JS, include_str!("assets/live.js")),
    ("sign-in.js", JS, include_str!("assets/sign-in.js")),
    ("htmx-4.0.1.min.js", JS, include_str!("assets/vendor/htmx-4.0.1.min.js")),
    ("icon.svg", "image/svg+xml", include_str!("assets/icon.svg")),
];

/// Serves one; a browser that has it is told so.
pub(super) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    let found = ASSETS.iter().find(|(known, ..)| *known == name);
    let (_, kind, text) = found.ok_or_else(|| Failure::missing("file"))?;
    let tag = format!("\"{}\"", hex(&Sha256::digest(text.as_bytes())[..12]));
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|given| given.as_bytes() == tag.as_bytes());
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { (*text).into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut out, byte| {
        // Writing into a String cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_over_is_what_was_published() {
        let published = include_str!("assets/vendor/README.md");
        for (name, _, text) in ASSETS.iter().filter(|(name, ..)| name.contains(".min.")) {
            let sum = hex(&Sha256::digest(text.as_bytes()));
            assert!(published.contains(&sum), "{name} is {sum}, which assets/vendor/README.md does not know");
        }
    }

    #[test]
    fn no_asset_names_another_host() {
        for (name, _, text) in ASSETS.iter().filter(|(name, ..)| !name.contains(".min.")) {
            let left = text.replace("http://www.w3.org/2000/svg", "");
            assert!(!left.contains("http://") && !left.contains("https://"), "{name}");
        }
    }
}
