//! Roll-ups: counts by the minute, gathered in memory and added to Postgres once a second.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::PoisonError;

use time::OffsetDateTime;
use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use crate::domain::exchange::Exchange;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::outcome::Outcome;

/// Histogram buckets: bucket n counts durations under 2^n milliseconds that are in no smaller one.
pub const BUCKETS: usize = 18;
/// Beside outcomes: events that were stored.
pub const ACCEPTED: &str = "accepted";
/// Beside outcomes: deliveries that were set aside.
pub const DEAD_LETTERED: &str = "dead_lettered";

type Key = (OffsetDateTime, Uuid, Uuid, &'static str);

/// What was counted since the last write.
#[derive(Debug, Default)]
pub struct Rollups(Mutex<HashMap<Key, (i64, [i64; BUCKETS])>>);

impl Rollups {
    /// An event was stored.
    pub(crate) fn accepted(&self, now: OffsetDateTime, project: ProjectId) {
        self.add((minute(now), project.uuid(), Uuid::nil(), ACCEPTED), None);
    }

    /// An attempt was recorded.
    pub(crate) fn attempted(
        &self,
        now: OffsetDateTime,
        project: ProjectId,
        endpoint: EndpointId,
        exchange: &Exchange,
        dead: bool,
    ) {
        let minute = minute(now);
        let duration = (exchange.outcome != Outcome::Unknown).then_some(exchange.duration_ms);
        self.add((minute, project.uuid(), endpoint.uuid(), exchange.outcome.as_str()), duration);
        if dead {
            self.add((minute, project.uuid(), endpoint.uuid(), DEAD_LETTERED), None);
        }
    }

    fn add(&self, key: Key, duration_ms: Option<u32>) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, buckets) = counts.entry(key).or_default();
        *count += 1;
        if let Some(duration_ms) = duration_ms {
            buckets[bucket(duration_ms)] += 1;
        }
    }
}

/// The bucket of a duration.
#[must_use]
pub fn bucket(duration_ms: u32) -> usize {
    ((u32::BITS - duration_ms.leading_zeros()) as usize).min(BUCKETS - 1)
}

fn minute(at: OffsetDateTime) -> OffsetDateTime {
    at.replace_second(0).and_then(|at| at.replace_nanosecond(0)).unwrap_or(at)
}

/// Adds what was counted to Postgres. A node that is killed loses at most a second of counts, never of work.
pub async fn write(store: &Store) -> Result<(), StoreError> {
    let counts = std::mem::take(&mut *store.rollups().0.lock().unwrap_or_else(PoisonError::into_inner));
    if counts.is_empty() {
        return Ok(());
    }
    // In one order everywhere, so that two nodes cannot wait for each other.
    let mut rows: Vec<(Key, (i64, [i64; BUCKETS]))> = counts.into_iter().collect();
    rows.sort_unstable_by_key(|(key, _)| *key);
    let minutes: Vec<OffsetDateTime> = rows.iter().map(|(key, _)| key.0).collect();
    let projects: Vec<Uuid> = rows.iter().map(|(key, _)| key.1).collect();
    let endpoints: Vec<Uuid> = rows.iter().map(|(key, _)| key.2).collect();
    let outcomes: Vec<&str> = rows.iter().map(|(key, _)| key.3).collect();
    let totals: Vec<i64> = rows.iter().map(|(_, counts)| counts.0).collect();
    // Arrays of arrays do not pass UNNEST row by row; a bucket list travels as text.
    let buckets: Vec<String> = rows.iter().map(|(_, counts)| array_text(&counts.1)).collect();
    sqlx::query!(
        "insert into rollup as r (minute, project_id, endpoint_id, outcome, count, buckets)
         select u.minute, u.project_id, u.endpoint_id, u.outcome, u.count, u.buckets::bigint[]
         from unnest($1::timestamptz[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::text[])
              as u (minute, project_id, endpoint_id, outcome, count, buckets)
         on conflict (minute, project_id, endpoint_id, outcome) do update
         set count = r.count + excluded.count,
             buckets = array(select a.value + b.value from unnest(r.buckets) with ordinality as a (value, place)
                             join unnest(excluded.buckets) with ordinality as b (value, place) using (place)
                             order by place)",
        &minutes,
        &projects,
        &endpoints,
        &outcomes as &[&str],
        &totals,
        &buckets,
    )
    .execute(store.delivery())
    .await
    .doing("writing roll-ups")?;
    Ok(())
}

fn array_text(values: &[i64]) -> String {
    let list: Vec<String> = values.iter().map(i64::to_string).collect();
    format!("{{{}}}", list.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_powers_of_two_with_everything_long_in_the_last() {
        assert_eq!(bucket(0), 0);
        assert_eq!(bucket(1), 1);
        assert_eq!(bucket(3), 2);
        assert_eq!(bucket(4), 3);
        assert_eq!(bucket(u32::MAX), BUCKETS - 1);
    }
}
