//! One fresh database a test, on the server that `DATABASE_URL` names, dropped with the test.

use super::environment;
use hookit::store::{Store, StoreOptions, migrate};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::str::FromStr;
use std::thread;

/// An empty database with a name of its own; nothing has been migrated in it.
#[derive(Debug)]
pub(crate) struct Database {
    name: String,
    url: String,
}

impl Database {
    /// Makes the database. It blocks for some tens of milliseconds and may be called from any test.
    pub(crate) fn fresh() -> Self {
        let server = environment::server_url();
        let name = format!("hookit_test_{:016x}", rand::random::<u64>());
        administer(&server, format!("create database {name}")).expect("the test server makes databases");
        let url = with_name(&server, &name);
        Self { name, url }
    }

    /// The URL that configuration and `--database-url` take.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Brings the schema up to date, as a daemon would, and sets the number of shards before one starts.
    pub(crate) fn migrate(&self, shards: u8) {
        let options = StoreOptions {
            url: self.url.clone(),
            front_connections_max: 2,
            delivery_connections_max: 1,
            acquire_timeout_ms: 20_000,
            application_name: "hookit-test".to_owned(),
            publish_waiting_max: 1,
            idempotency_hours: 24,
        };
        apart(async move {
            let store = Store::open(&options).await.expect("the database opens");
            migrate::run(&store).await.expect("the schema is made");
            store.close().await;
        });
        self.run(&format!("update config_version set shards = {shards}"));
    }

    /// Runs one statement and says how many rows it changed. It blocks, and may be called from any test.
    #[track_caller]
    pub(crate) fn run(&self, statement: &str) -> u64 {
        let (url, statement) = (self.url.clone(), statement.to_owned());
        let done = apart(async move {
            let mut connection = PgConnection::connect(&url).await?;
            let done = sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
            connection.close().await?;
            Ok::<_, sqlx::Error>(done.rows_affected())
        });
        done.unwrap_or_else(|e| panic!("the statement is refused: {e}"))
    }

    /// The only column of every row of a query, as text; it blocks.
    #[track_caller]
    pub(crate) fn texts(&self, query: &str) -> Vec<String> {
        let (url, query) = (self.url.clone(), query.to_owned());
        let found = apart(async move {
            let mut connection = PgConnection::connect(&url).await?;
            let found = sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(&mut connection).await?;
            connection.close().await?;
            Ok::<Vec<String>, sqlx::Error>(found)
        });
        found.unwrap_or_else(|e| panic!("the query is refused: {e}"))
    }

    /// The number that a query answers; it blocks.
    #[track_caller]
    pub(crate) fn count(&self, query: &str) -> i64 {
        let found = self.texts(&format!("select ({query})::text"));
        found[0].parse().expect("it is a number")
    }

    /// A small pool of connections for looking at rows.
    pub(crate) async fn pool(&self) -> PgPool {
        let options = PgConnectOptions::from_str(&self.url).expect("the URL is one of Postgres");
        PgPoolOptions::new().max_connections(4).connect_with(options).await.expect("the database answers")
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // By force: a daemon that is only just stopping may still be connected.
        let statement = format!("drop database if exists {} with (force)", self.name);
        let dropped = administer(&environment::server_url(), statement);
        // A test that fails already tells its own failure.
        assert!(
            dropped.is_ok() || thread::panicking(),
            "{} stays on the test server: {dropped:?}",
            self.name
        );
    }
}

/// The same server's URL with another database.
fn with_name(server: &str, name: &str) -> String {
    let (address, query) = server.split_once('?').map_or((server, None), |(a, q)| (a, Some(q)));
    let after_scheme = address.find("://").map_or(0, |at| at + 3);
    let end = address[after_scheme..].find('/').map_or(address.len(), |at| after_scheme + at);
    let query = query.map(|q| format!("?{q}")).unwrap_or_default();
    format!("{}/{name}{query}", &address[..end])
}

/// Runs one statement on the server.
fn administer(server: &str, statement: String) -> Result<(), sqlx::Error> {
    let server = server.to_owned();
    apart(async move {
        let mut connection = PgConnection::connect(&server).await?;
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
        connection.close().await
    })
}

/// Runs this on a thread of its own, for the caller may be inside a runtime.
pub(crate) fn apart<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    let done = thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime can be made").block_on(work)
    });
    done.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[test]
fn the_databases_name_is_replaced_in_every_form_of_url() {
    assert_eq!(with_name("postgres://a@h:1/b", "c"), "postgres://a@h:1/c");
    assert_eq!(with_name("postgres://a@h:1", "c"), "postgres://a@h:1/c");
    assert_eq!(with_name("postgres://h/b?host=/x/y", "c"), "postgres://h/c?host=/x/y");
}
