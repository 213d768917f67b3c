//! Columns and cells: what a table is made of, and what a cell is sorted by.

use time::OffsetDateTime;

use super::escape::escape;
use super::outcome;
use super::screen::Screen;
use super::size;
use super::style::Tone;
use super::times;

/// A column's heading, which side its cells stand on, and how much it is missed when room is short.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(super) name: &'static str,
    pub(super) right: bool,
    pub(super) is_whole: bool,
    pub(super) is_wide: bool,
    pub(super) is_minor: bool,
}

impl Column {
    const fn new(name: &'static str, right: bool, is_whole: bool) -> Self {
        Self { name, right, is_whole, is_wide: false, is_minor: false }
    }

    /// A column of texts.
    pub(crate) const fn left(name: &'static str) -> Self {
        Self::new(name, false, false)
    }

    /// A column of ids: somebody will copy them, so they are never cut and never left out.
    pub(crate) const fn whole(name: &'static str) -> Self {
        Self::new(name, false, true)
    }

    /// A column of numbers.
    pub(crate) const fn right(name: &'static str) -> Self {
        Self::new(name, true, false)
    }

    /// The same, shown only by `-o wide` and when it is named.
    pub(crate) const fn wide(mut self) -> Self {
        self.is_wide = true;
        self
    }

    /// The same, the first to be left out when a terminal is narrow.
    pub(crate) const fn minor(mut self) -> Self {
        self.is_minor = true;
        self
    }

    /// Whether it is there on the narrowest terminal.
    pub(super) fn is_kept(&self) -> bool {
        self.is_whole || matches!(self.name, "STATUS" | "STATE")
    }
}

/// One field of a row, already harmless.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub(super) text: String,
    pub(super) tone: Tone,
    /// What it is sorted by, if that is not its text.
    pub(super) rank: Option<i128>,
}

impl Cell {
    /// Text from anywhere.
    pub(crate) fn new(text: &str) -> Self {
        Self { text: escape(text).into_owned(), tone: Tone::Plain, rank: None }
    }

    /// A number, or nothing.
    pub(crate) fn number(number: Option<u64>) -> Self {
        Self::new(&number.map(|number| number.to_string()).unwrap_or_default()).ranked(number.map(i128::from))
    }

    /// An instant as the screen shows it, or nothing; sorted by time.
    pub(crate) fn time(screen: &Screen, at: Option<OffsetDateTime>) -> Self {
        Self::new(&screen.time(at)).ranked(at.map(OffsetDateTime::unix_timestamp_nanos))
    }

    /// A size in bytes: `1.2 KB` for people, the number for programs.
    pub(crate) fn bytes(screen: &Screen, count: Option<u64>) -> Self {
        if !screen.rich {
            return Self::number(count);
        }
        Self::new(&count.map(size::bytes).unwrap_or_default()).ranked(count.map(i128::from))
    }

    /// A span of milliseconds: `1.5 s` for people, the number for programs.
    pub(crate) fn millis(screen: &Screen, ms: Option<u64>) -> Self {
        if !screen.rich {
            return Self::number(ms);
        }
        Self::new(&ms.map(times::span).unwrap_or_default()).ranked(ms.map(i128::from))
    }

    /// The same in a tone.
    pub(crate) fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// A state: sign and word for people, the API's word for programs.
    pub(crate) fn status(screen: &Screen, status: &str) -> Self {
        let glyph = outcome::glyph_of(status);
        if !screen.rich {
            return Self::new(status).tone(glyph.tone());
        }
        Self::new(&format!("{} {}", glyph.sign(screen.ascii), outcome::status_word(status)))
            .tone(glyph.tone())
    }

    fn ranked(mut self, rank: Option<i128>) -> Self {
        self.rank = rank;
        self
    }
}
