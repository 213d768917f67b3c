//! An application's own connection to Postgres, with transactions that stay open between two lines of a test.

use super::database::Database;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::runtime::{Builder, Runtime};

/// One connection.
pub(crate) struct Session {
    runtime: Runtime,
    connection: PgConnection,
}

impl Session {
    #[track_caller]
    pub(crate) fn on(database: &Database) -> Self {
        Self::to(database.url())
    }

    #[track_caller]
    pub(crate) fn to(url: &str) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime can be made");
        let connection = runtime.block_on(PgConnection::connect(url)).expect("the database answers");
        Self { runtime, connection }
    }

    /// Runs statements.
    #[track_caller]
    pub(crate) fn run(&mut self, statements: &str) {
        self.try_run(statements).unwrap_or_else(|error| panic!("{statements} is refused: {error}"));
    }

    /// Runs statements; what Postgres says when it refuses one.
    pub(crate) fn try_run(&mut self, statements: &str) -> Result<(), String> {
        let ran = sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&mut self.connection);
        match self.runtime.block_on(ran) {
            Ok(_) => Ok(()),
            Err(sqlx::Error::Database(error)) => Err(error.message().to_owned()),
            Err(error) => panic!("{statements}: {error}"),
        }
    }
}
