//! `Retry-After`: how long a receiver asks to be left alone.

use std::time::Duration;
use std::time::SystemTime;

/// Longest wait a receiver can ask for, in milliseconds: 24 h.
pub const RETRY_AFTER_MS_MAX: u64 = 24 * 60 * 60 * 1000;

/// The wait in milliseconds, at most [`RETRY_AFTER_MS_MAX`]; `None` for anything that is neither a number of
/// seconds nor an HTTP date (RFC 9110, section 10.2.3), and for a date that is not in the future.
///
/// `now_ms` is the time the answer came, in milliseconds since 1970. The caller takes the later of this and
/// its own schedule.
#[must_use]
pub fn parse(value: &str, now_ms: u64) -> Option<u64> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number too large for an integer is still a number: the receiver wants a long wait.
        let seconds: u64 = value.parse().unwrap_or(u64::MAX);
        return Some(seconds.saturating_mul(1000).min(RETRY_AFTER_MS_MAX));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    let now = SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(now_ms))?;
    let wait = date.duration_since(now).ok().filter(|wait| !wait.is_zero())?;
    Some(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX).min(RETRY_AFTER_MS_MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Sun, 06 Nov 1994 08:49:37 GMT.
    const THEN_MS: u64 = 784_111_777_000;

    #[test]
    fn seconds_and_dates_are_understood() {
        assert_eq!(parse("120", 0), Some(120_000));
        assert_eq!(parse(" 0 ", 0), Some(0));
        assert_eq!(parse("Sun, 06 Nov 1994 08:49:37 GMT", THEN_MS - 1_500), Some(1_500));
        assert_eq!(parse("Sunday, 06-Nov-94 08:49:37 GMT", THEN_MS - 1_000), Some(1_000));
        assert_eq!(parse("Sun Nov  6 08:49:37 1994", THEN_MS - 1_000), Some(1_000));
    }

    #[test]
    fn long_waits_are_cut_to_a_day() {
        assert_eq!(parse("86401", 0), Some(RETRY_AFTER_MS_MAX));
        assert_eq!(parse("99999999999999999999999999", 0), Some(RETRY_AFTER_MS_MAX));
        assert_eq!(parse("Sun, 06 Nov 1994 08:49:37 GMT", 0), Some(RETRY_AFTER_MS_MAX));
    }

    #[test]
    fn garbage_and_the_past_are_passed_over() {
        for value in ["", "-1", "+5", "1.5", "soon", "1e9", "Sun, 06 Nov 1994 08:49:37", "２"] {
            assert_eq!(parse(value, 0), None, "{value}");
        }
        assert_eq!(parse("Sun, 06 Nov 1994 08:49:37 GMT", THEN_MS), None);
        assert_eq!(parse("Sun, 06 Nov 1994 08:49:37 GMT", THEN_MS + 1), None);
    }

    proptest! {
        #[test]
        fn any_text_gives_none_or_at_most_a_day(value in "\\PC{0,40}", now_ms: u64) {
            prop_assert!(parse(&value, now_ms).is_none_or(|ms| ms <= RETRY_AFTER_MS_MAX));
        }

        #[test]
        fn any_number_gives_at_most_a_day(seconds: u64) {
            prop_assert_eq!(parse(&seconds.to_string(), 0), Some(seconds.min(86_400) * 1000));
        }
    }
}
