//! `hookit key`: the API keys of producers and tools.

use std::time::Duration;

use clap::Args;
use clap::Subcommand;
use clap::ValueEnum;

use super::Listing;
use super::Sure;
use super::values;

/// What can be done with API keys.
#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Add a key; it is shown once
    #[command(
        alias = "create",
        alias = "new",
        after_help = "Examples:\n  hookit key add checkout --scope publish\n  hookit key add ci --scope publish,read --expires 90d\n  hookit key add ops --scope admin"
    )]
    Add(KeyAdd),
    /// List the keys of a project, and the admin keys, which may do everything in each
    #[command(
        alias = "ls",
        after_help = "Examples:\n  hookit key list\n  hookit key list --project billing -o json"
    )]
    List(KeyList),
    /// Show one key; never the key itself
    #[command(
        alias = "get",
        after_help = "Examples:\n  hookit key show checkout\n  hookit key show key_01h455vb4pex5vsknk084sn02q -o json"
    )]
    Show(KeyShow),
    /// Revoke a key; requests with it are refused from then on
    #[command(
        alias = "delete",
        alias = "remove",
        alias = "rm",
        after_help = "Examples:\n  hookit key revoke checkout\n  hookit key revoke key_01h455vb4pex5vsknk084sn02q --yes"
    )]
    Revoke(KeyRevoke),
}

/// What a key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeyScope {
    /// Publish events
    Publish,
    /// Read everything of its project
    Read,
    /// Change endpoints, cancel and redrive
    Manage,
    /// Read /metrics
    Metrics,
    /// Everything, in every project
    Admin,
}

impl KeyScope {
    /// The word of the API.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Read => "read",
            Self::Manage => "manage",
            Self::Metrics => "metrics",
            Self::Admin => "admin",
        }
    }
}

/// `hookit key add`.
#[derive(Debug, Args)]
pub(crate) struct KeyAdd {
    /// What it is for
    pub(crate) name: String,
    /// What it may do; more than one with commas
    #[arg(long = "scope", value_name = "SCOPE", value_enum, value_delimiter = ',', required = true)]
    pub(crate) scopes: Vec<KeyScope>,
    /// How long it is good for, such as 90d; for ever if not said
    #[arg(long, value_name = "DURATION", value_parser = values::duration)]
    pub(crate) expires: Option<Duration>,
}

/// `hookit key list`.
#[derive(Debug, Args)]
pub(crate) struct KeyList {
    /// How much.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// `hookit key show`.
#[derive(Debug, Args)]
pub(crate) struct KeyShow {
    /// Name, or id (key_…) where several have the name
    #[arg(value_name = "KEY")]
    pub(crate) which: String,
}

/// `hookit key revoke`.
#[derive(Debug, Args)]
pub(crate) struct KeyRevoke {
    /// Name, or id (key_…) where several have the name
    #[arg(value_name = "KEY")]
    pub(crate) which: String,
    /// Show what would be done, do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}
