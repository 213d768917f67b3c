//! The whole screen of `listen`: two lines of state, the events, details when they are wanted, and the keys.

use ratatui::Frame;
use ratatui::layout::Constraint;
use ratatui::layout::Layout;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::text::Span;
use ratatui::widgets::Block;
use ratatui::widgets::Borders;
use ratatui::widgets::Clear;
use ratatui::widgets::List;
use ratatui::widgets::ListItem;
use ratatui::widgets::ListState;
use ratatui::widgets::Paragraph;

use super::details;
use super::engine::Engine;
use super::engine::Link;
use super::entries::Entry;
use super::keys::KEYS;
use super::plain::note;
use super::plain::outcome;
use super::view::View;
use crate::cli::output::Glyph;
use crate::cli::output::Tone;
use crate::cli::output::count;
use crate::cli::output::escape;
use crate::cli::output::shortened;
use crate::cli::output::span;
use crate::cli::output::time_of_day;
use crate::cli::terminal::Paint;

/// Columns that the line of all keys takes.
const KEYS_COLUMNS: u16 = 98;
/// From here on ids are written out.
const IDS_COLUMNS: u16 = 100;

/// Draws a frame.
pub(super) fn draw(frame: &mut Frame<'_>, paint: Paint, engine: &Engine, view: &View, secret: &str) {
    let below = if view.details { Constraint::Percentage(60) } else { Constraint::Length(0) };
    let [head, events, detail, foot] =
        Layout::vertical([Constraint::Length(3), Constraint::Min(3), below, Constraint::Length(1)])
            .areas(frame.area());
    frame.render_widget(Paragraph::new(heading(paint, engine, secret)), head);
    list(frame, paint, engine, view, events);
    if view.details {
        detailed(frame, paint, engine, view, detail);
    }
    frame.render_widget(Paragraph::new(footing(paint, view, foot.width)), foot);
    if view.help {
        help(frame, paint);
    }
}

fn heading(paint: Paint, engine: &Engine, secret: &str) -> Vec<Line<'static>> {
    let arrow = if paint.ascii { "->" } else { "→" };
    let routes: Vec<String> = engine
        .routes
        .iter()
        .map(|route| {
            let patterns: Vec<String> = route.patterns.iter().map(ToString::to_string).collect();
            format!(
                "{}{}{arrow} {}",
                patterns.join(","),
                if patterns.is_empty() { "" } else { " " },
                route.url
            )
        })
        .collect();
    let state = match &engine.link {
        Link::Lost { why } => vec![
            paint.glyph(Glyph::Failed),
            paint.span(Tone::Bad, format!(" trying again, to go on from where it was: {}", escape(why))),
        ],
        Link::Up if engine.paused => vec![
            paint.glyph(Glyph::Held),
            paint.span(Tone::Warn, " paused; events wait in HookIt until you press p"),
        ],
        Link::Up => {
            let waiting = match engine.entries.waiting() {
                0 => String::new(),
                waiting => format!(", {} not answered yet", count(waiting as u64)),
            };
            vec![paint.glyph(Glyph::Done), Span::raw(format!(" connected{waiting}"))]
        }
    };
    vec![
        Line::from(paint.span(Tone::Strong, format!("listening {}", escape(&routes.join("   "))))),
        Line::from(vec![
            paint.span(Tone::Dim, "secret "),
            Span::raw(secret.to_owned()),
            paint.span(Tone::Dim, " (same every time)"),
        ]),
        Line::from(state),
    ]
}

fn list(frame: &mut Frame<'_>, paint: Paint, engine: &Engine, view: &View, area: Rect) {
    let shown = view.shown(engine);
    if shown.is_empty() {
        let text = if view.filter.is_empty() { "no event yet" } else { "no event has that text" };
        frame.render_widget(Paragraph::new(paint.span(Tone::Dim, format!("  {text}"))), area);
        return;
    }
    let routed = engine.routes.len() > 1;
    let width = shown.iter().map(|entry| entry.event_type.as_str().len()).max().unwrap_or(0).min(32);
    let items: Vec<ListItem<'_>> = shown
        .iter()
        .map(|entry| {
            let route = routed.then(|| engine.routes[entry.route].url.as_str());
            ListItem::new(row(paint, entry, (width, area.width >= IDS_COLUMNS), route))
        })
        .collect();
    let list = List::new(items)
        .highlight_style(Style::new().add_modifier(Modifier::REVERSED))
        .highlight_symbol(if paint.ascii { "> " } else { "▸ " });
    let mut state = ListState::default().with_selected(view.index(&shown));
    frame.render_stateful_widget(list, area, &mut state);
}

fn row(paint: Paint, entry: &Entry, (width, whole): (usize, bool), route: Option<&str>) -> Line<'static> {
    let (glyph, status, took, words) = match &entry.last {
        Some(exchange) => {
            let (status, words) = outcome(exchange);
            let glyph = if exchange.succeeded() { Glyph::Done } else { Glyph::Failed };
            (glyph, status, span(exchange.latency_ms), words)
        }
        None if entry.scheduled_at().is_some() => {
            (Glyph::Waiting, String::new(), String::new(), String::new())
        }
        None => (Glyph::UnderWay, String::new(), String::new(), String::new()),
    };
    let glyph = if entry.waits { Glyph::UnderWay } else { glyph };
    let event_type = format!("{:width$}", entry.event_type.as_str());
    let id = entry.event.to_string();
    let id = if whole { id } else { shortened(&id, paint.ascii) };
    let mut spans = vec![
        paint.span(Tone::Dim, time_of_day(entry.came_at)),
        Span::raw(" "),
        paint.glyph(glyph),
        Span::raw(format!(" {status:3} {took:>8}  {}  {id}", escape(&event_type))),
    ];
    let arrow = if paint.ascii { "->" } else { "→" };
    let route = route.map(|url| format!("{arrow} {url}")).unwrap_or_default();
    for extra in [route, note(entry), words].iter().filter(|extra| !extra.is_empty()) {
        spans.push(paint.span(Tone::Dim, format!("  {}", escape(extra))));
    }
    Line::from(spans)
}

fn detailed(frame: &mut Frame<'_>, paint: Paint, engine: &Engine, view: &View, area: Rect) {
    let Some(entry) = view.pointed(engine) else { return };
    let block = Block::new().borders(Borders::TOP).border_style(paint.style(Tone::Dim));
    let lines = details::lines(paint, entry, &engine.routes[entry.route].url);
    let last = u16::try_from(lines.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let text = Paragraph::new(lines).block(block).scroll((view.scroll.min(last), 0));
    frame.render_widget(text, area);
}

fn footing(paint: Paint, view: &View, width: u16) -> Line<'static> {
    if view.typing {
        return Line::from(format!("/{}_   Enter keeps it, Esc clears it", escape(&view.filter)));
    }
    if let Some(notice) = &view.notice {
        return Line::from(paint.span(Tone::Warn, escape(notice).into_owned()));
    }
    let mut spans = Vec::new();
    if !view.filter.is_empty() {
        spans.push(paint.span(Tone::Warn, format!("/{}  ", escape(&view.filter))));
    }
    // What everybody tries first is left out where there is no room.
    let (keys, gap) = if width < KEYS_COLUMNS { (&KEYS[1..], " ") } else { (&KEYS[..], "  ") };
    for (key, short, _) in keys {
        spans.push(Span::raw(format!("[{}] ", plain(paint, key))));
        spans.push(paint.span(Tone::Dim, format!("{short}{gap}")));
    }
    Line::from(spans)
}

fn plain(paint: Paint, key: &str) -> &str {
    if paint.ascii && !key.is_ascii() { "jk" } else { key }
}

fn help(frame: &mut Frame<'_>, paint: Paint) {
    let lines: Vec<Line<'_>> = KEYS
        .iter()
        .map(|(key, _, long)| {
            Line::from(vec![paint.span(Tone::Strong, format!(" {:4}", plain(paint, key))), Span::raw(*long)])
        })
        .collect();
    let whole = frame.area();
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2).min(whole.height);
    let width = 80.min(whole.width);
    let area = Rect { x: (whole.width - width) / 2, y: (whole.height - height) / 2, width, height };
    frame.render_widget(Clear, area);
    frame.render_widget(Paragraph::new(lines).block(Block::bordered().title(" keys ")), area);
}
