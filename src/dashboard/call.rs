//! A request to the API within this process, as the person who is signed in.

use axum::body::Body;
use axum::body::to_bytes;
use axum::http::Method;
use axum::http::Request;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use serde_json::Value;
use tower::ServiceExt;

use super::failure::Failure;
use super::gate::Seat;
use super::query::encoded;
use super::state::Dashboard;

/// Largest answer that is read, in bytes.
const ANSWER_BYTES_MAX: usize = 8 << 20;

/// What the API answered.
pub(super) struct Answer {
    status: StatusCode,
    body: Value,
}

impl Answer {
    /// The body of a yes; of a no, its sentence.
    pub(super) fn body(self) -> Result<Value, String> {
        if self.status.is_success() {
            return Ok(self.body);
        }
        let mut said = self.body["detail"].as_str().unwrap_or("the API refused it").to_owned();
        for error in self.body["errors"].as_array().into_iter().flatten() {
            if let (Some(pointer), Some(detail)) = (error["pointer"].as_str(), error["detail"].as_str())
                && !said.contains(detail)
            {
                said.extend(["\n", pointer.trim_start_matches('/'), ": ", detail]);
            }
        }
        Err(said)
    }

    /// The body of a yes; of a no, its sentence, and what it says of single members by their names.
    pub(super) fn judged(self) -> Result<Value, Refusal> {
        let errors = self.body["errors"].as_array().into_iter().flatten();
        let of_member = |error: &Value| {
            let pointer = error["pointer"].as_str()?.trim_start_matches('/');
            let (member, within) = pointer.split_once('/').unwrap_or((pointer, ""));
            let within = if within.is_empty() { String::new() } else { format!("{within}: ") };
            let detail = error["detail"].as_str()?;
            (!member.is_empty()).then(|| (member.to_owned(), format!("{within}{detail}")))
        };
        let members = errors.filter_map(of_member).collect();
        self.body().map_err(|said| Refusal { said, members })
    }
}

/// A no.
pub(super) struct Refusal {
    pub(super) said: String,
    /// Members of the body that are wrong, each with a sentence.
    pub(super) members: Vec<(String, String)>,
}

/// Asks the API, in the seat's project.
pub(super) async fn call(
    dashboard: &Dashboard,
    seat: &Seat,
    method: Method,
    path: &str,
    body: Option<&Value>,
) -> Result<Answer, Failure> {
    call_if(dashboard, seat, method, path, body, None).await
}

/// The same, only if the object still has this version.
pub(super) async fn call_if(
    dashboard: &Dashboard,
    seat: &Seat,
    method: Method,
    path: &str,
    body: Option<&Value>,
    version: Option<&str>,
) -> Result<Answer, Failure> {
    send(dashboard, seat, method, path, body.map(Value::to_string), version).await
}

/// The same with a body that was written out already.
pub(super) async fn send(
    dashboard: &Dashboard,
    seat: &Seat,
    method: Method,
    path: &str,
    body: Option<String>,
    version: Option<&str>,
) -> Result<Answer, Failure> {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("hookit-project", seat.project.name.as_str())
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(version) = version {
        request = request.header(header::IF_MATCH, version);
    }
    let body = body.map_or_else(Body::empty, Body::from);
    let mut request = request.body(body).map_err(|error| Failure::internal(&error))?;
    request.extensions_mut().insert(seat.session.caller());
    let Ok(response) = dashboard.api.clone().oneshot(request).await;
    let status = response.status();
    let bytes =
        to_bytes(response.into_body(), ANSWER_BYTES_MAX).await.map_err(|error| Failure::internal(&error))?;
    let body = if bytes.is_empty() {
        Value::Null
    } else {
        serde_json::from_slice(&bytes).map_err(|error| Failure::internal(&error))?
    };
    Ok(Answer { status, body })
}

/// Back to a page of the project, with a word on what was done.
pub(super) fn back(seat: &Seat, below: &str, said: &str) -> Response {
    let mark = if below.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{}{mark}said={}", seat.path(below), encoded(said))).into_response()
}

/// One segment of a path: whatever stands in it cannot leave it.
pub(super) fn segment(text: &str) -> String {
    encoded(text).replace('+', "%20").replace('.', "%2E")
}
