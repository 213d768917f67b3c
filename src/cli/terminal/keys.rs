//! The keys that a person presses, read on a thread of its own.

use std::thread;

use ratatui::crossterm::event;
use ratatui::crossterm::event::Event;
use ratatui::crossterm::event::KeyEvent;
use ratatui::crossterm::event::KeyEventKind;

use crate::cli::error::CliError;
use crate::cli::error::Result;

/// Tells each key; `None` when only the terminal's size changed. Ends when `tell` says that nobody listens, or with the
/// terminal.
pub(crate) fn read_keys(tell: impl Fn(Option<KeyEvent>) -> bool + Send + 'static) -> Result<()> {
    let read = move || loop {
        let told = match event::read() {
            Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => tell(Some(key)),
            Ok(Event::Resize(..)) => tell(None),
            Ok(_) => true,
            Err(_) => false,
        };
        if !told {
            return;
        }
    };
    let started = thread::Builder::new().name("keys".to_owned()).spawn(read);
    started.map(drop).map_err(|error| CliError::failed("cannot read the keyboard").because(error))
}
