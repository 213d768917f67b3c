//! `hookit status`: the daemon, its database, what goes through it, and what needs a look, on one screen.

mod figures;
mod head;
mod health;
mod look;
mod run;

pub(super) use run::run;
