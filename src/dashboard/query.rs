//! What stands behind the `?` of a page, and how it is written.

use std::convert::Infallible;
use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use url::form_urlencoded;
use uuid::Uuid;

use super::failure::Failure;
use crate::store::Page;

/// Rows of a page.
pub(super) const ROWS: u32 = 50;

/// The parameters of a page, as they came.
#[derive(Debug, Clone, Default)]
pub(super) struct Query(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts.uri.query().unwrap_or("")))
    }
}

impl Query {
    /// Reads a query; NUL, which nothing stored can hold, is left out.
    pub(super) fn of(text: &str) -> Self {
        let pairs = form_urlencoded::parse(text.as_bytes());
        let clean = |text: &str| text.replace('\0', "");
        Self(pairs.map(|(name, value)| (clean(&name), clean(&value))).collect())
    }

    /// A parameter, trimmed; `None` when it is absent or empty, as a form sends fields that were left free.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.trim());
        found.filter(|value| !value.is_empty())
    }

    /// A parameter that is read as something; `form` completes "… must be".
    pub(super) fn read<T: FromStr>(&self, name: &str, form: &str) -> Result<Option<T>, Failure> {
        let Some(text) = self.text(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| Failure::bad_filter(name, form))
    }

    /// Which page of a list, by the id it goes on below.
    pub(super) fn page(&self) -> Result<Page, Failure> {
        let before: Option<Uuid> = self.read("before", "the end of the page before")?;
        Ok(Page { limit: ROWS, before })
    }

    /// The same query with one parameter changed or left out, beginning with `?`.
    pub(super) fn with(&self, name: &str, value: Option<&str>) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (other, text) in self.0.iter().filter(|(other, text)| other != name && !text.is_empty()) {
            // What an act said is said once.
            if other != "said" {
                out.append_pair(other, text);
            }
        }
        if let Some(value) = value {
            out.append_pair(name, value);
        }
        format!("?{}", out.finish())
    }
}

/// A text as the value of a parameter.
pub(super) fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_changed_without_losing_the_others() {
        let query = Query::of("status=held&type=a.b&said=done&x=");
        assert_eq!(query.text("status"), Some("held"));
        assert_eq!(query.text("x"), None);
        assert_eq!(query.with("status", Some("dead & gone")), "?type=a.b&status=dead+%26+gone");
        assert_eq!(query.with("type", None), "?status=held");
    }
}
