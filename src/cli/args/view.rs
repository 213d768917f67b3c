//! What lists and shows understand beside the flags of every command: columns, order, and looking again.

use std::time::Duration;

use clap::ArgMatches;

/// How a list or a show wants to be seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct View {
    /// The columns, in this order; empty for those that a list has of itself.
    pub(crate) columns: Vec<String>,
    /// By which column rows are sorted.
    pub(crate) sort: Option<Sort>,
    /// How long until it is looked at again.
    pub(crate) watch: Option<Duration>,
    /// Whether it shows one thing, at a length nobody knows.
    pub(crate) is_show: bool,
}

/// An order of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sort {
    /// The column's name.
    pub(crate) column: String,
    /// Whether the largest comes first.
    pub(crate) descending: bool,
}

impl Sort {
    /// Reads `created` or `created:desc`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (column, descending) = match text.rsplit_once(':') {
            None | Some((_, "")) => (text.trim_end_matches(':'), false),
            Some((column, "asc")) => (column, false),
            Some((column, "desc")) => (column, true),
            Some(_) => return Err("write COLUMN, COLUMN:asc or COLUMN:desc".to_owned()),
        };
        Ok(Self { column: column.to_owned(), descending })
    }
}

impl View {
    /// What the command that was chosen in the end was given.
    pub(super) fn of(matches: &ArgMatches) -> Self {
        let (mut leaf, mut name) = (matches, "");
        while let Some((sub, below)) = leaf.subcommand() {
            (leaf, name) = (below, sub);
        }
        let columns = leaf.try_get_many::<String>("columns").ok().flatten();
        let follows = leaf.try_get_one::<bool>("follow").ok().flatten().copied().unwrap_or(false);
        Self {
            columns: columns.into_iter().flatten().cloned().collect(),
            sort: leaf.try_get_one::<Sort>("sort").ok().flatten().cloned(),
            watch: leaf.try_get_one::<Duration>("watch").ok().flatten().copied(),
            is_show: name == "show" && !follows,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_a_column_and_a_direction() {
        assert_eq!(Sort::parse("died").unwrap(), Sort { column: "died".to_owned(), descending: false });
        assert_eq!(Sort::parse("died:desc").unwrap(), Sort { column: "died".to_owned(), descending: true });
        assert!(Sort::parse("died:down").unwrap_err().contains("COLUMN:desc"));
    }
}
