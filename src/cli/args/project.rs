//! `hookit project`: the owners of endpoints, events and keys.

use clap::Args;
use clap::Subcommand;

use super::Listing;
use super::Sure;

/// What can be done with projects.
#[derive(Debug, Subcommand)]
pub(crate) enum ProjectCommand {
    /// Add a project
    #[command(
        alias = "create",
        alias = "new",
        after_help = "Examples:\n  hookit project add billing\n  hookit project add billing -o json"
    )]
    Add(ProjectAdd),
    /// List projects
    #[command(alias = "ls", after_help = "Examples:\n  hookit project list\n  hookit project list -o json")]
    List(ProjectList),
    /// Show one project
    #[command(
        alias = "get",
        after_help = "Examples:\n  hookit project show billing\n  hookit project show default -o json"
    )]
    Show(ProjectShow),
    /// Work in this project from now on, unless --project says otherwise
    #[command(
        alias = "switch",
        after_help = "Examples:\n  hookit project use billing\n  hookit project use default --context prod"
    )]
    Use(ProjectUse),
    /// Rename a project
    #[command(
        after_help = "Examples:\n  hookit project rename billing invoicing\n  hookit project rename prj_01h455vb4pex5vsknk084sn02q billing"
    )]
    Rename(ProjectRename),
    /// Remove a project
    #[command(
        alias = "delete",
        alias = "rm",
        after_help = "Examples:\n  hookit project remove billing\n  hookit project remove billing --cascade --yes"
    )]
    Remove(ProjectRemove),
}

/// `hookit project add`.
#[derive(Debug, Args)]
pub(crate) struct ProjectAdd {
    /// Name: lower-case letters, digits and inner `-`
    pub(crate) name: String,
}

/// `hookit project list`.
#[derive(Debug, Args)]
pub(crate) struct ProjectList {
    /// How much.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// `hookit project show`.
#[derive(Debug, Args)]
pub(crate) struct ProjectShow {
    /// Name or id
    #[arg(value_name = "PROJECT")]
    pub(crate) which: String,
}

/// `hookit project use`.
#[derive(Debug, Args)]
pub(crate) struct ProjectUse {
    /// Name or id
    #[arg(value_name = "PROJECT")]
    pub(crate) which: String,
}

/// `hookit project rename`.
#[derive(Debug, Args)]
pub(crate) struct ProjectRename {
    /// Name or id it has now
    #[arg(value_name = "PROJECT")]
    pub(crate) which: String,
    /// Name it gets
    pub(crate) new_name: String,
}

/// `hookit project remove`.
#[derive(Debug, Args)]
pub(crate) struct ProjectRemove {
    /// Name or id
    #[arg(value_name = "PROJECT")]
    pub(crate) which: String,
    /// Remove its endpoints too; what is pending is cancelled
    #[arg(long)]
    pub(crate) cascade: bool,
    /// Show what would be removed, remove nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}
