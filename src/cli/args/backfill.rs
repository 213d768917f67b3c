//! `hookit endpoint backfill`.

use clap::Args;

use super::Sure;
use super::values;
use crate::cli::input::When;

/// `hookit endpoint backfill`: events of a window for an endpoint that never got them.
#[derive(Debug, Args)]
pub(crate) struct EndpointBackfill {
    /// Name or id
    #[arg(value_name = "ENDPOINT")]
    pub(crate) which: String,
    /// Events published since: 24h, or 2026-11-24T10:00:00Z
    #[arg(long, value_name = "WHEN", value_parser = values::when)]
    pub(crate) since: When,
    /// Events published until then; now when left out
    #[arg(long, value_name = "WHEN", value_parser = values::when)]
    pub(crate) until: Option<When>,
    /// Only of this event type
    #[arg(long = "type", value_name = "TYPE", value_parser = values::event_type)]
    pub(crate) event_type: Option<String>,
    /// Count and show, deliver nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Deliveries a second
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) rate: u32,
    /// Start it and leave; follow with hookit redrive show
    #[arg(long)]
    pub(crate) detach: bool,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}
