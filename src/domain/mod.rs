//! The pure ground floor: what an event, an endpoint, a delivery and a signature are; no I/O, no clock, no randomness.

pub mod access;
pub mod delivery;
pub mod endpoint;
pub mod event;
pub mod exchange;
pub mod id;
pub mod outcome;
pub mod pattern;
pub mod retry;
pub mod signature;
