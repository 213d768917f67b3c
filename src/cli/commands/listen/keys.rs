//! What each key does.

use ratatui::crossterm::event::KeyCode;
use ratatui::crossterm::event::KeyEvent;
use ratatui::crossterm::event::KeyModifiers;

use super::curl;
use super::engine::Engine;
use super::view::View;
use crate::cli::terminal::FullScreen;

/// Rows that a page key moves by.
const PAGE: isize = 10;
/// Longest filter.
const FILTER_CHARS_MAX: usize = 100;

/// The keys with what they do, for the line at the foot and for `?`.
pub(super) const KEYS: [(&str, &str, &str); 9] = [
    ("↑↓", "choose", "choose an event; also j and k, page up and down, home, end"),
    ("r", "again", "send the event to the local port again"),
    ("d", "details", "show the request and the answer; the arrows then scroll, Esc closes"),
    ("c", "curl", "copy the request as a curl command into the terminal's clipboard"),
    ("o", "open", "open the event's page in the dashboard, in a browser that is signed in by a link"),
    ("/", "filter", "show only what has a text in its type, id, URL or answer"),
    ("p", "pause", "stop reading events; they wait in HookIt and come when you go on"),
    ("?", "keys", "show and close this"),
    ("q", "quit", "leave; also ^C"),
];

/// Does it; `false`: the person leaves.
pub(super) fn press(view: &mut View, engine: &mut Engine, key: KeyEvent, open: Opens<'_>) -> bool {
    view.notice = None;
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return !matches!(key.code, KeyCode::Char('c' | 'd'));
    }
    if view.typing {
        type_filter(view, key.code);
        return true;
    }
    match key.code {
        KeyCode::Char('q') => return false,
        KeyCode::Char('?') => view.help = !view.help,
        KeyCode::Esc => close(view),
        KeyCode::Up | KeyCode::Char('k') => go(view, engine, -1),
        KeyCode::Down | KeyCode::Char('j') => go(view, engine, 1),
        KeyCode::PageUp => go(view, engine, -PAGE),
        KeyCode::PageDown => go(view, engine, PAGE),
        KeyCode::Home => view.go(engine, isize::MIN + 1),
        KeyCode::End => view.selected = None,
        KeyCode::Char('d') | KeyCode::Enter => {
            view.details = !view.details;
            view.scroll = 0;
            // What is looked at stays, whatever comes.
            view.selected = view.pointed(engine).map(|entry| entry.number);
        }
        KeyCode::Char('/') => view.typing = true,
        KeyCode::Char('p') => engine.pause(!engine.paused),
        KeyCode::Char('r') => again(view, engine),
        KeyCode::Char('c') => copy(view, engine),
        KeyCode::Char('o') => look_at(view, engine, open),
        _ => {}
    }
    true
}

/// Opens the dashboard's page of an event, by its id, and says what came of it.
pub(super) type Opens<'a> = &'a dyn Fn(&str) -> String;

fn look_at(view: &mut View, engine: &Engine, open: Opens<'_>) {
    let event = view.pointed(engine).map(|entry| entry.event.to_string());
    view.notice = Some(event.map_or_else(|| "there is nothing to open".to_owned(), |event| open(&event)));
}

/// The arrows scroll what is open, and choose otherwise.
fn go(view: &mut View, engine: &Engine, by: isize) {
    if view.details {
        let by = i16::try_from(by).unwrap_or(0);
        view.scroll = view.scroll.saturating_add_signed(by);
    } else {
        view.go(engine, by);
    }
}

/// Closes what is open, one after the other.
fn close(view: &mut View) {
    if view.help {
        view.help = false;
    } else if view.details {
        view.details = false;
    } else {
        view.filter.clear();
    }
}

fn type_filter(view: &mut View, code: KeyCode) {
    match code {
        KeyCode::Enter => view.typing = false,
        KeyCode::Esc => {
            view.typing = false;
            view.filter.clear();
        }
        KeyCode::Backspace => drop(view.filter.pop()),
        KeyCode::Char(letter) if view.filter.chars().count() < FILTER_CHARS_MAX => view.filter.push(letter),
        _ => {}
    }
    view.selected = None;
}

fn again(view: &mut View, engine: &mut Engine) {
    let Some((number, event)) = view.pointed(engine).map(|entry| (entry.number, entry.event)) else {
        view.notice = Some("there is nothing to send again".to_owned());
        return;
    };
    view.selected = Some(number);
    view.notice = Some(if engine.send(number) {
        format!("sent again: {event}")
    } else {
        "a request for it is still under way".to_owned()
    });
}

fn copy(view: &mut View, engine: &Engine) {
    let request = view.pointed(engine).and_then(|entry| {
        let exchange = entry.last.as_ref()?;
        curl::of(exchange, &engine.routes[entry.route].url).ok()
    });
    view.notice = Some(match request {
        None => "there is no request to copy yet".to_owned(),
        Some(text) if FullScreen::copy(&text) => "copied, if your terminal takes OSC 52".to_owned(),
        Some(_) => "the request is too large for a clipboard".to_owned(),
    });
}
