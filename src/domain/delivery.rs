//! The state machine of a delivery: what an attempt's outcome makes of it.

use super::id::DeliveryId;
use super::outcome::Outcome;
use super::outcome::UnknownWord;
use super::outcome::words;
use super::retry::RetryPolicy;

use std::fmt;
use std::str::FromStr;

use time::Duration;
use time::OffsetDateTime;

/// Attempts in a row that may end with a dead node before the delivery is set aside as `crash_loop`.
pub const UNKNOWN_IN_A_ROW_MAX: u16 = 5;
/// The longest a receiver's `Retry-After` can move the next attempt: 24 hours.
pub const RETRY_AFTER_MS_MAX: u64 = 86_400_000;

words!(
    /// Where a delivery stands.
    Status {
        /// Its first attempt is due or waiting.
        Pending = "pending",
        /// A node has it now.
        InFlight = "in_flight",
        /// An attempt failed and the next one is set.
        Retrying = "retrying",
        /// Its endpoint is paused or disabled; it waits.
        Held = "held",
        /// A 2xx arrived.
        Succeeded = "succeeded",
        /// The budget is spent, or trying again cannot help; an operator can redrive it.
        DeadLettered = "dead_lettered",
        /// An operator, a deleted endpoint or its own time limit ended it.
        Cancelled = "cancelled",
    }
);

impl Status {
    /// Whether the delivery is finished and lives in history.
    #[must_use]
    pub const fn is_finished(self) -> bool {
        matches!(self, Self::Succeeded | Self::DeadLettered | Self::Cancelled)
    }
}

words!(
    /// Why a delivery ended other than by success.
    Cause {
        /// Every attempt the endpoint's policy allows was used.
        AttemptsSpent = "attempts_spent",
        /// The signing secret could not be opened.
        SecretUnavailable = "secret_unavailable",
        /// No request could be made of it.
        RequestUnbuildable = "request_unbuildable",
        /// Five nodes in a row died while they had it.
        CrashLoop = "crash_loop",
        /// Its endpoint was deleted.
        EndpointDeleted = "endpoint_deleted",
        /// An operator cancelled it.
        Operator = "operator",
        /// An operator dropped it from the dead letters.
        Dropped = "dropped",
        /// It was not sent, or still failed, when the time that was set for it was over.
        Expired = "expired",
    }
);

/// How far a live delivery has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Number of the attempt that just ended; counts on over redrives.
    pub attempt: u16,
    /// Attempts charged to the budget before it; starts anew with a redrive.
    pub charged: u16,
    /// Attempts in a row before it that ended with a dead node.
    pub unknown_in_a_row: u16,
}

/// What becomes of a delivery after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Finished well.
    Succeeded,
    /// Due again.
    Retry {
        /// From now, in milliseconds.
        after_ms: u64,
        /// Attempts charged so far.
        charged: u16,
        /// Attempts in a row that ended with a dead node.
        unknown_in_a_row: u16,
    },
    /// Set aside for an operator.
    DeadLettered {
        /// Why.
        cause: Cause,
    },
    /// Ended without success, and without anything for an operator to do.
    Cancelled {
        /// Why.
        cause: Cause,
    },
}

/// The decision for a delivery that is not to be sent after `expires_at`: a retry that would come then or later never
/// comes, so the delivery ends now.
#[must_use]
pub fn until(next: Next, now: OffsetDateTime, expires_at: Option<OffsetDateTime>) -> Next {
    let (Next::Retry { after_ms, .. }, Some(expires_at)) = (next, expires_at) else { return next };
    let wait = Duration::milliseconds(i64::try_from(after_ms).unwrap_or(i64::MAX));
    if now.checked_add(wait).is_some_and(|due_at| due_at < expires_at) {
        next
    } else {
        Next::Cancelled { cause: Cause::Expired }
    }
}

/// Longest wait for a proxy on the way out that is broken: five minutes, unless the policy itself begins with more.
const PROXY_WAIT_MS_MAX: u64 = 300_000;

/// Decides what an attempt's outcome makes of its delivery.
///
/// `retry_after_ms` is what the receiver asked for on 429 and 503; it can only move the next attempt later.
#[must_use]
pub fn after(
    outcome: Outcome,
    retry_after_ms: Option<u64>,
    progress: Progress,
    policy: &RetryPolicy,
    delivery: DeliveryId,
) -> Next {
    match outcome {
        Outcome::Succeeded => Next::Succeeded,
        Outcome::SecretUnavailable => Next::DeadLettered { cause: Cause::SecretUnavailable },
        Outcome::RequestUnbuildable => Next::DeadLettered { cause: Cause::RequestUnbuildable },
        Outcome::Unknown | Outcome::Late => {
            let unknown_in_a_row = progress.unknown_in_a_row.saturating_add(1);
            if unknown_in_a_row >= UNKNOWN_IN_A_ROW_MAX {
                return Next::DeadLettered { cause: Cause::CrashLoop };
            }
            let after_ms = policy.uncharged_ms(progress.attempt, delivery);
            Next::Retry { after_ms, charged: progress.charged, unknown_in_a_row }
        }
        // The way out is broken, the receiver is not to blame: again and again, less and less often.
        Outcome::ProxyFailed => {
            let uncharged = progress.attempt.saturating_sub(progress.charged).clamp(1, 7);
            let first_ms = policy.uncharged_ms(progress.attempt, delivery);
            let after_ms = first_ms.saturating_mul(1 << (uncharged - 1)).min(PROXY_WAIT_MS_MAX.max(first_ms));
            Next::Retry { after_ms, charged: progress.charged, unknown_in_a_row: 0 }
        }
        // HookIt was stopped, the receiver is not to blame: the next node may send at once.
        Outcome::Aborted => Next::Retry {
            after_ms: 0,
            charged: progress.charged,
            unknown_in_a_row: progress.unknown_in_a_row,
        },
        _ => {
            let charged = progress.charged.saturating_add(1);
            match policy.delay_ms(charged, delivery) {
                None => Next::DeadLettered { cause: Cause::AttemptsSpent },
                Some(delay_ms) => {
                    let asked_ms = retry_after_ms.unwrap_or(0).min(RETRY_AFTER_MS_MAX);
                    Next::Retry { after_ms: delay_ms.max(asked_ms), charged, unknown_in_a_row: 0 }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::super::retry::Delays;
    use super::*;

    fn policy(attempts: u16) -> RetryPolicy {
        RetryPolicy {
            delays: Delays::Exponential { base_ms: 100, cap_ms: 1_000, max_attempts: attempts },
            jitter: 0.0,
        }
    }

    fn step(outcome: Outcome, retry_after_ms: Option<u64>, charged: u16, unknown: u16) -> Next {
        let progress = Progress { attempt: 3, charged, unknown_in_a_row: unknown };
        after(outcome, retry_after_ms, progress, &policy(3), DeliveryId::from_uuid(Uuid::nil()))
    }

    #[test]
    fn a_failure_is_charged_and_tried_again_later() {
        assert_eq!(
            step(Outcome::HttpStatus, None, 0, 2),
            Next::Retry { after_ms: 100, charged: 1, unknown_in_a_row: 0 }
        );
    }

    #[test]
    fn the_last_failure_sets_the_delivery_aside() {
        assert_eq!(step(Outcome::Timeout, None, 2, 0), Next::DeadLettered { cause: Cause::AttemptsSpent });
    }

    #[test]
    fn retry_after_moves_the_next_attempt_later_but_never_sooner_nor_past_a_day() {
        let after = |asked| match step(Outcome::HttpStatus, Some(asked), 0, 0) {
            Next::Retry { after_ms, .. } => after_ms,
            other => panic!("{other:?}"),
        };
        assert_eq!(after(1), 100);
        assert_eq!(after(5_000), 5_000);
        assert_eq!(after(u64::MAX), RETRY_AFTER_MS_MAX);
    }

    #[test]
    fn a_dead_node_is_not_charged_but_five_in_a_row_are_a_crash_loop() {
        assert_eq!(
            step(Outcome::Unknown, None, 2, 0),
            Next::Retry { after_ms: 100, charged: 2, unknown_in_a_row: 1 }
        );
        assert_eq!(step(Outcome::Unknown, None, 0, 4), Next::DeadLettered { cause: Cause::CrashLoop });
    }

    #[test]
    fn a_broken_proxy_costs_the_delivery_nothing_and_is_asked_less_and_less_often() {
        let waits = [1, 2, 3, 20].map(|attempt| {
            let progress = Progress { attempt, charged: 0, unknown_in_a_row: 1 };
            let delivery = DeliveryId::from_uuid(Uuid::nil());
            match after(Outcome::ProxyFailed, None, progress, &policy(3), delivery) {
                Next::Retry { after_ms, charged: 0, unknown_in_a_row: 0 } => after_ms,
                other => panic!("{other:?}"),
            }
        });
        assert_eq!(waits, [100, 200, 400, 6_400]);
    }

    #[test]
    fn a_retry_that_would_come_too_late_ends_the_delivery() {
        let now = datetime!(2026-11-24 12:00 UTC);
        let retry = |after_ms| Next::Retry { after_ms, charged: 1, unknown_in_a_row: 0 };
        let limit = Some(datetime!(2026-11-24 12:01 UTC));
        assert_eq!(until(retry(59_999), now, limit), retry(59_999));
        for late in [60_000, 3_600_000, u64::MAX] {
            assert_eq!(until(retry(late), now, limit), Next::Cancelled { cause: Cause::Expired });
            assert_eq!(until(retry(late), now, None), retry(late));
        }
        assert_eq!(until(Next::Succeeded, now, limit), Next::Succeeded);
        let dead = Next::DeadLettered { cause: Cause::AttemptsSpent };
        assert_eq!(until(dead, now, limit), dead);
    }

    #[test]
    fn a_stop_of_ours_costs_the_delivery_nothing() {
        assert_eq!(
            step(Outcome::Aborted, None, 1, 0),
            Next::Retry { after_ms: 0, charged: 1, unknown_in_a_row: 0 }
        );
    }

    #[test]
    fn what_can_never_be_sent_is_set_aside_at_once() {
        assert_eq!(
            step(Outcome::SecretUnavailable, None, 0, 0),
            Next::DeadLettered { cause: Cause::SecretUnavailable }
        );
    }
}
