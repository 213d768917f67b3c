//! `hookit dlq`: the deliveries that were set aside; one file a verb.

mod choice;
mod dispatch;
mod drop;
mod export;
mod groups;
mod list;
mod passed;

pub(super) use choice::body;
pub(super) use choice::moments;
pub(super) use choice::only_endpoint;
pub(super) use choice::owner;
pub(super) use dispatch::run;
pub(super) use groups::group_table;
pub(super) use passed::none as none_dead;
pub(super) use passed::tell as tell_passed_over;
