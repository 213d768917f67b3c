//! `/events`: published alone or in batches, read and cancelled.

pub(crate) mod batch;
pub(crate) mod cancel;
pub(crate) mod explain;
pub(crate) mod feed;
pub(crate) mod item;
mod join;
pub(crate) mod matching;
pub(crate) mod publish;
pub(crate) mod read;
