//! `hookit event`: what producers published.

use clap::Args;
use clap::Subcommand;

use super::ExplainArgs;
use super::Listing;
use super::PublishArgs;
use super::Sure;
use super::TailArgs;
use super::values;
use crate::cli::input::When;

/// What can be done with events.
#[derive(Debug, Subcommand)]
pub(crate) enum EventCommand {
    /// List events, newest first
    #[command(
        alias = "ls",
        after_help = "Examples:\n  hookit event list\n  hookit event list --type invoice.paid --since 24h\n  hookit event list --label env=prod --limit 500 -o json\n  hookit event list --unmatched"
    )]
    List(EventList),
    /// Show one event, its payload and its deliveries
    #[command(
        alias = "get",
        after_help = "Examples:\n  hookit event show evt_01h455vb4pex5vsknk084sn02q\n  hookit event show evt_01h455vb4pex5vsknk084sn02q -o json"
    )]
    Show(EventShow),
    /// Say for every endpoint why it received an event or did not; the same as hookit explain
    Explain(ExplainArgs),
    /// Cancel the deliveries of an event that were not attempted yet
    #[command(
        after_help = "Examples:\n  hookit event cancel evt_01h455vb4pex5vsknk084sn02q\n  hookit event cancel evt_01h455vb4pex5vsknk084sn02q --yes"
    )]
    Cancel(EventCancel),
    /// Follow events and attempts as they happen; the same as hookit tail
    Tail(TailArgs),
    /// Publish an event; the same as hookit publish
    #[command(hide = true, alias = "publish")]
    Send(PublishArgs),
}

/// `hookit event list`.
#[derive(Debug, Args)]
pub(crate) struct EventList {
    /// Only this type
    #[arg(long = "type", value_name = "TYPE", value_parser = values::event_type)]
    pub(crate) event_type: Option<String>,
    /// Only what was published since: 24h, or 2026-11-24T10:00:00Z
    #[arg(long, value_name = "WHEN", value_parser = values::when)]
    pub(crate) since: Option<When>,
    /// Only what was published until then
    #[arg(long, value_name = "WHEN", value_parser = values::when)]
    pub(crate) until: Option<When>,
    /// Only with this label, name=value
    #[arg(long, value_name = "NAME=VALUE", value_parser = values::pair)]
    pub(crate) label: Option<(String, String)>,
    /// Only those that no endpoint received
    #[arg(long)]
    pub(crate) unmatched: bool,
    /// How much.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// `hookit event show`.
#[derive(Debug, Args)]
pub(crate) struct EventShow {
    /// Id (evt_…)
    #[arg(value_name = "EVENT")]
    pub(crate) which: String,
    /// Show the whole payload
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// `hookit event cancel`.
#[derive(Debug, Args)]
pub(crate) struct EventCancel {
    /// Ids (evt_…); - reads them from stdin
    #[arg(value_name = "EVENT", required = true)]
    pub(crate) which: Vec<String>,
    /// Show what would be done, do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}
