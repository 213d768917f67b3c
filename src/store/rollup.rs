//! Roll-ups: counts by the minute, gathered in memory and added to Postgres once a second.
//!
//! Every count is kept three times: for its endpoint, for its project (with no endpoint) and for all (with neither), so
//! that a summary of a day reads a few rows a minute however many endpoints there are.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use time::OffsetDateTime;
use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::failing;
use super::failing::Failing;
use super::failing::Seen;
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
type Counts = HashMap<Key, (i64, [i64; BUCKETS])>;

/// What was counted since the last write.
#[derive(Debug, Default)]
pub struct Rollups(Mutex<Counts>);

impl Rollups {
    /// An event was stored.
    pub(crate) fn accepted(&self, now: OffsetDateTime, project: ProjectId) {
        // Not of an endpoint: an event that no endpoint wants counts too.
        let mut counts = self.lock();
        for whose in [project.uuid(), Uuid::nil()] {
            add(&mut counts, (minute(now), whose, Uuid::nil(), ACCEPTED), None);
        }
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
        let mut counts = self.lock();
        for (project, endpoint) in
            [(project.uuid(), endpoint.uuid()), (project.uuid(), Uuid::nil()), (Uuid::nil(), Uuid::nil())]
        {
            add(&mut counts, (minute, project, endpoint, exchange.outcome.as_str()), duration);
            if dead {
                add(&mut counts, (minute, project, endpoint, DEAD_LETTERED), None);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn add(counts: &mut Counts, key: Key, duration_ms: Option<u32>) {
    let (count, buckets) = counts.entry(key).or_default();
    *count += 1;
    if let Some(duration_ms) = duration_ms {
        buckets[bucket(duration_ms)] += 1;
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

/// Adds what was counted to Postgres, and answers the endpoints that only failed meanwhile. A node that is killed loses at
/// most a second of counts, never of work.
pub async fn write(store: &Store) -> Result<Vec<Failing>, StoreError> {
    let counts = std::mem::take(&mut *store.rollups().lock());
    if counts.is_empty() {
        return Ok(Vec::new());
    }
    let mut seen = Seen::default();
    for ((_, _, endpoint, outcome), (count, _)) in counts.iter().filter(|(key, _)| !key.2.is_nil()) {
        seen.add(*endpoint, outcome, *count);
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
    failing::note(store, &seen).await
}

fn array_text(values: &[i64]) -> String {
    let list: Vec<String> = values.iter().map(i64::to_string).collect();
    format!("{{{}}}", list.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_counts_for_its_endpoint_its_project_and_all() {
        let rollups = Rollups::default();
        let (project, endpoint) =
            (ProjectId::from_uuid(Uuid::from_u128(1)), EndpointId::from_uuid(Uuid::from_u128(2)));
        let now = time::macros::datetime!(2026-11-24 10:00:59 UTC);
        let failed = Exchange { duration_ms: 3, ..Exchange::unsent(Outcome::Timeout, "late") };
        rollups.attempted(now, project, endpoint, &failed, true);
        rollups.accepted(now, project);
        let counts = rollups.lock();
        assert_eq!(counts.len(), 8, "{counts:?}");
        let minute = minute(now);
        for whose in
            [(project.uuid(), endpoint.uuid()), (project.uuid(), Uuid::nil()), (Uuid::nil(), Uuid::nil())]
        {
            assert_eq!(counts[&(minute, whose.0, whose.1, "timeout")].0, 1);
            assert_eq!(counts[&(minute, whose.0, whose.1, "timeout")].1[2], 1);
            assert_eq!(counts[&(minute, whose.0, whose.1, DEAD_LETTERED)].0, 1);
        }
    }

    #[test]
    fn buckets_are_powers_of_two_with_everything_long_in_the_last() {
        assert_eq!(bucket(0), 0);
        assert_eq!(bucket(1), 1);
        assert_eq!(bucket(3), 2);
        assert_eq!(bucket(4), 3);
        assert_eq!(bucket(u32::MAX), BUCKETS - 1);
    }
}
