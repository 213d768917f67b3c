//! `hookit help`: the help of a command, and topics that belong to no single one.

mod show;
mod topics;

pub(super) use show::run;
