//! Where output goes and what it may use: stdout for data, stderr for talk, colours and signs where they are welcome.

use std::io;
use std::io::IsTerminal;
use std::io::Write;
use std::sync::Arc;

use anstream::AutoStream;
use anstream::ColorChoice;
use time::OffsetDateTime;
use time::UtcOffset;

use super::glyph::Glyph;
use super::held::Held;
use super::style::Tone;
use super::times;
use crate::cli::args::Colour;
use crate::cli::args::Form;
use crate::cli::args::Global;
use crate::cli::args::View;
use crate::cli::clock;
use crate::cli::error::CliError;
use crate::cli::error::Result;

/// Columns that are assumed when a terminal does not say how wide it is.
const WIDTH_UNKNOWN: u16 = 100;
/// The same for its lines.
const HEIGHT_UNKNOWN: u16 = 24;

/// What the environment says about the terminal.
#[derive(Debug, Clone, Default)]
pub(crate) struct Surroundings {
    /// `NO_COLOR` is set.
    pub(crate) no_color: bool,
    /// `TERM`.
    pub(crate) term: Option<String>,
    /// The locale is UTF-8.
    pub(crate) utf8: bool,
    /// `COLUMNS`.
    pub(crate) columns: Option<u16>,
    /// `LINES`.
    pub(crate) lines: Option<u16>,
}

/// How output looks, decided once.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact about the terminal or one flag")]
pub(crate) struct Screen {
    /// The form that was asked for.
    pub(crate) form: Form,
    /// Whether stdout is a terminal: tables are laid out, times are relative.
    pub(crate) rich: bool,
    /// Whether somebody can answer a question.
    pub(crate) can_ask: bool,
    /// Whether stderr is a terminal: progress may be drawn.
    pub(crate) talk_rich: bool,
    /// Whether stdout takes colours.
    pub(crate) colour: bool,
    /// Whether stderr takes colours.
    pub(crate) talk_colour: bool,
    /// Whether only ASCII may be drawn.
    pub(crate) ascii: bool,
    /// Whether tables have headings.
    pub(crate) headers: bool,
    /// Columns of the terminal.
    pub(crate) width: u16,
    /// Lines of the terminal.
    pub(crate) height: u16,
    /// Columns and order of lists.
    pub(crate) view: View,
    absolute: bool,
    utc: bool,
    held: Option<Arc<Held>>,
}

impl Screen {
    /// Looks at the terminal, the environment and the flags.
    pub(crate) fn new(global: &Global, around: &Surroundings) -> Self {
        let rich = io::stdout().is_terminal();
        let (columns, lines) = terminal_size().unzip();
        let talk_rich = io::stderr().is_terminal();
        let dumb = around.term.as_deref() == Some("dumb");
        let wanted = |terminal: bool| match global.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && !around.no_color && !dumb,
        };
        Self {
            form: global.output,
            rich,
            can_ask: io::stdin().is_terminal() && talk_rich,
            talk_rich: talk_rich && !dumb,
            colour: wanted(rich),
            talk_colour: wanted(talk_rich),
            ascii: global.ascii || dumb || !around.utf8,
            headers: !global.no_headers,
            width: around.columns.or(columns).filter(|columns| *columns >= 20).unwrap_or(WIDTH_UNKNOWN),
            height: around.lines.or(lines).filter(|lines| *lines >= 5).unwrap_or(HEIGHT_UNKNOWN),
            view: global.view.clone(),
            absolute: global.absolute || global.utc,
            utc: global.utc,
            held: None,
        }
    }

    /// The same screen, whose output is held back instead of printed.
    pub(crate) fn holding(&self, held: &Arc<Held>) -> Self {
        Self { held: Some(Arc::clone(held)), ..self.clone() }
    }

    /// The same screen, which holds back talk too, wherever it would go.
    pub(crate) fn with_talk_held(self) -> Self {
        Self { talk_rich: true, ..self }
    }

    /// Whether the answer itself was asked for, as JSON, YAML or ids, instead of tables and cards.
    /// `print_json` prints it in the form that was asked for.
    pub(crate) fn is_json(&self) -> bool {
        !self.form.is_laid_out()
    }

    /// Prints data, and a line's end, on stdout.
    pub(crate) fn data(&self, text: &str) -> Result<()> {
        if let Some(held) = &self.held {
            held.data(text);
            return Ok(());
        }
        let choice = if self.colour { ColorChoice::Always } else { ColorChoice::Never };
        let mut out = AutoStream::new(io::stdout().lock(), choice);
        writeln!(out, "{text}").and_then(|()| out.flush()).map_err(|error| CliError::writing(&error))
    }

    /// Prints bytes on stdout exactly as they are.
    pub(crate) fn raw(bytes: &[u8]) -> Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| CliError::writing(&error))
    }

    /// Says something to the person, on stderr. Nobody listening is no failure.
    pub(crate) fn talk(&self, text: &str) {
        // Where stderr is no terminal, somebody keeps it apart from the data.
        if let Some(held) = self.held.as_ref().filter(|_| self.talk_rich) {
            held.talk(text);
            return;
        }
        let choice = if self.talk_colour { ColorChoice::Always } else { ColorChoice::Never };
        let mut out = AutoStream::new(io::stderr().lock(), choice);
        let said = writeln!(out, "{text}");
        drop(said);
    }

    /// `text` in a tone, for stdout.
    pub(crate) fn paint(&self, tone: Tone, text: &str) -> String {
        tone.paint(self.colour, text)
    }

    /// A sign for stdout, coloured by what it means.
    pub(crate) fn glyph(&self, glyph: Glyph) -> String {
        glyph.tone().paint(self.colour, glyph.sign(self.ascii))
    }

    /// An instant as it was asked for: relative on a terminal, exact without one.
    pub(crate) fn time(&self, at: Option<OffsetDateTime>) -> String {
        match at {
            None => self.nothing().to_owned(),
            Some(at) if !self.rich => times::exact(at),
            Some(at) if self.absolute => times::absolute(at, self.offset(at)),
            Some(at) => times::relative(at, clock::now()),
        }
    }

    /// `10 Nov 09:14` by the clocks here, for the ends of a span of time.
    pub(crate) fn moment(&self, at: OffsetDateTime) -> String {
        times::moment(at, self.offset(at))
    }

    /// `09:14` by the clocks here.
    pub(crate) fn time_of_day(&self, at: OffsetDateTime) -> String {
        let at = at.to_offset(self.offset(at));
        format!("{:02}:{:02}", at.hour(), at.minute())
    }

    /// How far the clocks here were from UTC then; UTC where that was asked for or cannot be told.
    fn offset(&self, at: OffsetDateTime) -> UtcOffset {
        if self.utc { UtcOffset::UTC } else { UtcOffset::local_offset_at(at).unwrap_or(UtcOffset::UTC) }
    }

    /// What stands where there is nothing to show: a dash for people, emptiness for programs.
    pub(crate) fn nothing(&self) -> &'static str {
        match (self.rich, self.ascii) {
            (false, _) => "",
            (true, true) => "-",
            (true, false) => "–",
        }
    }
}

/// The terminal's own word on its size: columns and lines.
fn terminal_size() -> Option<(u16, u16)> {
    let ask =
        |size: rustix::io::Result<rustix::termios::Winsize>| size.ok().map(|size| (size.ws_col, size.ws_row));
    ask(rustix::termios::tcgetwinsize(io::stdout()))
        .or_else(|| ask(rustix::termios::tcgetwinsize(io::stderr())))
}

#[cfg(test)]
impl Screen {
    /// A screen for tests: a terminal of 100 columns or none, without colours.
    pub(crate) fn fixed(rich: bool, ascii: bool) -> Self {
        Self {
            form: Form::Table,
            rich,
            can_ask: false,
            talk_rich: false,
            colour: false,
            talk_colour: false,
            ascii,
            headers: true,
            width: 100,
            height: 40,
            view: View::default(),
            absolute: true,
            utc: true,
            held: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_for_terminals_unless_they_are_asked_for() {
        let around = Surroundings { utf8: true, ..Surroundings::default() };
        // The tests' stdout may be either; `always` and `never` do not ask.
        let always = Global { color: Colour::Always, ..Global::default() };
        assert!(Screen::new(&always, &around).colour);
        let never = Global { color: Colour::Never, ..Global::default() };
        assert!(!Screen::new(&never, &around).colour);
        let no_color = Surroundings { no_color: true, utf8: true, ..Surroundings::default() };
        assert!(!Screen::new(&Global::default(), &no_color).colour);
    }

    #[test]
    fn a_dumb_terminal_and_a_plain_locale_get_ascii() {
        let dumb = Surroundings { term: Some("dumb".to_owned()), utf8: true, ..Surroundings::default() };
        assert!(Screen::new(&Global::default(), &dumb).ascii);
        assert!(Screen::new(&Global::default(), &Surroundings::default()).ascii);
        let utf8 = Surroundings { utf8: true, ..Surroundings::default() };
        assert!(!Screen::new(&Global::default(), &utf8).ascii);
    }
}
