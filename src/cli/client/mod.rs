//! Ways to the API: one request goes over the admin socket, over HTTPS, or into the same router in-process.
//!
//! ```text
//! request   what is asked: method, path, query, headers, body
//! answer    what came back, and how a refusal becomes an error of ours
//! socket    HTTP/1.1 over the daemon's admin socket, as a ureq transport
//! remote    HTTPS to a daemon elsewhere
//! direct    the router in this process, on a Postgres pool of its own
//! find      which of the three it is
//! context   the context that says so, if one does
//! key       where an API key comes from
//! meant     the names nearest to one that is not there
//! handle    `Client`: sends, and follows the cursors of lists
//! ```

mod answer;
mod context;
mod direct;
mod find;
mod handle;
mod key;
mod meant;
mod postgres;
mod remote;
mod request;
mod socket;

pub(crate) use answer::Answer;
pub(crate) use context::Chosen;
pub(crate) use context::chosen;
pub(crate) use context::read as contexts;
pub(crate) use context::unknown as unknown_context;
pub(crate) use find::Found;
pub(crate) use find::Wanted;
pub(crate) use find::database;
pub(crate) use find::find;
pub(crate) use find::project;
pub(crate) use handle::Client;
pub(crate) use handle::Listed;
pub(crate) use postgres::Database;
pub(crate) use postgres::refuse_password;
pub(crate) use postgres::runtime;
pub(crate) use request::Request;
pub(crate) use request::segment;
