//! Postgres at the start and at the end: a private one or the one that is named, migrated and unlocked.

use std::time::Duration;

use tokio::time::Instant;

use super::error::DaemonError;
use super::error::KeyringFileError;
use super::keyring_file;
use super::notify;
use crate::config::Config;
use crate::domain::chain::chain;
use crate::domain::keyring::Keyring;
use crate::private_postgres::PrivateOptions;
use crate::private_postgres::PrivatePostgres;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::StoreErrorKind;
use crate::store::StoreOptions;
use crate::store::keyring;
use crate::store::migrate;
use crate::store::snapshot;

/// How long a named Postgres may take to answer at the start; it may be starting beside us.
const ANSWERS_WITHIN: Duration = Duration::from_mins(1);
/// Pause between two attempts to reach it.
const ATTEMPT_PAUSE: Duration = Duration::from_secs(1);
/// What the service manager is asked for while the start goes on.
const MORE_TIME: Duration = Duration::from_mins(1);

/// The database, ready to be used.
#[derive(Debug)]
pub(super) struct Database {
    /// Open, migrated, unlocked, with the configuration read.
    pub(super) store: Store,
    /// Ours, when no URL is set.
    pub(super) private: Option<PrivatePostgres>,
}

impl Database {
    /// Opens it, or leaves nothing behind.
    pub(super) async fn open(config: &Config) -> Result<Self, DaemonError> {
        // With a URL the private one is never started, whatever becomes of the named one.
        let (private, url) = if let Some(url) = &config.database.url {
            (None, url.expose().to_owned())
        } else {
            let private = PrivatePostgres::start(&private_options(config), &progress).await?;
            let url = private.url();
            (Some(private), url)
        };
        match ready(config, url, private.is_some()).await {
            Ok(store) => Ok(Self { store, private }),
            Err(error) => {
                stop(private).await;
                Err(error)
            }
        }
    }

    /// Closes the connections, then stops the private Postgres: nothing of ours is in its way then.
    pub(super) async fn close(self) {
        self.store.close().await;
        stop(self.private).await;
    }
}

async fn stop(private: Option<PrivatePostgres>) {
    if let Some(private) = private
        && let Err(error) = private.stop().await
    {
        tracing::error!(error = chain(&error), "the private Postgres was not stopped");
    }
}

async fn ready(config: &Config, url: String, is_private: bool) -> Result<Store, DaemonError> {
    let store = open_patiently(&store_options(config, url)).await?;
    let unlocked = async {
        progress("migrating the database");
        for migration in migrate::run(&store).await? {
            tracing::info!(version = migration.version, name = migration.name, "migrated the database");
        }
        unlock(config, &store, is_private).await?;
        Ok(snapshot::prepare(&store).await?)
    }
    .await;
    match unlocked {
        Ok(()) => Ok(store),
        Err(error) => {
            store.close().await;
            Err(error)
        }
    }
}

/// Waits for a Postgres that is starting or out of connections; what needs an operator fails at once.
async fn open_patiently(options: &StoreOptions) -> Result<Store, DaemonError> {
    let give_up_at = Instant::now() + ANSWERS_WITHIN;
    loop {
        progress("connecting to Postgres");
        let error = match Store::open(options).await {
            Ok(store) => return Ok(store),
            Err(error) => error,
        };
        if error.kind() != StoreErrorKind::TryLater || Instant::now() >= give_up_at {
            return Err(error.into());
        }
        tracing::warn!(error = chain(&error), "waiting for Postgres");
        tokio::time::sleep(ATTEMPT_PAUSE).await;
    }
}

/// Gives the store its master keys. A private Postgres that has none yet gets a new keyring; for any other the
/// operator makes one, so that two daemons never seal with two different keys.
async fn unlock(config: &Config, store: &Store, is_private: bool) -> Result<(), DaemonError> {
    let path = &config.secrets.keyring_file;
    let broken = |source: KeyringFileError| DaemonError::NoMasterKey { source: Some(source) };
    if let Some(keyring) = read_keyring(config).map_err(broken)? {
        return Ok(keyring::unlock(store, keyring).await?);
    }
    if !is_private {
        return Err(DaemonError::NoMasterKey { source: None });
    }
    keyring_file::create(path)?;
    let keyring = read_keyring(config).map_err(broken)?.ok_or(DaemonError::NoMasterKey { source: None })?;
    match keyring::unlock(store, keyring).await {
        Ok(()) => {
            tracing::info!(path = %path.display(), "made a keyring; keep a copy of it apart from the database");
            Ok(())
        }
        Err(error) => {
            // A keyring was there and is lost: a new one would only hide that.
            std::fs::remove_file(path).map_err(DaemonError::io("remove the new keyring", path))?;
            Err(match error {
                StoreError::WrongMasterKey { .. } => DaemonError::KeyringLost { path: path.clone() },
                other => other.into(),
            })
        }
    }
}

/// The keyring that the settings name.
pub(super) fn read_keyring(config: &Config) -> Result<Option<Keyring>, KeyringFileError> {
    keyring_file::read(&config.secrets.keyring_file, config.keyring_is_credential)
}

fn progress(what: &str) {
    notify::status(what);
    notify::extend_timeout(MORE_TIME);
}

fn private_options(config: &Config) -> PrivateOptions {
    PrivateOptions {
        state_dir: config.state_dir.clone(),
        bin_dir: config.database.bin_dir.clone(),
        user: config.database.user.clone(),
        search_path: config.search_path.clone(),
        runtime_dir: config.runtime_dir.clone(),
    }
}

pub(super) fn store_options(config: &Config, url: String) -> StoreOptions {
    StoreOptions {
        url,
        front_connections_max: config.database.front_connections_max,
        delivery_connections_max: config.database.delivery_connections_max,
        acquire_timeout_ms: config.database.acquire_timeout_ms,
        application_name: format!("hookitd {}", config.node.name),
        publish_waiting_max: config.ingest.waiting_max,
        idempotency_hours: config.ingest.idempotency_hours,
    }
}
