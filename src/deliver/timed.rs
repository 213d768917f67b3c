//! Deliveries whose turn has not come yet, by when it comes; a pure structure, no I/O.

use std::collections::BTreeMap;
use std::time::Instant;

use crate::store::handoff::Owned;

/// What this node may send a moment later.
#[derive(Default)]
pub(super) struct Timed {
    waiting: BTreeMap<(Instant, u64), Owned>,
    added: u64,
}

impl Timed {
    /// Keeps a delivery until its turn.
    pub(super) fn add(&mut self, start_at: Instant, owned: Owned) {
        self.added += 1;
        self.waiting.insert((start_at, self.added), owned);
    }

    /// When the next turn comes.
    pub(super) fn next(&self) -> Option<Instant> {
        self.waiting.first_key_value().map(|((at, _), _)| *at)
    }

    /// The next delivery whose turn has come, in the order of their turns.
    pub(super) fn due(&mut self, now: Instant) -> Option<Owned> {
        let first = self.waiting.first_entry().filter(|first| first.key().0 <= now)?;
        Some(first.remove())
    }

    /// Takes out those that `which` names.
    pub(super) fn take(&mut self, mut which: impl FnMut(&Owned) -> bool) -> Vec<Owned> {
        self.waiting.extract_if(.., |_, owned| which(owned)).map(|(_, owned)| owned).collect()
    }

    /// How many wait.
    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }
}
