//! `hookit config`: the settings of this command, and a look at the daemon's; nothing of it needs a daemon.

mod check;
mod dispatch;
mod path;
mod show;

pub(super) use dispatch::run;
