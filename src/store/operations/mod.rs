//! Operational events: rows of the outbox, added in the transaction that records what they tell.
//!
//! They are told in a project of their own, and only while it has an endpoint. Nothing is told of that project's own
//! endpoints and dead letters, so telling never causes something to tell.

mod dead_letters;
mod endpoint;
mod nodes;
mod project;
mod storage;
mod tell;

pub use self::dead_letters::tell_dead_letters;
pub(crate) use self::endpoint::about_endpoint;
pub use self::nodes::tell_lost_nodes;
pub(crate) use self::project::ensure_project;
pub use self::project::has_project;
pub use self::storage::tell_storage;
