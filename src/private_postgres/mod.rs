//! A Postgres of the daemon's own, for when no database URL is set.
//!
//! The story of a start, in file names:
//!
//! ```text
//! run      start() and stop(): the order of everything below
//! layout   where the cluster, its lock, its configuration and its socket live
//! lock     one daemon a state directory
//! user     root steps down: whose processes these are
//! find     which Postgres programs to run
//! clients  which programs read and write backups
//! cluster  first start: initdb aside, create the database, one sync, rename
//! stray    a postmaster that an earlier daemon left behind
//! conf     memory and settings, written anew at each start
//! upgrade  a cluster to newer programs: made aside, exchanged when whole
//! server   the postmaster as our child: spawn, signal, reap, wait until it is ready
//! log      what it says on standard error becomes our log
//! ```
//!
//! The server listens on a Unix socket only, in a directory that nobody but its own user (and root) can enter;
//! that directory is the authentication. It dies with the daemon, also when the daemon is killed, and recovers
//! at the next start. It is never a fallback: with a database URL set, this module is not entered.

mod clients;
mod cluster;
mod conf;
mod error;
mod find;
mod layout;
mod lock;
mod log;
mod options;
mod run;
mod server;
mod stray;
#[cfg(test)]
mod tests;
mod upgrade;
mod user;

pub use clients::Clients;
pub use error::PrivatePostgresError;
pub use options::PrivateOptions;
pub use run::PrivatePostgres;
pub use upgrade::Kept;
pub use upgrade::Upgrade;
pub use upgrade::UpgradePlan;
pub use upgrade::Way;
