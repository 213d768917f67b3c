//! `hookit dashboard` and `hookit open`: a one-time link, and a browser that is sent there.

mod browser;
mod link;
mod run;

pub(in crate::cli::commands) use browser::start as start_browser;
pub(in crate::cli::commands) use link::Link;
pub(in crate::cli::commands) use run::open;
pub(in crate::cli::commands) use run::page_of;
pub(in crate::cli::commands) use run::run;
