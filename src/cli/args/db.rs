//! `hookit db`: looking after the database.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use clap::Subcommand;

use super::Sure;
use super::values;

/// `hookit db`.
#[derive(Debug, Args)]
pub(crate) struct DbArgs {
    /// The same before the command as after it.
    #[arg(id = "state_dir", long = "state-dir", value_name = "DIR", global = true, hide = true)]
    pub(crate) state_dir: Option<PathBuf>,
    /// Which command.
    #[command(subcommand)]
    pub(crate) command: DbCommand,
}

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
    /// Write everything into one file, while hookitd runs
    ///
    /// The whole database as it is at one instant, and for a private Postgres the master keys, without which
    /// the signing secrets in it cannot be opened. The file is readable by its owner alone; whoever has it with the master
    /// keys in it can sign as you. What is delivered after it was made is not in it.
    #[command(
        after_help = "Examples:\n  hookit db backup /var/backups/hookit.backup --verify\n  hookit db backup - --without-keyring | ssh vault 'cat > hookit.backup'\n  hookit db backup hookit.backup --database-url postgres://hookit@db.internal/hookit"
    )]
    Backup(DbBackup),
    /// Put a backup into an empty database, or into a private Postgres
    ///
    /// hookitd must not run. Without a database URL it is the private Postgres of the state directory, which is made if
    /// there is none; its master keys come back too. What was delivered after the backup was made is delivered again.
    #[command(
        after_help = "Examples:\n  hookit db restore /var/backups/hookit.backup\n  hookit db restore hookit.backup --state-dir /srv/hookit\n  hookit db restore hookit.backup --database-url postgres://hookit@db.internal/hookit --force"
    )]
    Restore(DbRestore),
    /// Move everything to another Postgres, such as from the private one to one of yours
    ///
    /// History is copied day by day while hookitd runs; then hookitd has to be stopped, and what changed since and
    /// what is still to be delivered follows. Every table is compared by counts and checksums. It may be ended at any
    /// time and run again: what is there already is not copied twice. From the switch on hookitd refuses to start on
    /// the old database, so nothing is delivered by both.
    #[command(
        after_help = "Examples:\n  hookit db move --to postgres://hookit@db.internal/hookit\n  hookit db move --to @/etc/hookit/new-database-url --yes --wait 10m\n  hookit db move --cancel"
    )]
    Move(DbMove),
    /// Bring a private Postgres to newer Postgres programs
    ///
    /// hookitd must not run. The new cluster is made beside the old one, by `pg_upgrade` where both versions have what it
    /// needs, else by dump and restore; every table is counted, and the two change places in one step. Ended before
    /// that, nothing has changed and it can be run again. The old cluster is kept until --drop-old.
    #[command(
        after_help = "Examples:\n  hookit db upgrade --dry-run\n  hookit db upgrade --bin-dir /usr/lib/postgresql/18/bin --yes\n  hookit db upgrade --drop-old"
    )]
    Upgrade(DbUpgrade),
    /// Spread the database over the workers of a Citus cluster
    ///
    /// Events, deliveries, attempts and idempotency keys by their shard, so that a statement runs on one worker; what
    /// they are joined with is copied to each. hookitd must not run and nothing may wait in the queue. All of it is one
    /// transaction.
    #[command(
        after_help = "Examples:\n  hookit db distribute --dry-run\n  hookit db distribute --shards 64 --database-url postgres://hookit@coordinator/hookit"
    )]
    Distribute(DbDistribute),
}

/// Which private Postgres is meant when no database is named.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct StateDir {
    /// State directory of the hookitd whose private Postgres it is
    #[arg(long, value_name = "DIR")]
    pub(crate) state_dir: Option<PathBuf>,
}

/// `hookit db migrate`.
#[derive(Debug, Args)]
pub(crate) struct DbMigrate {
    /// Which private Postgres.
    #[command(flatten)]
    pub(crate) state: StateDir,
    /// Show what would be done, do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// `hookit db status`.
#[derive(Debug, Args)]
pub(crate) struct DbStatus {
    /// Which private Postgres.
    #[command(flatten)]
    pub(crate) state: StateDir,
}

/// `hookit db shell`.
#[derive(Debug, Args)]
pub(crate) struct DbShell {
    /// Which private Postgres.
    #[command(flatten)]
    pub(crate) state: StateDir,
    /// Arguments for psql
    #[arg(last = true, value_name = "PSQL ARGUMENT")]
    pub(crate) psql: Vec<String>,
}

/// `hookit db backup`.
#[derive(Debug, Args)]
pub(crate) struct DbBackup {
    /// File to write; - is stdout
    pub(crate) file: PathBuf,
    /// Leave the master keys of a private Postgres out
    #[arg(long)]
    pub(crate) without_keyring: bool,
    /// Write over a file that is there
    #[arg(long)]
    pub(crate) force: bool,
    /// Restore it into a Postgres that is thrown away, and count
    #[arg(long)]
    pub(crate) verify: bool,
    /// Which private Postgres.
    #[command(flatten)]
    pub(crate) state: StateDir,
}

/// `hookit db restore`.
#[derive(Debug, Args)]
pub(crate) struct DbRestore {
    /// File to read; - is stdin
    pub(crate) file: PathBuf,
    /// Replace what the database holds
    #[arg(long)]
    pub(crate) force: bool,
    /// Check the file and show what is in it, restore nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Which private Postgres.
    #[command(flatten)]
    pub(crate) state: StateDir,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}

/// `hookit db move`.
#[derive(Debug, Args)]
pub(crate) struct DbMove {
    /// Postgres to move to, without a password; or @FILE that holds the URL
    #[arg(long, value_name = "URL", required_unless_present = "cancel")]
    pub(crate) to: Option<String>,
    /// How long to wait for hookitd to be stopped [default: 10m on a terminal, else not at all]
    #[arg(long, value_name = "DURATION", value_parser = values::duration)]
    pub(crate) wait: Option<Duration>,
    /// Give up a move that is not done: hookitd may start on the old database again
    #[arg(long, conflicts_with = "to")]
    pub(crate) cancel: bool,
    /// Which private Postgres.
    #[command(flatten)]
    pub(crate) state: StateDir,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}

/// `hookit db upgrade`.
#[derive(Debug, Args)]
pub(crate) struct DbUpgrade {
    /// Directory with the new Postgres programs [default: the newest that are found]
    #[arg(long, value_name = "DIR")]
    pub(crate) bin_dir: Option<PathBuf>,
    /// Dump and restore, even where `pg_upgrade` could copy the files
    #[arg(long)]
    pub(crate) dump: bool,
    /// Remove what earlier upgrades kept, upgrade nothing
    #[arg(long, conflicts_with_all = ["bin_dir", "dump"])]
    pub(crate) drop_old: bool,
    /// Show what would be done, do nothing; hookitd may run
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Which private Postgres.
    #[command(flatten)]
    pub(crate) state: StateDir,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}

/// `hookit db distribute`.
#[derive(Debug, Args)]
pub(crate) struct DbDistribute {
    /// How many shards; several a worker, so that workers can be added
    #[arg(long, value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u8).range(1..))]
    pub(crate) shards: u8,
    /// Show the statements, do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Which private Postgres.
    #[command(flatten)]
    pub(crate) state: StateDir,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}
