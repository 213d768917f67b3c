//! One fresh database a test, on the server that `DATABASE_URL` names, dropped with the test.

use super::environment;
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

/// Runs one statement on the server, on a thread of its own, for the caller may be inside a runtime.
fn administer(server: &str, statement: String) -> Result<(), sqlx::Error> {
    let server = server.to_owned();
    let done = thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let mut connection = PgConnection::connect(&server).await?;
            sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
            connection.close().await
        })
    });
    done.join().expect("the thread does not panic")
}

#[test]
fn the_databases_name_is_replaced_in_every_form_of_url() {
    assert_eq!(with_name("postgres://a@h:1/b", "c"), "postgres://a@h:1/c");
    assert_eq!(with_name("postgres://a@h:1", "c"), "postgres://a@h:1/c");
    assert_eq!(with_name("postgres://h/b?host=/x/y", "c"), "postgres://h/c?host=/x/y");
}
