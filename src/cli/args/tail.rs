//! `hookit tail`: events and attempts as they happen.

use clap::Args;

use super::values;
use crate::cli::input::When;

/// `hookit tail`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hookit tail\n  hookit tail --event 'invoice.*' --since 1h\n  hookit tail --endpoint acme-prod --status failed\n  hookit tail -o json | jq -r .event_id"
)]
pub(crate) struct TailArgs {
    /// Only events of these types: invoice.paid, invoice.*, invoice.**
    #[arg(long = "event", value_name = "PATTERN")]
    pub(crate) events: Vec<String>,
    /// Only attempts and redrives of this endpoint, by name or id
    #[arg(long, value_name = "ENDPOINT")]
    pub(crate) endpoint: Option<String>,
    /// Only attempts that ended so: ok, failed, 503, 5xx, or an outcome such as timeout
    #[arg(long, value_name = "STATUS")]
    pub(crate) status: Option<String>,
    /// Begin with what happened since: 1h, or 2026-11-24T10:00:00Z [default: now]
    #[arg(long, value_name = "WHEN", value_parser = values::when)]
    pub(crate) since: Option<When>,
}
