//! `hookit delivery`: one event for one endpoint.

use clap::Args;
use clap::Subcommand;

use super::Listing;
use super::Sure;
use super::values;
use crate::cli::input::When;

/// What can be done with deliveries.
#[derive(Debug, Subcommand)]
pub(crate) enum DeliveryCommand {
    /// List deliveries, newest first
    #[command(
        alias = "ls",
        after_help = "Examples:\n  hookit delivery list --status retrying\n  hookit delivery list --endpoint acme-prod --since 1h\n  hookit delivery list --event evt_01h455vb4pex5vsknk084sn02q -o json"
    )]
    List(DeliveryList),
    /// Show one delivery and its attempts
    #[command(
        alias = "get",
        after_help = "Examples:\n  hookit delivery show dlv_01h455vb4pex5vsknk084sn02q\n  hookit delivery show dlv_01h455vb4pex5vsknk084sn02q --all\n  hookit delivery show dlv_01h455vb4pex5vsknk084sn02q --verbose\n  hookit delivery show dlv_01h455vb4pex5vsknk084sn02q -o json"
    )]
    Show(DeliveryShow),
    /// Print the request of a delivery as a curl command
    #[command(
        after_help = "Examples:\n  hookit delivery curl dlv_01h455vb4pex5vsknk084sn02q\n  hookit delivery curl dlv_01h455vb4pex5vsknk084sn02q --sign\n  hookit delivery curl dlv_01h455vb4pex5vsknk084sn02q --sign | sh"
    )]
    Curl(DeliveryCurl),
    /// Attempt a waiting delivery now
    #[command(
        alias = "attempt-now",
        after_help = "Examples:\n  hookit delivery attempt dlv_01h455vb4pex5vsknk084sn02q\n  hookit delivery list --status retrying -o name | hookit delivery attempt -"
    )]
    Attempt(DeliverySome),
    /// Cancel a delivery that is not finished
    #[command(
        after_help = "Examples:\n  hookit delivery cancel dlv_01h455vb4pex5vsknk084sn02q\n  hookit delivery list --status pending -o name | hookit delivery cancel - --yes"
    )]
    Cancel(DeliveryCancel),
    /// Deliver a finished delivery again
    #[command(
        after_help = "Examples:\n  hookit delivery redrive dlv_01h455vb4pex5vsknk084sn02q\n  hookit delivery redrive dlv_01h455vb4pex5vsknk084sn02q --force"
    )]
    Redrive(DeliveryRedrive),
}

/// `hookit delivery list`.
#[derive(Debug, Args)]
pub(crate) struct DeliveryList {
    /// Only in this state
    #[arg(long, value_name = "STATUS", value_parser = ["pending", "in_flight", "retrying", "held", "succeeded", "dead_lettered", "cancelled"])]
    pub(crate) status: Option<String>,
    /// Only of this endpoint, by name or id
    #[arg(long, value_name = "ENDPOINT")]
    pub(crate) endpoint: Option<String>,
    /// Only of this event
    #[arg(long, value_name = "EVENT")]
    pub(crate) event: Option<String>,
    /// Only of this event type
    #[arg(long = "type", value_name = "TYPE", value_parser = values::event_type)]
    pub(crate) event_type: Option<String>,
    /// Only with this last outcome, such as timeout
    #[arg(long, value_name = "OUTCOME", value_parser = values::outcome)]
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

/// `hookit delivery show`.
#[derive(Debug, Args)]
pub(crate) struct DeliveryShow {
    /// Id (dlv_…)
    #[arg(value_name = "DELIVERY")]
    pub(crate) which: String,
    /// Show every attempt
    #[arg(short, long)]
    pub(crate) all: bool,
    /// Show every attempt, and all that is stored of the last answer
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// `hookit delivery curl`.
#[derive(Debug, Args)]
pub(crate) struct DeliveryCurl {
    /// Id (dlv_…)
    #[arg(value_name = "DELIVERY")]
    pub(crate) which: String,
    /// Sign it afresh, with the time of now; the secret stays with hookitd
    #[arg(long, alias = "with-secret")]
    pub(crate) sign: bool,
}

/// A command on some deliveries.
#[derive(Debug, Args)]
pub(crate) struct DeliverySome {
    /// Ids (dlv_…); - reads them from stdin
    #[arg(value_name = "DELIVERY", required = true)]
    pub(crate) which: Vec<String>,
    /// Show what would be done, do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// `hookit delivery cancel`.
#[derive(Debug, Args)]
pub(crate) struct DeliveryCancel {
    /// Ids (dlv_…); - reads them from stdin
    #[arg(value_name = "DELIVERY", required = true)]
    pub(crate) which: Vec<String>,
    /// Show what would be done, do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}

/// `hookit delivery redrive`.
#[derive(Debug, Args)]
pub(crate) struct DeliveryRedrive {
    /// Ids (dlv_…); - reads them from stdin
    #[arg(value_name = "DELIVERY", required = true)]
    pub(crate) which: Vec<String>,
    /// Deliver again what has succeeded: the receiver gets it a second time
    #[arg(long)]
    pub(crate) force: bool,
}
