//! Publishing: many requests share one statement and one commit, and each is answered after that commit.
//!
//! [`intake`] holds what waits; [`writer`] takes what is there and writes it, clocking itself on the commit;
//! [`judge`] asks the filters, away from the writer; [`batch`] matches events with endpoints; [`insert`] is the
//! transaction; [`idempotency`] decides about keys; [`outbox`] writes what came by SQL.

mod batch;
mod idempotency;
mod insert;
mod intake;
mod judge;
mod outbox;
mod writer;

pub(crate) use self::insert::MINTED_BEFORE_MS_MAX;
pub use self::intake::Intake;
pub use self::intake::PublishAnswer;
pub use self::intake::Published;
pub use self::judge::Judged;
pub use self::judge::all as judge_all;
pub use self::judge::one as judge_one;
pub use self::outbox::OutboxAnswer;
pub use self::outbox::OutboxBatch;
pub use self::writer::run;
