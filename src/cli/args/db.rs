//! `hookit db`: looking after the database.

use clap::Args;
use clap::Subcommand;

/// What can be done with the database.
#[derive(Debug, Subcommand)]
pub(crate) enum DbCommand {
    /// Bring the schema up to this version
    #[command(
        after_help = "Examples:\n  hookit db migrate --database-url postgres://hookit@db.internal/hookit\n  HOOKIT_DATABASE__URL=postgres:///hookit hookit db migrate\n  hookit db migrate --dry-run"
    )]
    Migrate(DbMigrate),
    /// Show the database and its schema
    #[command(
        after_help = "Examples:\n  hookit db status\n  hookit db status --database-url postgres://hookit@db.internal/hookit"
    )]
    Status(DbStatus),
    /// Open psql on the database
    #[command(
        alias = "psql",
        after_help = "Examples:\n  hookit db shell\n  hookit db shell --database-url postgres://hookit@db.internal/hookit\n  hookit db shell -- -c 'select count(*) from queue'"
    )]
    Shell(DbShell),
}

/// `hookit db migrate`.
#[derive(Debug, Args)]
pub(crate) struct DbMigrate {
    /// Show what would be done, do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// `hookit db status`.
#[derive(Debug, Args)]
pub(crate) struct DbStatus {}

/// `hookit db shell`.
#[derive(Debug, Args)]
pub(crate) struct DbShell {
    /// Arguments for psql
    #[arg(last = true, value_name = "PSQL ARGUMENT")]
    pub(crate) psql: Vec<String>,
}
