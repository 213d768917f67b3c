//! Spans of time in words, for sentences and tables.

/// How a span of milliseconds is said: `142 ms`, `10.0 s`, `5m`, `3d 2h`.
#[must_use]
pub fn span(ms: u64) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_in_two_units_at_most() {
        let said: Vec<String> =
            [87, 5_000, 10_020, 90_000, 3_600_000, 9_000_000, 266_400_000].into_iter().map(span).collect();
        assert_eq!(said, ["87 ms", "5 s", "10.0 s", "1m 30s", "1h", "2h 30m", "3d 2h"]);
    }
}
