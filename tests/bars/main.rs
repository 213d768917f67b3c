//! The bars: what HookIt must hold under load, kills and neighbours, each measured and printed in one line.
//!
//! They want an optimised build and the machine to themselves: `tests/run.sh` runs them so, one after the other.

#![expect(
    clippy::panic,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "what goes wrong in a bar ends it, and its figures are for people"
)]

mod bench;
mod dashboard;
mod filter;
mod isolation;
mod kills;
mod latency;
mod million;
mod nodes;
mod ordering;
mod pacing;
mod publisher;
mod redrive;
mod sql;
mod stand;
#[path = "../it/support/mod.rs"]
#[expect(dead_code, unused_macros, unused_imports, reason = "the bars use a part of it")]
mod support;
