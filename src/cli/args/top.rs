//! `hookit top`: HookIt as it works, on one screen.

use clap::Args;

/// `hookit top`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  hookit top\n  hookit top --project shop\n  hookit top | head -5")]
pub(crate) struct TopArgs {}
