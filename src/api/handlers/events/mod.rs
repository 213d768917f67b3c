//! `/events`: published alone or in batches, read and cancelled.

pub(crate) mod batch;
pub(crate) mod cancel;
pub(crate) mod feed;
mod item;
mod join;
pub(crate) mod publish;
pub(crate) mod read;
