//! `hookit apply`, `diff`, `export` and `import`: what files want, against what is there.
//!
//! ```text
//! live     what is there, by name
//! plan     what has to be done so that it is as wanted
//! show     the plan for people and for programs
//! execute  the plan, one request a change
//! guard    what stands before changes
//! ```

pub(super) mod apply;
pub(super) mod diff;
mod execute;
pub(super) mod export;
mod guard;
pub(super) mod import;
mod live;
mod plan;
mod show;
