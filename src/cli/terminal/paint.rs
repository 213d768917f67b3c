//! The house's tones and signs in the form that the full screen draws.

use ratatui::style::Color;
use ratatui::style::Modifier;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Tone;

/// How things are drawn on this terminal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    /// Whether there are colours.
    pub(crate) colour: bool,
    /// Whether only ASCII may be drawn.
    pub(crate) ascii: bool,
}

impl Paint {
    /// As the screen has it.
    pub(crate) fn of(screen: &Screen) -> Self {
        Self { colour: screen.colour, ascii: screen.ascii }
    }

    /// The style of a tone. Without colours only weight is left.
    pub(crate) fn style(self, tone: Tone) -> Style {
        let style = Style::new();
        match tone {
            Tone::Strong => style.add_modifier(Modifier::BOLD),
            Tone::Dim => style.add_modifier(Modifier::DIM),
            Tone::Good if self.colour => style.fg(Color::Green),
            Tone::Bad if self.colour => style.fg(Color::Red),
            Tone::Warn if self.colour => style.fg(Color::Yellow),
            Tone::Plain | Tone::Good | Tone::Bad | Tone::Warn => style,
        }
    }

    /// A text in a tone.
    pub(crate) fn span(self, tone: Tone, text: impl Into<String>) -> Span<'static> {
        Span::styled(text.into(), self.style(tone))
    }

    /// A sign, coloured by what it means.
    pub(crate) fn glyph(self, glyph: Glyph) -> Span<'static> {
        self.span(glyph.tone(), glyph.sign(self.ascii))
    }
}
