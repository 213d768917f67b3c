//! What every answer gets on its way out: a request id, the version, and a problem instead of a panic.

use std::any::Any;
use std::borrow::Cow;

use axum::Router;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::middleware;
use axum::middleware::Next;
use axum::response::IntoResponse;
use axum::response::Response;
use tower_http::catch_panic::CatchPanicLayer;

use super::problem::Problem;
use crate::store::random;

/// Names one request in answers and logs; a well-formed one from outside is kept.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The version of the program that answers.
pub(crate) const VERSION: HeaderName = HeaderName::from_static("hookit-version");
/// Longest request id that is taken over from outside.
const REQUEST_ID_BYTES_MAX: usize = 128;

/// Puts the layers around a router that every answer passes on its way out.
pub(crate) fn finished(router: Router) -> Router {
    router.layer(CatchPanicLayer::custom(from_panic)).layer(middleware::from_fn(finish))
}

/// Finishes an answer; the outermost layer.
async fn finish(request: Request, next: Next) -> Response {
    let id = request_id(request.headers());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let mut response = next.run(request).await;
    if response.status().is_server_error()
        && let Some(problem) = response.extensions_mut().remove::<Problem>()
    {
        let cause = problem.cause().unwrap_or("none");
        // An overloaded or restarting database is a warning, anything else in the 500s is a bug.
        if problem.status().as_u16() == 500 {
            tracing::error!(request_id = %id, %method, path, cause, "a request failed");
        } else {
            tracing::warn!(request_id = %id, %method, path, cause, "a request was put off");
        }
        response = problem.answer(Some(&id));
    }
    let headers = response.headers_mut();
    headers.insert(VERSION, HeaderValue::from_static(env!("CARGO_PKG_VERSION")));
    headers.entry("cache-control").or_insert(HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, value);
    }
    response
}

/// The caller's own request id if it is harmless, else a fresh one.
fn request_id(headers: &HeaderMap) -> Cow<'static, str> {
    let harmless = |text: &&str| {
        (1..=REQUEST_ID_BYTES_MAX).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:/+=".contains(&byte))
    };
    let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok()).filter(harmless);
    given.map_or_else(|| format!("{:032x}", u128::from_be_bytes(random())).into(), |id| id.to_owned().into())
}

/// What a panic in a handler becomes; the daemon's panic hook has logged where it was.
#[expect(clippy::needless_pass_by_value, reason = "the form that the layer asks for")]
fn from_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    Problem::internal(format!("panic: {text}")).into_response()
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;

    fn headers(id: &str) -> HeaderMap {
        HeaderMap::from_iter([(REQUEST_ID, HeaderValue::from_str(id).unwrap())])
    }

    #[tokio::test]
    async fn a_panic_becomes_a_problem_that_tells_nothing_of_it() {
        let panics = axum::routing::get(async || -> &'static str { panic!("inner text") });
        let router = finished(Router::new().route("/", panics));
        let request = Request::get("/").header(REQUEST_ID, "r-1").body(axum::body::Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status().as_u16(), 500);
        assert_eq!(response.headers()[REQUEST_ID], "r-1");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let text = std::str::from_utf8(&body).unwrap();
        assert!(
            text.contains(r#""code":"internal_error""#) && text.contains(r#""request_id":"r-1""#),
            "{text}"
        );
        assert!(!text.contains("inner text"));
    }

    #[test]
    fn a_harmless_request_id_is_kept_and_another_replaced() {
        assert_eq!(request_id(&headers("trace-1:2")), "trace-1:2");
        for odd in ["", "a b", "<script>", &"x".repeat(129)] {
            assert_eq!(request_id(&headers(odd)).len(), 32, "{odd}");
        }
        assert_eq!(request_id(&HeaderMap::new()).len(), 32);
    }
}
