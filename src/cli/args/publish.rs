//! `hookit publish`: one event.

use std::time::Duration;

use clap::Args;

use super::values;
use crate::cli::input::Ahead;

/// `hookit publish`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hookit publish invoice.paid -d @invoice.json --key inv-42 --wait\n  hookit publish invoice.paid -d '{\"amount\": 1299}' --label env=prod --to acme-prod\n  hookit publish invoice.due -d @invoice.json --at 2026-12-01T08:00:00Z --expires 1h\n  hookit publish invoice.paid -d @invoice.json --dry-run\n  jq -c .account big.json | hookit publish account.changed -d - --ordering-key acct-7"
)]
pub(crate) struct PublishArgs {
    /// Type of the event, such as invoice.paid
    #[arg(value_name = "TYPE", value_parser = values::event_type)]
    pub(crate) event_type: String,
    /// Payload: JSON, @file, or - for stdin
    #[arg(short, long, value_name = "JSON", default_value = "{}")]
    pub(crate) data: String,
    /// Idempotency key: the same key and payload is the same event
    #[arg(long, value_name = "KEY", value_parser = values::idempotency_key)]
    pub(crate) key: Option<String>,
    /// Id of your own for the event: searchable, and the idempotency key when --key is not given
    #[arg(long, value_name = "ID", value_parser = values::client_id)]
    pub(crate) id: Option<String>,
    /// Label, name=value; may be given more than once
    #[arg(long = "label", value_name = "NAME=VALUE", value_parser = values::pair)]
    pub(crate) labels: Vec<(String, String)>,
    /// Only for this endpoint, by name or id, if it receives the type; may be given more than once
    #[arg(long = "to", value_name = "ENDPOINT")]
    pub(crate) to: Vec<String>,
    /// Key of an order: an endpoint that keeps order gets events with the same key one after the other
    #[arg(long, value_name = "KEY")]
    pub(crate) ordering_key: Option<String>,
    /// Send it then, not at once: 10m from now, or 2026-11-24T10:00:00Z; with --key an instant, which stays the same
    #[arg(long, value_name = "WHEN", value_parser = values::ahead)]
    pub(crate) at: Option<Ahead>,
    /// Cancel what is not delivered by then: 1h after it is to be sent, or 2026-11-24T10:00:00Z
    #[arg(long, value_name = "WHEN", value_parser = values::ahead)]
    pub(crate) expires: Option<Ahead>,
    /// Say to which endpoints it would go, publish nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Wait until every delivery has an outcome
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) wait: bool,
    /// How long --wait waits
    #[arg(long, value_name = "DURATION", value_parser = values::duration, default_value = "60s", requires = "wait")]
    pub(crate) wait_timeout: Duration,
    /// Wait until every delivery is finished, through all retries
    #[arg(long, requires = "wait")]
    pub(crate) finished: bool,
}
