//! The database's clock, estimated between looks: a base read from Postgres plus what passed since.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

use sqlx::PgPool;
use time::OffsetDateTime;

use super::error::Doing;
use super::error::StoreError;

/// Postgres rules the time (ARCHITECTURE, decisions): this machine's wall clock may be wrong by days, and
/// only decides the timestamp that is signed.
#[derive(Debug)]
pub(crate) struct Clock {
    base: Mutex<(Instant, OffsetDateTime)>,
}

impl Clock {
    /// Reads the database's time once.
    pub(crate) async fn read(pool: &PgPool) -> Result<Self, StoreError> {
        Ok(Self { base: Mutex::new(look(pool).await?) })
    }

    /// Reads the database's time again, so that the estimate does not drift.
    pub(crate) async fn correct(&self, pool: &PgPool) -> Result<(), StoreError> {
        let seen = look(pool).await?;
        *self.base.lock().unwrap_or_else(PoisonError::into_inner) = seen;
        Ok(())
    }

    /// What the database's clock shows about now.
    pub(crate) fn now(&self) -> OffsetDateTime {
        let (at, shown) = *self.base.lock().unwrap_or_else(PoisonError::into_inner);
        shown + at.elapsed()
    }

    /// Milliseconds since 1970 by the database's clock.
    pub(crate) fn unix_ms(&self) -> u64 {
        u64::try_from(self.now().unix_timestamp_nanos() / 1_000_000).unwrap_or(0)
    }
}

async fn look(pool: &PgPool) -> Result<(Instant, OffsetDateTime), StoreError> {
    let asked = Instant::now();
    let shown = sqlx::query_scalar!(r#"select clock_timestamp() as "now!""#)
        .fetch_one(pool)
        .await
        .doing("reading the database's clock")?;
    // The answer was made about half-way between question and answer.
    Ok((asked + asked.elapsed().min(Duration::from_secs(1)) / 2, shown))
}
