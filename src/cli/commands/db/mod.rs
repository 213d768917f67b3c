//! `hookit db`: looking after the database; works on Postgres itself, never through a daemon.

mod archive;
mod backup;
mod dispatch;
mod migrate;
mod moving;
mod private;
mod programs;
pub(super) mod reach;
mod restore;
mod shell;
mod status;

pub(super) use dispatch::run;
