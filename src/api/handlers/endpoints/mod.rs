//! `/endpoints`: made, read, changed and operated.

pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod operate;
pub(crate) mod probe;
pub(crate) mod read;
mod settings;
