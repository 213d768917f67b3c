//! How an endpoint did over time: a cell a span, as status pages show it.

use std::fmt::Write;

use super::write::esc;
use crate::dashboard::show::clock;
use crate::store::strips::Cell;
use crate::store::strips::Spans;

/// The colour of a cell, worst first: something died, most failed, some failed, all arrived, nothing was sent.
fn colour(cell: Cell) -> &'static str {
    if cell.dead > 0 || cell.failed > cell.delivered {
        "f-bad"
    } else if cell.failed > 0 {
        "f-warn"
    } else if cell.delivered > 0 {
        "f-good"
    } else {
        "f-none"
    }
}

/// Draws it; `about` says in words what it shows.
pub(crate) fn strip(cells: &[Cell], spans: Spans, about: &str) -> String {
    let width = cells.len() * 10;
    let mut out = format!(
        "<svg role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {width} 24\" width=\"100%\" height=\"24\" \
         preserveAspectRatio=\"none\">",
        esc(about)
    );
    // Cells in which nothing was sent are many and alike: one path has them all.
    let mut nothing = String::new();
    for (place, cell) in cells.iter().enumerate() {
        // Writing into a String cannot fail.
        let x = place * 10 + 1;
        // Heights differ too, so that colour is not all that tells.
        let (y, height) = match colour(*cell) {
            "f-none" => {
                let _ = write!(nothing, "M{x} 10h7v4h-7z");
                continue;
            }
            "f-good" => (4, 16),
            _ => (0, 24),
        };
        let _ = write!(
            out,
            "<rect class=\"{}\" x=\"{x}\" y=\"{y}\" width=\"7\" height=\"{height}\"><title>{} {} delivered, {} failed, \
             {} dead</title></rect>",
            colour(*cell),
            clock(spans.begin(place)),
            cell.delivered,
            cell.failed,
            cell.dead
        );
    }
    if !nothing.is_empty() {
        let _ = write!(out, "<path class=\"f-none\" d=\"{nothing}\"/>");
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_cell_has_the_colour_of_the_worst_in_it() {
        let cell = |delivered, failed, dead| colour(Cell { delivered, failed, dead });
        assert_eq!(cell(9, 1, 1), "f-bad");
        assert_eq!(cell(1, 2, 0), "f-bad");
        assert_eq!(cell(2, 1, 0), "f-warn");
        assert_eq!(cell(2, 0, 0), "f-good");
        assert_eq!(cell(0, 0, 0), "f-none");
    }

    #[test]
    fn a_strip_has_a_cell_a_span() {
        let spans = Spans::until(datetime!(2026-11-24 10:00 UTC), 15, 3);
        let some = Cell { delivered: 2, ..Cell::default() };
        let drawn = strip(&[Cell::default(), Cell::default(), some], spans, "a < b");
        assert_eq!((drawn.matches("<rect").count(), drawn.matches("h7v4h-7z").count()), (1, 2), "{drawn}");
        assert!(drawn.contains("aria-label=\"a &lt; b\"") && drawn.contains("10:00 2 delivered"), "{drawn}");
    }
}
