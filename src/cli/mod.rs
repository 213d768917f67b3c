//! The operator's command: arguments become one HTTP request, the answer becomes a table or JSON.
//!
//! [`main`] reads the arguments (`args`), finds a way to the data (`client`: the admin socket, a remote
//! daemon, or the same router on a Postgres of one's own), runs one file of `commands`, and prints through
//! `output`. Data goes to stdout, talk to stderr; every failure becomes a [`CliError`] with an exit code.

mod args;
mod client;
mod clock;
mod commands;
mod confirm;
mod error;
mod follow;
mod input;
mod interrupt;
mod manifest;
mod nearest;
mod output;
mod pager;
mod private_file;
mod recall;
mod receiver;
mod run;
mod session;
mod suggest;
mod terminal;
mod watch;

pub use args::GeneratedFile;
pub use args::MANUAL_DATE;
pub use args::command;
pub use args::generated_files;
pub use args::render_files;
pub use error::CliError;
pub use error::Kind;
pub use run::main;
