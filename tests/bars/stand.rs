//! What a bar stands on: a daemon on a database of its own, a project's endpoints, and its rows.

use crate::support::database::Database;
use crate::support::hookitd::Hookitd;
use crate::support::http::Client;
use crate::support::setup::Setup;
use crate::support::wait::Watched;
use serde_json::{Value, json};
use sqlx::PgPool;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// A database, looked at from beside the daemons.
pub(crate) struct Stand {
    pub(crate) database: Database,
    runtime: Runtime,
    pool: PgPool,
}

impl Stand {
    pub(crate) fn fresh() -> Self {
        let database = Database::fresh();
        let runtime = Runtime::new().expect("a runtime can be started");
        let pool = runtime.block_on(database.pool());
        Self { database, runtime, pool }
    }

    /// A daemon's surroundings on this database.
    pub(crate) fn setup(&self) -> Setup {
        Setup::on(&self.database)
    }

    /// The number that a query gives.
    pub(crate) fn number(&self, query: &'static str) -> i64 {
        let asked = sqlx::query_scalar(query).fetch_one(&self.pool);
        self.runtime.block_on(asked).expect("the query gives a number")
    }

    /// Rows of texts.
    pub(crate) fn texts(&self, query: &'static str) -> Vec<String> {
        let asked = sqlx::query_scalar(query).fetch_all(&self.pool);
        self.runtime.block_on(asked).expect("the query gives texts")
    }

    /// Runs statements.
    pub(crate) fn run(&self, statements: &'static str) {
        let ran = sqlx::raw_sql(statements).execute(&self.pool);
        self.runtime.block_on(ran).expect("the statements run");
    }
}

/// The operator's client of one project.
pub(crate) fn project(hookitd: &Hookitd, name: &str) -> Client {
    hookitd.over_socket().post("/projects", &json!({ "name": name })).expect(201);
    hookitd.over_socket().header("hookit-project", name)
}

/// Makes an endpoint that receives everything.
pub(crate) fn endpoint(project: &Client, name: &str, url: &str, more: &Value) {
    let mut wanted = json!({ "name": name, "url": url, "event_types": ["*"] });
    let members = more.as_object().into_iter().flatten();
    wanted
        .as_object_mut()
        .expect("an object")
        .extend(members.map(|(key, value)| (key.clone(), value.clone())));
    project.post("/endpoints", &wanted).expect(201);
}

/// Lets time pass, for what happens by the clock.
pub(crate) fn pass(span: Duration) {
    let nobody = Watched::new(());
    nobody.find(span, |()| None::<()>);
}

/// Lets time pass until an instant.
pub(crate) fn pass_until(instant: Instant) {
    pass(instant.saturating_duration_since(Instant::now()));
}
