//! The black-box tests: real programs on a real Postgres, seen from outside.

#![expect(
    clippy::panic,
    clippy::expect_used,
    reason = "what goes wrong in the surroundings of a test ends the test"
)]

mod support;
mod surroundings;
