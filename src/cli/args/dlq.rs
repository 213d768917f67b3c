//! `hookit dlq`: the deliveries that were set aside.

use std::path::PathBuf;

use clap::Args;
use clap::Subcommand;
use clap::ValueEnum;

use super::DeadLetterChoice;
use super::DeadLetterFilter;
use super::DeliveryShow;
use super::Listing;
use super::RedriveChoice;
use super::Sure;

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
    /// Count dead letters by endpoint and cause, each with the line that redrives them
    #[command(
        alias = "causes",
        after_help = "Examples:\n  hookit dlq groups\n  hookit dlq groups --endpoint acme-prod --since 24h\n  hookit dlq groups -o json"
    )]
    Groups(DlqGroups),
    /// Deliver dead letters again; the same as hookit redrive
    #[command(
        after_help = "Examples:\n  hookit dlq redrive dlv_01h455vb4pex5vsknk084sn02q\n  hookit dlq redrive --all --endpoint acme-prod\n  hookit dlq redrive --endpoint acme-prod --error timeout --dry-run"
    )]
    Redrive(RedriveChoice),
    /// Give dead letters up: they stay in history, and nothing redrives them but their id
    #[command(
        alias = "discard",
        after_help = "Examples:\n  hookit dlq drop dlv_01h455vb4pex5vsknk084sn02q\n  hookit dlq drop --endpoint legacy-erp --until 30d --dry-run\n  hookit dlq drop --all --endpoint legacy-erp\n  hookit dlq drop --type invoice.test --yes"
    )]
    Drop(DlqDrop),
    /// Write dead letters with their payloads as JSON lines
    #[command(
        after_help = "Examples:\n  hookit dlq export --endpoint acme-prod > dead.jsonl\n  hookit dlq export --to dead.jsonl\n  hookit dlq export --to dead.jsonl --resume\n  hookit dlq export --payload base64 | jq -r .payload_base64"
    )]
    Export(DlqExport),
}

/// `hookit dlq list`.
#[derive(Debug, Args)]
pub(crate) struct DlqList {
    /// Which.
    #[command(flatten)]
    pub(crate) filter: DeadLetterFilter,
    /// How much.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// `hookit dlq groups`.
#[derive(Debug, Args)]
pub(crate) struct DlqGroups {
    /// Which.
    #[command(flatten)]
    pub(crate) filter: DeadLetterFilter,
}

/// `hookit dlq drop`.
#[derive(Debug, Args)]
pub(crate) struct DlqDrop {
    /// Which.
    #[command(flatten)]
    pub(crate) choice: DeadLetterChoice,
    /// Count and show, drop nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}

/// `hookit dlq export`.
#[derive(Debug, Args)]
pub(crate) struct DlqExport {
    /// Which.
    #[command(flatten)]
    pub(crate) filter: DeadLetterFilter,
    /// File to write, which must not be there yet; without it, stdout
    #[arg(long, value_name = "FILE")]
    pub(crate) to: Option<PathBuf>,
    /// Go on after the last whole line of --to
    #[arg(long, requires = "to", conflicts_with = "after")]
    pub(crate) resume: bool,
    /// Go on after this dead letter: the id of the last one that was written
    #[arg(long, value_name = "DELIVERY")]
    pub(crate) after: Option<String>,
    /// How payloads are written
    #[arg(long, value_enum, value_name = "FORM", default_value_t = PayloadForm::Json)]
    pub(crate) payload: PayloadForm,
}

/// How payloads are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PayloadForm {
    /// As the JSON it is, in `payload`
    Json,
    /// Byte for byte, in `payload_base64`
    Base64,
}
