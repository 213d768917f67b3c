//! What the tests stand on: databases, receivers, the two programs, a client and the official verifiers.
//!
//! A test waits for what it needs: for a request by [`receiver::Receiver::wait_for`], for a log line by
//! `hookitd::Hookitd::wait_for_log`, for an exit by `hookitd::Hookitd::wait`, and for what nobody announces
//! by [`wait::until`]. Each of them takes a deadline and says on failure what it saw.

pub(crate) mod answer;
pub(crate) mod browser;
pub(crate) mod cluster;
#[cfg(feature = "otel")]
pub(crate) mod collector;
pub(crate) mod database;
pub(crate) mod environment;
pub(crate) mod hookit;
pub(crate) mod hookitd;
pub(crate) mod http;
pub(crate) mod receiver;
pub(crate) mod running;
pub(crate) mod scene;
pub(crate) mod scratch;
pub(crate) mod session;
pub(crate) mod setup;
pub(crate) mod terminal;
pub(crate) mod tls;
pub(crate) mod tmux;
pub(crate) mod verifiers;
pub(crate) mod wait;
pub(crate) mod wire;
pub(crate) mod world;
