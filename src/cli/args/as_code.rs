//! `hookit apply`, `diff`, `export` and `import`: projects, event types and endpoints as files.

use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;

use super::Sure;

/// `hookit apply`.
#[derive(Debug, Args)]
pub(crate) struct ApplyArgs {
    /// File, folder of *.yaml, *.yml and *.json, or - for stdin; may be repeated
    #[arg(short, long, required = true, value_name = "FILE")]
    pub(crate) file: Vec<PathBuf>,
    /// Remove what the files do not name, of the kinds and in the projects that they name
    #[arg(long)]
    pub(crate) prune: bool,
    /// Let --prune remove more than half of what there is of a kind in a project
    #[arg(long, requires = "prune")]
    pub(crate) force_prune: bool,
    /// Show what would be done, do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}

/// `hookit diff`.
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// File, folder of *.yaml, *.yml and *.json, or - for stdin; may be repeated
    #[arg(short, long, required = true, value_name = "FILE")]
    pub(crate) file: Vec<PathBuf>,
    /// Show what `apply --prune` would remove, too
    #[arg(long)]
    pub(crate) prune: bool,
}

/// `hookit export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {}

/// Whose files `hookit import` reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportFrom {
    /// What hookit export wrote
    Hookit,
    /// What Svix answers to a list of endpoints or of event types
    Svix,
    /// A table of endpoints, as CSV or as JSON
    List,
}

/// `hookit import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// File, folder, or - for stdin; may be repeated
    #[arg(short, long, required = true, value_name = "FILE")]
    pub(crate) file: Vec<PathBuf>,
    /// Whose files they are
    #[arg(long, value_enum, default_value_t = ImportFrom::Hookit)]
    pub(crate) from: ImportFrom,
    /// Show what would be added, add nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}
