//! Sorting rows by a column: by number or time where cells know it, by their text otherwise.

use std::cmp::Ordering;

use super::cell::Cell;

/// The order of these cells, as their numbers. Equal ones stay as they were; empty ones come last.
pub(super) fn of<'a>(cells: impl Iterator<Item = &'a Cell>, descending: bool) -> Vec<usize> {
    let cells: Vec<&Cell> = cells.collect();
    let mut order: Vec<usize> = (0..cells.len()).collect();
    order.sort_by(|a, b| compare(cells[*a], cells[*b], descending));
    order
}

fn compare(a: &Cell, b: &Cell, descending: bool) -> Ordering {
    let turned = |order: Ordering| if descending { order.reverse() } else { order };
    match (is_missing(a), is_missing(b)) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => match (a.rank.or_else(|| said(&a.text)), b.rank.or_else(|| said(&b.text))) {
            (Some(a), Some(b)) => turned(a.cmp(&b)),
            _ => turned(a.text.to_lowercase().cmp(&b.text.to_lowercase())),
        },
    }
}

fn is_missing(cell: &Cell) -> bool {
    matches!(cell.text.as_str(), "" | "-" | "–")
}

/// What a text says as a number: a number, or an instant that is told from now, in nanoseconds.
fn said(text: &str) -> Option<i128> {
    let plain = text.replace(',', "");
    if let Ok(number) = plain.parse() {
        return Some(number);
    }
    let (span, sign) = match (text, text.strip_suffix(" ago"), text.strip_prefix("in ")) {
        ("now", ..) => return Some(0),
        (_, Some(span), _) => (span, -1),
        (_, _, Some(span)) => (span, 1),
        _ => return None,
    };
    let span = humantime::parse_duration(span).ok()?;
    i128::try_from(span.as_nanos()).ok().map(|nanos| sign * nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(texts: &[&str], descending: bool) -> Vec<usize> {
        let cells: Vec<Cell> = texts.iter().map(|text| Cell::new(text)).collect();
        of(cells.iter(), descending)
    }

    #[test]
    fn numbers_and_times_are_sorted_by_what_they_mean() {
        assert_eq!(order(&["10", "9", "1,000"], false), [1, 0, 2]);
        assert_eq!(order(&["3m ago", "now", "2h ago", "in 5s"], false), [2, 0, 1, 3]);
        assert_eq!(order(&["b", "A", "c"], true), [2, 0, 1]);
    }

    #[test]
    fn what_is_missing_comes_last_both_ways() {
        assert_eq!(order(&["", "1", "–", "2"], false), [1, 3, 0, 2]);
        assert_eq!(order(&["", "1", "–", "2"], true), [3, 1, 0, 2]);
    }
}
