//! An endpoint's limits and its order, read from a body.

use crate::api::input::members::Members;
use crate::domain::ordering::Ordering;
use crate::domain::pacing::MAX_AGE_MS_MAX;
use crate::domain::pacing::MAX_AGE_MS_MIN;
use crate::domain::pacing::MAX_IN_FLIGHT_MAX;
use crate::domain::pacing::Pacing;
use crate::domain::pacing::RATE_RPS_MAX;
use crate::domain::pacing::RATE_RPS_MIN;

/// How fast it is sent to, and how long it may hold.
pub(super) fn pacing(members: &mut Members) -> Pacing {
    let form = format!("a number from {RATE_RPS_MIN} to {RATE_RPS_MAX}");
    let mut rate: Option<f64> = members.json("rate_limit_rps", &form);
    if rate.is_some_and(|rate| !(RATE_RPS_MIN..=RATE_RPS_MAX).contains(&rate)) {
        members.refuse("rate_limit_rps", "out_of_range", format_args!("the value must be {form}"));
        rate = None;
    }
    let max_in_flight = members.integer("max_in_flight", 1..=u64::from(MAX_IN_FLIGHT_MAX));
    Pacing {
        rate_limit_rps: rate,
        max_in_flight: max_in_flight.and_then(|count| u16::try_from(count).ok()),
        max_age_ms: members.integer("max_age_ms", MAX_AGE_MS_MIN..=MAX_AGE_MS_MAX),
    }
}

/// In which order its deliveries go out.
pub(super) fn ordering(members: &mut Members) -> Ordering {
    let default = Ordering::default();
    Ordering {
        by: members.parsed("ordering", "ordering_unknown", str::parse).unwrap_or(default.by),
        on_dead: members.parsed("on_dead", "on_dead_unknown", str::parse).unwrap_or(default.on_dead),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ordering::OnDead;
    use crate::domain::ordering::OrderBy;

    fn codes(body: &str) -> Vec<&'static str> {
        let mut members = Members::parse(body.as_bytes()).unwrap();
        pacing(&mut members);
        ordering(&mut members);
        members.codes()
    }

    #[test]
    fn each_limit_has_its_refusal() {
        for (body, code) in [
            (r#"{"rate_limit_rps":0}"#, "out_of_range"),
            (r#"{"rate_limit_rps":10001}"#, "out_of_range"),
            (r#"{"rate_limit_rps":1e400}"#, "wrong_type"),
            (r#"{"rate_limit_rps":"5"}"#, "wrong_type"),
            (r#"{"max_in_flight":0}"#, "out_of_range"),
            (r#"{"max_in_flight":1001}"#, "out_of_range"),
            (r#"{"max_in_flight":1.5}"#, "wrong_type"),
            (r#"{"max_age_ms":999}"#, "out_of_range"),
            (r#"{"max_age_ms":7776000001}"#, "out_of_range"),
            (r#"{"ordering":"fifo"}"#, "ordering_unknown"),
            (r#"{"on_dead":"stop"}"#, "on_dead_unknown"),
        ] {
            assert_eq!(codes(body), [code], "{body}");
        }
    }

    #[test]
    fn fractions_of_a_request_a_second_are_read() {
        let body = br#"{"rate_limit_rps":0.5,"max_in_flight":1,"max_age_ms":1000,"ordering":"key","on_dead":"skip"}"#;
        let mut members = Members::parse(body).unwrap();
        let wanted = Pacing { rate_limit_rps: Some(0.5), max_in_flight: Some(1), max_age_ms: Some(1_000) };
        assert_eq!(pacing(&mut members), wanted);
        assert_eq!(ordering(&mut members), Ordering { by: OrderBy::Key, on_dead: OnDead::Skip });
        members.finish().unwrap();
    }
}
