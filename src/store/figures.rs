//! Figures: the last day in sums and the last hour minute by minute, all from the roll-ups.

use std::collections::BTreeMap;

use time::Duration;
use time::OffsetDateTime;
use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::rollup;
use super::stats;
use crate::domain::id::ProjectId;
use crate::domain::outcome::Outcome;

/// Minutes of the series, the one under way included.
pub const MINUTES: usize = 60;

/// Something that is counted: in a day, in an hour, and in each of its minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// In the last 24 hours.
    pub last_day: u64,
    /// In each of the last 60 minutes, oldest first; the last is still under way.
    pub by_minute: [u64; MINUTES],
}

impl Default for Figure {
    fn default() -> Self {
        Self { last_day: 0, by_minute: [0; MINUTES] }
    }
}

impl Figure {
    /// How many there are a second just now: of the last sixty seconds, taking the minute before for what is missing of
    /// the one under way, of which `elapsed_ms` are over.
    #[must_use]
    pub fn now_per_s(&self, elapsed_ms: u32) -> f64 {
        let whole = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let missing = 1.0 - f64::from(elapsed_ms.min(60_000)) / 60_000.0;
        (whole(self.by_minute[MINUTES - 1]) + whole(self.by_minute[MINUTES - 2]) * missing) / 60.0
    }

    /// How many there were a second over the last hour.
    #[must_use]
    pub fn last_hour_per_s(&self) -> f64 {
        let sum: u64 = self.by_minute.iter().sum();
        f64::from(u32::try_from(sum).unwrap_or(u32::MAX)) / 3_600.0
    }
}

/// The series of a status page.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Events that were stored.
    pub events_accepted: Figure,
    /// Attempts that succeeded.
    pub delivered: Figure,
    /// Attempts that ended otherwise, and were not HookIt's own to answer for.
    pub failed_attempts: Figure,
    /// Deliveries that were set aside.
    pub dead_lettered: Figure,
    /// Deliveries that were set aside since midnight, UTC.
    pub dead_lettered_today: u64,
    /// When the first minute of the series began.
    pub first_minute_at: Option<OffsetDateTime>,
    /// Milliseconds of the last minute that are over.
    pub elapsed_ms: u32,
}

/// Figures of a project, or of all, over the last 24 hours.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Events stored.
    pub events_accepted: u64,
    /// Attempts by outcome.
    pub attempts: BTreeMap<Outcome, u64>,
    /// Deliveries set aside.
    pub dead_lettered: u64,
    /// Of those: since midnight, UTC.
    pub dead_lettered_today: u64,
    /// Deliveries that are set aside now.
    pub dlq_depth: u64,
    /// Attempts that succeeded, as a share; `None` without attempts.
    pub success_rate: Option<f64>,
    /// Latency of attempts in milliseconds at the 50th, 95th and 99th percentile: upper bounds of buckets.
    pub latency_ms: Option<[u64; 3]>,
    /// Deliveries that succeeded in the last full minute.
    pub throughput_per_min: u64,
}

/// Adds up the roll-ups of the last 24 hours.
pub async fn summary(store: &Store, project: Option<ProjectId>) -> Result<Summary, StoreError> {
    let rows = sqlx::query!(
        r#"select outcome, sum(count)::bigint as "count!",
                  coalesce(sum(count) filter (where minute = date_trunc('minute', now()) - interval '1 minute'),
                           0)::bigint as "last_minute!",
                  coalesce(sum(count) filter (where minute >= date_trunc('day', now(), 'UTC')), 0)::bigint as "today!",
                  array[sum(buckets[1]), sum(buckets[2]), sum(buckets[3]), sum(buckets[4]), sum(buckets[5]),
                            sum(buckets[6]), sum(buckets[7]), sum(buckets[8]), sum(buckets[9]), sum(buckets[10]),
                            sum(buckets[11]), sum(buckets[12]), sum(buckets[13]), sum(buckets[14]), sum(buckets[15]),
                            sum(buckets[16]), sum(buckets[17]), sum(buckets[18])]::bigint[] as "buckets!: Vec<i64>"
           from rollup
           where project_id = $1 and endpoint_id = $2 and minute >= now() - interval '24 hours'
           group by outcome"#,
        whose(project),
        Uuid::nil(),
    )
    .fetch_all(store.front())
    .await
    .doing("adding up the roll-ups")?;
    let mut summary = Summary { dlq_depth: stats::dead(store, project).await?, ..Summary::default() };
    let mut buckets = [0_u64; rollup::BUCKETS];
    for row in rows {
        let count = u64::try_from(row.count).unwrap_or(0);
        match row.outcome.as_str() {
            rollup::ACCEPTED => summary.events_accepted = count,
            rollup::DEAD_LETTERED => {
                summary.dead_lettered = count;
                summary.dead_lettered_today = u64::try_from(row.today).unwrap_or(0);
            }
            word => {
                let Ok(outcome) = word.parse::<Outcome>() else { continue };
                summary.attempts.insert(outcome, count);
                if outcome == Outcome::Succeeded {
                    summary.throughput_per_min = u64::try_from(row.last_minute).unwrap_or(0);
                }
                for (total, more) in buckets.iter_mut().zip(row.buckets) {
                    *total += u64::try_from(more).unwrap_or(0);
                }
            }
        }
    }
    let attempts: u64 = summary.attempts.values().sum();
    if attempts > 0 {
        let succeeded = summary.attempts.get(&Outcome::Succeeded).copied().unwrap_or(0);
        #[expect(clippy::cast_precision_loss, reason = "a share needs no more than 53 bits")]
        let share = succeeded as f64 / attempts as f64;
        summary.success_rate = Some(share);
    }
    summary.latency_ms = percentiles(&buckets);
    Ok(summary)
}

/// The last hour minute by minute, beside the sums of the day.
pub async fn figures(
    store: &Store,
    project: Option<ProjectId>,
    day: &Summary,
) -> Result<Figures, StoreError> {
    let now = store.now();
    let elapsed_ms = u32::from(now.second()) * 1_000 + u32::from(now.millisecond());
    let minute = now.replace_second(0).and_then(|at| at.replace_nanosecond(0)).unwrap_or(now);
    let first = minute.checked_sub(Duration::minutes(59)).unwrap_or(minute);
    let rows = sqlx::query!(
        r#"select outcome, minute, count from rollup where project_id = $1 and endpoint_id = $2 and minute >= $3"#,
        whose(project),
        Uuid::nil(),
        first,
    )
    .fetch_all(store.front())
    .await
    .doing("reading the last hour's roll-ups")?;
    let delivered = day.attempts.get(&Outcome::Succeeded).copied().unwrap_or(0);
    let failed = day.attempts.iter().filter(|(outcome, _)| is_failure(**outcome)).map(|(_, count)| count);
    let of_day = |last_day| Figure { last_day, ..Figure::default() };
    let mut figures = Figures {
        events_accepted: of_day(day.events_accepted),
        delivered: of_day(delivered),
        failed_attempts: of_day(failed.sum()),
        dead_lettered: of_day(day.dead_lettered),
        dead_lettered_today: day.dead_lettered_today,
        first_minute_at: Some(first),
        elapsed_ms,
    };
    for row in rows {
        // A minute after ours is a clock that is ahead: it belongs to now.
        let place = usize::try_from((row.minute - first).whole_minutes()).unwrap_or(0).min(MINUTES - 1);
        let figure = match row.outcome.as_str() {
            rollup::ACCEPTED => &mut figures.events_accepted,
            rollup::DEAD_LETTERED => &mut figures.dead_lettered,
            word => match word.parse() {
                Ok(Outcome::Succeeded) => &mut figures.delivered,
                Ok(outcome) if is_failure(outcome) => &mut figures.failed_attempts,
                _ => continue,
            },
        };
        figure.by_minute[place] += u64::try_from(row.count).unwrap_or(0);
    }
    Ok(figures)
}

/// Whether an attempt failed by the receiver, the network or its own data; not by a stop or a crash of ours.
const fn is_failure(outcome: Outcome) -> bool {
    outcome.is_charged() && !matches!(outcome, Outcome::Succeeded)
}

/// Whose totals are read.
fn whose(project: Option<ProjectId>) -> Uuid {
    project.map_or(Uuid::nil(), ProjectId::uuid)
}

/// The upper bounds of the buckets in which the 50th, 95th and 99th percentile lie.
fn percentiles(buckets: &[u64]) -> Option<[u64; 3]> {
    let total: u64 = buckets.iter().sum();
    if total == 0 {
        return None;
    }
    Some([50, 95, 99].map(|percent| {
        let rank = (total * percent).div_ceil(100);
        let mut seen = 0;
        let place = buckets.iter().position(|count| {
            seen += count;
            seen >= rank
        });
        1_u64 << place.unwrap_or(buckets.len() - 1)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_upper_bounds_of_their_buckets() {
        let mut buckets = [0; rollup::BUCKETS];
        assert_eq!(percentiles(&buckets), None);
        buckets[3] = 98;
        buckets[10] = 2;
        assert_eq!(percentiles(&buckets), Some([8, 8, 1_024]));
    }

    #[test]
    fn what_is_missing_of_this_minute_is_taken_from_the_one_before() {
        let mut figure = Figure::default();
        figure.by_minute[MINUTES - 2] = 600;
        figure.by_minute[MINUTES - 1] = 300;
        let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 1e-9, "{found}");
        near(figure.now_per_s(30_000), 10.0);
        near(figure.now_per_s(0), 15.0);
        near(figure.now_per_s(60_000), 5.0);
        near(figure.last_hour_per_s(), 0.25);
    }
}
