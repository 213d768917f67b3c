//! A place within a round: where in the order of time the next row begins, for each of the three tables.

use serde::Deserialize;
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::domain::id::floor_at;
use crate::domain::id::unix_ms_of;

/// What a row of the feed is; rows of one instant come in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Kind {
    /// A delivery that an operator put back.
    Redrive,
    /// An event that was published.
    Event,
    /// An attempt that was recorded.
    Attempt,
}

/// The key of a row: unique, and ordered by time first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Place {
    /// Microseconds since 1970; of an event the millisecond in its id.
    pub(super) at_us: i64,
    pub(super) kind: Kind,
    /// Of the event or the delivery.
    pub(super) id: Uuid,
    /// Of an attempt: twice its number, and one more if it came late.
    pub(super) number: i32,
}

impl Place {
    /// Of an event.
    pub(super) fn of_event(id: Uuid) -> Self {
        let at_us = i64::try_from(unix_ms_of(id)).unwrap_or(0) * 1_000;
        Self { at_us, kind: Kind::Event, id, number: 0 }
    }

    /// Before everything of this instant.
    pub(super) fn before(at_us: i64) -> Self {
        Self { at_us, kind: Kind::Redrive, id: Uuid::nil(), number: -1 }
    }

    /// Events behind this place have greater ids than this.
    pub(super) fn event_bound(&self) -> Uuid {
        let floor = |ms: i64| floor_at(u64::try_from(ms).unwrap_or(0));
        match self.kind {
            Kind::Event => self.id,
            // Up: an event of the same millisecond stands at its beginning, and so before a later microsecond.
            Kind::Redrive => {
                floor(self.at_us.div_euclid(1_000) + i64::from(self.at_us.rem_euclid(1_000) > 0))
            }
            Kind::Attempt => floor(self.at_us.div_euclid(1_000) + 1),
        }
    }

    /// Rows of another table that stand behind this place have a greater key than this.
    pub(super) fn bound(&self, kind: Kind) -> (OffsetDateTime, Uuid, i32) {
        let at = instant(self.at_us);
        match self.kind.cmp(&kind) {
            std::cmp::Ordering::Equal => (at, self.id, self.number),
            std::cmp::Ordering::Less => (at, Uuid::nil(), -1),
            std::cmp::Ordering::Greater => (at, Uuid::max(), i32::MAX),
        }
    }
}

/// Microseconds since 1970 as an instant; out of range, 1970.
pub(super) fn instant(at_us: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(at_us) * 1_000).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// An instant in microseconds since 1970.
pub(super) fn micros(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos().div_euclid(1_000)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place(at_us: i64, kind: u8, id: u128, number: i32) -> Place {
        if kind == 1 {
            let at = floor_at(u64::try_from(at_us / 1_000).unwrap()).as_u128();
            return Place::of_event(Uuid::from_u128(at | (0x7000 << 64) | (id + 1)));
        }
        let kind = if kind == 0 { Kind::Redrive } else { Kind::Attempt };
        Place { at_us, kind, id: Uuid::from_u128(id + 1), number }
    }

    prop_compose! {
        fn any_place()(at_us in 5_000_i64..8_000, kind in 0_u8..3, id in 0_u128..3, number in 0..3) -> Place {
            place(at_us, kind, id, if kind == 2 { number } else { 0 })
        }
    }

    proptest! {
        /// The order of places and the bounds that the statements use say the same.
        #[test]
        fn a_row_stands_behind_a_place_exactly_if_its_key_is_above_the_bound(from in any_place(), row in any_place()) {
            let above = match row.kind {
                Kind::Event => row.id > from.event_bound(),
                kind => (instant(row.at_us), row.id, row.number) > from.bound(kind),
            };
            prop_assert_eq!(above, row > from);
        }
    }

    #[test]
    fn a_round_begins_before_everything_of_its_instant() {
        for kind in 0..3 {
            assert!(place(5_000, kind, 0, 0) > Place::before(5_000));
        }
    }
}
