//! The flags that every command understands: how to reach the data, and how to print it.

use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;

use super::View;

/// What every command understands.
#[expect(clippy::doc_markdown, reason = "the words are shown as help, where backticks are noise")]
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Global {
    /// Admin socket of the daemon
    #[arg(long, global = true, value_name = "PATH", help_heading = "Reaching HookIt", conflicts_with_all = ["url", "database_url"])]
    pub(crate) socket: Option<PathBuf>,
    /// Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt
    #[arg(
        long,
        global = true,
        value_name = "URL",
        help_heading = "Reaching HookIt",
        conflicts_with = "database_url"
    )]
    pub(crate) url: Option<String>,
    /// File that holds the API key for --url; - reads it from stdin
    #[arg(long, global = true, value_name = "FILE", help_heading = "Reaching HookIt")]
    pub(crate) key_file: Option<PathBuf>,
    /// Work on this Postgres directly, without a daemon; must not carry a password
    #[arg(long, global = true, value_name = "URL", help_heading = "Reaching HookIt")]
    pub(crate) database_url: Option<String>,
    /// Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets
    #[arg(long, global = true, value_name = "FILE", help_heading = "Reaching HookIt")]
    pub(crate) keyring_file: Option<PathBuf>,
    /// Context to work in instead of the current one; hookit context list shows them
    #[arg(long, global = true, value_name = "CONTEXT", help_heading = "Reaching HookIt", conflicts_with_all = ["socket", "url", "database_url"])]
    pub(crate) context: Option<String>,
    /// Project to work in, by name or id [default: default]
    #[arg(long, global = true, value_name = "PROJECT", help_heading = "Reaching HookIt")]
    pub(crate) project: Option<String>,
    /// Form of the output; without a terminal, tables are plain and tab-separated
    #[arg(short, long, global = true, value_enum, value_name = "FORM", help_heading = "Output", default_value_t = Form::Table)]
    pub(crate) output: Form,
    /// When to colour
    #[arg(long, global = true, value_enum, value_name = "WHEN", help_heading = "Output", default_value_t = Colour::Auto)]
    pub(crate) color: Colour,
    /// Draw with ASCII only
    #[arg(long, global = true, help_heading = "Output")]
    pub(crate) ascii: bool,
    /// Show times as dates, not as "3m ago"
    #[arg(long, global = true, help_heading = "Output")]
    pub(crate) absolute: bool,
    /// Show times as dates in UTC
    #[arg(long, global = true, help_heading = "Output")]
    pub(crate) utc: bool,
    /// Leave out the headings of tables
    #[arg(long, global = true, help_heading = "Output")]
    pub(crate) no_headers: bool,
    /// What lists and shows understand beside these.
    #[arg(skip)]
    pub(crate) view: View,
}

/// The forms of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Form {
    /// Tables for people; plain and tab-separated without a terminal
    #[default]
    Table,
    /// Tables with every column, nothing shortened
    Wide,
    /// The API's JSON
    Json,
    /// JSON, one item a line; lists come page by page
    Jsonl,
    /// The same as YAML
    Yaml,
    /// Bare ids, one a line
    Name,
}

impl Form {
    /// Whether answers are laid out for people, in tables and cards.
    pub(crate) const fn is_laid_out(self) -> bool {
        matches!(self, Self::Table | Self::Wide)
    }
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless the environment says no
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
