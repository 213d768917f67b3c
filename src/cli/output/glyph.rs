//! Glyphs: a state is always a word and a sign, and the sign has an ASCII form.

use super::style::Tone;

/// A sign before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glyph {
    /// Done, well.
    Done,
    /// Failed for good.
    Failed,
    /// Will be tried again.
    Again,
    /// Held.
    Held,
    /// Waiting for its turn.
    Waiting,
    /// Under way.
    UnderWay,
    /// Ended by an operator.
    Cancelled,
    /// The same as before; nothing happened.
    Same,
    /// Needs a look.
    Warning,
}

impl Glyph {
    /// The sign.
    pub(crate) const fn sign(self, ascii: bool) -> &'static str {
        match (self, ascii) {
            (Self::Done, false) => "✔",
            (Self::Done, true) => "+",
            (Self::Failed, false) => "✖",
            (Self::Failed, true) => "x",
            (Self::Again, false) => "↻",
            (Self::Again, true) => "~",
            (Self::Held, false) => "‖",
            (Self::Held, true) => "|",
            (Self::Waiting, false) => "·",
            (Self::Waiting, true) => ".",
            (Self::UnderWay, false) => "→",
            (Self::UnderWay, true) => ">",
            (Self::Cancelled, _) => "-",
            (Self::Same, _) => "=",
            (Self::Warning, _) => "!",
        }
    }

    /// What it means.
    pub(crate) const fn tone(self) -> Tone {
        match self {
            Self::Done => Tone::Good,
            Self::Failed => Tone::Bad,
            Self::Again | Self::Held | Self::Warning => Tone::Warn,
            Self::Waiting | Self::UnderWay => Tone::Plain,
            Self::Cancelled | Self::Same => Tone::Dim,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_has_an_ascii_form() {
        for glyph in [
            Glyph::Done,
            Glyph::Failed,
            Glyph::Again,
            Glyph::Held,
            Glyph::Waiting,
            Glyph::UnderWay,
            Glyph::Cancelled,
            Glyph::Same,
            Glyph::Warning,
        ] {
            assert!(glyph.sign(true).is_ascii());
        }
    }
}
