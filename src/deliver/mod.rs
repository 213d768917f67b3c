//! The delivery loop: wake, lanes, claim, attempt, record.

mod answer;
mod connect;
pub mod guard;
mod own_addresses;
mod pool;
pub mod post;
pub mod resolve;
pub mod tls;

#[cfg(test)]
mod post_tests;
