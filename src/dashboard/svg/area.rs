//! Figures by the minute, stacked: what arrived, and on top of it what failed.

use std::fmt::Write;

use super::write::esc;
use super::write::float;
use super::write::n;

const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 140.0;

/// One layer.
#[derive(Debug)]
pub(crate) struct Series<'a> {
    /// Its colour's class.
    pub(crate) class: &'static str,
    /// Its figures, oldest first.
    pub(crate) values: &'a [u64],
}

/// Draws bars, the first series at the foot. Gives the picture and the height of the axis.
pub(crate) fn area(series: &[Series<'_>], about: &str) -> (String, u64) {
    let count = series.iter().map(|one| one.values.len()).max().unwrap_or(0);
    let sum = |place: usize| series.iter().filter_map(|one| one.values.get(place)).sum::<u64>();
    let most = round_up((0..count).map(sum).max().unwrap_or(0));
    let step = WIDTH / float(u64::try_from(count.max(1)).unwrap_or(1));
    let mut out = format!(
        "<svg role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"100%\" height=\"{HEIGHT}\" \
         preserveAspectRatio=\"none\">",
        esc(about)
    );
    for line in [0.0, 0.5, 1.0] {
        let y = n((HEIGHT - 1.0) * line + 0.5);
        let _ = write!(out, "<path class=\"axis\" d=\"M0 {y}H{WIDTH}\"/>");
    }
    for place in 0..count {
        let mut foot = HEIGHT;
        for one in series {
            let value = one.values.get(place).copied().unwrap_or(0);
            if value == 0 {
                continue;
            }
            // Whatever there was is seen, however little it is.
            let height = (float(value) / float(most) * HEIGHT).max(1.5);
            foot = (foot - height).max(0.0);
            let x = float(u64::try_from(place).unwrap_or(0)) * step;
            let _ = write!(
                out,
                "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                one.class,
                n(x),
                n(foot),
                n(step * 0.8),
                n(height)
            );
        }
    }
    out.push_str("</svg>");
    (out, most)
}

/// The next of 1, 2, 5, 10, 20, 50 …
fn round_up(value: u64) -> u64 {
    let mut unit = 1_u64;
    loop {
        for step in [1, 2, 5] {
            if unit.saturating_mul(step) >= value {
                return unit.saturating_mul(step);
            }
        }
        unit = unit.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_stand_on_each_other_below_a_round_height() {
        let series =
            [Series { class: "f-good", values: &[10, 0] }, Series { class: "f-bad", values: &[5, 0] }];
        let (drawn, most) = area(&series, "x");
        assert_eq!(most, 20);
        assert!(drawn.contains("class=\"f-good\" x=\"0\" y=\"70\""), "{drawn}");
        assert!(drawn.contains("class=\"f-bad\" x=\"0\" y=\"35\""), "{drawn}");
        assert_eq!(drawn.matches("<rect").count(), 2);
        assert_eq!([round_up(0), round_up(21), round_up(501)], [1, 50, 1_000]);
    }
}
