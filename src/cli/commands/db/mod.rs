//! `hookit db`: looking after the database; works on Postgres itself, never through a daemon.

mod dispatch;
mod migrate;
pub(super) mod reach;
mod shell;
mod status;

pub(super) use dispatch::run;
