//! What the same Postgres does with single rows, measured before and after, since a shared disk's speed changes.

use std::time::Duration;

use tokio::runtime::Runtime;

use super::tally::Latencies;
use crate::cli::client::Database;
use crate::cli::error::Result;
use crate::store::yardstick;
use crate::store::yardstick::Measured;

/// Connections that insert, whatever the number that publish.
pub(super) const CONNECTIONS: u32 = 64;

/// Measurements so far.
#[derive(Default)]
pub(super) struct Yardstick(Measured);

impl Yardstick {
    /// Measures for `lasts` and adds it to what was measured before.
    pub(super) fn measure(
        &mut self,
        runtime: &Runtime,
        database: &Database,
        payload_bytes: usize,
        lasts: Duration,
    ) -> Result<()> {
        let measured = runtime.block_on(async {
            let store = database.open_wide(CONNECTIONS).await?;
            let measured = yardstick::measure(&store, CONNECTIONS, payload_bytes, lasts).await;
            store.close().await;
            measured.map_err(|error| database.failure(&error))
        })?;
        self.0.commits_us.extend(measured.commits_us);
        self.0.took += measured.took;
        Ok(())
    }

    /// Rows a second; `None` when nothing was measured.
    #[expect(clippy::cast_precision_loss, reason = "a count of rows, far below 2^52")]
    pub(super) fn per_second(&self) -> Option<f64> {
        let took = self.0.took.as_secs_f64();
        (took > 0.0).then(|| self.0.commits_us.len() as f64 / took)
    }

    /// How long each took.
    pub(super) fn latencies(self) -> Latencies {
        Latencies::of(self.0.commits_us)
    }
}
