//! `hookit doctor`: what is wrong with HookIt and around it; one file what is looked at from here.

mod daemon;
mod here;
mod report;
mod run;
mod unit;

pub(super) use run::run;
