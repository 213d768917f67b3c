//! The full screen: while the value lives, the terminal is ours; then it is as it was before.

use std::io;
use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ratatui::DefaultTerminal;
use ratatui::Frame;

use crate::cli::error::CliError;
use crate::cli::error::Result;

/// Most bytes that terminals take into the clipboard at once.
const COPIED_BYTES_MAX: usize = 74_000;

/// The terminal in our hands. A panic gives it back too, before it is told.
pub(crate) struct FullScreen {
    terminal: DefaultTerminal,
}

impl FullScreen {
    /// Takes the terminal.
    pub(crate) fn take() -> Result<Self> {
        let terminal = ratatui::try_init().map_err(|error| {
            // Half of it may be done already.
            ratatui::restore();
            CliError::failed("cannot take the terminal").because(error)
        })?;
        Ok(Self { terminal })
    }

    /// Draws a frame.
    pub(crate) fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> Result<()> {
        self.terminal.draw(draw).map(drop).map_err(|error| CliError::writing(&error))
    }

    /// Puts a text into the terminal's clipboard (OSC 52); `false` when it is too long for that.
    pub(crate) fn copy(text: &str) -> bool {
        if text.len() > COPIED_BYTES_MAX {
            return false;
        }
        let mut out = io::stdout().lock();
        write!(out, "\u{1b}]52;c;{}\u{7}", STANDARD.encode(text)).and_then(|()| out.flush()).is_ok()
    }
}

impl Drop for FullScreen {
    fn drop(&mut self) {
        ratatui::restore();
    }
}
