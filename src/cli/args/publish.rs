//! `hookit publish`: one event.

use std::time::Duration;

use clap::Args;

use super::values;

/// `hookit publish`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hookit publish invoice.paid -d '{\"amount\": 1299}'\n  hookit publish invoice.paid -d @invoice.json --key inv-42 --wait\n  jq -c .invoice big.json | hookit publish invoice.paid -d -"
)]
pub(crate) struct PublishArgs {
    /// Type of the event, such as invoice.paid
    #[arg(value_name = "TYPE")]
    pub(crate) event_type: String,
    /// Payload: JSON, @file, or - for stdin
    #[arg(short, long, value_name = "JSON", default_value = "{}")]
    pub(crate) data: String,
    /// Idempotency key: the same key and payload is the same event
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<String>,
    /// Id of your own for the event: searchable, and the idempotency key when --key is not given
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    /// Wait until every delivery has an outcome
    #[arg(long)]
    pub(crate) wait: bool,
    /// How long --wait waits
    #[arg(long, value_name = "DURATION", value_parser = values::duration, default_value = "60s")]
    pub(crate) wait_timeout: Duration,
    /// Wait until every delivery is finished, through all retries
    #[arg(long, requires = "wait")]
    pub(crate) finished: bool,
}
