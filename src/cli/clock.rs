//! The operator's wall clock: for "3m ago", for `--since 24h`, and for signing by hand.

use time::OffsetDateTime;

/// Now, by the clock of the machine `hookit` runs on. Nothing that is stored is decided by it.
#[expect(
    clippy::disallowed_methods,
    reason = "what a person sees as `ago`, and what a hand-made signature says, is by the person's clock"
)]
pub(crate) fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}
