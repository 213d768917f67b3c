//! Begin and end of `top`: on the whole screen, or one picture as text without a terminal.

use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::KeyCode;
use ratatui::crossterm::event::KeyModifiers;
use serde_json::Value;

use super::draw::Picture;
use super::draw::draw;
use super::sample::History;
use super::watch::News;
use super::watch::watch;
use crate::cli::args::TopArgs;
use crate::cli::commands::support::print_json;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::Screen;
use crate::cli::session::Session;
use crate::cli::terminal::FullScreen;
use crate::cli::terminal::Paint;
use crate::cli::terminal::read_keys;

/// How often to look whether the person wants to leave.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// Lines of the picture that is printed.
const TEXT_LINES: u16 = 40;

/// What is known.
#[derive(Default)]
struct Known {
    status: Value,
    history: History,
    direct: bool,
    lost: Option<String>,
    /// Whether the keys and signs are explained.
    help: bool,
}

impl Known {
    /// Takes what was heard; `false`: the person leaves.
    fn take(&mut self, news: News) -> Result<bool> {
        match news {
            News::Status { status, at, direct } => {
                self.history.add(&status, at);
                self.status = status;
                self.direct = direct;
                self.lost = None;
            }
            News::Lost(error) => self.lost = Some(error.text),
            News::Ended(error) => return Err(error),
            News::Key(None) => {}
            News::Key(Some(key)) if key.code == KeyCode::Char('?') => self.help = !self.help,
            News::Key(Some(key)) => {
                let control = key.modifiers.contains(KeyModifiers::CONTROL);
                let leaves = matches!(key.code, KeyCode::Char('q') | KeyCode::Esc)
                    || (control && key.code == KeyCode::Char('c'));
                return Ok(!leaves);
            }
        }
        Ok(true)
    }

    fn picture(&self, keys: bool) -> Picture<'_> {
        Picture {
            status: &self.status,
            history: &self.history,
            direct: self.direct,
            lost: self.lost.as_deref(),
            keys,
            help: self.help,
        }
    }
}

/// Shows it until it is told to end.
pub(in crate::cli::commands) fn run(session: &Session, _: &TopArgs) -> Result<Done> {
    let interrupt = Interrupt::watch();
    let (tell, news) = mpsc::channel();
    watch(session, tell.clone())?;
    let mut known = Known::default();
    // Before the terminal is taken: what cannot be shown at all is said as an error.
    known.take(heard(&news)?)?;
    let screen = &session.screen;
    if screen.is_json() {
        return print_json(screen, known.status.to_string().as_bytes());
    }
    if !(screen.rich && screen.can_ask) {
        // A second one, for the rates.
        known.take(heard(&news)?)?;
        return print(screen, &known);
    }
    let paint = Paint::of(screen);
    let mut full = FullScreen::take()?;
    read_keys(move |key| tell.send(News::Key(key)).is_ok())?;
    full.draw(|frame| draw(frame, paint, &known.picture(true)))?;
    while !interrupt.came() {
        match news.recv_timeout(LOOK_EVERY) {
            Ok(news) => {
                if !known.take(news)? {
                    break;
                }
                full.draw(|frame| draw(frame, paint, &known.picture(true)))?;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    Ok(Done::All)
}

fn heard(news: &Receiver<News>) -> Result<News> {
    news.recv().map_err(|_| CliError::failed("the status is not asked for any more"))
}

/// One picture as text.
fn print(screen: &Screen, known: &Known) -> Result<Done> {
    let cannot = |error: std::convert::Infallible| CliError::failed("cannot draw").because(error);
    let mut terminal = Terminal::new(TestBackend::new(screen.width, TEXT_LINES)).map_err(cannot)?;
    let paint = Paint { colour: false, ascii: screen.ascii };
    terminal.draw(|frame| draw(frame, paint, &known.picture(false))).map_err(cannot)?;
    let buffer = terminal.backend().buffer();
    let mut lines: Vec<String> = buffer
        .content()
        .chunks(usize::from(screen.width.max(1)))
        .map(|cells| {
            let line: String = cells.iter().map(ratatui::buffer::Cell::symbol).collect();
            line.trim_end().to_owned()
        })
        .collect();
    // Room that nothing needed is not printed.
    lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    screen.data(&lines.join("\n"))?;
    Ok(Done::All)
}
