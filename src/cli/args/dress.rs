//! What commands get by their place in the tree: lists and shows `--watch`, lists `--columns` and `--sort`, ids `@1`
//! and completion, examples lines that fit.

use clap::Arg;
use clap::Command;

use super::complete;
use super::reference::Reference;
use super::values;
use super::view::Sort;
use crate::cli::recall::Thing;

/// Behind the flags that every command has.
const LAST: usize = 900;
/// Lines of examples are folded to fit into this many columns.
const EXAMPLE_COLUMNS: usize = 78;

/// The tree with all of it.
pub(super) fn dressed(command: Command) -> Command {
    let is_leaf = !command.has_subcommands();
    let mut command = command.mut_subcommands(dressed).mut_args(argument);
    if let Some(help) = command.get_after_help().map(ToString::to_string) {
        command = command.after_help(folded(&help));
    }
    if is_leaf { looking(command) } else { command }
}

/// Adds the flags of lists and shows, unless the command has its own.
fn looking(mut command: Command) -> Command {
    let has = |command: &Command, id: &str| command.get_arguments().any(|arg| arg.get_id() == id);
    let name = command.get_name();
    let is_list = has(&command, "limit") || matches!(name, "list" | "groups");
    let is_watched = is_list || matches!(name, "show" | "status");
    if is_list && !has(&command, "columns") {
        command = command
            .arg(
                Arg::new("columns")
                    .long("columns")
                    .value_name("COLUMN,…")
                    .value_delimiter(',')
                    .help_heading("Output")
                    .display_order(LAST)
                    .help("Columns of the table, in this order"),
            )
            .arg(
                Arg::new("sort")
                    .long("sort")
                    .value_name("COLUMN[:desc]")
                    .value_parser(Sort::parse)
                    .help_heading("Output")
                    .display_order(LAST)
                    .help("Sort the rows that are listed by a column"),
            );
    }
    if is_watched && !has(&command, "watch") {
        let mut watch = Arg::new("watch")
            .long("watch")
            .value_name("EVERY")
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("2s")
            .value_parser(values::pause)
            .help_heading("Output")
            .display_order(LAST)
            .help("Look again every 2s, or as often as is said, until ^C");
        if has(&command, "follow") {
            watch = watch.conflicts_with("follow");
        }
        command = command.arg(watch);
    }
    command
}

/// An argument that names something can be completed; one that takes an id takes `@1` too.
fn argument(arg: Arg) -> Arg {
    let Some(name) = arg.get_value_names().and_then(<[_]>::first).map(ToString::to_string) else {
        return arg;
    };
    let thing = match name.as_str() {
        "DELIVERY" => Thing::Delivery,
        "ENDPOINT" => Thing::Endpoint,
        "EVENT" => Thing::Event,
        "REDRIVE" => Thing::Redrive,
        "PROJECT" => Thing::Project,
        "THING" => Thing::Any,
        "KEY" if arg.is_positional() => Thing::Key,
        _ => return complete::with_words(arg, &name),
    };
    complete::with_things(arg.value_parser(Reference(thing)), thing)
}

/// Folds the lines of examples that are too long, so that they can still be run as they stand.
fn folded(help: &str) -> String {
    help.lines().map(fold).collect::<Vec<_>>().join("\n")
}

fn fold(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 16);
    let mut width = 0;
    for part in parts(line) {
        let long = part.chars().count();
        if width > 0 && width + long > EXAMPLE_COLUMNS - 2 {
            out.push_str(" \\\n     ");
            width = 5;
        }
        out.push_str(part);
        width += long;
    }
    out
}

/// The pieces of an example that stay together: a flag with its value, a command of a pipe.
fn parts(line: &str) -> Vec<&str> {
    if !line.trim_start().starts_with("hookit ") || line.chars().count() <= EXAMPLE_COLUMNS {
        return vec![line];
    }
    let (mut parts, mut begin, mut quote) = (Vec::new(), 0, None);
    for (at, letter) in line.char_indices() {
        match (letter, quote) {
            ('\'' | '"', None) => quote = Some(letter),
            (_, Some(open)) if letter == open => quote = None,
            (' ', None)
                if at > begin && line[at..].trim_start().starts_with(['-', '|']) && begins(line, at) =>
            {
                parts.push(&line[begin..at]);
                begin = at;
            }
            _ => {}
        }
    }
    parts.push(&line[begin..]);
    parts
}

/// Whether what follows this blank is a flag or a pipe, and not a lone `-`.
fn begins(line: &str, at: usize) -> bool {
    let word = line[at..].split_whitespace().next().unwrap_or_default();
    word == "|" || (word.starts_with('-') && word.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_that_are_too_long_are_folded_and_can_still_be_run() {
        let line = "  hookit endpoint add https://api.acme.test/hooks --name acme-prod --event invoice.paid --event 'order -- **' --test";
        assert_eq!(
            fold(line),
            "  hookit endpoint add https://api.acme.test/hooks --name acme-prod \\\n      --event invoice.paid --event 'order -- **' --test"
        );
        assert_eq!(fold("  hookit redrive - --yes"), "  hookit redrive - --yes");
        let prose = "x ".repeat(60);
        assert_eq!(fold(&prose), prose);
    }

    #[test]
    fn lists_and_shows_can_be_looked_at_again_and_nothing_else_can() {
        let tree = crate::cli::args::command();
        let watched = |path: &[&str]| {
            let leaf = path.iter().fold(&tree, |at, name| at.find_subcommand(name).unwrap());
            leaf.get_arguments().any(|arg| arg.get_id() == "watch")
        };
        assert!(watched(&["delivery", "list"]) && watched(&["event", "show"]) && watched(&["status"]));
        assert!(!watched(&["publish"]) && !watched(&["delivery", "cancel"]));
    }
}
