//! What can go wrong between HookIt and its database, told apart by what the caller should do.

use std::io::ErrorKind;
use std::sync::Arc;

use sqlx::error::DatabaseError;

/// A failure of HookIt's own work on Postgres. A receiver's failure is never one of these.
/// Cloning shares the cause: one failed statement may answer many.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// Postgres cannot be reached, is starting or stopping, or has no connection left.
    #[error("could not reach Postgres while {doing}")]
    Unavailable {
        /// What was under way.
        doing: &'static str,
        /// What the driver said.
        #[source]
        source: Arc<sqlx::Error>,
    },
    /// Postgres takes no writes: a standby, or `default_transaction_read_only`.
    #[error("Postgres is read-only")]
    ReadOnly,
    /// Postgres has no room left: disk, connections or memory.
    #[error("Postgres has no room left")]
    Full {
        /// What the driver said.
        #[source]
        source: Arc<sqlx::Error>,
    },
    /// More events wait to be stored than `ingest.waiting_max` allows.
    #[error("too many events wait to be stored")]
    PublishFull,
    /// The database was migrated by a newer HookIt.
    #[error("the database's schema is version {found}, this program knows {known}: use a newer hookitd")]
    SchemaNewer {
        /// In the database.
        found: i64,
        /// In this program.
        known: i64,
    },
    /// The database was not migrated yet.
    #[error("the database's schema is version {found}, this program needs {known}: run `hookit db migrate`")]
    SchemaOlder {
        /// In the database; 0 when there is none.
        found: i64,
        /// In this program.
        known: i64,
    },
    /// The database was moved away; what is done here would be done twice.
    #[error("this database was moved to {peer}: set `database.url` to that one")]
    Moved {
        /// Where to.
        peer: String,
    },
    /// The database is being moved, and nobody may work on it meanwhile.
    #[error(
        "a move between this database and {peer} is not done: run `hookit db move` again, or give it up with \
         `hookit db move --cancel`"
    )]
    Moving {
        /// The other database.
        peer: String,
    },
    /// Events are to be published in a project that is not there.
    #[error("there is no project {name}: make it with `hookit project add {name}`, or set `outbox.project`")]
    NoProject {
        /// The name that was given.
        name: String,
    },
    /// What was copied is not what was read; nothing of it was kept.
    #[error("{table} differs after it was copied: {wanted} rows were read, {found} are there")]
    CopyDiffers {
        /// The table.
        table: String,
        /// Rows in the old database.
        wanted: i64,
        /// Rows in the new one.
        found: i64,
    },
    /// A migration failed; nothing of it was kept.
    #[error("could not migrate the database")]
    Migrate(#[source] Arc<sqlx::migrate::MigrateError>),
    /// A secret was to be sealed or opened without a master key.
    #[error("no usable master key: run `hookitd keyring init`, or name the file with `secrets.keyring_file`")]
    NoMasterKey,
    /// The keyring is not the one this database's secrets are sealed with.
    #[error("master key {key_id} does not match this database")]
    WrongMasterKey {
        /// The key's number.
        key_id: u32,
    },
    /// A sealed secret does not open.
    #[error("a secret of {endpoint} could not be opened")]
    SecretUnavailable {
        /// Whose it is.
        endpoint: crate::domain::id::EndpointId,
    },
    /// Headers of an operator's own that fit one change at a time, but not together.
    #[error("the headers of {endpoint} would be too large together")]
    HeadersTooLarge {
        /// Whose they are.
        endpoint: crate::domain::id::EndpointId,
    },
    /// What was read belongs to newer settings than the reader has.
    #[error("{endpoint} was changed a moment ago")]
    SettingsChanged {
        /// What was changed.
        endpoint: crate::domain::id::EndpointId,
    },
    /// A stored row says something this program cannot read.
    #[error("{table}.{column} of {row} holds a value this program does not know")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's id.
        row: String,
    },
    /// Anything else the driver or the server said.
    #[error("Postgres refused while {doing}")]
    Database {
        /// What was under way.
        doing: &'static str,
        /// What the driver said.
        #[source]
        source: Arc<sqlx::Error>,
    },
}

/// What a caller should make of a [`StoreError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreErrorKind {
    /// Passing: nothing was stored that was not acknowledged; try again shortly.
    TryLater,
    /// An operator has to act first; the sentence says how.
    Refused,
    /// A bug or a broken database.
    Internal,
}

impl StoreError {
    /// What the caller should do.
    #[must_use]
    pub const fn kind(&self) -> StoreErrorKind {
        match self {
            Self::Unavailable { .. }
            | Self::ReadOnly
            | Self::Full { .. }
            | Self::PublishFull
            | Self::SettingsChanged { .. } => StoreErrorKind::TryLater,
            Self::SchemaNewer { .. }
            | Self::SchemaOlder { .. }
            | Self::Moved { .. }
            | Self::Moving { .. }
            | Self::CopyDiffers { .. }
            | Self::NoProject { .. }
            | Self::NoMasterKey
            | Self::WrongMasterKey { .. }
            | Self::HeadersTooLarge { .. }
            | Self::SecretUnavailable { .. } => StoreErrorKind::Refused,
            Self::Migrate(_) | Self::Inconsistent { .. } | Self::Database { .. } => StoreErrorKind::Internal,
        }
    }

    /// Whether the cause is the data of the statement, so that a smaller batch may pass.
    pub(crate) const fn is_about_data(&self) -> bool {
        matches!(self, Self::Database { .. })
    }

    /// Sorts what the driver said.
    pub(crate) fn from_sqlx(doing: &'static str, source: sqlx::Error) -> Self {
        let source = Arc::new(source);
        match source.as_ref() {
            // How connecting says that the server takes no writes; see connect.rs.
            sqlx::Error::Io(error) if error.kind() == ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Protocol(_) => Self::Unavailable { doing, source },
            sqlx::Error::Database(database) => match sort_code(database.as_ref()) {
                Sorted::Unavailable => Self::Unavailable { doing, source },
                Sorted::ReadOnly => Self::ReadOnly,
                Sorted::Full => Self::Full { source },
                Sorted::Other => Self::Database { doing, source },
            },
            _ => Self::Database { doing, source },
        }
    }
}

enum Sorted {
    Unavailable,
    ReadOnly,
    Full,
    Other,
}

/// By SQLSTATE (Postgres, appendix A).
fn sort_code(error: &dyn DatabaseError) -> Sorted {
    match error.code().as_deref() {
        Some("25006") => Sorted::ReadOnly,
        // 53300 is "too many connections": room, but of the kind that comes back by itself.
        Some(code) if code.starts_with("53") => Sorted::Full,
        // Connection trouble, shutdown and start-up, a transaction that idled too long, failing storage, a plan
        // outlived by a schema change, lost races.
        Some("57014" | "0A000" | "40001" | "40P01" | "55P03" | "25P03") => Sorted::Unavailable,
        Some(code) if ["08", "57P", "58"].iter().any(|class| code.starts_with(class)) => Sorted::Unavailable,
        _ => Sorted::Other,
    }
}

/// Gives a driver's result the name of what was under way.
pub(crate) trait Doing<T> {
    /// `doing` completes the sentence "… while …".
    fn doing(self, doing: &'static str) -> Result<T, StoreError>;
}

impl<T> Doing<T> for Result<T, sqlx::Error> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::from_sqlx(doing, source))
    }
}

/// The name of the constraint that a failed statement ran into, if it was one.
pub(crate) fn constraint_of(error: &sqlx::Error) -> Option<&str> {
    match error {
        sqlx::Error::Database(database) => database.constraint(),
        _ => None,
    }
}
