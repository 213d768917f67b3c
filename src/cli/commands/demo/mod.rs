//! `hookit demo`: one whole pass on a daemon of its own, told as it happens, ending with a count that must add up.
//!
//! ```text
//! page       the same to play with, in a browser: producer, receivers and buttons; until ^C
//! daemon     a real hookitd with a private Postgres in a temporary directory, gone with the demo
//! receiver   a real HTTP server that checks every signature; it can be taken down and brought up
//! inbox      what the receiver got: which event for which endpoint, how often, signed how
//! prices     the recorded series that is published
//! play       the acts in their order
//! stage      all of it together, and how waiting and telling is done
//! publish    act 1: prices go in, signed deliveries come out
//! outage     act 2: the receiver is down; retries with backoff, then dead letters
//! recovery   act 3: the receiver is up; the dead letters are redriven
//! count      act 4: accepted × matched = delivered, once each
//! ```

mod count;
pub(super) mod daemon;
mod inbox;
mod outage;
mod page;
mod play;
mod prices;
mod publish;
mod receiver;
mod recovery;
mod stage;
mod start;

pub(super) use start::run;
