//! Times and spans for people: "3m ago", "142 ms", "3d 2h".

use time::OffsetDateTime;
use time::UtcOffset;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

pub(crate) use crate::domain::span::span;
pub(crate) use crate::domain::wording::relative;

/// `2026-11-24 10:02:11Z`, or with the offset from UTC, for tables with `--absolute`.
pub(crate) fn absolute(at: OffsetDateTime, offset: UtcOffset) -> String {
    let utc = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]Z");
    let local = format_description!(
        "[year]-[month]-[day] [hour]:[minute]:[second][offset_hour sign:mandatory]:[offset_minute]"
    );
    let form = if offset.is_utc() { utc } else { local };
    at.to_offset(offset).format(form).unwrap_or_default()
}

/// `10 Nov 09:14`, for the ends of a span of time.
pub(crate) fn moment(at: OffsetDateTime, offset: UtcOffset) -> String {
    let form = format_description!("[day padding:none] [month repr:short] [hour]:[minute]");
    at.to_offset(offset).format(form).unwrap_or_default()
}

/// The time of day, UTC: `10:00:00`.
pub(crate) fn time_of_day(at: OffsetDateTime) -> String {
    let form = format_description!("[hour]:[minute]:[second]");
    at.to_offset(UtcOffset::UTC).format(form).unwrap_or_default()
}

/// RFC 3339 in UTC, for output that is read by programs.
pub(crate) fn exact(at: OffsetDateTime) -> String {
    at.to_offset(UtcOffset::UTC).format(&Rfc3339).unwrap_or_default()
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
    fn instants_are_said_as_seen_from_now() {
        let now = datetime!(2026-11-24 10:00 UTC);
        assert_eq!(relative(datetime!(2026-11-24 09:57 UTC), now), "3m ago");
        assert_eq!(relative(datetime!(2026-11-24 10:00:05 UTC), now), "in 5 s");
        assert_eq!(relative(now, now), "now");
        assert_eq!(relative(datetime!(2026-11-20 10:00 UTC), now), "4d ago");
        assert_eq!(absolute(datetime!(2026-11-24 12:00 +2), UtcOffset::UTC), "2026-11-24 10:00:00Z");
        assert_eq!(absolute(now, time::macros::offset!(+2)), "2026-11-24 12:00:00+02:00");
    }
}
