//! `hookit version`: this program, the daemon and the schema.

use clap::Args;

/// `hookit version`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  hookit version\n  hookit version -o json\n  hookit --version")]
pub(crate) struct VersionArgs {}
