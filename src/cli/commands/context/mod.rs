//! `hookit context`: daemons that are known by a name; nothing of it needs one that answers.

mod change;
mod dispatch;
mod list;
mod store;

pub(super) use dispatch::run;
pub(super) use store::change;
