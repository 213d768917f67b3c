//! `hookit outbox`: events that were published in SQL.

use clap::Args;
use clap::Subcommand;

use super::Listing;
use super::Sure;

/// What can be done with the outbox.
#[derive(Debug, Subcommand)]
pub(crate) enum OutboxCommand {
    /// Show how many events wait to be stored, and how many were refused
    #[command(
        alias = "get",
        after_help = "Examples:\n  hookit outbox show\n  hookit outbox show --project billing -o json"
    )]
    Show,
    /// List events that were refused, each with its reason
    #[command(
        alias = "ls",
        after_help = "Examples:\n  hookit outbox list\n  hookit outbox list --limit 200 -o json"
    )]
    List(OutboxList),
    /// Put refused events back, to be judged anew
    #[command(
        after_help = "Examples:\n  hookit outbox retry 42\n  hookit outbox list -o name | hookit outbox retry -"
    )]
    Retry(OutboxRetry),
    /// Drop refused events for good
    #[command(
        alias = "remove",
        alias = "rm",
        after_help = "Examples:\n  hookit outbox drop 42\n  hookit outbox drop 42 43 --yes"
    )]
    Drop(OutboxDrop),
}

/// `hookit outbox list`.
#[derive(Debug, Args)]
pub(crate) struct OutboxList {
    /// How much.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// `hookit outbox retry`.
#[derive(Debug, Args)]
pub(crate) struct OutboxRetry {
    /// Their numbers; - reads them from stdin
    #[arg(required = true, value_name = "NUMBER")]
    pub(crate) numbers: Vec<String>,
}

/// `hookit outbox drop`.
#[derive(Debug, Args)]
pub(crate) struct OutboxDrop {
    /// Their numbers; - reads them from stdin
    #[arg(required = true, value_name = "NUMBER")]
    pub(crate) numbers: Vec<String>,
    /// Show what would be done, do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}
