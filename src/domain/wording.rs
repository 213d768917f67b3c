//! Words for people: counts, sizes, times and outcomes, the same on the terminal and on the dashboard.

use time::OffsetDateTime;

/// `312 bytes`, `1.2 KB`, `2.1 GB`.
#[must_use]
pub fn bytes(count: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    if count < 1_000 {
        return format!("{count} bytes");
    }
    let mut tenths = count / 100;
    let mut unit = 0;
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths /= 1_000;
        unit += 1;
    }
    if tenths >= 1_000 {
        return format!("{} {}", tenths / 10, UNITS[unit]);
    }
    format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

/// `1,204`.
#[must_use]
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Quotes one word for a shell, so that the line that is shown can be run.
#[must_use]
pub fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:=@%+,~".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// One unit only: `3m`, for columns.
fn short(ms: u64) -> String {
    match ms {
        0..=59_999 => format!("{} s", ms / 1_000),
        60_000..=3_599_999 => format!("{}m", ms / 60_000),
        3_600_000..=86_399_999 => format!("{}h", ms / 3_600_000),
        _ => format!("{}d", ms / 86_400_000),
    }
}

/// `3m ago`, `in 5 s`, `now`.
#[must_use]
pub fn relative(at: OffsetDateTime, now: OffsetDateTime) -> String {
    let ms = (now - at).whole_milliseconds();
    let far = u64::try_from(ms.unsigned_abs()).unwrap_or(u64::MAX);
    match ms {
        -999..=999 => "now".to_owned(),
        1_000.. => format!("{} ago", short(far)),
        _ => format!("in {}", short(far)),
    }
}

/// An outcome in words: `503 Service Unavailable`, `timed out`, `connection failed`. `reason` knows the reason phrases
/// of HTTP.
#[must_use]
pub fn outcome_words(
    outcome: &str,
    response_status: Option<u64>,
    reason: impl Fn(u16) -> Option<&'static str>,
) -> String {
    let words = match (outcome, response_status) {
        ("succeeded" | "http_status" | "redirect_not_followed", Some(code)) => {
            return status_line(code, reason);
        }
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
        ("proxy_failed", _) => "proxy failed",
        ("secret_unavailable", _) => "secret not readable",
        ("request_unbuildable", _) => "no request possible",
        (other, _) => other,
    };
    words.to_owned()
}

fn status_line(code: u64, reason: impl Fn(u16) -> Option<&'static str>) -> String {
    match u16::try_from(code).ok().and_then(reason) {
        Some(reason) => format!("{code} {reason}"),
        None => code.to_string(),
    }
}

/// The word of a state for people.
#[must_use]
pub fn status_word(status: &str) -> &str {
    match status {
        "succeeded" => "delivered",
        "dead_lettered" => "dead",
        "in_flight" => "in flight",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn an_instant_is_told_in_one_unit() {
        let now = datetime!(2026-11-24 10:00 UTC);
        assert_eq!(relative(datetime!(2026-11-24 09:57 UTC), now), "3m ago");
        assert_eq!(relative(datetime!(2026-11-24 10:00:05 UTC), now), "in 5 s");
        assert_eq!(relative(now, now), "now");
    }

    #[test]
    fn a_status_without_a_known_reason_is_its_number() {
        let none = |_| None;
        assert_eq!(outcome_words("http_status", Some(599), none), "599");
        let known = |_| Some("Service Unavailable");
        assert_eq!(outcome_words("http_status", Some(503), known), "503 Service Unavailable");
        assert_eq!(outcome_words("timeout", None, none), "timed out");
        assert_eq!(status_word("dead_lettered"), "dead");
    }
}
