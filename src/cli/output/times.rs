//! Times and spans for people: "3m ago", "142 ms", "3d 2h".

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

/// How a span of milliseconds is said beside a table: `142 ms`, `10.0 s`, `5 min`, `3d 2h`.
pub(crate) fn span(ms: u64) -> String {
    match ms {
        0..=999 => format!("{ms} ms"),
        1_000..=59_999 if ms.is_multiple_of(1_000) => format!("{} s", ms / 1_000),
        1_000..=59_999 => format!("{}.{} s", ms / 1_000, ms % 1_000 / 100),
        60_000..=3_599_999 => two(ms / 60_000, "m", ms % 60_000 / 1_000, "s"),
        3_600_000..=86_399_999 => two(ms / 3_600_000, "h", ms % 3_600_000 / 60_000, "m"),
        _ => two(ms / 86_400_000, "d", ms % 86_400_000 / 3_600_000, "h"),
    }
}

fn two(large: u64, large_unit: &str, small: u64, small_unit: &str) -> String {
    if small == 0 {
        format!("{large}{large_unit}")
    } else {
        format!("{large}{large_unit} {small}{small_unit}")
    }
}

/// One unit only: `3m`, for columns.
fn short(ms: u64) -> String {
    match ms {
        0..=59_999 => format!("{}s", ms / 1_000),
        60_000..=3_599_999 => format!("{}m", ms / 60_000),
        3_600_000..=86_399_999 => format!("{}h", ms / 3_600_000),
        _ => format!("{}d", ms / 86_400_000),
    }
}

/// `3m ago`, `in 5s`, `now`.
pub(crate) fn relative(at: OffsetDateTime, now: OffsetDateTime) -> String {
    let ms = (now - at).whole_milliseconds();
    let far = u64::try_from(ms.unsigned_abs()).unwrap_or(u64::MAX);
    match ms {
        -999..=999 => "now".to_owned(),
        1_000.. => format!("{} ago", short(far)),
        _ => format!("in {}", short(far)),
    }
}

/// `2026-11-24 10:02:11`, in UTC, for tables with `--absolute`.
pub(crate) fn absolute(at: OffsetDateTime) -> String {
    let form = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]Z");
    at.to_offset(time::UtcOffset::UTC).format(form).unwrap_or_default()
}

/// `10 Nov 09:14`, in UTC, for the ends of a span of time.
pub(crate) fn moment(at: OffsetDateTime) -> String {
    let form = format_description!("[day padding:none] [month repr:short] [hour]:[minute]");
    at.to_offset(time::UtcOffset::UTC).format(form).unwrap_or_default()
}

/// RFC 3339 in UTC, for output that is read by programs.
pub(crate) fn exact(at: OffsetDateTime) -> String {
    at.to_offset(time::UtcOffset::UTC).format(&Rfc3339).unwrap_or_default()
}

/// Reads a time of the API.
pub(crate) fn parse(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn spans_are_said_in_two_units_at_most() {
        let said: Vec<String> =
            [87, 5_000, 10_020, 90_000, 3_600_000, 9_000_000, 266_400_000].into_iter().map(span).collect();
        assert_eq!(said, ["87 ms", "5 s", "10.0 s", "1m 30s", "1h", "2h 30m", "3d 2h"]);
    }

    #[test]
    fn instants_are_said_as_seen_from_now() {
        let now = datetime!(2026-11-24 10:00 UTC);
        assert_eq!(relative(datetime!(2026-11-24 09:57 UTC), now), "3m ago");
        assert_eq!(relative(datetime!(2026-11-24 10:00:05 UTC), now), "in 5s");
        assert_eq!(relative(now, now), "now");
        assert_eq!(relative(datetime!(2026-11-20 10:00 UTC), now), "4d ago");
        assert_eq!(absolute(datetime!(2026-11-24 12:00 +2)), "2026-11-24 10:00:00Z");
    }
}
