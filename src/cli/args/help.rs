//! `hookit help`: a command's help, or a topic.

use clap::Args;

/// `hookit help`.
#[derive(Debug, Args)]
#[command(
    after_help = "Topics:\n  output  exit-codes  environment  retries  signatures\n\nExamples:\n  hookit help output\n  hookit help exit-codes\n  hookit help endpoint add"
)]
pub(crate) struct HelpArgs {
    /// A topic, or the words of a command
    #[arg(value_name = "TOPIC OR COMMAND")]
    pub(crate) words: Vec<String>,
}
