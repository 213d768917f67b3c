//! Problems: every refusal of the API in the form of RFC 9457, `application/problem+json`.

use std::borrow::Cow;

use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::access::Scope;
use crate::domain::json_check::JsonRefusal;

/// The media type of RFC 9457.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// What is wrong with one member of a body.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FieldError {
    /// JSON pointer (RFC 6901) to the member; empty for the body itself.
    #[schema(example = "/url")]
    pub pointer: String,
    /// One sentence.
    #[schema(example = "the endpoint URL must start with https://")]
    pub detail: Cow<'static, str>,
    #[serde(skip)]
    #[schema(ignore)]
    pub code: &'static str,
}

/// The body of a refusal (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody {
    /// Names the kind of problem; stable.
    #[serde(rename = "type")]
    #[schema(example = "urn:hookit:problem:not_found")]
    kind: String,
    /// The status in words.
    #[schema(example = "Not Found")]
    title: &'static str,
    /// The HTTP status.
    #[schema(example = 404)]
    status: u16,
    /// One sentence for a person.
    #[schema(example = "there is no such endpoint")]
    detail: Cow<'static, str>,
    /// Stable word for a program.
    #[schema(example = "not_found")]
    code: &'static str,
    /// The members at fault, when the body is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
    /// On a 5xx: what to look for in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
}

/// A refusal on its way out.
#[derive(Debug, Clone)]
pub(crate) struct Problem(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    status: StatusCode,
    code: &'static str,
    detail: Cow<'static, str>,
    errors: Vec<FieldError>,
    retry_after_s: Option<u32>,
    cause: Option<String>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            status,
            code,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after_s: None,
            cause: None,
        }))
    }

    pub(crate) fn bad_request(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    pub(crate) fn conflict(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
    }

    /// The one answer to a missing, malformed, unknown, revoked or expired key.
    pub(crate) fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", "a valid API key is needed")
    }

    pub(crate) fn forbidden(scope: Scope) -> Self {
        let detail = format!("this needs the scope `{scope}`");
        Self::new(StatusCode::FORBIDDEN, "insufficient_scope", detail)
    }

    /// The same bytes whether it never existed or belongs to another project.
    pub(crate) fn not_found(what: &'static str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", format!("there is no such {what}"))
    }

    /// A body whose members are wrong: at least one error.
    pub(crate) fn invalid(errors: Vec<FieldError>) -> Self {
        let (code, detail) = match errors.as_slice() {
            [only] => (only.code, only.detail.clone()),
            several => {
                ("validation_failed", format!("{} members of the body are wrong", several.len()).into())
            }
        };
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail);
        problem.0.errors = errors;
        problem
    }

    /// One wrong member.
    pub(crate) fn field(
        pointer: impl Into<String>,
        code: &'static str,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::invalid(vec![FieldError { pointer: pointer.into(), detail: detail.into(), code }])
    }

    pub(crate) fn too_large(bytes_max: usize) -> Self {
        let detail = format!("the body is larger than {bytes_max} bytes");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", detail)
    }

    /// HookIt failed; the sentence says nothing of how.
    pub(crate) fn internal(cause: String) -> Self {
        let mut problem = Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal_error",
            "HookIt could not do this; the request id leads to the reason in its log",
        );
        problem.0.cause = Some(cause);
        problem
    }

    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.0.status = status;
        self
    }

    pub(crate) fn with_retry_after_s(mut self, seconds: u32) -> Self {
        self.0.retry_after_s = Some(seconds);
        self
    }

    pub(crate) fn with_cause(mut self, cause: String) -> Self {
        self.0.cause = Some(cause);
        self
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The sentence for a person.
    pub(crate) fn sentence(&self) -> &str {
        &self.0.detail
    }

    /// The word for a program.
    pub(crate) fn code(&self) -> &'static str {
        self.0.code
    }

    /// What went wrong inside, for the log.
    pub(crate) fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    pub(crate) fn body(&self, request_id: Option<&str>) -> ProblemBody {
        ProblemBody {
            kind: format!("urn:hookit:problem:{}", self.0.code),
            title: self.0.status.canonical_reason().unwrap_or("Error"),
            status: self.0.status.as_u16(),
            detail: self.0.detail.clone(),
            code: self.0.code,
            errors: self.0.errors.clone(),
            request_id: request_id.filter(|_| self.0.status.is_server_error()).map(ToOwned::to_owned),
        }
    }

    /// The whole answer.
    pub(crate) fn answer(&self, request_id: Option<&str>) -> Response {
        // The body is made of plain words; were it not writable, an empty one would still carry the status.
        let text = serde_json::to_vec(&self.body(request_id)).unwrap_or_default();
        let mut response = (self.0.status, text).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        if self.0.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.0.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.answer(None);
        // Whoever finishes the answer writes it anew with the request's id.
        response.extensions_mut().insert(self);
        response
    }
}

impl From<JsonRefusal> for Problem {
    fn from(refusal: JsonRefusal) -> Self {
        let code = refusal.code;
        let problem = Self::field(refusal.pointer, code, refusal.detail);
        // Not JSON at all is the request's fault, not a member's.
        if matches!(code, "json_invalid" | "invalid_utf8") {
            problem.with_status(StatusCode::BAD_REQUEST)
        } else {
            problem
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_member_lends_the_problem_its_code() {
        let one = Problem::field("/url", "url_invalid", "no");
        assert_eq!((one.status().as_u16(), one.code()), (422, "url_invalid"));
        let error = FieldError { pointer: "/a".to_owned(), detail: "no".into(), code: "x" };
        assert_eq!(Problem::invalid(vec![error.clone(), error]).code(), "validation_failed");
    }

    #[test]
    fn only_a_5xx_carries_the_request_id() {
        let body = |problem: Problem| serde_json::to_value(problem.body(Some("r1"))).unwrap();
        assert_eq!(body(Problem::internal("secret".to_owned()))["request_id"], "r1");
        assert!(!body(Problem::internal("secret".to_owned())).to_string().contains("secret"));
        assert!(body(Problem::unauthorized()).get("request_id").is_none());
    }
}
