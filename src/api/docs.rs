//! `/docs` and `/openapi.json`: the API's description, and a page to read it that ships its own assets.

use std::sync::Arc;

use axum::http::HeaderValue;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;
use utoipa_swagger_ui::Config;

use super::input::path::PathParts;
use super::problem::Problem;
use super::router::openapi_json;

/// Nothing from elsewhere, no inline script, pictures also as `data:`. The page's script inserts one style element
/// of its own, which is let through by its hash.
const POLICY: &str = "default-src 'none'; script-src 'self'; \
                      style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; \
                      img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

/// Describe the API
#[utoipa::path(get, path = "/openapi.json", tag = "System", operation_id = "describe_api",
    responses((status = 200, description = "OpenAPI 3.1", content_type = "application/json")))]
pub(crate) async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], openapi_json()).into_response()
}

/// Read the description as a page
#[utoipa::path(get, path = "/docs", tag = "System", operation_id = "read_docs",
    responses((status = 200, description = "A page", content_type = "text/html")))]
pub(crate) async fn page() -> Result<Response, Problem> {
    file("index.html")
}

/// Get a part of the page
#[utoipa::path(get, path = "/docs/{asset}", tag = "System", operation_id = "read_docs_asset",
    params(("asset" = String, Path, description = "The part's file name")),
    responses((status = 200, description = "A style sheet, script or picture")))]
pub(crate) async fn asset(path: PathParts) -> Result<Response, Problem> {
    file(path.asset())
}

fn file(name: &str) -> Result<Response, Problem> {
    let config = Arc::new(Config::from("/openapi.json").validator_url("none").try_it_out_enabled(false));
    let found =
        utoipa_swagger_ui::serve(name, config).map_err(|error| Problem::internal(error.to_string()))?;
    let found = found.ok_or_else(|| Problem::not_found("page"))?;
    let bytes = if name == "index.html" { absolute(&found.bytes) } else { found.bytes.into_owned() };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&found.content_type) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if found.gzpipped {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}

/// The page names its parts relative to a folder; from `/docs` without a slash they lie one floor down.
fn absolute(page: &[u8]) -> Vec<u8> {
    let page = String::from_utf8_lossy(page);
    page.replace("\"./", "\"/docs/").replace("\"index.css\"", "\"/docs/index.css\"").into_bytes()
}
