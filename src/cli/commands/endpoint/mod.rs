//! `hookit endpoint`: where events are sent; one file a verb.

mod add;
mod address;
mod backfill;
mod dispatch;
mod edit;
mod list;
mod operate;
mod pace;
mod remove;
mod rotate;
mod settings;
mod shaping;
mod show;
mod test;
mod transport;

pub(super) use address::path;
pub(super) use dispatch::run;
pub(super) use settings::retry;
