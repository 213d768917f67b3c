//! Tables: laid out for a terminal, tab-separated without one.

use comfy_table::CellAlignment;
use comfy_table::ContentArrangement;
use comfy_table::presets;

use super::cell::Cell;
use super::cell::Column;
use super::layout;
use super::layout::GAP;
use super::layout::Wish;
use super::order;
use super::screen::Screen;
use super::style::Tone;
use super::width;
use crate::cli::args::Form;
use crate::cli::error::CliError;
use crate::cli::error::Result;

/// Rows under headings.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    is_ordered: bool,
}

impl Table {
    /// A table without rows.
    pub(crate) fn new(columns: &[Column]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new(), is_ordered: false }
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
        let shown = self.shown(screen)?;
        let order = if self.is_ordered { None } else { self.order(screen)? };
        if !self.rows.is_empty() {
            return screen.data(&self.lay(screen, &shown, order));
        }
        if screen.rich {
            screen.talk(empty);
        }
        Ok(())
    }

    /// The table as text, without the last line's end.
    pub(crate) fn render(&self, screen: &Screen) -> String {
        let all = || (0..self.columns.len()).collect();
        self.lay(screen, &self.shown(screen).unwrap_or_else(|_| all()), None)
    }

    /// The order of the rows that was asked for, as their numbers; nothing when none was.
    pub(crate) fn order(&self, screen: &Screen) -> Result<Option<Vec<usize>>> {
        let Some(sort) = &screen.view.sort else {
            return Ok(None);
        };
        let column = self.column("--sort", &sort.column)?;
        Ok(Some(order::of(self.rows.iter().filter_map(|row| row.get(column)), sort.descending)))
    }

    /// Puts the rows into an order that [`Self::order`] gave.
    pub(crate) fn put_in(&mut self, order: &[usize]) {
        let mut rows: Vec<Option<Vec<Cell>>> = std::mem::take(&mut self.rows).into_iter().map(Some).collect();
        self.rows = order.iter().filter_map(|index| rows.get_mut(*index).and_then(Option::take)).collect();
        self.is_ordered = true;
    }

    /// The columns that are wanted, by their numbers.
    fn shown(&self, screen: &Screen) -> Result<Vec<usize>> {
        if !screen.view.columns.is_empty() {
            return screen.view.columns.iter().map(|name| self.column("--columns", name)).collect();
        }
        let wide = screen.form == Form::Wide;
        Ok((0..self.columns.len()).filter(|index| wide || !self.columns[*index].is_wide).collect())
    }

    /// The number of a column, by its name.
    fn column(&self, flag: &str, name: &str) -> Result<usize> {
        let wanted = plain_name(name);
        self.columns.iter().position(|column| plain_name(column.name) == wanted).ok_or_else(|| {
            let known: Vec<String> = self.columns.iter().map(|column| plain_name(column.name)).collect();
            CliError::usage(format!("{flag}: there is no column {name}"))
                .hint(format!("choose from {}", known.join(", ")))
        })
    }

    fn lay(&self, screen: &Screen, shown: &[usize], order: Option<Vec<usize>>) -> String {
        let order = order.unwrap_or_else(|| (0..self.rows.len()).collect());
        let rows: Vec<Vec<&Cell>> = order
            .iter()
            .filter_map(|index| self.rows.get(*index))
            .map(|row| shown.iter().filter_map(|column| row.get(*column)).collect())
            .collect();
        let columns: Vec<&Column> = shown.iter().filter_map(|index| self.columns.get(*index)).collect();
        if screen.rich { laid_out(screen, &columns, &rows) } else { plain(screen, &columns, &rows) }
    }
}

/// The name of a column for programs: `last_outcome`.
fn plain_name(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

fn plain(screen: &Screen, columns: &[&Column], rows: &[Vec<&Cell>]) -> String {
    let heading = columns.iter().map(|column| plain_name(column.name)).collect::<Vec<_>>().join("\t");
    let line = |row: &Vec<&Cell>| {
        row.iter().map(|cell| screen.paint(cell.tone, &cell.text)).collect::<Vec<_>>().join("\t")
    };
    screen.headers.then_some(heading).into_iter().chain(rows.iter().map(line)).collect::<Vec<_>>().join("\n")
}

fn laid_out(screen: &Screen, columns: &[&Column], rows: &[Vec<&Cell>]) -> String {
    // Columns that were asked for by name are there, however narrow the terminal is.
    let by_name = !screen.view.columns.is_empty();
    let wish = |(index, column): (usize, &&Column)| {
        let heading = if screen.headers { width::of(column.name) } else { 0 };
        let cells = rows.iter().filter_map(|row| row.get(index)).map(|cell| width::of(&cell.text));
        let keeps = column.is_kept();
        // Half a number or half an instant means something else.
        let counts = rows.iter().filter_map(|row| row.get(index)).any(|cell| cell.rank.is_some());
        Wish {
            natural: cells.max().unwrap_or(0).max(heading),
            heading,
            cuts: !keeps && !column.right && !counts,
            leaves: !keeps && !by_name,
            minor: column.is_minor,
        }
    };
    let wishes: Vec<Wish> = columns.iter().enumerate().map(wish).collect();
    let room = if screen.form == Form::Wide { usize::MAX } else { usize::from(screen.width) };
    let widths = layout::fit(&wishes, room);
    let mark = if screen.ascii { "..." } else { "…" };
    let line = |texts: Vec<(&str, Tone)>| -> Vec<comfy_table::Cell> {
        let fitted = widths.iter().zip(texts).filter_map(|(width, cell)| width.map(|width| (width, cell)));
        fitted.map(|(width, (text, tone))| toned(&width::cut(text, width, mark), tone)).collect()
    };
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    // We know the terminal better than the crate does, and our own stream takes care of colours.
    drawn.force_no_tty();
    if screen.colour {
        drawn.enforce_styling();
        drawn.style_text_only();
    }
    if screen.headers {
        drawn.set_header(line(columns.iter().map(|column| (column.name, Tone::Dim)).collect()));
    }
    for row in rows {
        drawn.add_row(line(row.iter().map(|cell| (cell.text.as_str(), cell.tone)).collect()));
    }
    let there = columns.iter().zip(&widths).filter(|(_, width)| width.is_some());
    for (index, (column, _)) in there.enumerate() {
        if let Some(side) = drawn.column_mut(index) {
            side.set_padding((0, GAP));
            if column.right {
                side.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    drawn.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
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
    use crate::cli::args::Sort;

    fn table(screen: &Screen) -> Table {
        let mut table = Table::new(&[
            Column::left("ENDPOINT"),
            Column::left("STATUS"),
            Column::right("ATTEMPTS"),
            Column::left("URL").wide(),
        ]);
        let rows = [("acme-prod", "dead_lettered", Some(12)), ("a\tb\u{1b}[2J", "succeeded", None)];
        for (name, status, attempts) in rows {
            table.row(vec![
                Cell::new(name),
                Cell::status(screen, status),
                Cell::number(attempts),
                Cell::new("u"),
            ]);
        }
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

    #[test]
    fn columns_are_chosen_by_name_and_an_unknown_one_is_answered_with_the_known_ones() {
        let mut screen = Screen::fixed(false, false);
        screen.view.columns = vec!["URL".to_owned(), "attempts".to_owned()];
        assert_eq!(table(&screen).render(&screen), "url\tattempts\nu\t12\nu\t");
        screen.view.columns = vec!["size".to_owned()];
        let unknown = table(&screen).print(&screen, "").unwrap_err();
        assert_eq!(unknown.kind.exit_code(), 2);
        assert_eq!(unknown.hint.as_deref(), Some("choose from endpoint, status, attempts, url"));
    }

    #[test]
    fn wide_shows_what_a_table_hides() {
        let mut screen = Screen::fixed(false, false);
        screen.form = Form::Wide;
        assert!(table(&screen).render(&screen).starts_with("endpoint\tstatus\tattempts\turl\n"));
    }

    #[test]
    fn rows_are_sorted_by_what_they_mean_and_missing_ones_come_last() {
        let mut screen = Screen::fixed(false, false);
        screen.view.sort = Some(Sort { column: "attempts".to_owned(), descending: true });
        let mut table = table(&screen);
        assert_eq!(table.order(&screen).unwrap(), Some(vec![0, 1]));
        screen.view.sort = Some(Sort { column: "endpoint".to_owned(), descending: false });
        let order = table.order(&screen).unwrap().unwrap();
        assert_eq!(order, [1, 0]);
        table.put_in(&order);
        assert!(table.render(&screen).ends_with("acme-prod\tdead_lettered\t12"));
    }

    #[test]
    fn a_narrow_terminal_keeps_ids_and_states() {
        let mut screen = Screen::fixed(true, false);
        screen.width = 50;
        let mut table = Table::new(&[
            Column::whole("DELIVERY"),
            Column::left("EVENT"),
            Column::left("STATUS"),
            Column::left("CREATED").minor(),
        ]);
        table.row(vec![
            Cell::new("dlv_01kb6y4h3a9q2w5e7r1t6y0u8i"),
            Cell::new("invoice.paid"),
            Cell::status(&screen, "retrying"),
            Cell::new("3m ago"),
        ]);
        insta::assert_snapshot!(table.render(&screen), @r"
        DELIVERY                        STATUS
        dlv_01kb6y4h3a9q2w5e7r1t6y0u8i  ↻ retrying
        ");
    }
}
