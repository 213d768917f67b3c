//! Looking again: a list or a show that is drawn anew every few seconds, with what changed standing out.

use std::io;
use std::io::Write;
use std::time::Duration;

use super::args::Command;
use super::args::Form;
use super::clock;
use super::commands;
use super::error::CliError;
use super::error::Done;
use super::error::Result;
use super::interrupt::Interrupt;
use super::output::Held;
use super::output::Piece;
use super::output::Screen;
use super::output::Tone;
use super::output::exact;
use super::output::marked;
use super::output::span;
use super::output::unpainted;
use super::run::tell;
use super::session::Session;

/// Begins a screen of its own, without cursor and without wrapping.
const ENTER: &str = "\u{1b}[?1049h\u{1b}[?25l\u{1b}[?7l";
/// Gives the terminal back as it was.
const LEAVE: &str = "\u{1b}[?7h\u{1b}[?25h\u{1b}[?1049l";

/// Looks until ^C. A first look that fails is a failure; a later one is told, and the next may go well again.
pub(super) fn run(
    session: &Session,
    screen: &Screen,
    held: &Held,
    every: Duration,
    first: Command,
    again: &dyn Fn() -> Option<Command>,
) -> Result<Done> {
    let interrupt = Interrupt::watch();
    let mut drawn: Option<Drawn> = None;
    let mut command = Some(first);
    while let Some(now) = command {
        if let Err(error) = commands::run(session, now) {
            if drawn.is_none() {
                held.take().iter().try_for_each(|piece| print(screen, piece))?;
                return Err(error);
            }
            tell(&session.screen, &error);
        }
        let pieces = held.take();
        if screen.rich && screen.talk_rich {
            let drawn = drawn.get_or_insert_with(Drawn::begin);
            drawn.show(screen, &format!("every {}: {}", seconds(every), session.line), &pieces)?;
        } else {
            if drawn.is_some() {
                separate(screen)?;
            }
            drawn.get_or_insert_default();
            pieces.iter().try_for_each(|piece| print(screen, piece))?;
        }
        if interrupt.wait(every) {
            break;
        }
        command = again();
    }
    Ok(Done::All)
}

fn seconds(every: Duration) -> String {
    span(u64::try_from(every.as_millis()).unwrap_or(u64::MAX))
}

fn print(screen: &Screen, piece: &Piece) -> Result<()> {
    match piece {
        Piece::Data(text) => screen.data(text),
        Piece::Talk(text) => {
            screen.talk(text);
            Ok(())
        }
    }
}

/// What stands between two looks where nothing is drawn over. JSON and lines need nothing to be told apart.
fn separate(screen: &Screen) -> Result<()> {
    match screen.form {
        Form::Table | Form::Wide => screen.data(&format!("--- {}", exact(clock::now()))),
        Form::Yaml => screen.data("---"),
        Form::Json | Form::Jsonl | Form::Name => Ok(()),
    }
}

/// What is drawn on a terminal; the terminal is given back when it goes.
#[derive(Debug, Default)]
struct Drawn {
    has_terminal: bool,
    before: Vec<String>,
}

impl Drawn {
    fn begin() -> Self {
        Self { has_terminal: put(ENTER).is_ok(), before: Vec::new() }
    }

    fn show(&mut self, screen: &Screen, title: &str, pieces: &[Piece]) -> Result<()> {
        let lines: Vec<&str> = pieces.iter().flat_map(|piece| piece.text().split('\n')).collect();
        let room = usize::from(screen.height).saturating_sub(3);
        let mut frame = format!("\u{1b}[H{}\u{1b}[K\r\n\u{1b}[K\r\n", screen.paint(Tone::Dim, title));
        let is_first = self.before.is_empty();
        for line in lines.iter().take(room) {
            let line = if is_first { (*line).to_owned() } else { marked(&self.before, line) };
            frame.push_str(&line);
            frame.push_str("\u{1b}[K\r\n");
        }
        if lines.len() > room {
            frame.push_str(&screen.paint(Tone::Dim, &format!("{} more lines", lines.len() - room)));
        }
        frame.push_str("\u{1b}[J");
        self.before = lines.iter().map(|line| unpainted(line)).collect();
        put(&frame).map_err(|error| CliError::writing(&error))
    }
}

impl Drop for Drawn {
    fn drop(&mut self) {
        if self.has_terminal {
            // A terminal that has gone needs nothing back.
            drop(put(LEAVE));
        }
    }
}

fn put(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
