//! Postgres: which one, and how many connections to it.

use std::path::PathBuf;

use super::rule::number;
use super::rule::optional;
use super::rule::path;
use super::rule::postgres_url;
use super::rule::text;
use super::secret_text::SecretText;
use super::section::Default;
use super::section::section;

section!(
    /// Postgres. Without a URL hookitd runs a private one in `state_dir`.
    pub Database, "database", "database." {
        /// postgres://user:password@host:port/name of Postgres 14 to 18. Better kept out of this file: `DATABASE_URL`,
        /// `HOOKIT_DATABASE__URL`, the file `HOOKIT_DATABASE__URL_FILE` names, or `$CREDENTIALS_DIRECTORY/database-url`.
        url: Option<SecretText> = Default::Unset, |raw| optional(raw, postgres_url);
        /// Directory with the programs of the private Postgres (postgres, initdb); null: searched for.
        bin_dir: Option<PathBuf> = Default::Unset, |raw| optional(raw, path);
        /// User that runs the private Postgres when hookitd is started by root; null: hookit, else postgres.
        user: Option<String> = Default::Unset, |raw| optional(raw, |raw| text(raw, 32));
        /// Connections for publishing and for the API.
        front_connections_max: u32 = Default::Text("16"), |raw| number(raw, 2, 1_000);
        /// Connections for delivering, apart from the others so that neither starves the other.
        delivery_connections_max: u32 = Default::Text("8"), |raw| number(raw, 2, 1_000);
        /// How long a request waits for a free connection before it is answered 503.
        acquire_timeout_ms: u64 = Default::Text("2000"), |raw| number(raw, 10, 60_000);
    }
);
