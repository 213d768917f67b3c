//! What an act brought that is not shown again: a secret, a key, an exchange with a receiver.

use askama::Template;
use axum::response::Response;

use crate::dashboard::failure::Failure;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;

/// The page of it.
#[derive(Template)]
#[template(path = "told.html")]
pub(super) struct Told {
    pub(super) frame: Frame,
    pub(super) sentence: String,
    /// What is shown once.
    pub(super) secret: Option<String>,
    pub(super) facts: Vec<(&'static str, String)>,
    /// Longer texts with their names.
    pub(super) texts: Vec<(&'static str, String)>,
    pub(super) back: String,
}

impl Told {
    /// As an answer.
    pub(super) fn page(&self) -> Result<Response, Failure> {
        frame::page(self)
    }
}
