//! `hookit bench`: drives a real daemon with a generator and a receiver of its own, and measures from outside.
//!
//! ```text
//! stage      the daemon, started here unless one is named; its project, endpoints and key
//! generator  connections that publish, each with one request under way
//! receiver   the HTTP server that the endpoints name; checks signatures
//! tally      what was sent, acknowledged and received, and when, by one clock
//! cpu        what each process spent
//! yardstick  what the same Postgres does with single rows, before and after
//! report     all of it as a table or JSON
//! ```
//!
//! Generator and receiver share the machine with what they measure, so they do as little as they can: they know the
//! one request and the one answer that HookIt writes, and nothing else of HTTP.

mod cpu;
mod generator;
mod receiver;
mod report;
mod run;
mod stage;
mod tally;
mod yardstick;

pub(super) use run::run;
