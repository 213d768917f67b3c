//! A look ahead: when the attempts of an endpoint's policy, or of one delivery, will be.

use super::id::DeliveryId;
use super::retry::RetryPolicy;

/// What comes before one attempt of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicyStep {
    /// The attempt, counting from 1.
    pub attempt: u16,
    /// The delay as the policy says it; none before the first attempt.
    pub delay_ms: u64,
    /// The shortest that jitter makes of it.
    pub delay_min_ms: u64,
    /// The longest.
    pub delay_max_ms: u64,
    /// From the first attempt to this one, at the soonest, were every attempt to fail at once.
    pub elapsed_min_ms: u64,
    /// At the latest.
    pub elapsed_max_ms: u64,
}

/// The attempts of a policy.
#[must_use]
pub fn of_policy(policy: &RetryPolicy) -> Vec<PolicyStep> {
    let mut steps = vec![PolicyStep {
        attempt: 1,
        delay_ms: 0,
        delay_min_ms: 0,
        delay_max_ms: 0,
        elapsed_min_ms: 0,
        elapsed_max_ms: 0,
    }];
    let (mut elapsed_min_ms, mut elapsed_max_ms) = (0_u64, 0_u64);
    for failures in 1..policy.attempts_max() {
        let (Some(delay_ms), Some((low, high))) =
            (policy.nominal_ms(failures), policy.delay_range_ms(failures))
        else {
            break;
        };
        elapsed_min_ms = elapsed_min_ms.saturating_add(low);
        elapsed_max_ms = elapsed_max_ms.saturating_add(high);
        steps.push(PolicyStep {
            attempt: failures + 1,
            delay_ms,
            delay_min_ms: low,
            delay_max_ms: high,
            elapsed_min_ms,
            elapsed_max_ms,
        });
    }
    steps
}

/// One attempt of a delivery that is still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeliveryStep {
    /// Its number, counting on over redrives.
    pub attempt: u16,
    /// What lies between the failure before it and this attempt; none where the attempt is due already set.
    pub delay_ms: Option<u64>,
    /// From now, were every attempt before it to fail at once.
    pub from_now_ms: u64,
}

/// Where a delivery stands.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// Attempts so far, the one under way included.
    pub attempts: u16,
    /// Attempts charged to the budget since the last redrive, without the one under way.
    pub charged: u16,
    /// From now to the next attempt; `None` while one is under way.
    pub next_in_ms: Option<u64>,
    /// From now to the instant from which it is not sent any more; `None`: there is none.
    pub expires_in_ms: Option<u64>,
}

/// The attempts a live delivery still has, with the very delays that will be: jitter is seeded by its id.
#[must_use]
pub fn of_delivery(policy: &RetryPolicy, delivery: DeliveryId, standing: Standing) -> Vec<DeliveryStep> {
    let mut steps = Vec::new();
    let (mut attempt, mut from_now_ms) = (standing.attempts, 0);
    if let Some(next_in_ms) = standing.next_in_ms {
        attempt = attempt.saturating_add(1);
        from_now_ms = next_in_ms;
        steps.push(DeliveryStep { attempt, delay_ms: None, from_now_ms });
    }
    let mut failures = standing.charged.saturating_add(1);
    while let Some(delay_ms) = policy.delay_ms(failures, delivery) {
        attempt = attempt.saturating_add(1);
        from_now_ms = from_now_ms.saturating_add(delay_ms);
        steps.push(DeliveryStep { attempt, delay_ms: Some(delay_ms), from_now_ms });
        failures = failures.saturating_add(1);
    }
    // A retry that would come too late never comes.
    steps.retain(|step| standing.expires_in_ms.is_none_or(|expires_in_ms| step.from_now_ms < expires_in_ms));
    steps
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::retry::Delays;
    use super::*;

    fn policy(jitter: f64) -> RetryPolicy {
        RetryPolicy { delays: Delays::Schedule { schedule_ms: vec![1_000, 10_000] }, jitter }
    }

    #[test]
    fn a_policy_is_shown_with_the_range_that_jitter_makes() {
        let steps = of_policy(&policy(0.2));
        let delays: Vec<_> = steps
            .iter()
            .map(|step| (step.attempt, step.delay_ms, step.delay_min_ms, step.delay_max_ms))
            .collect();
        assert_eq!(delays, [(1, 0, 0, 0), (2, 1_000, 800, 1_200), (3, 10_000, 8_000, 12_000)]);
        assert_eq!((steps[2].elapsed_min_ms, steps[2].elapsed_max_ms), (8_800, 13_200));
    }

    #[test]
    fn every_delivery_stays_within_the_shown_range() {
        let policy = policy(0.7);
        for bits in 0..500_u128 {
            let delivery = DeliveryId::from_uuid(Uuid::from_u128(bits * 7_919));
            for failures in 1..3 {
                let (low, high) = policy.delay_range_ms(failures).unwrap();
                let delay = policy.delay_ms(failures, delivery).unwrap();
                assert!((low..=high).contains(&delay), "{low} {delay} {high}");
            }
        }
    }

    #[test]
    fn a_delivery_is_shown_with_its_own_delays_until_its_budget_is_spent() {
        let delivery = DeliveryId::from_uuid(Uuid::from_u128(5));
        let policy = policy(0.2);
        let of = |attempts, charged, next_in_ms| {
            of_delivery(&policy, delivery, Standing { attempts, charged, next_in_ms, expires_in_ms: None })
        };
        let own: Vec<u64> = (1..3).filter_map(|failures| policy.delay_ms(failures, delivery)).collect();
        let fresh = of(0, 0, Some(0));
        assert_eq!(fresh.iter().map(|step| step.attempt).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(fresh[2].from_now_ms, own[0] + own[1]);
        let retrying = of(1, 1, Some(700));
        assert_eq!(retrying[0], DeliveryStep { attempt: 2, delay_ms: None, from_now_ms: 700 });
        assert_eq!(
            retrying[1],
            DeliveryStep { attempt: 3, delay_ms: Some(own[1]), from_now_ms: 700 + own[1] }
        );
        let under_way = of(6, 1, None);
        assert_eq!(under_way, [DeliveryStep { attempt: 7, delay_ms: Some(own[1]), from_now_ms: own[1] }]);
        assert!(of(3, 2, None).is_empty());
    }

    #[test]
    fn nothing_comes_once_the_delivery_has_expired() {
        let delivery = DeliveryId::from_uuid(Uuid::from_u128(5));
        let of = |next_in_ms, expires_in_ms| {
            let standing = Standing { attempts: 0, charged: 0, next_in_ms, expires_in_ms };
            of_delivery(&policy(0.0), delivery, standing)
                .iter()
                .map(|step| step.from_now_ms)
                .collect::<Vec<_>>()
        };
        assert_eq!(of(Some(600_000), None), [600_000, 601_000, 611_000]);
        assert_eq!(of(Some(600_000), Some(611_000)), [600_000, 601_000]);
        assert_eq!(of(Some(600_000), Some(600_000)), [0_u64; 0]);
    }
}
