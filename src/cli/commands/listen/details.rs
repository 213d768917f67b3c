//! The details of an entry: what came back and the request that was sent, line by line.

use ratatui::text::Line;

use super::entries::Entry;
use crate::cli::output::Tone;
use crate::cli::output::escape;
use crate::cli::output::pretty;
use crate::cli::output::span;
use crate::cli::terminal::Paint;

/// Lines of a body that are shown at most.
const BODY_LINES_MAX: usize = 2_000;

/// All lines.
pub(super) fn lines(paint: Paint, entry: &Entry, url: &str) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let Some(exchange) = &entry.last else {
        lines.push(Line::from("no answer yet"));
        return lines;
    };
    match &exchange.answer {
        Ok(answered) => {
            let took = span(exchange.latency_ms);
            lines.push(title(paint, &format!("answered {} in {took}", answered.status)));
            headers(paint, &mut lines, &answered.headers);
            body(&mut lines, &answered.body);
            if answered.cut {
                lines.push(Line::from(paint.span(Tone::Dim, "… and more, which was not read")));
            }
        }
        Err(why) => lines.push(title(paint, &format!("not answered: {why}"))),
    }
    lines.push(Line::default());
    lines.push(title(paint, &format!("POST {url}   attempt {}", exchange.number)));
    headers(paint, &mut lines, &exchange.request_headers);
    body(&mut lines, &exchange.request_body);
    lines
}

fn title(paint: Paint, text: &str) -> Line<'static> {
    Line::from(paint.span(Tone::Strong, escape(text).into_owned()))
}

fn headers(paint: Paint, lines: &mut Vec<Line<'static>>, headers: &[(String, String)]) {
    for (name, value) in headers {
        lines.push(Line::from(vec![
            paint.span(Tone::Dim, format!("{}: ", escape(name))),
            paint.span(Tone::Plain, escape(value).into_owned()),
        ]));
    }
}

/// A body: JSON laid out, anything else line by line.
fn body(lines: &mut Vec<Line<'static>>, text: &str) {
    let is_json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    let text = if is_json { pretty(text.as_bytes()) } else { text.to_owned() };
    lines.extend(text.lines().take(BODY_LINES_MAX).map(|line| Line::from(escape(line).into_owned())));
}
