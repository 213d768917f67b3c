//! The private Postgres of a state directory, run by `hookit` itself while no daemon does.

use std::path::Path;
use std::path::PathBuf;

use super::reach;
use crate::cli::client::Database;
use crate::cli::error::CliError;
use crate::cli::error::Kind;
use crate::cli::error::Result;
use crate::cli::output::Screen;
use crate::config::Config;
use crate::config::ConfigError;
use crate::config::Environment;
use crate::config::Given;
use crate::config::SecretText;
use crate::private_postgres::PrivateOptions;
use crate::private_postgres::PrivatePostgres;
use crate::private_postgres::PrivatePostgresError;

/// What this machine's settings say about private Postgres and its keys.
#[derive(Debug)]
pub(super) struct Private {
    /// How it is run.
    pub(super) options: PrivateOptions,
    /// The master keys that its secrets are sealed with.
    pub(super) keyring_file: PathBuf,
}

impl Private {
    /// Of the state directory that was named, else of the one in the settings.
    pub(super) fn of(state_dir: Option<&Path>) -> Result<Self> {
        let set = state_dir.map(|dir| format!("state_dir={}", absolute(dir).display())).into_iter().collect();
        let loaded = Config::load(&Given { file: None, set }, &Environment::read());
        let config = loaded.map_err(|error| unusable(&error))?.config;
        Ok(Self {
            options: PrivateOptions {
                state_dir: config.state_dir,
                bin_dir: config.database.bin_dir,
                user: config.database.user,
                search_path: config.search_path,
                runtime_dir: config.runtime_dir,
            },
            keyring_file: config.secrets.keyring_file,
        })
    }

    /// The same programs and user in another directory, to be thrown away.
    pub(super) fn scratch(&self, state_dir: &Path) -> Self {
        let options = PrivateOptions { state_dir: state_dir.to_owned(), ..self.options.clone() };
        Self { options, keyring_file: state_dir.join("master-keys") }
    }

    /// Starts it; fails when a daemon has it.
    pub(super) async fn start(&self, screen: &Screen) -> Result<Running> {
        let talk = screen.clone();
        let postgres = PrivatePostgres::start(&self.options, &move |what| talk.talk(what))
            .await
            .map_err(|error| failed(&error))?;
        Ok(Running::of(postgres))
    }
}

/// A private Postgres of ours, while it runs.
#[derive(Debug)]
pub(super) struct Running {
    postgres: PrivatePostgres,
    /// Where to connect.
    pub(super) database: Database,
}

impl Running {
    /// Of a server that takes connections.
    pub(super) fn of(postgres: PrivatePostgres) -> Self {
        let url = SecretText::new(postgres.url());
        Self { postgres, database: Database { url, named_by: reach::PRIVATE } }
    }

    /// Stops it, after the last connection was closed.
    pub(super) async fn stop(self) -> Result<()> {
        self.postgres.stop().await.map_err(|error| failed(&error))
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn unusable(error: &ConfigError) -> CliError {
    CliError::failed("the configuration cannot be used").because_of(error)
}

/// What went wrong with a private Postgres, and what to do.
pub(super) fn failed(error: &PrivatePostgresError) -> CliError {
    let hint = match error {
        PrivatePostgresError::InUse { .. } => Some("stop hookitd first: systemctl stop hookitd"),
        _ => None,
    };
    let kind = match error {
        PrivatePostgresError::InUse { .. }
        | PrivatePostgresError::OldGone { .. }
        | PrivatePostgresError::NoLz4 { .. }
        | PrivatePostgresError::NoRoom { .. } => Kind::Failed,
        _ => Kind::NoDatabase,
    };
    let failed = CliError::new(kind, error.to_string());
    let failed = match std::error::Error::source(error) {
        Some(source) => failed.because_of(source),
        None => failed,
    };
    match hint {
        Some(hint) => failed.hint(hint),
        None => failed,
    }
}
