//! A table as the smaller pages are made of: columns, rows, perhaps an act a row.

use crate::dashboard::show;
use crate::dashboard::show::When;

/// A cell.
#[derive(Debug)]
pub(super) enum Cell {
    Text(String),
    Code(String),
    Time(When),
    State(show::State),
    Link(String, String),
    Nothing,
}

/// What a row's button does.
#[derive(Debug)]
pub(super) struct Act {
    pub(super) path: String,
    pub(super) label: &'static str,
    /// The button's whole meaning, for who does not see its row.
    pub(super) about: String,
    /// What is asked before.
    pub(super) ask: String,
}

/// A row.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    pub(super) act: Option<Act>,
}

/// The table, and what is said when it is empty.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Names and classes: `num`, `wide` for what narrow screens leave out.
    pub(super) columns: Vec<(&'static str, &'static str)>,
    pub(super) rows: Vec<Row>,
    pub(super) acts: bool,
    pub(super) nothing: &'static str,
    pub(super) hint: &'static str,
    pub(super) run: &'static str,
}

impl Sheet {
    /// A table without acts.
    pub(super) fn plain(
        columns: &[(&'static str, &'static str)],
        rows: Vec<Vec<Cell>>,
        nothing: &'static str,
    ) -> Self {
        Self {
            columns: columns.to_vec(),
            rows: rows.into_iter().map(|cells| Row { cells, act: None }).collect(),
            acts: false,
            nothing,
            hint: "",
            run: "",
        }
    }

    /// The same with words for who finds it empty: what it is about, and the command to run.
    pub(super) fn teaching(self, hint: &'static str, run: &'static str) -> Self {
        Self { hint, run, ..self }
    }
}

/// An instant, or nothing.
pub(super) fn time(at: Option<When>) -> Cell {
    at.map_or(Cell::Nothing, Cell::Time)
}
