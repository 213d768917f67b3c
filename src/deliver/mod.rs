//! The delivery loop: wake, lanes, claim, attempt, record.
//!
//! [`run`] takes a lease and works under it: the claimer finds and claims what is due, the dispatcher starts
//! attempts lane by lane, an attempt is signed and posted, and the recorder writes what came of it. Beside them
//! dead nodes are reclaimed, redrives go on at their pace, and the house is kept. [`probe`] sends one test
//! request. [`post`] is the way out: [`guard`] judges every address before it is dialled.

mod answer;
mod attempt;
mod claimer;
mod clock;
mod connect;
mod dispatch;
mod error;
pub mod guard;
mod housekeep;
mod lanes;
mod lease;
pub mod look;
mod mishap;
mod own_addresses;
mod pool;
pub mod post;
pub mod probe;
mod reclaim;
mod recorder;
mod redrive;
mod request;
pub mod resolve;
mod run;
mod secrets;
mod settings;
pub mod tls;
mod wake;

#[cfg(test)]
mod post_tests;
#[cfg(test)]
mod test_receiver;
#[cfg(test)]
mod tls_tests;

pub use self::clock::wall_unix_ms;
pub use self::error::DeliverError;
pub use self::run::Stop;
pub use self::run::run;
pub use self::settings::Settings;
