//! Minting: fresh ids, by the database's clock, and fresh random bytes.

use uuid::ContextV7;
use uuid::Timestamp;
use uuid::Uuid;

use std::sync::Mutex;
use std::sync::PoisonError;

use super::handle::Store;
use crate::domain::id::EventId;
use crate::domain::id::floor_at;
use crate::domain::id::with_shard;

/// Keeps ids that are minted in one millisecond in order and apart.
pub(crate) struct Mint {
    context: Mutex<ContextV7>,
}

impl Mint {
    pub(crate) fn new() -> Self {
        Self { context: Mutex::new(ContextV7::new()) }
    }

    fn fresh(&self, unix_ms: u64) -> Uuid {
        let context = self.context.lock().unwrap_or_else(PoisonError::into_inner);
        let nanos = u32::try_from(unix_ms % 1_000).unwrap_or(0) * 1_000_000;
        Uuid::new_v7(Timestamp::from_unix(&*context, unix_ms / 1_000, nanos))
    }
}

impl Store {
    /// A fresh id of a reference row.
    pub(crate) fn mint(&self) -> Uuid {
        self.mint_in(0)
    }

    /// The id of an event that is not stored: of a test.
    #[must_use]
    pub fn fresh_event(&self) -> EventId {
        EventId::from_uuid(self.mint())
    }

    /// A fresh id whose rows live in `shard`.
    pub(crate) fn mint_in(&self, shard: u8) -> Uuid {
        with_shard(self.minter().fresh(self.clock().unix_ms()), shard)
    }

    /// A fresh id in the millisecond of `sibling` and in its shard: deliveries are minted so for their event,
    /// which keeps both in partitions of the same day.
    pub(crate) fn mint_beside(sibling: Uuid) -> Uuid {
        let high = floor_at(crate::domain::id::unix_ms_of(sibling)).as_u128();
        let mut low: [u8; 16] = [0; 16];
        rand::fill(&mut low[6..]);
        // Version 7 and variant 0b10 (RFC 9562, section 5.7).
        low[6] = 0x70 | (low[6] & 0x0f);
        low[8] = 0x80 | (low[8] & 0x3f);
        let shard = sibling.as_bytes()[15];
        with_shard(Uuid::from_u128(high | u128::from_be_bytes(low)), shard)
    }
}

/// `N` bytes from the operating system's generator, for secrets, keys and nonces.
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::fill(&mut bytes[..]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn siblings_share_the_millisecond_and_the_shard_and_nothing_else() {
        let mint = Mint::new();
        let event = with_shard(mint.fresh(1_795_511_471_123), 5);
        let (one, two) = (Store::mint_beside(event), Store::mint_beside(event));
        assert_ne!(one, two);
        for sibling in [one, two] {
            assert_eq!(sibling.as_bytes()[..6], event.as_bytes()[..6]);
            assert_eq!(sibling.as_bytes()[15], 5);
            assert_eq!(sibling.get_version_num(), 7);
        }
    }

    #[test]
    fn ids_minted_one_after_the_other_ascend() {
        let mint = Mint::new();
        let ids: Vec<Uuid> = (0..1_000).map(|_| mint.fresh(1_795_511_471_123)).collect();
        assert!(ids.is_sorted());
        assert_eq!(crate::domain::id::unix_ms_of(ids[0]), 1_795_511_471_123);
    }
}
