//! Retry policy: how long after a failure the next attempt is due, and when the budget is spent.

use serde::Deserialize;
use serde::Serialize;

use super::id::DeliveryId;

/// The delays after each failure unless an endpoint says otherwise: 5 s, 30 s, 2 min, 10 min, 30 min, 1 h,
/// 2 h, 4 h, 8 h, 12 h, 24 h; 12 attempts over about 52 hours.
pub const DEFAULT_SCHEDULE_MS: [u64; 11] = [
    5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 28_800_000, 43_200_000,
    86_400_000,
];
/// Share by which a delay is moved up or down at most, unless an endpoint says otherwise.
pub const DEFAULT_JITTER: f64 = 0.2;
/// Most attempts a policy may ask for.
pub const ATTEMPTS_MAX: u16 = 100;
/// Longest delay a policy may ask for: seven days.
pub const DELAY_MS_MAX: u64 = 7 * 86_400_000;

/// When the attempts after a failure are due.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Fields", into = "Fields")]
pub struct RetryPolicy {
    /// The delays themselves, or the rule that makes them.
    pub delays: Delays,
    /// Share of a delay, 0–1, by which it is moved up or down.
    pub jitter: f64,
}

/// The two ways to say delays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delays {
    /// One delay after each failure; when the list is used up, so is the budget.
    Schedule {
        /// In milliseconds.
        schedule_ms: Vec<u64>,
    },
    /// `min(base × 2^(n−1), cap)` after the n-th failure.
    Exponential {
        /// After the first failure, in milliseconds.
        base_ms: u64,
        /// At most, in milliseconds.
        cap_ms: u64,
        /// Attempts in all, the first included.
        max_attempts: u16,
    },
}

/// The policy as it stands in JSON.
#[derive(Serialize, Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Fields {
    #[serde(skip_serializing_if = "Option::is_none")]
    schedule_ms: Option<Vec<u64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cap_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_attempts: Option<u16>,
    jitter: Option<f64>,
}

impl TryFrom<Fields> for RetryPolicy {
    type Error = RetryPolicyError;

    fn try_from(fields: Fields) -> Result<Self, RetryPolicyError> {
        let delays = match (fields.schedule_ms, fields.base_ms, fields.cap_ms, fields.max_attempts) {
            (Some(schedule_ms), None, None, None) => Delays::Schedule { schedule_ms },
            (None, Some(base_ms), Some(cap_ms), Some(max_attempts)) => {
                Delays::Exponential { base_ms, cap_ms, max_attempts }
            }
            (None, None, None, None) => Self::default().delays,
            _ => return Err(RetryPolicyError::Form),
        };
        let policy = Self { delays, jitter: fields.jitter.unwrap_or(DEFAULT_JITTER) };
        policy.check().map(|()| policy)
    }
}

impl From<RetryPolicy> for Fields {
    fn from(policy: RetryPolicy) -> Self {
        let jitter = Some(policy.jitter);
        match policy.delays {
            Delays::Schedule { schedule_ms } => Self {
                schedule_ms: Some(schedule_ms),
                base_ms: None,
                cap_ms: None,
                max_attempts: None,
                jitter,
            },
            Delays::Exponential { base_ms, cap_ms, max_attempts } => Self {
                schedule_ms: None,
                base_ms: Some(base_ms),
                cap_ms: Some(cap_ms),
                max_attempts: Some(max_attempts),
                jitter,
            },
        }
    }
}

/// Why a retry policy cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RetryPolicyError {
    /// A mixture of the two forms, or half of one.
    #[error("a retry policy has either `schedule_ms`, or `base_ms`, `cap_ms` and `max_attempts` together")]
    Form,
    /// Jitter outside 0–1, or not a number.
    #[error("`jitter` is a number from 0 to 1")]
    Jitter,
    /// Too many attempts, or none.
    #[error("a retry policy makes 1 to 100 attempts")]
    Attempts,
    /// A delay of nothing, or over seven days.
    #[error("a delay is from 1 to 604800000 milliseconds, and `cap_ms` is not below `base_ms`")]
    Delay,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            delays: Delays::Schedule { schedule_ms: DEFAULT_SCHEDULE_MS.to_vec() },
            jitter: DEFAULT_JITTER,
        }
    }
}

impl RetryPolicy {
    /// Checks the limits.
    pub fn check(&self) -> Result<(), RetryPolicyError> {
        if !(0.0..=1.0).contains(&self.jitter) {
            return Err(RetryPolicyError::Jitter);
        }
        let delay_range = 1..=DELAY_MS_MAX;
        match &self.delays {
            Delays::Schedule { schedule_ms } => {
                if schedule_ms.len() >= usize::from(ATTEMPTS_MAX) {
                    return Err(RetryPolicyError::Attempts);
                }
                if !schedule_ms.iter().all(|delay| delay_range.contains(delay)) {
                    return Err(RetryPolicyError::Delay);
                }
            }
            Delays::Exponential { base_ms, cap_ms, max_attempts } => {
                if !(1..=ATTEMPTS_MAX).contains(max_attempts) {
                    return Err(RetryPolicyError::Attempts);
                }
                if !delay_range.contains(base_ms) || !delay_range.contains(cap_ms) || cap_ms < base_ms {
                    return Err(RetryPolicyError::Delay);
                }
            }
        }
        Ok(())
    }

    /// Attempts in all, the first included.
    #[must_use]
    pub fn attempts_max(&self) -> u16 {
        match &self.delays {
            Delays::Schedule { schedule_ms } => {
                u16::try_from(schedule_ms.len()).unwrap_or(u16::MAX).saturating_add(1)
            }
            Delays::Exponential { max_attempts, .. } => *max_attempts,
        }
    }

    /// The delay after the `failures`-th charged failure, before jitter; `None` when the budget is spent.
    #[must_use]
    pub fn nominal_ms(&self, failures: u16) -> Option<u64> {
        if failures == 0 || failures >= self.attempts_max() {
            return None;
        }
        match &self.delays {
            Delays::Schedule { schedule_ms } => schedule_ms.get(usize::from(failures) - 1).copied(),
            Delays::Exponential { base_ms, cap_ms, .. } => {
                let doublings = u32::from(failures - 1).min(63);
                Some(base_ms.saturating_mul(1 << doublings).min(*cap_ms))
            }
        }
    }

    /// The delay with jitter. It is seeded by the delivery and the failure's number, so a preview shows the
    /// very times that will happen, and no two deliveries come back in step.
    #[must_use]
    pub fn delay_ms(&self, failures: u16, delivery: DeliveryId) -> Option<u64> {
        self.nominal_ms(failures).map(|nominal| jittered(nominal, self.jitter, failures, delivery))
    }

    /// The shortest and the longest that jitter makes of a delay.
    #[must_use]
    pub fn delay_range_ms(&self, failures: u16) -> Option<(u64, u64)> {
        self.nominal_ms(failures).map(|nominal| (moved(nominal, -self.jitter), moved(nominal, self.jitter)))
    }

    /// From a delivery's first failure to its last attempt, at the longest that jitter makes of it.
    #[must_use]
    pub fn whole_ms(&self) -> u64 {
        let longest = (1..self.attempts_max()).filter_map(|failures| self.delay_range_ms(failures));
        longest.map(|(_, ms)| ms).fold(0, u64::saturating_add)
    }

    /// The delay after an attempt that is not charged: the first one, with the jitter of this attempt.
    #[must_use]
    pub fn uncharged_ms(&self, number: u16, delivery: DeliveryId) -> u64 {
        let first = match &self.delays {
            Delays::Schedule { schedule_ms } => {
                schedule_ms.first().copied().unwrap_or(DEFAULT_SCHEDULE_MS[0])
            }
            Delays::Exponential { base_ms, .. } => *base_ms,
        };
        jittered(first, self.jitter, number, delivery)
    }
}

fn jittered(nominal_ms: u64, jitter: f64, number: u16, delivery: DeliveryId) -> u64 {
    let seed = delivery.uuid().as_u128();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "both halves are mixed before the upper one is cut off"
    )]
    let bits = mix((seed ^ (seed >> 64)) as u64 ^ (u64::from(number) << 48));
    // The upper 53 bits as a fraction, spread over −1 … 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    let share = (bits >> 11) as f64 / (1_u64 << 53) as f64 * 2.0 - 1.0;
    moved(nominal_ms, jitter * share)
}

/// The delay, longer or shorter by this share of it.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "delays are under 2^53 milliseconds and the result is positive"
)]
fn moved(nominal_ms: u64, share: f64) -> u64 {
    ((nominal_ms as f64 * (1.0 + share)).round() as u64).max(1)
}

/// The finaliser of `SplitMix64` (Steele, Lea, Flood 2014): every input bit moves every output bit.
const fn mix(mut bits: u64) -> u64 {
    bits = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn delivery(bits: u128) -> DeliveryId {
        DeliveryId::from_uuid(Uuid::from_u128(bits))
    }

    #[test]
    fn the_default_makes_twelve_attempts_over_about_52_hours() {
        let policy = RetryPolicy::default();
        assert_eq!(policy.attempts_max(), 12);
        let total: u64 = (1..12).filter_map(|failures| policy.nominal_ms(failures)).sum();
        assert_eq!(total / 3_600_000, 52 - 1);
        assert_eq!(policy.nominal_ms(12), None);
    }

    #[test]
    fn both_forms_survive_json() {
        for text in [
            r#"{"schedule_ms":[1,2],"jitter":0.5}"#,
            r#"{"base_ms":5,"cap_ms":50,"max_attempts":4,"jitter":0.0}"#,
        ] {
            let policy: RetryPolicy = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&policy).unwrap(), text);
        }
    }

    #[test]
    fn policies_outside_the_limits_are_refused() {
        let exponential = |base_ms, cap_ms, max_attempts| RetryPolicy {
            delays: Delays::Exponential { base_ms, cap_ms, max_attempts },
            jitter: 0.0,
        };
        let mixed = serde_json::from_str::<RetryPolicy>(r#"{"schedule_ms":[1],"base_ms":1}"#);
        assert!(mixed.unwrap_err().to_string().contains("either `schedule_ms`"));
        assert!(serde_json::from_str::<RetryPolicy>(r#"{"shedule_ms":[1]}"#).is_err());
        assert_eq!(exponential(0, 5, 3).check(), Err(RetryPolicyError::Delay));
        assert_eq!(exponential(9, 5, 3).check(), Err(RetryPolicyError::Delay));
        assert_eq!(exponential(1, 5, 0).check(), Err(RetryPolicyError::Attempts));
        let jittery = RetryPolicy { jitter: f64::NAN, ..RetryPolicy::default() };
        assert_eq!(jittery.check(), Err(RetryPolicyError::Jitter));
    }

    proptest! {
        #[test]
        #[expect(clippy::cast_precision_loss, reason = "delays are under 2^53 milliseconds")]
        fn exponential_delays_grow_to_the_cap_and_jitter_stays_inside(
            base in 1_u64..100_000, doublings in 0_u32..20, attempts in 1_u16..=100, jitter in 0.0_f64..=1.0,
            id in any::<u128>(),
        ) {
            let cap_ms = base << doublings;
            let policy = RetryPolicy {
                delays: Delays::Exponential { base_ms: base, cap_ms, max_attempts: attempts }, jitter,
            };
            let mut last = 0;
            for failures in 1..attempts {
                let nominal = policy.nominal_ms(failures).unwrap();
                prop_assert!(nominal >= last && nominal <= cap_ms);
                last = nominal;
                let delay = policy.delay_ms(failures, delivery(id)).unwrap();
                prop_assert!(delay >= 1);
                prop_assert!((delay as f64 - nominal as f64).abs() <= nominal as f64 * jitter + 1.0);
                prop_assert_eq!(policy.delay_ms(failures, delivery(id)).unwrap(), delay);
            }
            prop_assert_eq!(policy.nominal_ms(attempts), None);
            prop_assert_eq!(policy.nominal_ms(10_000), None);
        }
    }
}
