//! An endpoint's limits and order as a manifest says them, checked while their line and column are known.

use std::fmt;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::de::Error;
use serde::de::Visitor;

use super::text::NumberRule;
use super::text::Rule;
use super::text::checked_text;
use crate::domain::ordering::OnDead;
use crate::domain::ordering::OrderBy;
use crate::domain::pacing::MAX_AGE_MS_MAX;
use crate::domain::pacing::MAX_AGE_MS_MIN;
use crate::domain::pacing::MAX_IN_FLIGHT_MAX;
use crate::domain::pacing::RATE_RPS_MAX;
use crate::domain::pacing::RATE_RPS_MIN;

checked_text!(
    /// Which deliveries wait for each other.
    OrderWord, "none or key",
    |text| text.parse::<OrderBy>().map(|by| by.as_str().to_owned())
        .map_err(|_| "ordering is none or key".to_owned())
);
checked_text!(
    /// What a dead letter does to those behind it.
    OnDeadWord, "block or skip",
    |text| text.parse::<OnDead>().map(|on_dead| on_dead.as_str().to_owned())
        .map_err(|_| "on_dead is block or skip".to_owned())
);

/// Requests a second.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(transparent)]
pub(crate) struct RateRps(pub(crate) f64);

struct Rate;

impl Visitor<'_> for Rate {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of requests a second")
    }

    fn visit_f64<E: Error>(self, rate: f64) -> Result<f64, E> {
        if (RATE_RPS_MIN..=RATE_RPS_MAX).contains(&rate) {
            Ok(rate)
        } else {
            Err(E::custom(format!("rate_limit_rps is a number from {RATE_RPS_MIN} to {RATE_RPS_MAX}")))
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "what is beyond 10,000 is refused")]
    fn visit_u64<E: Error>(self, rate: u64) -> Result<f64, E> {
        self.visit_f64(rate as f64)
    }
}

impl<'de> Deserialize<'de> for RateRps {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_f64(Rate).map(Self)
    }
}

/// Requests under way.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(transparent)]
pub(crate) struct MaxInFlight(pub(crate) u16);

impl<'de> Deserialize<'de> for MaxInFlight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rule = NumberRule(
            |count| {
                let wrong = || format!("max_in_flight is a whole number from 1 to {MAX_IN_FLIGHT_MAX}");
                if (1..=u64::from(MAX_IN_FLIGHT_MAX)).contains(&count) { Ok(count) } else { Err(wrong()) }
            },
            "a number of requests",
        );
        let count = deserializer.deserialize_u64(rule)?;
        u16::try_from(count).map(Self).map_err(D::Error::custom)
    }
}

/// How long a due delivery may be held.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(transparent)]
pub(crate) struct MaxAgeMs(pub(crate) u64);

impl<'de> Deserialize<'de> for MaxAgeMs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rule = NumberRule(
            |ms| {
                let wrong =
                    || format!("max_age_ms is a whole number from {MAX_AGE_MS_MIN} to {MAX_AGE_MS_MAX}");
                if (MAX_AGE_MS_MIN..=MAX_AGE_MS_MAX).contains(&ms) { Ok(ms) } else { Err(wrong()) }
            },
            "milliseconds",
        );
        deserializer.deserialize_u64(rule).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_and_words_are_checked() {
        assert!((serde_yaml::from_str::<RateRps>("50").unwrap().0 - 50.0).abs() < f64::EPSILON);
        for odd in ["0", "-1", "20000", "x"] {
            assert!(serde_yaml::from_str::<RateRps>(odd).is_err(), "{odd}");
        }
        for odd in ["0", "1001", "1.5"] {
            assert!(serde_yaml::from_str::<MaxInFlight>(odd).is_err(), "{odd}");
        }
        for odd in ["999", "7776000001", "1.5"] {
            assert!(serde_yaml::from_str::<MaxAgeMs>(odd).is_err(), "{odd}");
        }
        assert_eq!(serde_yaml::from_str::<OrderWord>("key").unwrap().0, "key");
        assert!(serde_yaml::from_str::<OnDeadWord>("stop").is_err());
    }
}
