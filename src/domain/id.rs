//! Ids: `TypeID`s over a `UUIDv7` whose last byte names the shard, so that any id can be routed alone.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use time::OffsetDateTime;
use uuid::Uuid;

/// Crockford's base32 alphabet in lower case, as `TypeID` 0.3 prescribes.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Characters of the part after the underscore.
const SUFFIX_CHARS: usize = 26;

/// Why a text is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an id of this kind is `{prefix}_` and 26 characters of lower-case base32")]
pub struct IdError {
    /// The prefix the id should have had.
    pub prefix: &'static str,
}

/// Puts the shard into the last byte of a fresh `UUIDv7`.
#[must_use]
pub fn with_shard(fresh: Uuid, shard: u8) -> Uuid {
    let mut bytes = fresh.into_bytes();
    bytes[15] = shard;
    Uuid::from_bytes(bytes)
}

/// The shard that `id` names.
#[must_use]
pub fn shard_of(id: Uuid) -> i16 {
    i16::from(id.as_bytes()[15])
}

/// The first 48 bits of a `UUIDv7`: milliseconds since 1970.
#[must_use]
pub fn unix_ms_of(id: Uuid) -> u64 {
    id.as_bytes()[..6].iter().fold(0, |ms, byte| (ms << 8) | u64::from(*byte))
}

/// The smallest id that could have been minted at `unix_ms`; `id >= floor` reads "minted then or later".
#[must_use]
pub fn floor_at(unix_ms: u64) -> Uuid {
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&unix_ms.to_be_bytes()[2..]);
    Uuid::from_bytes(bytes)
}

/// The smallest id that could have been minted at `at`; instants before 1970 and past the 48 bits are clamped.
#[must_use]
pub fn floor_of(at: OffsetDateTime) -> Uuid {
    let ms = at.unix_timestamp_nanos().div_euclid(1_000_000).clamp(0, (1 << 48) - 1);
    floor_at(u64::try_from(ms).unwrap_or(0))
}

fn encode(id: Uuid) -> [u8; SUFFIX_CHARS] {
    let mut rest = id.as_u128();
    let mut out = [0; SUFFIX_CHARS];
    for slot in out.iter_mut().rev() {
        *slot = ALPHABET[(rest & 31) as usize];
        rest >>= 5;
    }
    out
}

fn decode(text: &str) -> Option<Uuid> {
    let bytes = text.as_bytes();
    // 26 characters carry 130 bits: the first may only be 0–7, or the value does not fit.
    if bytes.len() != SUFFIX_CHARS || bytes[0] > b'7' {
        return None;
    }
    bytes
        .iter()
        .try_fold(0_u128, |value, byte| {
            let digit = ALPHABET.iter().position(|letter| letter == byte)?;
            Some((value << 5) | digit as u128)
        })
        .map(Uuid::from_u128)
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// What stands before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// Takes a UUID that is known to be an id of this kind.
            #[must_use]
            pub const fn from_uuid(id: Uuid) -> Self {
                Self(id)
            }

            /// The UUID as Postgres stores it.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// The shard this id's rows live in.
            #[must_use]
            pub fn shard(self) -> i16 {
                shard_of(self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let suffix = encode(self.0);
                f.write_str(concat!($prefix, "_"))?;
                f.write_str(std::str::from_utf8(&suffix).unwrap_or_default())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                text.strip_prefix(concat!($prefix, "_"))
                    .and_then(decode)
                    .map(Self)
                    .ok_or(IdError { prefix: $prefix })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

id_type!(
    /// A project: the owner of endpoints, events and keys; nothing crosses it.
    ProjectId,
    "prj"
);
id_type!(
    /// An API key.
    KeyId,
    "key"
);
id_type!(
    /// An endpoint: where events of some types are sent.
    EndpointId,
    "ep"
);
id_type!(
    /// An event: what a producer published; also the `webhook-id` its receivers see.
    EventId,
    "evt"
);
id_type!(
    /// A delivery: one event for one endpoint.
    DeliveryId,
    "dlv"
);
id_type!(
    /// An attempt: one request of one delivery.
    AttemptId,
    "att"
);
id_type!(
    /// A redrive: one operator's order to deliver a set of finished deliveries again.
    RedriveId,
    "rdr"
);
id_type!(
    /// A node incarnation: one run of `hookitd`; a row's owner.
    NodeId,
    "node"
);

id_type!(
    /// A session: one sign-in at the dashboard.
    SessionId,
    "ses"
);

impl DeliveryId {
    /// The bounds, both inclusive, between which every delivery of `event` lies: deliveries are minted in
    /// their event's millisecond, so the primary key finds them without an index of its own.
    #[must_use]
    pub fn range_of(event: EventId) -> (Uuid, Uuid) {
        let low = floor_at(unix_ms_of(event.uuid()));
        let high = Uuid::from_u128(low.as_u128() | (u128::MAX >> 48));
        (low, high)
    }

    /// The id of attempt number `number`, derived so that it needs no column: the delivery's bits with the
    /// number folded into the random part.
    #[must_use]
    pub fn attempt(self, number: u16) -> AttemptId {
        AttemptId(Uuid::from_u128(self.0.as_u128() ^ (u128::from(number) << 8)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_the_way_to_text_and_back() {
        let id = EventId::from_uuid(Uuid::from_u128(0x0193_5c2e_0a1b_7fff_8abc_def0_1234_5607));
        let text = id.to_string();
        assert_eq!(text.len(), 30);
        assert_eq!(text.parse::<EventId>().unwrap(), id);
        assert_eq!(id.shard(), 7);
    }

    #[test]
    fn the_typeid_vectors_hold() {
        // From the TypeID specification's valid.json.
        let id = Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057);
        assert_eq!(EventId::from_uuid(id).to_string(), "evt_01h455vb4pex5vsknk084sn02q");
        assert_eq!(std::str::from_utf8(&encode(Uuid::max())).unwrap(), "7zzzzzzzzzzzzzzzzzzzzzzzzz");
    }

    #[test]
    fn other_prefixes_capitals_and_overflow_are_refused() {
        for bad in [
            "",
            "evt_",
            "dlv_01h455vb4pex5vsknk084sn02q",
            "evt_01H455VB4PEX5VSKNK084SN02Q",
            "evt_8zzzzzzzzzzzzzzzzzzzzzzzzz",
            "evt_01h455vb4pex5vsknk084sn02",
        ] {
            assert!(bad.parse::<EventId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_range_of_an_event_holds_its_deliveries_and_no_neighbours() {
        let event = EventId::from_uuid(with_shard(floor_at(1_000), 3));
        let (low, high) = DeliveryId::range_of(event);
        assert!(low <= with_shard(floor_at(1_000), 9) && with_shard(floor_at(1_000), 9) <= high);
        assert!(floor_at(1_001) > high && floor_at(999) < low);
    }

    #[test]
    fn attempts_of_one_delivery_have_ids_of_their_own() {
        let delivery = DeliveryId::from_uuid(with_shard(floor_at(5), 1));
        assert_ne!(delivery.attempt(1), delivery.attempt(2));
        assert_eq!(delivery.attempt(1).shard(), 1);
    }
}
