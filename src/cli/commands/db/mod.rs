//! `hookit db`: looking after the database; works on Postgres itself, never through a daemon.

mod archive;
mod backup;
mod dispatch;
mod distribute;
mod migrate;
mod moving;
mod private;
mod programs;
pub(super) mod reach;
mod restore;
mod shell;
mod status;
mod upgrade;

pub(super) use dispatch::run;
