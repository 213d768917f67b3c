//! `hookit type`: the registry of event types; one file a verb.

mod add;
mod dispatch;
mod import;
mod list;
mod parse;
mod remove;
mod show;

pub(super) use dispatch::path;
pub(super) use dispatch::run;
