//! `hookit type`: the registry of event types.

use std::path::PathBuf;

use clap::Args;
use clap::Subcommand;

use super::Listing;
use super::Sure;

/// What can be done with event types.
#[derive(Debug, Subcommand)]
pub(crate) enum TypeCommand {
    /// Register an event type, or change what is said of it; what is not named is taken away
    #[command(
        alias = "create",
        alias = "new",
        after_help = "Examples:\n  hookit type add invoice.paid --description 'An invoice was paid in full.'\n  hookit type add invoice.paid --schema invoice.json --enforce reject\n  hookit type add invoice.voided --deprecated"
    )]
    Add(TypeAdd),
    /// List event types
    #[command(
        alias = "ls",
        after_help = "Examples:\n  hookit type list\n  hookit type list --seen\n  hookit type list -o json"
    )]
    List(TypeList),
    /// Show one event type
    #[command(
        alias = "get",
        after_help = "Examples:\n  hookit type show invoice.paid\n  hookit type show invoice.paid -o json"
    )]
    Show(TypeShow),
    /// Take event types out of the registry; events of them are delivered as before
    #[command(
        alias = "delete",
        alias = "rm",
        after_help = "Examples:\n  hookit type remove invoice.paid\n  hookit type remove invoice.paid invoice.voided --yes"
    )]
    Remove(TypeRemove),
    /// Register the event types of a file
    ///
    /// The file is a list of names, a list of `name` and `description`, the same under `event_types`, or an OpenAPI 3.1
    /// document, whose `webhooks` are taken. YAML or JSON. What is registered already gets the file's description.
    #[command(
        after_help = "Examples:\n  hookit type import openapi.yaml\n  hookit type import types.json --dry-run\n  curl https://api.acme.test/openapi.json | hookit type import -"
    )]
    Import(TypeImport),
}

/// `hookit type add`.
#[derive(Debug, Args)]
pub(crate) struct TypeAdd {
    /// Name: segments parted by dots
    pub(crate) name: String,
    /// What an event of it means; none when left out
    #[arg(long, value_name = "TEXT")]
    pub(crate) description: Option<String>,
    /// JSON Schema of its payloads: a file, or - for stdin
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<PathBuf>,
    /// What happens to events that do not fit: off, warn or reject
    #[arg(long, value_name = "HOW", value_parser = ["off", "warn", "reject"], requires = "schema")]
    pub(crate) enforce: Option<String>,
    /// Tell producers not to publish it any more
    #[arg(long)]
    pub(crate) deprecated: bool,
}

/// `hookit type list`.
#[derive(Debug, Args)]
pub(crate) struct TypeList {
    /// The types of the last seven days' events instead, registered or not
    #[arg(long, conflicts_with_all = ["limit", "after"])]
    pub(crate) seen: bool,
    /// How much.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// `hookit type show`.
#[derive(Debug, Args)]
pub(crate) struct TypeShow {
    /// Its name
    pub(crate) name: String,
}

/// `hookit type remove`.
#[derive(Debug, Args)]
pub(crate) struct TypeRemove {
    /// Their names
    #[arg(required = true, value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// Show what would be removed, remove nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}

/// `hookit type import`.
#[derive(Debug, Args)]
pub(crate) struct TypeImport {
    /// File to read; - is stdin
    pub(crate) file: PathBuf,
    /// Show what would be registered, register nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}
