//! `hookit trail`: who changed what.

use clap::Args;

use super::Listing;

/// `hookit trail`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  hookit trail\n  hookit trail --limit 200 -o json")]
pub(crate) struct TrailArgs {
    /// How much.
    #[command(flatten)]
    pub(crate) listing: Listing,
}
