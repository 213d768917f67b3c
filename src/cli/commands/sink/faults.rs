//! Faults: which request is treated how, by a seed and by its place in the order.

use std::time::Duration;

use crate::cli::args::SinkFaults;

/// Bytes of a body that is too big for any sender to keep.
pub(super) const BIG_BODY_BYTES: usize = 4 * 1_024 * 1_024;

/// What is done to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Answered with this status.
    Status(u16),
    /// Answered byte by byte, without end.
    Drip,
    /// The connection is reset.
    Reset,
    /// Never answered.
    Hang,
    /// Answered with a redirect.
    Redirect,
    /// Answered with a very long body.
    BigBody,
}

impl Fault {
    /// Its word in lines and JSON.
    pub(super) fn word(self) -> String {
        match self {
            Self::Status(status) => status.to_string(),
            Self::Drip => "drip".to_owned(),
            Self::Reset => "reset".to_owned(),
            Self::Hang => "hang".to_owned(),
            Self::Redirect => "302".to_owned(),
            Self::BigBody => "big body".to_owned(),
        }
    }
}

/// The plan that the flags make.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    faults: Vec<Fault>,
    share: f64,
    seed: u64,
    /// Before every answer.
    pub(super) slow: Duration,
    /// Beside a status that is no success.
    pub(super) retry_after: Option<u32>,
}

impl Plan {
    /// Reads the flags.
    pub(super) fn of(args: &SinkFaults) -> Self {
        let flags = [
            (args.drip, Fault::Drip),
            (args.reset, Fault::Reset),
            (args.hang, Fault::Hang),
            (args.redirect, Fault::Redirect),
            (args.big_body, Fault::BigBody),
        ];
        let mut faults: Vec<Fault> = args.status.map(Fault::Status).into_iter().collect();
        faults.extend(flags.iter().filter(|(given, _)| *given).map(|(_, fault)| *fault));
        // A share of nothing in particular is the commonest failure.
        if faults.is_empty() && (args.fail.is_some() || args.retry_after.is_some()) {
            faults.push(Fault::Status(if args.retry_after.is_some() { 503 } else { 500 }));
        }
        Self {
            faults,
            share: args.fail.unwrap_or(1.0),
            seed: args.seed,
            slow: args.slow.unwrap_or_default(),
            retry_after: args.retry_after,
        }
    }

    /// What happens to the request with this number.
    pub(super) fn choose(&self, number: u64) -> Option<Fault> {
        let count = u64::try_from(self.faults.len()).ok().filter(|count| *count > 0)?;
        let dice = mixed(self.seed.wrapping_add(mixed(number)));
        // 32 bits decide whether, the others which.
        let share = f64::from(u32::try_from(dice >> 32).unwrap_or(0)) / (f64::from(u32::MAX) + 1.0);
        let which = usize::try_from((dice & 0xffff_ffff) % count).ok()?;
        (share < self.share).then(|| self.faults.get(which).copied()).flatten()
    }
}

/// `SplitMix64`'s finisher: neighbours come out far apart.
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(args: &SinkFaults) -> Vec<Option<Fault>> {
        let plan = Plan::of(args);
        (0..10_000).map(|number| plan.choose(number)).collect()
    }

    #[test]
    fn a_share_is_kept_and_a_seed_decides_who_it_is() {
        let args = SinkFaults { fail: Some(0.3), seed: 7, ..SinkFaults::default() };
        let first = chosen(&args);
        let failed = first.iter().filter(|fault| **fault == Some(Fault::Status(500))).count();
        assert!((2_800..3_200).contains(&failed), "{failed}");
        assert_eq!(first, chosen(&args));
        assert_ne!(first, chosen(&SinkFaults { seed: 8, ..args }));
    }

    #[test]
    fn without_a_share_everything_is_treated_and_every_fault_has_its_turn() {
        let all = chosen(&SinkFaults { status: Some(429), reset: true, ..SinkFaults::default() });
        assert!(all.iter().all(Option::is_some));
        assert!(all.contains(&Some(Fault::Status(429))) && all.contains(&Some(Fault::Reset)));
        assert!(chosen(&SinkFaults::default()).iter().all(Option::is_none));
        assert!(chosen(&SinkFaults { fail: Some(0.0), ..SinkFaults::default() }).iter().all(Option::is_none));
        assert!(chosen(&SinkFaults { fail: Some(1.0), ..SinkFaults::default() }).iter().all(Option::is_some));
    }
}
