//! `If-Match`: a change that is made only on the version its caller has seen.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header;
use axum::http::request::Parts;

use crate::api::problem::Problem;

/// The version that must still stand; `None` when the caller does not care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IfMatch(pub Option<i64>);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let mut given = parts.headers.get_all(header::IF_MATCH).iter();
        match (given.next(), given.next()) {
            (None, _) => Ok(Self(None)),
            (Some(value), None) => value.to_str().ok().and_then(read).ok_or_else(odd),
            (Some(_), Some(_)) => Err(odd()),
        }
    }
}

impl IfMatch {
    /// Refuses when the object has another version now.
    pub(crate) fn check(self, version: i64) -> Result<(), Problem> {
        if self.0.is_none_or(|wanted| wanted == version) { Ok(()) } else { Err(changed_meanwhile()) }
    }
}

/// The refusal of a change to what somebody else changed first.
pub(crate) fn changed_meanwhile() -> Problem {
    Problem::new(
        StatusCode::PRECONDITION_FAILED,
        "changed_meanwhile",
        "it has another version than the one in If-Match: somebody changed it; read it again",
    )
}

/// `"17"` as an entity tag (RFC 9110), `17` for those who leave the quotes out, `*` for any version.
fn read(text: &str) -> Option<IfMatch> {
    let text = text.trim();
    if text == "*" {
        return Some(IfMatch(None));
    }
    let bare = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    bare.parse().ok().map(|version| IfMatch(Some(version)))
}

fn odd() -> Problem {
    Problem::bad_request("if_match_invalid", "If-Match is one version in quotes, as the object tells it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_with_and_without_quotes() {
        assert_eq!(read("\"17\""), Some(IfMatch(Some(17))));
        assert_eq!(read("17"), Some(IfMatch(Some(17))));
        assert_eq!(read("*"), Some(IfMatch(None)));
        for odd in ["", "\"", "\"17", "W/\"17\"", "17, 18"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }

    #[test]
    fn an_old_version_is_refused_and_none_is_not() {
        assert_eq!(IfMatch(Some(1)).check(2).unwrap_err().status().as_u16(), 412);
        assert!(IfMatch(Some(2)).check(2).is_ok() && IfMatch(None).check(2).is_ok());
    }
}
