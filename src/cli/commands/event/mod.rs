//! `hookit event`: what producers published; one file a verb.

mod cancel;
mod dispatch;
mod list;
mod show;

pub(super) use dispatch::run;
