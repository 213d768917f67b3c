//! A position: all that a reader of the feed has to keep between two requests.

use serde::Deserialize;
use serde::Serialize;
use time::OffsetDateTime;

use super::horizon::Horizon;
use super::place::Place;
use super::place::micros;

/// An event's id may be this much older than its transaction: publishing refuses to write older ones
/// ([`crate::store::publish`]). A second is for what lies between that look and the first row.
const MINTED_BEFORE_US: i64 = (crate::store::publish::MINTED_BEFORE_MS_MAX + 2_000) * 1_000;
/// The other rows take the time of their own statement.
const WRITTEN_BEFORE_US: i64 = 2_000_000;
/// How long a transaction may have been under way when somebody begins to read without a past.
const BEGUN_BEFORE_US: i64 = 30_000_000;

/// Where a reader is. Opaque to it; it is given back with the next request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedPosition {
    /// Of the server whose snapshots these are.
    pub(super) server: i64,
    /// Everything visible here was given, or lies before the reader's beginning; `None`: nothing was.
    pub(super) seen: Option<Horizon>,
    /// What is not visible in `seen` was written by transactions that began after this instant.
    pub(super) floor_us: i64,
    /// The round under way: what of it was given.
    pub(super) round: Option<Round>,
}

/// What is visible in `target` and was not in `seen` is being given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Round {
    pub(super) target: Horizon,
    pub(super) after: Option<Place>,
}

impl FeedPosition {
    /// Begins with what is committed from now on.
    pub(super) fn from_now(now: Horizon, server: i64) -> Self {
        let floor_us =
            if now.snapshot.low == now.snapshot.high { now.at_us } else { now.at_us - BEGUN_BEFORE_US };
        Self { server, seen: Some(now), floor_us, round: None }
    }

    /// Begins with what was published at or after an instant.
    pub(super) fn since(since: OffsetDateTime, server: i64) -> Self {
        Self { server, seen: None, floor_us: micros(since), round: None }
    }

    /// Whether snapshots of this server, which is now at `now`, can be compared with those here.
    pub(super) fn fits(&self, server: i64, now: &Horizon) -> bool {
        let before = |horizon: &Horizon| horizon.snapshot.high <= now.snapshot.high;
        self.server == server
            && self.seen.as_ref().is_none_or(before)
            && self.round.as_ref().is_none_or(|round| before(&round.target))
    }

    /// Where events of the round under way may begin, in microseconds since 1970.
    pub(super) fn events_from_us(&self) -> i64 {
        self.floor_us - if self.seen.is_some() { MINTED_BEFORE_US } else { 0 }
    }

    /// Where redrives and attempts may begin.
    pub(super) fn others_from_us(&self) -> i64 {
        self.floor_us - if self.seen.is_some() { WRITTEN_BEFORE_US } else { 0 }
    }

    /// Ends the round: what its target shows is seen.
    ///
    /// A transaction that is not over in the target and was not under way in the horizon before began to write after
    /// that one was taken. So as soon as all that was under way then is over, nothing older can appear any more.
    pub(super) fn end_round(self) -> Self {
        let Some(Round { target, .. }) = self.round else { return self };
        let nobody_writes = target.snapshot.low == target.snapshot.high;
        let floor_us = match &self.seen {
            _ if nobody_writes => target.at_us,
            Some(seen) if target.snapshot.low >= seen.snapshot.high => seen.at_us,
            Some(_) => self.floor_us,
            None => target.at_us - BEGUN_BEFORE_US,
        };
        Self { floor_us: floor_us.max(self.floor_us), seen: Some(target), round: None, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn horizon(snapshot: &str, at_us: i64) -> Horizon {
        Horizon { snapshot: snapshot.parse().unwrap(), at_us }
    }

    fn round(position: FeedPosition, target: Horizon) -> FeedPosition {
        FeedPosition { round: Some(Round { target, after: None }), ..position }.end_round()
    }

    #[test]
    fn the_floor_rises_only_past_what_is_over() {
        let begun = FeedPosition::from_now(horizon("10:12:10", 60_000_000), 1);
        assert_eq!(begun.floor_us, 30_000_000);
        // 10 is still under way: it may have begun long ago.
        let waiting = round(begun, horizon("10:15:10,14", 61_000_000));
        assert_eq!(waiting.floor_us, 30_000_000);
        // 14 was under way in the last horizon, 10 is over; whoever comes now began after the first.
        let still = round(waiting, horizon("14:16:14,15", 62_000_000));
        assert_eq!(still.floor_us, 30_000_000);
        let past = round(still, horizon("16:17:16", 63_000_000));
        assert_eq!(past.floor_us, 62_000_000);
        let quiet = round(past, horizon("18:18:", 64_000_000));
        assert_eq!(quiet.floor_us, 64_000_000);
    }

    #[test]
    fn a_snapshot_of_another_server_or_of_the_future_does_not_fit() {
        let position = FeedPosition::from_now(horizon("10:12:10", 60_000_000), 1);
        assert!(position.fits(1, &horizon("12:12:", 61_000_000)));
        assert!(!position.fits(2, &horizon("12:12:", 61_000_000)));
        assert!(!position.fits(1, &horizon("9:11:9", 61_000_000)));
    }
}
