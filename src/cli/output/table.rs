//! Tables: laid out for a terminal, tab-separated without one.

use comfy_table::CellAlignment;
use comfy_table::ColumnConstraint;
use comfy_table::ContentArrangement;
use comfy_table::presets;

use super::escape::escape;
use super::outcome;
use super::screen::Screen;
use super::style::Tone;
use crate::cli::error::Result;

/// A column's heading and which side its cells stand on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    name: &'static str,
    right: bool,
    whole: bool,
}

impl Column {
    /// A column of texts.
    pub(crate) const fn left(name: &'static str) -> Self {
        Self { name, right: false, whole: false }
    }

    /// A column of ids: somebody will copy them, so they are never cut.
    pub(crate) const fn whole(name: &'static str) -> Self {
        Self { name, right: false, whole: true }
    }

    /// A column of numbers.
    pub(crate) const fn right(name: &'static str) -> Self {
        Self { name, right: true, whole: false }
    }
}

/// One field of a row, already harmless.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    /// Text from anywhere.
    pub(crate) fn new(text: &str) -> Self {
        Self { text: escape(text).into_owned(), tone: Tone::Plain }
    }

    /// A number, or nothing.
    pub(crate) fn number(number: Option<u64>) -> Self {
        Self::new(&number.map(|number| number.to_string()).unwrap_or_default())
    }

    /// The same in a tone.
    pub(crate) fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// A state: sign and word for people, the API's word for programs.
    pub(crate) fn status(screen: &Screen, status: &str) -> Self {
        if !screen.rich {
            return Self::new(status);
        }
        let glyph = outcome::glyph_of(status);
        Self::new(&format!("{} {}", glyph.sign(screen.ascii), outcome::status_word(status)))
            .tone(glyph.tone())
    }
}

/// Rows under headings.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub(crate) fn new(columns: &[Column]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row; it has a cell for each column.
    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        debug_assert_eq!(cells.len(), self.columns.len(), "a row has a cell for each column");
        self.rows.push(cells);
    }

    /// Puts a row in the place of those that are left out before row `at`: a sign, and under `column` how many.
    pub(crate) fn fold(&mut self, at: usize, sign: &str, column: &str, words: &str) {
        let mut row: Vec<Cell> = self
            .columns
            .iter()
            .map(|of| if of.name == column { Cell::new(words).tone(Tone::Dim) } else { Cell::new("") })
            .collect();
        if let Some(first) = row.first_mut() {
            *first = Cell::new(sign).tone(Tone::Dim);
        }
        self.rows.insert(at.min(self.rows.len()), row);
    }

    /// Prints it; without rows a terminal gets the sentence `empty`, a program gets nothing.
    pub(crate) fn print(&self, screen: &Screen, empty: &str) -> Result<()> {
        if !self.rows.is_empty() {
            return screen.data(&self.render(screen));
        }
        if screen.rich {
            screen.talk(empty);
        }
        Ok(())
    }

    /// The table as text, without the last line's end.
    pub(crate) fn render(&self, screen: &Screen) -> String {
        if screen.rich { self.laid_out(screen) } else { self.plain(screen) }
    }

    fn plain(&self, screen: &Screen) -> String {
        let heading = self
            .columns
            .iter()
            .map(|column| column.name.to_lowercase().replace(' ', "_"))
            .collect::<Vec<_>>()
            .join("\t");
        let rows = self
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("\t"));
        screen.headers.then_some(heading).into_iter().chain(rows).collect::<Vec<_>>().join("\n")
    }

    fn laid_out(&self, screen: &Screen) -> String {
        let mut table = comfy_table::Table::new();
        table.load_style(presets::NOTHING);
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(screen.width);
        table.set_truncation_indicator(if screen.ascii { "..." } else { "…" });
        // We know the terminal better than the crate does, and our own stream takes care of colours.
        table.force_no_tty();
        if screen.colour {
            table.enforce_styling();
            table.style_text_only();
        }
        if screen.headers {
            table.set_header(self.columns.iter().map(|column| toned(column.name, Tone::Dim)));
        }
        for row in &self.rows {
            let mut line = comfy_table::Row::from(
                row.iter().map(|cell| toned(&cell.text, cell.tone)).collect::<Vec<_>>(),
            );
            line.max_height(1);
            table.add_row(line);
        }
        for (index, column) in self.columns.iter().enumerate() {
            if let Some(laid) = table.column_mut(index) {
                laid.set_padding((0, 2));
                if column.right {
                    laid.set_cell_alignment(CellAlignment::Right);
                }
                if column.whole {
                    laid.set_constraint(ColumnConstraint::ContentWidth);
                }
            }
        }
        table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }
}

fn toned(text: &str, tone: Tone) -> comfy_table::Cell {
    let cell = comfy_table::Cell::new(text);
    match tone {
        Tone::Plain => cell,
        Tone::Good => cell.fg(comfy_table::Color::DarkGreen),
        Tone::Bad => cell.fg(comfy_table::Color::DarkRed),
        Tone::Warn => cell.fg(comfy_table::Color::DarkYellow),
        Tone::Dim => cell.add_attribute(comfy_table::Attribute::Dim),
        Tone::Strong => cell.add_attribute(comfy_table::Attribute::Bold),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(screen: &Screen) -> Table {
        let mut table =
            Table::new(&[Column::left("ENDPOINT"), Column::left("STATUS"), Column::right("ATTEMPTS")]);
        table.row(vec![
            Cell::new("acme-prod"),
            Cell::status(screen, "dead_lettered"),
            Cell::number(Some(12)),
        ]);
        table.row(vec![Cell::new("a\tb\u{1b}[2J"), Cell::status(screen, "succeeded"), Cell::number(None)]);
        table
    }

    #[test]
    fn without_a_terminal_rows_are_tab_separated_words_of_the_api() {
        let screen = Screen::fixed(false, false);
        assert_eq!(
            table(&screen).render(&screen),
            "endpoint\tstatus\tattempts\nacme-prod\tdead_lettered\t12\na\\tb\\x1b[2J\tsucceeded\t"
        );
    }

    #[test]
    fn a_terminal_gets_columns_and_signs() {
        let screen = Screen::fixed(true, false);
        insta::assert_snapshot!(table(&screen).render(&screen), @r"
        ENDPOINT     STATUS       ATTEMPTS
        acme-prod    ✖ dead             12
        a\tb\x1b[2J  ✔ delivered
        ");
    }

    #[test]
    fn headings_can_be_left_out() {
        let mut screen = Screen::fixed(false, false);
        screen.headers = false;
        assert!(table(&screen).render(&screen).starts_with("acme-prod\t"));
    }
}
