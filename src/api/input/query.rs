//! The query: known parameters only, each at most once, each parsed to a type.

use std::convert::Infallible;
use std::fmt::Display;
use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::form_urlencoded;
use uuid::Uuid;

use super::cursor;
use crate::api::problem::Problem;
use crate::domain::event::EventType;
use crate::store::Page;

/// Rows of a page unless the query says otherwise.
const LIMIT_DEFAULT: u32 = 50;
/// Most rows of a page.
const LIMIT_MAX: u32 = 200;

/// The parameters of one request. That none is unknown or double was checked at the gate.
#[derive(Debug)]
pub(crate) struct Query(Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::read(parts.uri.query()))
    }
}

impl Query {
    fn read(query: Option<&str>) -> Self {
        Self(form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect())
    }

    /// Refuses what the route does not know, and what is given twice.
    pub(crate) fn check(query: Option<&str>, known: &[String]) -> Result<(), Problem> {
        let Some(query) = query else { return Ok(()) };
        let given = Self::read(Some(query)).0;
        for (at, (name, _)) in given.iter().enumerate() {
            if !known.contains(name) {
                let detail = "the query has a parameter that this route does not know";
                return Err(Problem::bad_request("unknown_parameter", detail));
            }
            if given[..at].iter().any(|(other, _)| other == name) {
                let detail = format!("the query parameter `{name}` is given twice");
                return Err(Problem::bad_request("duplicate_parameter", detail));
            }
        }
        Ok(())
    }

    /// A parameter's text; `None` when it was not given.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// A parameter that `read` understands.
    pub(crate) fn read_by<T, E: Display>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, Problem> {
        let wrong = |error: E| {
            Problem::bad_request(
                "invalid_parameter",
                format!("the query parameter `{name}` is wrong: {error}"),
            )
        };
        self.text(name).map(|text| read(text).map_err(wrong)).transpose()
    }

    /// A parameter with a type of its own.
    pub(crate) fn parsed<T: FromStr<Err: Display>>(&self, name: &str) -> Result<Option<T>, Problem> {
        self.read_by(name, T::from_str)
    }

    /// An event type.
    pub(crate) fn event_type(&self, name: &str) -> Result<Option<EventType>, Problem> {
        self.read_by(name, EventType::parse)
    }

    /// A time of RFC 3339.
    pub(crate) fn instant(&self, name: &str) -> Result<Option<OffsetDateTime>, Problem> {
        self.read_by(name, |text| {
            OffsetDateTime::parse(text, &Rfc3339).map_err(|_| "a time looks like 2026-01-31T12:00:00Z")
        })
    }

    /// `true` or `false`; absent is false.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, Problem> {
        self.read_by(name, |text| text.parse().map_err(|_| "it is `true` or `false`"))
            .map(Option::unwrap_or_default)
    }

    /// Which page of `list` is wanted.
    pub(crate) fn page(&self, list: &str) -> Result<Page, Problem> {
        self.page_below(|text| cursor::read(list, text))
    }

    /// Which page is wanted of a list whose cursors `read` understands.
    pub(crate) fn page_below(&self, read: impl FnOnce(&str) -> Option<Uuid>) -> Result<Page, Problem> {
        let limit = self.read_by("limit", |text| {
            let limit = text.parse().ok().filter(|limit| (1..=LIMIT_MAX).contains(limit));
            limit.ok_or("it is a whole number from 1 to 200")
        })?;
        let before = match self.text("cursor") {
            Some(text) => Some(read(text).ok_or_else(|| {
                Problem::bad_request("invalid_cursor", "the cursor was not made for this list")
            })?),
            None => None,
        };
        Ok(Page { limit: limit.unwrap_or(LIMIT_DEFAULT), before })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_and_double_parameters_are_refused() {
        let known = ["limit".to_owned(), "cursor".to_owned()];
        let code = |query| Query::check(Some(query), &known).map_err(|problem| problem.code());
        assert_eq!(code("limit=1&cursor=x"), Ok(()));
        assert_eq!(code(""), Ok(()));
        assert_eq!(code("limit=1&offset=2"), Err("unknown_parameter"));
        assert_eq!(code("limit=1&l%69mit=2"), Err("duplicate_parameter"));
    }

    #[test]
    fn limits_and_cursors_are_checked() {
        let page = |query| Query::read(Some(query)).page("l").map_err(|problem| problem.code());
        assert_eq!(page("").unwrap().limit, 50);
        assert_eq!(page("limit=200").unwrap().limit, 200);
        for wrong in ["limit=0", "limit=201", "limit=-1", "limit=x", "limit="] {
            assert_eq!(page(wrong).unwrap_err(), "invalid_parameter", "{wrong}");
        }
        assert_eq!(page("cursor=AAAA").unwrap_err(), "invalid_cursor");
    }
}
