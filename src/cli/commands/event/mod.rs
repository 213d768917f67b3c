//! `hookit event`: what producers published; one file a verb.

mod cancel;
mod dispatch;
pub(super) mod explain;
mod list;
mod show;

pub(super) use dispatch::run;
