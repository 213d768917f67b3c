//! `hookit demo`: one whole pass on a daemon of its own.

use std::path::PathBuf;

use clap::Args;

/// `hookit demo`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hookit demo\n  hookit demo --events 200\n  hookit demo --hookitd ./target/release/hookitd"
)]
pub(crate) struct DemoArgs {
    /// The daemon's program [default: the hookitd beside this program]
    #[arg(long, value_name = "PATH")]
    pub(crate) hookitd: Option<PathBuf>,
    /// Prices to publish in the first act, at most the whole recorded series
    #[arg(long, value_name = "N", default_value_t = 120, value_parser = clap::value_parser!(u32).range(20..=500))]
    pub(crate) events: u32,
}
