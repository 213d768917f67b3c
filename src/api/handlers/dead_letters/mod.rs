//! `/dead-letters`: the deliveries that were set aside, one by one, in groups, exported and dropped.

pub(crate) mod drop;
pub(crate) mod export;
pub(crate) mod read;
