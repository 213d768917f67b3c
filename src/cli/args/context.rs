//! `hookit context`: daemons that are known by a name.

use clap::Args;
use clap::Subcommand;

/// What can be done with contexts.
#[derive(Debug, Subcommand)]
pub(crate) enum ContextCommand {
    /// List contexts
    #[command(alias = "ls", after_help = "Examples:\n  hookit context list\n  hookit context list -o json")]
    List(ContextList),
    /// Make a context the current one
    #[command(
        alias = "switch",
        after_help = "Examples:\n  hookit context use prod\n  hookit --context staging status"
    )]
    Use(ContextUse),
    /// Add a context: the way that --socket, --url or --database-url names, and --project
    #[command(
        alias = "create",
        alias = "new",
        after_help = "Examples:\n  hookit context add prod --url https://hooks.acme.test --key-file ~/.hookit-key\n  hookit context add prod --url https://hooks.acme.test --key-file - --project billing < key\n  hookit context add here --socket /run/hookit/admin.sock --use"
    )]
    Add(ContextAdd),
    /// Remove a context
    #[command(
        alias = "delete",
        alias = "rm",
        after_help = "Examples:\n  hookit context remove staging\n  hookit context rm staging"
    )]
    Remove(ContextUse),
}

/// `hookit context list`.
#[derive(Debug, Args)]
pub(crate) struct ContextList {}

/// A command on one context.
#[derive(Debug, Args)]
pub(crate) struct ContextUse {
    /// Its name
    #[arg(value_name = "CONTEXT")]
    pub(crate) name: String,
}

/// `hookit context add`.
#[derive(Debug, Args)]
pub(crate) struct ContextAdd {
    /// Name to call it by
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Make it the current one; the first one is in any case
    #[arg(long = "use")]
    pub(crate) make_current: bool,
}
