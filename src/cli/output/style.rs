//! Tones: what a piece of text means, and the colour a terminal gives it.

/// What a piece of text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tone {
    /// Nothing in particular.
    #[default]
    Plain,
    /// It went well.
    Good,
    /// It went wrong.
    Bad,
    /// It needs a look, or is under way.
    Warn,
    /// It is said beside the point.
    Dim,
    /// It is what the line is about.
    Strong,
}

impl Tone {
    const fn code(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Good => Some("32"),
            Self::Bad => Some("31"),
            Self::Warn => Some("33"),
            Self::Dim => Some("2"),
            Self::Strong => Some("1"),
        }
    }

    /// `text` in this tone, if `colour` says so.
    pub(crate) fn paint(self, colour: bool, text: &str) -> String {
        match self.code() {
            Some(code) if colour && !text.is_empty() => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            _ => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_is_a_colour_only_where_colours_are_wanted() {
        assert_eq!(Tone::Good.paint(true, "ok"), "\u{1b}[32mok\u{1b}[0m");
        assert_eq!(Tone::Good.paint(false, "ok"), "ok");
        assert_eq!(Tone::Plain.paint(true, "ok"), "ok");
    }
}
