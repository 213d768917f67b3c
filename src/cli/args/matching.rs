//! Which events an endpoint receives: its filter, trying filters, and why an event went where it did.

use clap::Args;
use clap::Subcommand;

use super::values;

/// What of matching can be set on an endpoint.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct MatchingArgs {
    /// Only events that this CEL expression is true of; '' takes it away (hookit help filters)
    #[arg(long, value_name = "EXPR")]
    pub(crate) filter: Option<String>,
}

/// What can be done with filters.
#[derive(Debug, Subcommand)]
pub(crate) enum FilterCommand {
    /// Try a filter on a sample event; exits 1 when it does not match
    #[command(
        after_help = "Examples:\n  hookit filter check 'payload.amount > 1000' -d '{\"amount\": 1299}'\n  hookit filter check \"labels.env == 'prod'\" -d @invoice.json --label env=prod\n  hookit filter check \"type.startsWith('invoice.')\" --type invoice.paid"
    )]
    Check(FilterCheck),
    /// Count which of the last events a filter would match, and what changes for the endpoint
    #[command(
        after_help = "Examples:\n  hookit filter backtest acme-prod 'payload.amount > 1000'\n  hookit filter backtest acme-prod \"labels.env == 'prod'\" --last 1000"
    )]
    Backtest(FilterBacktest),
}

/// `hookit filter check`.
#[derive(Debug, Args)]
pub(crate) struct FilterCheck {
    /// The expression, in CEL
    #[arg(value_name = "EXPR")]
    pub(crate) filter: String,
    /// The sample's payload: JSON, @file, or - for stdin
    #[arg(short, long, value_name = "JSON", default_value = "{}")]
    pub(crate) data: String,
    /// The sample's type
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) event_type: Option<String>,
    /// Label of the sample, name=value; may be given more than once
    #[arg(long = "label", value_name = "NAME=VALUE", value_parser = values::pair)]
    pub(crate) labels: Vec<(String, String)>,
}

/// `hookit filter backtest`.
#[derive(Debug, Args)]
pub(crate) struct FilterBacktest {
    /// Name or id of the endpoint
    #[arg(value_name = "ENDPOINT")]
    pub(crate) which: String,
    /// The expression, in CEL
    #[arg(value_name = "EXPR")]
    pub(crate) filter: String,
    /// How many of the project's newest events, 1 to 1000
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    pub(crate) last: u32,
}

/// `hookit explain`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hookit explain evt_01h455vb4pex5vsknk084sn02q\n  hookit explain evt_01h455vb4pex5vsknk084sn02q -o json"
)]
pub(crate) struct ExplainArgs {
    /// Id (evt_…)
    #[arg(value_name = "EVENT")]
    pub(crate) which: String,
}
