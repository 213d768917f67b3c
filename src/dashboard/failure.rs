//! What goes wrong, as a page that says what to do.

use std::error::Error;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Html;
use axum::response::IntoResponse;
use axum::response::Response;

use crate::domain::chain::chain;
use crate::domain::rank::Rank;
use crate::store::StoreError;
use crate::store::StoreErrorKind;

/// A refusal or an accident.
#[derive(Debug)]
pub(super) struct Failure {
    status: StatusCode,
    code: &'static str,
    sentence: String,
}

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'a> {
    title: &'a str,
    code: &'a str,
    sentence: &'a str,
    sign_in: bool,
}

impl Failure {
    pub(super) fn new(status: StatusCode, code: &'static str, sentence: impl Into<String>) -> Self {
        Self { status, code, sentence: sentence.into() }
    }

    /// The same for what never was and what is another project's.
    pub(super) fn missing(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", format!("There is no such {what} here."))
    }

    pub(super) fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "signed_out", "You are not signed in, or no longer.")
    }

    pub(super) fn rank_too_low(rank: Rank) -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "role_too_low",
            format!("This takes the role {rank}. Sign in with: hookit dashboard --role {rank}"),
        )
    }

    pub(super) fn bad_filter(name: &str, form: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_filter", format!("The filter {name} must be {form}."))
    }

    pub(super) fn internal(error: &dyn Error) -> Self {
        tracing::error!(error = chain(error), "a page of the dashboard failed");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal_error",
            "HookIt could not make this page; its log says why.",
        )
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        if error.kind() == StoreErrorKind::TryLater {
            tracing::warn!(error = chain(&error), "a page of the dashboard was put off");
            return Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "storage_unavailable",
                "The database cannot be reached at the moment. Look with: hookit doctor",
            );
        }
        Self::internal(&error)
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::internal(&error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let page = FailurePage {
            title: self.status.canonical_reason().unwrap_or("Error"),
            code: self.code,
            sentence: &self.sentence,
            sign_in: self.status == StatusCode::UNAUTHORIZED,
        };
        let text = page.render().unwrap_or_else(|_| self.code.to_owned());
        (self.status, Html(text)).into_response()
    }
}
