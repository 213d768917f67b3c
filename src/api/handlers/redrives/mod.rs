//! `/redrives`: planned, started, watched and steered.

pub(crate) mod create;
pub(crate) mod read;
pub(crate) mod steer;
