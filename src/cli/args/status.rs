//! `hookit status`: one screen on how HookIt is.

use clap::Args;

/// `hookit status`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hookit status\n  hookit status --check\n  hookit status --verbose\n  hookit status -o json"
)]
pub(crate) struct StatusArgs {
    /// Leave with 9 when something is unhealthy
    #[arg(long)]
    pub(crate) check: bool,
    /// Show every endpoint that needs a look, not only a screenful
    #[arg(short, long)]
    pub(crate) verbose: bool,
}
