//! The attempts of a delivery: where they stand in time, to scale, and what each spent its time with.

use std::fmt::Write;

use super::write::esc;
use super::write::float;
use super::write::n;
use crate::domain::exchange::Phases;
use crate::domain::span::span;

const WIDTH: f64 = 880.0;
const LEFT: f64 = 8.0;
/// Least width of an attempt, which lasts no time beside what lies between attempts.
const BAR_MIN: f64 = 4.0;
/// Room that a number takes.
const LABEL_MIN: f64 = 24.0;
/// A gap is labelled where its label fits.
const LABEL_WIDTH: f64 = 46.0;

/// An attempt on the axis; times are milliseconds since the delivery was made.
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    pub(crate) number: u16,
    pub(crate) at_ms: u64,
    pub(crate) lasts_ms: u64,
    /// Its colour's class, and its outcome in words.
    pub(crate) class: &'static str,
    pub(crate) words: String,
}

/// An attempt that will be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Planned {
    pub(crate) number: u16,
    pub(crate) at_ms: u64,
}

/// Draws the axis.
pub(crate) fn timeline(bars: &[Bar], planned: &[Planned]) -> String {
    let last =
        bars.iter().map(|bar| bar.at_ms + bar.lasts_ms).chain(planned.iter().map(|one| one.at_ms)).max();
    let whole = last.unwrap_or(0).max(1);
    let x = |ms: u64| LEFT + float_ms(ms) / float_ms(whole) * (WIDTH - 2.0 * LEFT - BAR_MIN);
    let mut out = format!(
        "<svg role=\"img\" aria-label=\"{} attempts over {}, {} planned\" viewBox=\"0 0 {WIDTH} 74\" width=\"{WIDTH}\" \
         height=\"74\"><path class=\"axis\" d=\"M0 50.5H{WIDTH}\"/>",
        bars.len(),
        span(whole),
        planned.len()
    );
    let ends = bars.iter().map(|bar| (bar.at_ms, bar.at_ms + bar.lasts_ms));
    let stops: Vec<(u64, u64)> = ends.chain(planned.iter().map(|one| (one.at_ms, one.at_ms))).collect();
    for pair in stops.windows(2) {
        let (from, to) = (pair[0].1, pair[1].0);
        if to > from && x(to) - x(from) >= LABEL_WIDTH {
            let _ = write!(
                out,
                "<text x=\"{}\" y=\"66\" text-anchor=\"middle\">{}</text>",
                n(f64::midpoint(x(from) + BAR_MIN, x(to))),
                span(to - from)
            );
        }
    }
    let mut places: Vec<(f64, u16)> = Vec::new();
    for bar in bars {
        let (left, right) = (x(bar.at_ms), x(bar.at_ms + bar.lasts_ms));
        let _ = write!(
            out,
            "<rect class=\"{}\" x=\"{}\" y=\"22\" width=\"{}\" height=\"28\"><title>attempt {}, after {}: {}</title></rect>",
            bar.class,
            n(left),
            n((right - left).max(BAR_MIN)),
            bar.number,
            span(bar.at_ms),
            esc(&bar.words)
        );
        places.push((left, bar.number));
    }
    for one in planned {
        let left = x(one.at_ms);
        let _ = write!(
            out,
            "<rect class=\"hollow\" x=\"{}\" y=\"23\" width=\"{BAR_MIN}\" height=\"26\"><title>attempt {} planned after {}</title></rect>",
            n(left),
            one.number,
            span(one.at_ms)
        );
        places.push((left, one.number));
    }
    labels(&mut out, &places);
    out.push_str("</svg>");
    out
}

/// The numbers above: those that would stand on each other are told together, `1–4`.
fn labels(out: &mut String, places: &[(f64, u16)]) {
    let mut told: Vec<(f64, u16, u16)> = Vec::new();
    for (left, number) in places {
        match told.last_mut() {
            Some((at, _, last)) if left - *at < LABEL_MIN => *last = *number,
            _ => told.push((*left, *number, *number)),
        }
    }
    for (left, first, last) in told {
        let text = if first == last { first.to_string() } else { format!("{first}–{last}") };
        let _ = write!(out, "<text class=\"ink\" x=\"{}\" y=\"16\">{text}</text>", n(left));
    }
}

/// What one attempt spent its time with, beside the longest of its delivery.
pub(crate) fn phases(phases: &Phases, duration_ms: u64, longest_ms: u64) -> String {
    let parts = [
        ("f-dns", "dns", phases.dns_ms),
        ("f-connect", "connect", phases.connect_ms),
        ("f-tls", "tls", phases.tls_ms),
        ("f-wait", "wait", phases.first_byte_ms),
        ("f-body", "body", phases.body_ms),
    ];
    let scale = 240.0 / float(longest_ms.max(1));
    let told: Vec<String> =
        parts.iter().filter_map(|(_, name, ms)| ms.map(|ms| format!("{name} {ms} ms"))).collect();
    let about = if told.is_empty() { format!("{duration_ms} ms") } else { told.join(", ") };
    let mut out = format!(
        "<svg role=\"img\" aria-label=\"{about}\" viewBox=\"0 0 240 14\" width=\"240\" height=\"14\"><title>{about}</title>"
    );
    let mut x = 0.0;
    let mut part = |class: &str, ms: u64| {
        let width = (float(ms) * scale).max(if ms > 0 { 1.0 } else { 0.0 });
        if width > 0.0 {
            let _ = write!(
                out,
                "<rect class=\"{class}\" x=\"{}\" y=\"1\" width=\"{}\" height=\"12\"/>",
                n(x),
                n(width.min(240.0 - x).max(0.0))
            );
            x += width;
        }
    };
    let known: u64 = parts.iter().filter_map(|(.., ms)| ms.map(u64::from)).sum();
    for (class, _, ms) in parts {
        part(class, ms.map_or(0, u64::from));
    }
    // What no phase accounts for: the time until a limit was reached.
    part("f-calm", duration_ms.saturating_sub(known));
    out.push_str("</svg>");
    out
}

/// Milliseconds of days: more than 32 bits.
#[expect(clippy::cast_precision_loss, reason = "a place on an axis of 880 pixels")]
fn float_ms(ms: u64) -> f64 {
    ms as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(number: u16, at_ms: u64) -> Bar {
        Bar { number, at_ms, lasts_ms: 80, class: "f-bad", words: "503".to_owned() }
    }

    #[test]
    fn attempts_stand_to_scale_with_their_gaps_named_and_what_is_planned_hollow() {
        let drawn = timeline(&[bar(1, 0), bar(2, 5_080)], &[Planned { number: 3, at_ms: 10_160 }]);
        assert_eq!(drawn.matches("class=\"f-bad\"").count(), 2);
        assert_eq!(drawn.matches("class=\"hollow\"").count(), 1);
        assert_eq!(drawn.matches(">5 s</text>").count(), 2, "{drawn}");
        // The second stands in the middle.
        assert!(drawn.contains("x=\"438\" y=\"22\""), "{drawn}");
    }

    #[test]
    fn attempts_too_close_to_be_numbered_apart_are_numbered_together() {
        let drawn = timeline(&[bar(1, 0), bar(2, 300), bar(3, 900), bar(4, 3_600_000)], &[]);
        assert!(drawn.contains(">1–3</text>") && drawn.contains(">4</text>"), "{drawn}");
    }

    #[test]
    fn phases_fill_the_duration() {
        let some = Phases { dns_ms: Some(2), connect_ms: Some(8), ..Phases::default() };
        let drawn = phases(&some, 100, 200);
        assert!(drawn.contains("dns 2 ms, connect 8 ms"), "{drawn}");
        assert!(drawn.contains("class=\"f-calm\" x=\"12\" y=\"1\" width=\"108\""), "{drawn}");
    }
}
