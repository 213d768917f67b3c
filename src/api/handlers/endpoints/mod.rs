//! `/endpoints`: made, read, changed and operated.

pub(crate) mod backfill;
pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod operate;
mod pace;
pub(crate) mod probe;
pub(crate) mod read;
mod settings;
pub(crate) mod shaping;
mod transport;
