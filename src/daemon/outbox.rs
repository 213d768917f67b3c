//! The outbox's loop: what applications published in SQL becomes events, a fraction of a second after their commit.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::api;
use crate::domain::chain::chain;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::outbox::drain;
use crate::store::outbox::drain::Drained;
use crate::store::outbox::publisher;
use crate::store::vacuum;

/// How often the outbox is looked at when nobody says that something waits: one entry of an index, ten times a second.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How long to wait after Postgres refused or did not answer.
const AGAIN: Duration = Duration::from_secs(1);
/// Rows that leave the table before it is vacuumed.
const VACUUM_AFTER: u64 = 20_000;

/// Drains until `stop`. One node at a time does; the others find it busy.
pub(super) async fn run(store: Store, payload_bytes_max: usize, stop: CancellationToken) {
    if let Err(error) = publisher::set_limit(&store, payload_bytes_max).await {
        tracing::warn!(error = chain(&error), "applications are not told how large a payload may be");
    }
    let mut gone = 0;
    while !stop.is_cancelled() {
        let wait = match turn(&store, payload_bytes_max).await {
            Ok(Drained { rows: 0, .. }) => LOOK_EVERY,
            Ok(drained) => {
                gone += drained.rows;
                tell(drained);
                Duration::ZERO
            }
            Err(error) => {
                tracing::warn!(error = chain(&error), "the outbox could not be drained");
                AGAIN
            }
        };
        if gone >= VACUUM_AFTER {
            gone = 0;
            if let Err(error) = vacuum::outbox(&store).await {
                tracing::warn!(error = chain(&error), "the outbox could not be vacuumed");
            }
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = store.hints().outbox.notified() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}

async fn turn(store: &Store, payload_bytes_max: usize) -> Result<Drained, StoreError> {
    if drain::is_waiting(store).await? {
        drain::drain(store, &|row| api::judge(store, payload_bytes_max, row)).await
    } else {
        Ok(Drained::default())
    }
}

fn tell(drained: Drained) {
    if drained.refused > 0 {
        tracing::warn!(
            events = drained.refused,
            "events that were published in SQL were refused: hookit outbox list"
        );
    }
}
