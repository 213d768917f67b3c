//! States and outcomes in words: what "503 Service Unavailable" and "timed out" are called everywhere.

use super::glyph::Glyph;
use crate::domain::wording;
pub(crate) use crate::domain::wording::status_word;

/// The sign of a delivery's or endpoint's state.
pub(crate) fn glyph_of(status: &str) -> Glyph {
    match status {
        "succeeded" | "active" | "done" | "finished" => Glyph::Done,
        "dead_lettered" => Glyph::Failed,
        "retrying" => Glyph::Again,
        "held" | "paused" | "disabled" => Glyph::Held,
        "in_flight" | "running" | "started" => Glyph::UnderWay,
        "cancelled" | "inactive" | "revoked" | "expired" => Glyph::Cancelled,
        _ => Glyph::Waiting,
    }
}

/// An outcome in words: `503 Service Unavailable`, `timed out`, `connection failed`.
pub(crate) fn outcome_words(outcome: &str, response_status: Option<u64>) -> String {
    wording::outcome_words(outcome, response_status, |code| {
        ureq::http::StatusCode::from_u16(code).ok().and_then(|status| status.canonical_reason())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::delivery::Status;
    use crate::domain::outcome::Outcome;

    #[test]
    fn every_outcome_and_status_has_words_of_its_own() {
        for outcome in Outcome::ALL {
            assert!(!outcome_words(outcome.as_str(), None).contains('_'), "{outcome}");
        }
        for status in Status::ALL {
            assert!(!status_word(status.as_str()).contains('_'), "{status}");
        }
    }

    #[test]
    fn an_http_status_is_shown_with_its_reason() {
        assert_eq!(outcome_words("http_status", Some(503)), "503 Service Unavailable");
        assert_eq!(outcome_words("http_status", Some(599)), "599");
    }
}
