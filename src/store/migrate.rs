//! Migrations: built in, forward only, one node at a time, never on a newer schema.

use std::sync::Arc;

use sqlx::migrate::MigrateError;
use sqlx::migrate::Migrator;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::outbox::publisher;
use super::outbox::publisher::Publisher;
use super::partitions;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// A migration that a run applied.
#[derive(Debug, Clone)]
pub struct AppliedMigration {
    /// Its number.
    pub version: i64,
    /// What it does.
    pub name: String,
}

/// How far the database is, and how far this program is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SchemaState {
    /// In the database; 0 when it was never migrated.
    pub found: i64,
    /// In this program.
    pub known: i64,
}

/// The schema's version that this program works on.
#[must_use]
pub fn known() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// Compares the database's schema with this program's.
pub async fn state(store: &Store) -> Result<SchemaState, StoreError> {
    let known = known();
    // The table is the migrator's own and may not exist yet, so the statement is not checked at build time.
    let exists: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
        .fetch_one(store.front())
        .await
        .doing("looking for the schema")?;
    let found = if exists {
        sqlx::query_scalar("select coalesce(max(version), 0) from _sqlx_migrations where success")
            .fetch_one(store.front())
            .await
            .doing("reading the schema's version")?
    } else {
        0
    };
    Ok(SchemaState { found, known })
}

/// Fails unless the schema is exactly this program's.
pub async fn require_current(store: &Store) -> Result<(), StoreError> {
    let SchemaState { found, known } = state(store).await?;
    match found.cmp(&known) {
        std::cmp::Ordering::Less => Err(StoreError::SchemaOlder { found, known }),
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => Err(StoreError::SchemaNewer { found, known }),
    }
}

/// Brings the schema up to date, makes the partitions of the next days, and says what was applied.
///
/// Daemons that start together take turns on the migrator's advisory lock; the later ones find nothing to do.
pub async fn run(store: &Store) -> Result<Vec<AppliedMigration>, StoreError> {
    let SchemaState { found, known } = state(store).await?;
    if found > known {
        return Err(StoreError::SchemaNewer { found, known });
    }
    MIGRATIONS.run(store.front()).await.map_err(sort)?;
    partitions::make(store, partitions::DAYS_AHEAD).await?;
    match publisher::ensure(store).await? {
        Publisher::Ready => {}
        Publisher::NoRole => tracing::warn!(
            "publishing in SQL needs the role hookit_publisher, which HookIt may not make: let an administrator say \
             `create role hookit_publisher nologin`, then start again"
        ),
        Publisher::NotAllowed => tracing::warn!(
            "publishing in SQL needs the schema hookit, which HookIt may not make: let an administrator say \
             `create schema hookit authorization` with HookIt's role, then start again"
        ),
    }
    let applied = MIGRATIONS
        .iter()
        .filter(|migration| migration.version > found)
        .map(|migration| AppliedMigration {
            version: migration.version,
            name: migration.description.to_string(),
        })
        .collect();
    Ok(applied)
}

fn sort(error: MigrateError) -> StoreError {
    match error {
        MigrateError::Execute(source) => StoreError::from_sqlx("migrating", source),
        other => StoreError::Migrate(Arc::new(other)),
    }
}
