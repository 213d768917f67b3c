//! Answers to connections that are not let in: too many of them, or a peer who may not.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;
use tokio::io::AsyncRead;
use tokio::io::AsyncReadExt;
use tokio::io::AsyncWrite;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

/// How long the other end has to take its refusal.
const TAKEN_WITHIN: Duration = Duration::from_secs(2);
/// How much of what it sends meanwhile is read and thrown away.
const HEARD_BYTES_MAX: u64 = 64 * 1024;

const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");

/// A router that answers everything 403 `peer_not_allowed` and closes.
pub(super) fn peer_not_allowed() -> Router {
    Router::new().fallback(async || problem(&PEER))
}

const PEER: Refusal = Refusal {
    status: StatusCode::FORBIDDEN,
    code: "peer_not_allowed",
    detail: "this user may not use the admin socket; see admin.group in the settings of hookitd",
};

const FULL: Refusal = Refusal {
    status: StatusCode::SERVICE_UNAVAILABLE,
    code: "try_later",
    detail: "too many connections are open",
};

struct Refusal {
    status: StatusCode,
    code: &'static str,
    detail: &'static str,
}

impl Refusal {
    /// The problem of RFC 9457, as the API writes them.
    fn json(&self) -> String {
        serde_json::json!({
            "type": format!("urn:hookit:problem:{}", self.code),
            "title": self.status.canonical_reason(),
            "status": self.status.as_u16(),
            "detail": self.detail,
            "code": self.code,
        })
        .to_string()
    }
}

fn problem(refusal: &Refusal) -> Response {
    let close = HeaderValue::from_static("close");
    (
        refusal.status,
        [(header::CONTENT_TYPE, PROBLEM), (header::CONNECTION, close)],
        Body::from(refusal.json()),
    )
        .into_response()
}

/// Answers 503 without waiting for a request, and takes a moment to let the answer arrive: a connection closed with
/// unread bytes in it is reset, and the answer lost.
pub(super) async fn too_many<T: AsyncRead + AsyncWrite + Unpin>(mut io: T) {
    let body = FULL.json();
    let head = format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/problem+json\r\ncontent-length: {}\r\n\
         retry-after: 1\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let answered = async {
        io.write_all(head.as_bytes()).await?;
        io.write_all(body.as_bytes()).await?;
        io.shutdown().await?;
        tokio::io::copy(&mut io.take(HEARD_BYTES_MAX), &mut tokio::io::sink()).await
    };
    // Who does not take it, or is gone, is not waited for.
    drop(timeout(TAKEN_WITHIN, answered).await);
}
