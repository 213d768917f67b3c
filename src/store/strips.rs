//! Strips: how endpoints did over time, a cell a span of time, from the roll-ups.

use std::collections::HashMap;

use time::Duration;
use time::OffsetDateTime;
use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::rollup;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;

/// One span of time of one endpoint.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    /// Attempts that succeeded.
    pub delivered: u64,
    /// Attempts that failed.
    pub failed: u64,
    /// Deliveries that were set aside.
    pub dead: u64,
}

/// Which spans of time are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Spans {
    /// When the first begins.
    pub from: OffsetDateTime,
    /// Minutes of each.
    pub minutes: u32,
    /// How many.
    pub count: usize,
}

impl Spans {
    /// So many spans of so many minutes, the last of which is under way; they begin at whole multiples of the hour.
    #[must_use]
    pub fn until(now: OffsetDateTime, minutes: u32, count: usize) -> Self {
        let span_s = i64::from(minutes) * 60;
        let last = now.unix_timestamp().div_euclid(span_s) * span_s;
        let back = span_s * i64::try_from(count.saturating_sub(1)).unwrap_or(0);
        let from = OffsetDateTime::from_unix_timestamp(last - back).unwrap_or(now);
        Self { from, minutes, count }
    }

    /// When a span begins.
    #[must_use]
    pub fn begin(&self, place: usize) -> OffsetDateTime {
        let place = i64::try_from(place).unwrap_or(0);
        self.from.checked_add(Duration::minutes(i64::from(self.minutes) * place)).unwrap_or(self.from)
    }
}

/// The strips of these endpoints; one that had no attempts is left out.
pub async fn strips(
    store: &Store,
    endpoints: &[EndpointId],
    spans: Spans,
) -> Result<HashMap<EndpointId, Vec<Cell>>, StoreError> {
    let ids: Vec<Uuid> = endpoints.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"select endpoint_id, outcome, sum(count)::bigint as "count!",
                  floor(extract(epoch from minute - $2::timestamptz) / ($3::int * 60))::int as "place!"
           from rollup
           where endpoint_id = any ($1) and endpoint_id <> '00000000-0000-0000-0000-000000000000' and minute >= $2
           group by endpoint_id, outcome, 4"#,
        &ids,
        spans.from,
        i32::try_from(spans.minutes).unwrap_or(1),
    )
    .fetch_all(store.front())
    .await
    .doing("reading the strips of endpoints")?;
    let mut found: HashMap<EndpointId, Vec<Cell>> = HashMap::new();
    for row in rows {
        let strip = found
            .entry(EndpointId::from_uuid(row.endpoint_id))
            .or_insert_with(|| vec![Cell::default(); spans.count]);
        let place = usize::try_from(row.place).unwrap_or(0).min(spans.count.saturating_sub(1));
        let count = u64::try_from(row.count).unwrap_or(0);
        let Some(cell) = strip.get_mut(place) else { continue };
        match row.outcome.as_str() {
            rollup::DEAD_LETTERED => cell.dead += count,
            rollup::ACCEPTED => {}
            "succeeded" => cell.delivered += count,
            _ => cell.failed += count,
        }
    }
    Ok(found)
}

/// The endpoints of a project with the most attempts since then, the busiest first.
pub async fn busiest(
    store: &Store,
    project: ProjectId,
    since: OffsetDateTime,
    limit: usize,
) -> Result<Vec<EndpointId>, StoreError> {
    let rows: Vec<Uuid> = sqlx::query_scalar(
        "select endpoint_id from rollup
         where project_id = $1 and endpoint_id <> '00000000-0000-0000-0000-000000000000' and minute >= $2
         group by endpoint_id order by sum(count) desc, endpoint_id limit $3",
    )
    .bind(project.uuid())
    .bind(since)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(store.front())
    .await
    .doing("looking for the busiest endpoints")?;
    Ok(rows.into_iter().map(EndpointId::from_uuid).collect())
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn spans_end_with_the_one_under_way() {
        let spans = Spans::until(datetime!(2026-11-24 10:52:30 UTC), 15, 96);
        assert_eq!(spans.from, datetime!(2026-11-23 11:00 UTC));
        assert_eq!(spans.begin(95), datetime!(2026-11-24 10:45 UTC));
    }
}
