//! `hookit audit`: whether anything that was accepted is lost, doubled or forgotten.

use clap::Args;

use super::values;
use crate::cli::input::When;

/// `hookit audit`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hookit audit\n  hookit audit --since 7d\n  hookit audit --since 2026-11-23T00:00:00Z --until 2026-11-24T00:00:00Z -o json"
)]
pub(crate) struct AuditArgs {
    /// What was made since: 24h, or 2026-11-24T10:00:00Z
    #[arg(long, value_name = "WHEN", value_parser = values::when, default_value = "24h")]
    pub(crate) since: When,
    /// What was made until then [default: now]
    #[arg(long, value_name = "WHEN", value_parser = values::when)]
    pub(crate) until: Option<When>,
}
