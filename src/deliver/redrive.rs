//! Running redrives: each goes on at its own pace, a step at a time, on whichever node took it up.

use std::collections::HashMap;
use std::time::Duration;
use std::time::Instant;

use crate::domain::chain::chain;
use crate::domain::id::NodeId;
use crate::domain::id::RedriveId;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::redrives;

/// How often to look for redrives that nobody has.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How often to look whether redrives that ended have nothing under way any more.
const SETTLE_EVERY: Duration = Duration::from_secs(2);
/// Shortest time between two steps of one redrive.
const STEP_EVERY: Duration = Duration::from_millis(100);
/// Deliveries one step moves at most.
const STEP_MAX: u32 = 1_000;

/// Runs redrives until cancelled by dropping; a step is a transaction, so nothing is half done.
pub(super) async fn run(store: Store, node: NodeId) {
    let mut paces: HashMap<RedriveId, Pace> = HashMap::new();
    let mut looked_at: Option<Instant> = None;
    let mut settled_at: Option<Instant> = None;
    loop {
        if looked_at.is_none_or(|at| at.elapsed() >= LOOK_EVERY) {
            looked_at = Some(Instant::now());
            match redrives::take(&store, node).await {
                Ok(taken) => {
                    paces.retain(|id, _| taken.iter().any(|(other, _)| other == id));
                    for (id, rate_per_s) in taken {
                        paces.entry(id).or_insert_with(|| Pace::new(rate_per_s));
                    }
                }
                Err(error) => warn(&error),
            }
        }
        step_all(&store, node, &mut paces).await;
        if settled_at.is_none_or(|at| at.elapsed() >= SETTLE_EVERY) {
            settled_at = Some(Instant::now());
            if let Err(error) = redrives::settle(&store).await {
                warn(&error);
            }
        }
        let wait = if paces.is_empty() { LOOK_EVERY } else { STEP_EVERY };
        tokio::select! {
            () = store.hints().redrive.notified() => looked_at = None,
            () = tokio::time::sleep(wait) => {}
        }
    }
}

async fn step_all(store: &Store, node: NodeId, paces: &mut HashMap<RedriveId, Pace>) {
    let mut done = Vec::new();
    for (id, pace) in paces.iter_mut() {
        let due = pace.due(Instant::now());
        if due == 0 {
            continue;
        }
        match redrives::advance(store, node, *id, due).await {
            Ok(step) if !step.more => done.push(*id),
            Ok(_) => {}
            Err(error) => warn(&error),
        }
    }
    paces.retain(|id, _| !done.contains(id));
}

fn warn(error: &StoreError) {
    tracing::warn!(error = chain(error), "a redrive could not go on yet");
}

/// How far a redrive may be by now.
struct Pace {
    rate_per_s: u32,
    counted_at: Instant,
    /// In millionths of a delivery.
    credit: u64,
}

impl Pace {
    fn new(rate_per_s: u32) -> Self {
        // The first delivery goes at once.
        Self { rate_per_s, counted_at: Instant::now(), credit: 1_000_000 }
    }

    /// Deliveries that may be moved now. A second's worth is saved up at most, so that a pause of ours does
    /// not end in a burst.
    fn due(&mut self, now: Instant) -> u32 {
        let passed = now.duration_since(self.counted_at).as_micros();
        self.counted_at = now;
        let earned = u64::try_from(passed).unwrap_or(u64::MAX).saturating_mul(u64::from(self.rate_per_s));
        let most = u64::from(self.rate_per_s).max(1) * 1_000_000;
        self.credit = self.credit.saturating_add(earned).min(most);
        let due = u32::try_from(self.credit / 1_000_000).unwrap_or(u32::MAX).min(STEP_MAX);
        self.credit -= u64::from(due) * 1_000_000;
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redrive_keeps_its_pace_and_does_not_burst() {
        let mut pace = Pace::new(10);
        let start = pace.counted_at;
        assert_eq!(pace.due(start), 1);
        assert_eq!(pace.due(start + Duration::from_millis(99)), 0);
        assert_eq!(pace.due(start + Duration::from_millis(100)), 1);
        assert_eq!(pace.due(start + Duration::from_mins(1)), 10);
        let total: u32 = (1..=100).map(|n| pace.due(start + Duration::from_mins(1) + STEP_EVERY * n)).sum();
        assert_eq!(total, 100);
    }
}
