//! The picture of `top`: a headline, rates with their last minutes, the queue, endpoints in trouble, nodes.

use ratatui::Frame;
use ratatui::layout::Constraint;
use ratatui::layout::Layout;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::text::Span;
use ratatui::widgets::Paragraph;
use serde_json::Value;

use super::sample::History;
use super::sample::NAMES;
use super::sample::rate_words;
use crate::cli::output::Glyph;
use crate::cli::output::Tone;
use crate::cli::output::bytes;
use crate::cli::output::count;
use crate::cli::output::escape;
use crate::cli::output::flag;
use crate::cli::output::glyph_of;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::outcome_words;
use crate::cli::output::span;
use crate::cli::output::text;
use crate::cli::terminal::Paint;

/// Columns before a line of rates.
const LABEL_CHARS: usize = 30;
/// Endpoints that are shown at most.
const ENDPOINTS_MAX: usize = 50;
/// A delivery that has been due for longer than this says that the daemon does not keep up.
const OLDEST_DUE_FINE_MS: u64 = 60_000;
/// The levels of a line of rates, without and with the signs for them.
const LEVELS: [[&str; 9]; 2] =
    [[" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], [" ", ".", ".", ":", ":", "-", "=", "+", "#"]];

/// What is drawn.
pub(super) struct Picture<'p> {
    pub(super) status: &'p Value,
    pub(super) history: &'p History,
    pub(super) direct: bool,
    /// Why nobody answers just now.
    pub(super) lost: Option<&'p str>,
    /// Whether there are keys to explain.
    pub(super) keys: bool,
    /// Whether they, and what is shown, are explained in place of the endpoints.
    pub(super) help: bool,
}

/// Draws a frame.
pub(super) fn draw(frame: &mut Frame<'_>, paint: Paint, picture: &Picture<'_>) {
    let nodes = list(picture.status, "nodes");
    let node_rows = u16::try_from(nodes.len()).unwrap_or(u16::MAX).min(8);
    let node_height = if node_rows == 0 { 0 } else { node_rows.saturating_add(2) };
    let [head, rates, queue, endpoints, node_area, foot] = Layout::vertical([
        Constraint::Length(2),
        Constraint::Length(4),
        Constraint::Length(3),
        Constraint::Min(3),
        Constraint::Length(node_height),
        Constraint::Length(u16::from(picture.keys)),
    ])
    .areas(frame.area());
    frame.render_widget(Paragraph::new(heading(paint, picture)), head);
    frame.render_widget(Paragraph::new(rate_lines(paint, picture, usize::from(rates.width))), rates);
    frame.render_widget(Paragraph::new(queue_lines(paint, picture.status)), queue);
    let middle =
        if picture.help { help_lines(paint) } else { endpoint_lines(paint, picture.status, endpoints) };
    frame.render_widget(Paragraph::new(middle), endpoints);
    frame.render_widget(Paragraph::new(node_lines(paint, nodes)), node_area);
    if picture.keys {
        let keys = Line::from(vec![
            Span::raw("[q] "),
            paint.span(Tone::Dim, "quit   "),
            Span::raw("[?] "),
            paint.span(Tone::Dim, "help   every second"),
        ]);
        frame.render_widget(Paragraph::new(keys), foot);
    }
}

/// What the picture shows, and the keys.
const HELP: [&str; 9] = [
    "",
    "rates      a second, and what they were in the last minutes, the newest at the right",
    "queue      due: to be sent now; limited: their endpoint takes no more now; waiting: set for later; held: it is paused",
    "endpoints  those that are paused, disabled, fail or have dead letters, the worst first",
    "nodes      each hookitd on this database; a draining one takes nothing more",
    "",
    "?          this help, and back",
    "q, Esc     leave; nothing is stopped by it",
    "more       hookit status --verbose, hookit doctor, hookit dlq groups",
];

fn help_lines(paint: Paint) -> Vec<Line<'static>> {
    HELP.iter()
        .map(|line| {
            let (name, said) = line.split_at_checked(11).unwrap_or((line, ""));
            Line::from(vec![paint.span(Tone::Strong, name.to_owned()), Span::raw(said)])
        })
        .collect()
}

fn heading(paint: Paint, picture: &Picture<'_>) -> Vec<Line<'static>> {
    let status = picture.status;
    let dot = if paint.ascii { "," } else { " ·" };
    let who = if picture.direct {
        "no daemon here; working on Postgres directly".to_owned()
    } else {
        let up = span(number(status, "uptime_ms").unwrap_or(0));
        format!("hookitd {}  up {up}  node {}", text(status, "version"), text(status, "node"))
    };
    let database = status.get("database").filter(|database| !database.is_null()).map(|database| {
        let size = bytes(number(database, "size_bytes").unwrap_or(0));
        format!("   Postgres {}{dot} {size}", text(database, "version"))
    });
    let mut spans = vec![
        paint.span(Tone::Strong, escape(&who).into_owned()),
        Span::raw(escape(&database.unwrap_or_default()).into_owned()),
    ];
    if let Some(why) = picture.lost {
        spans = vec![
            paint.glyph(Glyph::Failed),
            paint.span(Tone::Bad, format!(" {}; trying again", escape(why))),
        ];
    }
    vec![Line::from(spans)]
}

fn rate_lines(paint: Paint, picture: &Picture<'_>, width: usize) -> Vec<Line<'static>> {
    let room = width.saturating_sub(LABEL_CHARS + 1);
    NAMES
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let rate = picture.history.rate(index).map_or_else(|| "-".to_owned(), rate_words);
            let rates = picture.history.line(index, room);
            let tone = match (index, picture.history.rate(index)) {
                (2, Some(rate)) if rate > 0 => Tone::Warn,
                _ => Tone::Plain,
            };
            Line::from(vec![
                Span::raw(format!("{name:16}")),
                paint.span(Tone::Strong, format!("{rate:>12}")),
                Span::raw("  "),
                paint.span(tone, levels(&rates, paint.ascii)),
            ])
        })
        .collect()
}

/// Rates as a line of signs, the highest of them full.
fn levels(rates: &[u64], ascii: bool) -> String {
    let most = rates.iter().copied().max().unwrap_or(0).max(1);
    let signs = LEVELS[usize::from(ascii)];
    rates
        .iter()
        .map(|rate| {
            let level = usize::try_from(rate.saturating_mul(8).div_ceil(most)).unwrap_or(8);
            signs[level.min(8)]
        })
        .collect()
}

fn queue_lines(paint: Paint, status: &Value) -> Vec<Line<'static>> {
    let (queue, summary) = (&status["queue"], &status["summary"]);
    let of = |value: &Value, name| count(number(value, name).unwrap_or(0));
    let at_least = if flag(queue, "truncated") { "at least " } else { "" };
    let oldest_ms = number(queue, "oldest_due_ms");
    let oldest = oldest_ms.map_or_else(|| "nothing due".to_owned(), |ms| format!("oldest due {}", span(ms)));
    let tone = if oldest_ms.is_some_and(|ms| ms > OLDEST_DUE_FINE_MS) { Tone::Bad } else { Tone::Plain };
    let latency = summary.get("latency_ms").filter(|latency| !latency.is_null()).map(|latency| {
        let at = |name| span(number(latency, name).unwrap_or(0));
        format!("   attempts took p50 {}  p95 {}  p99 {}", at("p50"), at("p95"), at("p99"))
    });
    vec![
        Line::from(vec![
            Span::raw(format!(
                "{:16}{at_least}{} due, {} in flight, {} limited, {} retrying later, {} held, ",
                "queue",
                of(queue, "due"),
                of(queue, "in_flight"),
                of(queue, "limited"),
                of(queue, "waiting"),
                of(queue, "held")
            )),
            paint.span(tone, oldest),
        ]),
        Line::from(format!(
            "{:16}{}{}",
            "dead letters",
            of(summary, "dlq_depth"),
            latency.unwrap_or_default()
        )),
    ]
}

fn endpoint_lines(paint: Paint, status: &Value, area: Rect) -> Vec<Line<'static>> {
    let troubled = list(status, "troubled_endpoints");
    let title = if troubled.is_empty() { "no endpoint is in trouble" } else { "endpoints in trouble" };
    let mut lines = vec![Line::from(paint.span(Tone::Strong, title))];
    let rows = usize::from(area.height).saturating_sub(2).min(ENDPOINTS_MAX);
    let width = troubled.iter().map(|one| text(one, "name").chars().count()).max().unwrap_or(0).min(32);
    for endpoint in troubled.iter().take(rows) {
        let (state, dead) = (text(endpoint, "status"), number(endpoint, "dead_letters").unwrap_or(0));
        let glyph = if state == "active" { Glyph::Failed } else { glyph_of(state) };
        let last = match text(endpoint, "last_outcome") {
            "" => String::new(),
            outcome => outcome_words(outcome, number(endpoint, "last_status")),
        };
        let name = format!("{:width$}", text(endpoint, "name"));
        lines.push(Line::from(vec![
            Span::raw("  "),
            paint.glyph(glyph),
            Span::raw(format!(" {}  {state:9}{:>10} dead  {}", escape(&name), count(dead), escape(&last))),
        ]));
    }
    if troubled.len() > rows {
        lines.push(Line::from(paint.span(Tone::Dim, format!("  and {} more", troubled.len() - rows))));
    }
    lines
}

fn node_lines(paint: Paint, nodes: &[Value]) -> Vec<Line<'static>> {
    let mut lines = vec![Line::from(paint.span(Tone::Strong, "nodes"))];
    for node in nodes {
        let (glyph, word) =
            if flag(node, "alive") { (Glyph::Done, "alive") } else { (Glyph::Failed, "lease ran out") };
        let roles: Vec<&str> = list(node, "roles").iter().filter_map(Value::as_str).collect();
        lines.push(Line::from(vec![
            Span::raw("  "),
            paint.glyph(glyph),
            Span::raw(format!(
                " {:16}  {word:13}  {}  {}",
                escape(text(node, "name")),
                escape(text(node, "version")),
                escape(&roles.join(", "))
            )),
        ]));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_rates_reaches_from_nothing_to_the_highest() {
        assert_eq!(levels(&[0, 1, 50, 100], false), " ▁▄█");
        assert_eq!(levels(&[0, 0], false), "  ");
        assert!(levels(&[0, 1, 2, 3, 4, 5, 6, 7, 8], true).is_ascii());
    }
}
