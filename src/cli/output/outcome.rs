//! States and outcomes in words: what "503 Service Unavailable" and "timed out" are called everywhere.

use super::glyph::Glyph;

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

/// The word of a state for people.
pub(crate) fn status_word(status: &str) -> &str {
    match status {
        "succeeded" => "delivered",
        "dead_lettered" => "dead",
        "in_flight" => "in flight",
        other => other,
    }
}

/// An outcome in words: `503 Service Unavailable`, `timed out`, `connection failed`.
pub(crate) fn outcome_words(outcome: &str, response_status: Option<u64>) -> String {
    let words = match (outcome, response_status) {
        ("succeeded" | "http_status" | "redirect_not_followed", Some(code)) => return status_line(code),
        ("succeeded", None) => "delivered",
        ("http_status", None) => "HTTP status",
        ("timeout", _) => "timed out",
        ("connect_failed", _) => "connection failed",
        ("dns_failed", _) => "name not found",
        ("tls_failed", _) => "TLS failed",
        ("blocked", _) => "address not allowed",
        ("response_invalid", _) => "answer not HTTP",
        ("body_too_large", _) => "answer too large",
        ("redirect_not_followed", None) => "redirect not followed",
        ("aborted", _) => "stopped by HookIt",
        ("unknown", _) => "node died meanwhile",
        ("late", _) => "node came back late",
        ("secret_unavailable", _) => "secret not readable",
        ("request_unbuildable", _) => "no request possible",
        (other, _) => other,
    };
    words.to_owned()
}

fn status_line(code: u64) -> String {
    let known = u16::try_from(code).ok().and_then(|code| ureq::http::StatusCode::from_u16(code).ok());
    match known.and_then(|status| status.canonical_reason()) {
        Some(reason) => format!("{code} {reason}"),
        None => code.to_string(),
    }
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
