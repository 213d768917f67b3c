//! `hookit dlq`: the deliveries that were set aside.

use clap::Args;
use clap::Subcommand;

use super::DeliveryShow;
use super::Listing;
use super::RedriveChoice;
use super::values;
use crate::cli::input::When;

/// What can be done with dead letters.
#[derive(Debug, Subcommand)]
pub(crate) enum DlqCommand {
    /// List dead letters, newest first
    #[command(
        alias = "ls",
        after_help = "Examples:\n  hookit dlq list --since 24h\n  hookit dlq list --endpoint acme-prod\n  hookit dlq list --limit 200 -o name | hookit redrive - --yes"
    )]
    List(DlqList),
    /// Show one dead letter and its attempts
    #[command(
        alias = "get",
        after_help = "Examples:\n  hookit dlq show dlv_01h455vb4pex5vsknk084sn02q\n  hookit dlq show dlv_01h455vb4pex5vsknk084sn02q --verbose"
    )]
    Show(DeliveryShow),
    /// Count dead letters by endpoint and cause
    #[command(after_help = "Examples:\n  hookit dlq groups\n  hookit dlq groups -o json")]
    Groups(DlqGroups),
    /// Deliver dead letters again; the same as hookit redrive
    #[command(
        after_help = "Examples:\n  hookit dlq redrive dlv_01h455vb4pex5vsknk084sn02q\n  hookit dlq redrive --all --endpoint acme-prod\n  hookit dlq redrive --endpoint acme-prod --error timeout --dry-run"
    )]
    Redrive(RedriveChoice),
}

/// `hookit dlq list`.
#[derive(Debug, Args)]
pub(crate) struct DlqList {
    /// Only of this endpoint, by name or id
    #[arg(long, value_name = "ENDPOINT")]
    pub(crate) endpoint: Option<String>,
    /// Only of this event type
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) event_type: Option<String>,
    /// Only with this last outcome, such as timeout
    #[arg(long = "error", alias = "outcome", value_name = "OUTCOME")]
    pub(crate) outcome: Option<String>,
    /// Only what was made since: 24h, or 2026-11-24T10:00:00Z
    #[arg(long, value_name = "WHEN", value_parser = values::when)]
    pub(crate) since: Option<When>,
    /// Only what was made until then
    #[arg(long, value_name = "WHEN", value_parser = values::when)]
    pub(crate) until: Option<When>,
    /// How much.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// `hookit dlq groups`.
#[derive(Debug, Args)]
pub(crate) struct DlqGroups {}
