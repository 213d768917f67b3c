//! `hookit redrive`: delivering dead letters again, and watching over the redrives.

mod address;
mod dispatch;
pub(super) mod follow;
mod ids;
mod plan;
mod steer;

use address::path;
pub(super) use dispatch::choose;
pub(super) use dispatch::run;
pub(super) use dispatch::settled;
