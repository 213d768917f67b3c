//! Ways to the API: one request goes over the admin socket, over HTTPS, or into the same router in-process.
//!
//! ```text
//! request   what is asked: method, path, query, headers, body
//! answer    what came back, and how a refusal becomes an error of ours
//! socket    HTTP/1.1 over the daemon's admin socket, as a ureq transport
//! remote    HTTPS to a daemon elsewhere
//! direct    the router in this process, on a Postgres pool of its own
//! find      which of the three it is
//! key       where an API key comes from
//! handle    `Client`: sends, and follows the cursors of lists
//! ```

mod answer;
mod direct;
mod find;
mod handle;
mod key;
mod postgres;
mod remote;
mod request;
mod socket;

pub(crate) use answer::Answer;
pub(crate) use find::database;
pub(crate) use find::find;
pub(crate) use handle::Client;
pub(crate) use handle::Listed;
pub(crate) use postgres::Database;
pub(crate) use postgres::refuse_password;
pub(crate) use postgres::runtime;
pub(crate) use request::Request;
pub(crate) use request::segment;
