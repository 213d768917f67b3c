//! `hookit doctor`: what is wrong, and what mends it.

use clap::Args;

/// `hookit doctor`.
#[derive(Debug, Args)]
#[command(
    after_help = "Leaves with 9 when there is a problem, with 0 when there are only warnings.\n\nExamples:\n  hookit doctor\n  hookit doctor --quiet\n  hookit doctor -o json"
)]
pub(crate) struct DoctorArgs {
    /// Show only what is not as it should be
    #[arg(short, long)]
    pub(crate) quiet: bool,
}
