//! Wiring of hookitd: listeners, signals, the private Postgres, start and stop.
//!
//! ```text
//! args          the command line
//! program       from the command line to an exit code
//! log           text or JSON on standard error
//! run           start and stop: the order of everything below
//! rooms         the API and the delivery loop, made from the settings
//! database      a private Postgres or the one that is named, migrated and unlocked
//! keyring_file  the master keys
//! instance      who this daemon is across restarts
//! lock          one daemon an admin socket, and a state directory
//! admin_socket  its place in the file system
//! peers groups  who is at its other end, and what they may do
//! doors         the two listeners
//! slots         how many connections there may be
//! serve         one connection
//! patience      how long it may keep us waiting
//! refusal       what those hear who are not let in
//! signals       stop, leave at once, read again
//! notify        what the service manager hears
//! pulse_watch   whether the delivery loop lives
//! operations    where operational events go, as the settings say
//! storage_watch whether the disk under the private Postgres fills up
//! healthcheck   asks a running daemon from outside
//! ```

mod admin_socket;
mod args;
mod database;
mod doors;
mod error;
mod examiner;
#[cfg(feature = "otel")]
mod export;
mod eyes;
mod groups;
mod healthcheck;
mod instance;
mod journal;
mod keyring_file;
mod lock;
mod log;
mod operations;
mod outbox;
mod patience;
mod peers;
mod program;
mod pulse_watch;
mod refusal;
mod rooms;
mod run;
#[cfg(test)]
mod scratch;
mod serve;
mod signals;
mod slots;
mod source;
mod storage_watch;

pub mod notify;

pub use args::command;
pub use error::DaemonError;
pub use error::KeyringFileError;
pub use program::main;
