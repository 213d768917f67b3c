//! `hookit config`: the settings of this command, and a look at the daemon's.

use std::path::PathBuf;

use clap::Args;
use clap::Subcommand;

/// What can be done with settings.
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Show the settings in force here, and where each comes from
    #[command(
        alias = "get",
        after_help = "Examples:\n  hookit config show\n  hookit config show --context prod\n  hookit config show -o json"
    )]
    Show(ConfigShow),
    /// Check the daemon's settings: hookit.yaml, its environment, and what must hold between them
    #[command(
        after_help = "Examples:\n  hookit config check\n  hookit config check ./hookit.yaml\n  hookit config check ./hookit.yaml -o json"
    )]
    Check(ConfigCheck),
    /// Print where the settings are: this command's, and the daemon's
    #[command(after_help = "Examples:\n  hookit config path\n  hookit config path -o json")]
    Path(ConfigPath),
}

/// `hookit config show`.
#[derive(Debug, Args)]
pub(crate) struct ConfigShow {}

/// `hookit config check`.
#[derive(Debug, Args)]
pub(crate) struct ConfigCheck {
    /// The file [default: /etc/hookit/hookit.yaml]
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

/// `hookit config path`.
#[derive(Debug, Args)]
pub(crate) struct ConfigPath {}
