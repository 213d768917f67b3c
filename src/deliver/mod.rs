//! The delivery loop: wake, lanes, claim, attempt, record.
//!
//! [`run`] takes a lease and works under it: the claimer finds and claims what is due, the dispatcher starts
//! attempts lane by lane, what has a limit at its turn ([`paced`], [`timed`]), an attempt is signed and posted, and the recorder writes what came of it. Beside them
//! dead nodes are reclaimed, redrives go on at their pace, and the house is kept. [`probe`] sends one test
//! request. [`post`] is the way out: [`guard`] judges every address before it is dialled.

mod answer;
mod attempt;
mod breaker;
mod claimer;
mod clock;
mod connect;
mod disable;
mod dispatch;
mod error;
#[cfg(feature = "otel")]
pub mod export;
pub mod guard;
mod housekeep;
mod lanes;
mod lease;
pub mod look;
mod mishap;
mod own_addresses;
mod paced;
mod pool;
pub mod post;
pub mod probe;
pub mod proxy;
mod reclaim;
mod recorder;
mod redrive;
mod request;
pub mod resolve;
mod run;
mod secrets;
mod settings;
mod telling;
mod timed;
pub mod tls;
mod wake;
pub mod way;

#[cfg(test)]
mod post_tests;
#[cfg(test)]
mod test_receiver;
#[cfg(test)]
mod tls_tests;
#[cfg(test)]
mod way_tests;

pub use self::clock::wall_unix_ms;
pub use self::error::DeliverError;
pub use self::run::Stop;
pub use self::run::run;
pub use self::settings::Settings;
