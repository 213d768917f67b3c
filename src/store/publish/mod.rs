//! Publishing: many requests share one statement and one commit, and each is answered after that commit.
//!
//! [`intake`] holds what waits; [`writer`] takes what is there and writes it, clocking itself on the commit;
//! [`batch`] matches events with endpoints; [`insert`] is the transaction; [`idempotency`] decides about keys.

mod batch;
mod idempotency;
mod insert;
mod intake;
mod writer;

pub(crate) use self::insert::MINTED_BEFORE_MS_MAX;
pub use self::intake::Intake;
pub use self::intake::PublishAnswer;
pub use self::intake::Published;
pub use self::writer::run;
