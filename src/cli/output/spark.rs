//! Sparklines: a row of numbers as a row of small bars.

/// The bars, lowest first.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// The same where only ASCII may be drawn.
const ASCII: [char; 8] = ['_', '.', ':', '-', '=', '+', '*', '#'];

/// `values` added up into `places` bars, the highest of them full. What does not divide is left out at the old end.
pub(crate) fn sparkline(values: &[u64], places: usize, ascii: bool) -> String {
    let each = (values.len() / places.max(1)).max(1);
    let skip = values.len() % each;
    let sums: Vec<u64> = values[skip..].chunks(each).map(|chunk| chunk.iter().sum()).collect();
    let highest = sums.iter().copied().max().unwrap_or(0).max(1);
    let bars = if ascii { ASCII } else { BARS };
    let bar = |sum: &u64| {
        // Nothing is the lowest bar, and something is never as low as nothing.
        let level = (sum * 7).div_ceil(highest).min(7);
        usize::try_from(level).ok().and_then(|level| bars.get(level)).copied().unwrap_or(bars[7])
    };
    sums.iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_bar_is_full_and_something_is_more_than_nothing() {
        assert_eq!(sparkline(&[0, 1, 50, 100], 4, false), "▁▂▅█");
        assert_eq!(sparkline(&[0, 0, 0, 0], 4, false), "▁▁▁▁");
        assert_eq!(sparkline(&[1, 1, 2, 2, 0, 0], 3, true), "=#_");
    }

    #[test]
    fn sixty_minutes_become_as_many_bars_as_there_is_room_for() {
        assert_eq!(sparkline(&[1; 60], 15, false).chars().count(), 15);
        assert_eq!(sparkline(&[1; 60], 30, false).chars().count(), 30);
        assert_eq!(sparkline(&[], 15, false), "");
    }
}
