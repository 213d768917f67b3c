//! Opening a database for direct mode and for `hookit db`: which one, and what its failures mean to an operator.

use std::error::Error;

use url::Url;

use crate::cli::error::CliError;
use crate::cli::error::Kind;
use crate::cli::error::Result;
use crate::config::SecretText;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::StoreOptions;

/// Connections that one command needs: its own request, and the writer of events beside it.
const CONNECTIONS_MAX: u32 = 3;
/// How long a connection may take, in milliseconds; an operator waits for it.
const ACQUIRE_TIMEOUT_MS: u64 = 5_000;

/// A database that was named.
#[derive(Debug, Clone)]
pub(crate) struct Database {
    /// Its URL; may hold a password when it came from the environment or a file.
    pub(crate) url: SecretText,
    /// Where it was named, for sentences: `--database-url`, `the environment`.
    pub(crate) named_by: &'static str,
}

/// Refuses a URL with a password on the command line: every user of the machine can read that.
pub(crate) fn refuse_password(text: &str) -> Result<()> {
    let has = match Url::parse(text) {
        Ok(url) => {
            url.password().is_some()
                || url.query_pairs().any(|(name, _)| name == "password" || name == "sslpassword")
        }
        // What cannot be parsed is not shown either; Postgres' own words for it come later.
        Err(_) => text.contains("password="),
    };
    if has {
        return Err(CliError::usage("--database-url must not carry a password: every user of this machine can read it")
            .hint("put the password in PGPASSFILE, or the URL in HOOKIT_DATABASE_URL or the file that HOOKIT_DATABASE__URL_FILE names"));
    }
    Ok(())
}

impl Database {
    /// Connects; asks nothing of the schema.
    pub(crate) async fn open(&self) -> Result<Store> {
        self.open_wide(CONNECTIONS_MAX).await
    }

    /// Connects with as many connections for requests as are asked for.
    pub(crate) async fn open_wide(&self, front_connections_max: u32) -> Result<Store> {
        let options = StoreOptions {
            url: self.url.expose().to_owned(),
            front_connections_max,
            delivery_connections_max: 1,
            acquire_timeout_ms: ACQUIRE_TIMEOUT_MS,
            application_name: "hookit".to_owned(),
            publish_waiting_max: 10_000,
            idempotency_hours: 24,
        };
        Store::probe(&options).await.map_err(|error| self.failure(&error))?;
        Store::open(&options).await.map_err(|error| self.failure(&error))
    }

    /// A failure of the database as an error of ours.
    pub(crate) fn failure(&self, error: &StoreError) -> CliError {
        let (kind, hint) = match error {
            StoreError::Unavailable { .. } | StoreError::ReadOnly | StoreError::Full { .. } => {
                (Kind::NoDatabase, Some(format!("check the database that {} names", self.named_by)))
            }
            StoreError::SchemaOlder { .. } => (Kind::Failed, Some(self.migrate_line())),
            StoreError::SchemaNewer { .. } => {
                (Kind::Failed, Some("use the hookit of the newer version".to_owned()))
            }
            StoreError::WrongMasterKey { .. } => {
                (Kind::Failed, Some("name this database's keyring with --keyring-file".to_owned()))
            }
            _ => (Kind::Failed, None),
        };
        let text = match error {
            StoreError::SchemaOlder { found: 0, .. } => {
                "this database has no schema of HookIt yet".to_owned()
            }
            StoreError::SchemaOlder { found, known } => {
                format!("the database's schema is version {found}, this program needs {known}")
            }
            other => other.to_string(),
        };
        let mut out = CliError::new(kind, text);
        if let Some(source) = error.source() {
            out = out.because_of(source);
        }
        match hint {
            Some(hint) => out.hint(hint),
            None => out,
        }
    }

    fn migrate_line(&self) -> String {
        if self.named_by == "--database-url" {
            format!("hookit db migrate --database-url {}", crate::cli::confirm::quoted(self.url.expose()))
        } else {
            "hookit db migrate".to_owned()
        }
    }
}

/// The runtime of a command that works on Postgres itself: one thread is enough for one request.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| CliError::failed("cannot start the runtime").because(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_on_the_command_line_is_refused_with_the_ways_that_are_safe() {
        for bad in
            ["postgres://u:hunter2@db/x", "postgres://db/x?password=hunter2", "host=db password=hunter2"]
        {
            let error = refuse_password(bad).unwrap_err();
            assert_eq!(error.kind.exit_code(), 2);
            assert!(error.hint.as_deref().unwrap().contains("PGPASSFILE"));
            assert!(!format!("{error:?}").contains("hunter2"));
        }
        for fine in ["postgres://u@db/x", "postgres:///x?host=/run/postgresql"] {
            refuse_password(fine).unwrap();
        }
    }

    #[test]
    fn an_old_schema_says_how_to_migrate() {
        let database =
            Database { url: SecretText::new("postgres://u@db/x".to_owned()), named_by: "--database-url" };
        let error = database.failure(&StoreError::SchemaOlder { found: 0, known: 1 });
        assert_eq!(error.hint.as_deref(), Some("hookit db migrate --database-url postgres://u@db/x"));
        let database = Database { named_by: "the environment", ..database };
        let error = database.failure(&StoreError::SchemaOlder { found: 0, known: 1 });
        assert_eq!(error.hint.as_deref(), Some("hookit db migrate"));
    }
}
