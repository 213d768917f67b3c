//! `hookit node`: the runs of `hookitd` on this database.

use clap::Args;
use clap::Subcommand;

use super::Sure;

/// What can be done with nodes.
#[derive(Debug, Subcommand)]
pub(crate) enum NodeCommand {
    /// List nodes: what each does, has under way, and until when its lease runs
    #[command(alias = "ls", after_help = "Examples:\n  hookit node list\n  hookit node list -o json")]
    List,
    /// Let a node finish what it has and take nothing more, before it is stopped or looked at
    ///
    /// Asks first when no other node delivers: everything waits then until one does.
    #[command(
        after_help = "Examples:\n  hookit node drain web-1\n  hookit node drain node_01h455vb4pex5vsknk084sn02q"
    )]
    Drain(NodeDrain),
    /// Let a drained node take deliveries again
    #[command(
        alias = "resume",
        after_help = "Examples:\n  hookit node undrain web-1\n  hookit node undrain node_01h455vb4pex5vsknk084sn02q"
    )]
    Undrain(NodeOne),
}

/// `hookit node drain`.
#[derive(Debug, Args)]
pub(crate) struct NodeDrain {
    /// Which node.
    #[command(flatten)]
    pub(crate) node: NodeOne,
    /// Show what would be done, do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}

/// A command on one node.
#[derive(Debug, Args)]
pub(crate) struct NodeOne {
    /// Name, or id (node_…) where several have the name
    #[arg(value_name = "NODE")]
    pub(crate) which: String,
}
