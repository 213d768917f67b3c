//! The three tables of a feed: what a round has there behind a place, found by index and a bounded number of rows a look.

use time::OffsetDateTime;
use uuid::Uuid;

use super::place::Kind;
use super::place::Place;
use super::place::micros;
use super::position::FeedPosition;
use super::position::Round;
use crate::domain::id::ProjectId;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// Rows of one table that a look goes over at most.
const LOOKED_AT_MAX: i64 = 5_000;

/// A row of the round: where it stands, and what there is to load for it.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) place: Place,
    /// Its event, whose payload may be shown.
    pub(super) event_id: Uuid,
    pub(super) payload_bytes: usize,
    pub(super) what: What,
}

/// What is known of it from its own row.
#[derive(Debug, Clone)]
pub(super) enum What {
    Event,
    Redrive { delivery: Uuid, endpoint: Uuid, event_type: String, redrive: Option<Uuid> },
    Attempt(AttemptRow),
}

/// An attempt with what its delivery says.
#[derive(Debug, Clone)]
pub(super) struct AttemptRow {
    pub(super) delivery: Uuid,
    pub(super) endpoint: Uuid,
    pub(super) event_type: String,
    pub(super) redrive: Option<Uuid>,
    pub(super) number: i16,
    pub(super) outcome: String,
    pub(super) response_status: Option<i16>,
    pub(super) duration_ms: Option<i32>,
    pub(super) error: Option<String>,
    pub(super) node: String,
}

/// What one table has of the round.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) found: Vec<Found>,
    /// Where the look ended although rows may follow; `None`: it went to the end.
    pub(super) ended_at: Option<Place>,
}

/// What every look is told.
pub(super) struct Asked<'a> {
    pub(super) project: ProjectId,
    /// A regular expression of Postgres that the event type has to match.
    pub(super) types: Option<&'a str>,
    pub(super) limit: i64,
    seen: Option<String>,
    target: String,
    /// The newest transaction's number in two halves: rows tell only the lower one of theirs.
    epoch: i64,
    low: i64,
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        project: ProjectId,
        types: Option<&'a str>,
        limit: u32,
        position: &FeedPosition,
        round: &Round,
    ) -> Self {
        let newest = i64::try_from(round.target.snapshot.high).unwrap_or(i64::MAX);
        Self {
            project,
            types,
            limit: i64::from(limit) + 1,
            seen: position.seen.as_ref().map(|seen| seen.snapshot.to_string()),
            target: round.target.snapshot.to_string(),
            epoch: newest & !0xffff_ffff,
            low: newest & 0xffff_ffff,
        }
    }
}

/// Events, in the order of their ids.
pub(super) async fn events(store: &Store, asked: &Asked<'_>, after: Uuid) -> Result<Look, StoreError> {
    let rows = sqlx::query!(
        r#"with looked as materialized (
               select q.* from unnest($1::smallint[]) as s (shard) cross join lateral (
                   select id, type, length(payload) as bytes, xmin::text::bigint as xid
                   from event where shard = s.shard and project_id = $2 and id > $3
                   order by id limit $4
               ) q order by q.id limit $4
           ), round as (
               select id, bytes from (
                   select *, greatest($5 + xid - case when xid > $6 then 4294967296 else 0 end, 3)::text::xid8 as x
                   from looked
               ) l
               where pg_visible_in_snapshot(x, $7::text::pg_snapshot)
                 and ($8::text is null or not pg_visible_in_snapshot(x, $8::text::pg_snapshot))
                 and ($9::text is null or type ~ $9)
               order by id limit $10
           )
           select id as "id!", bytes as "bytes!", true as "found!", 0::bigint as "looked!" from round
           union all
           (select id, 0, false, (select count(*) from looked) from looked order by id desc limit 1)"#,
        &store.shards(),
        asked.project.uuid(),
        after,
        LOOKED_AT_MAX,
        asked.epoch,
        asked.low,
        asked.target,
        asked.seen,
        asked.types,
        asked.limit,
    )
    .fetch_all(store.front())
    .await
    .doing("reading the feed's events")?;
    let mut look = Look::default();
    for row in rows {
        if row.found {
            let payload_bytes = usize::try_from(row.bytes).unwrap_or(0);
            let place = Place::of_event(row.id);
            look.found.push(Found { place, event_id: row.id, payload_bytes, what: What::Event });
        } else if row.looked >= LOOKED_AT_MAX {
            look.ended_at = Some(Place::of_event(row.id));
        }
    }
    Ok(look.cut(asked.limit))
}

/// Redrives, in the order in which deliveries were put back.
pub(super) async fn redrives(
    store: &Store,
    asked: &Asked<'_>,
    after: (OffsetDateTime, Uuid, i32),
) -> Result<Look, StoreError> {
    let rows = sqlx::query!(
        r#"with looked as materialized (
               select q.* from unnest($1::smallint[]) as s (shard) cross join lateral (
                   select at, delivery_id, event_id, endpoint_id, event_type, redrive_id, xmin::text::bigint as xid
                   from redriven where shard = s.shard and project_id = $2 and (at, delivery_id) > ($3, $4::uuid)
                   order by at, delivery_id limit $5
               ) q order by q.at, q.delivery_id limit $5
           ), round as (
               select l.* from (
                   select *, greatest($6 + xid - case when xid > $7 then 4294967296 else 0 end, 3)::text::xid8 as x
                   from looked
               ) l
               where pg_visible_in_snapshot(x, $8::text::pg_snapshot)
                 and ($9::text is null or not pg_visible_in_snapshot(x, $9::text::pg_snapshot))
                 and ($10::text is null or event_type ~ $10)
               order by at, delivery_id limit $11
           )
           select at as "at!", delivery_id as "delivery_id!", event_id as "event_id!", endpoint_id as "endpoint_id!",
                  event_type as "event_type!", redrive_id, true as "found!", 0::bigint as "looked!" from round
           union all
           (select at, delivery_id, event_id, endpoint_id, event_type, redrive_id, false,
                   (select count(*) from looked)
            from looked order by at desc, delivery_id desc limit 1)"#,
        &store.shards(),
        asked.project.uuid(),
        after.0,
        after.1,
        LOOKED_AT_MAX,
        asked.epoch,
        asked.low,
        asked.target,
        asked.seen,
        asked.types,
        asked.limit,
    )
    .fetch_all(store.front())
    .await
    .doing("reading the feed's redrives")?;
    let mut look = Look::default();
    for row in rows {
        let place = Place { at_us: micros(row.at), kind: Kind::Redrive, id: row.delivery_id, number: 0 };
        if row.found {
            let what = What::Redrive {
                delivery: row.delivery_id,
                endpoint: row.endpoint_id,
                event_type: row.event_type,
                redrive: row.redrive_id,
            };
            look.found.push(Found { place, event_id: row.event_id, payload_bytes: 0, what });
        } else if row.looked >= LOOKED_AT_MAX {
            look.ended_at = Some(place);
        }
    }
    Ok(look.cut(asked.limit))
}

/// Attempts, in the order in which they were recorded.
#[expect(clippy::too_many_lines, reason = "one statement, which is read as a whole")]
pub(super) async fn attempts(
    store: &Store,
    asked: &Asked<'_>,
    after: (OffsetDateTime, Uuid, i32),
) -> Result<Look, StoreError> {
    // Whose it is stands only at the delivery, which is looked up for what the round has, by its key.
    let rows = sqlx::query!(
        r#"with looked as materialized (
               select q.* from unnest($1::smallint[]) as s (shard) cross join lateral (
                   select s.shard, recorded_at, delivery_id, number * 2 + (outcome = 'late')::int as n, number,
                          outcome, response_status, duration_ms, error, node, xmin::text::bigint as xid
                   from attempt
                   where shard = s.shard and recorded_at >= $2
                     and (recorded_at, delivery_id, number * 2 + (outcome = 'late')::int) > ($2, $3::uuid, $4::int)
                   order by recorded_at, delivery_id, n limit $5
               ) q order by q.recorded_at, q.delivery_id, q.n limit $5
           ), round as (
               select l.*, d.* from (
                   select *, greatest($6 + xid - case when xid > $7 then 4294967296 else 0 end, 3)::text::xid8 as x
                   from looked
               ) l
               cross join lateral (
                   select event_id, endpoint_id, project_id, event_type, redrive_id
                   from queue where shard = l.shard and id = l.delivery_id
                   union all
                   select event_id, endpoint_id, project_id, event_type, redrive_id
                   from delivery where shard = l.shard and id = l.delivery_id
                   limit 1
               ) d
               where pg_visible_in_snapshot(x, $8::text::pg_snapshot)
                 and ($9::text is null or not pg_visible_in_snapshot(x, $9::text::pg_snapshot))
                 and d.project_id = $10 and ($11::text is null or d.event_type ~ $11)
               order by recorded_at, delivery_id, n limit $12
           )
           select recorded_at as "at!", delivery_id as "delivery_id!", n as "n!", number as "number!",
                  outcome as "outcome!", response_status, duration_ms, error, node as "node!", event_id, endpoint_id,
                  event_type, redrive_id, 0::bigint as "looked!"
           from round
           union all
           (select recorded_at, delivery_id, n, number, outcome, null, null, null, node, null, null, null, null,
                   (select count(*) from looked)
            from looked order by recorded_at desc, delivery_id desc, n desc limit 1)"#,
        &store.shards(),
        after.0,
        after.1,
        after.2,
        LOOKED_AT_MAX,
        asked.epoch,
        asked.low,
        asked.target,
        asked.seen,
        asked.project.uuid(),
        asked.types,
        asked.limit,
    )
    .fetch_all(store.front())
    .await
    .doing("reading the feed's attempts")?;
    let mut look = Look::default();
    for row in rows {
        let place = Place { at_us: micros(row.at), kind: Kind::Attempt, id: row.delivery_id, number: row.n };
        if let (Some(event_id), Some(endpoint), Some(event_type)) =
            (row.event_id, row.endpoint_id, row.event_type)
        {
            let what = What::Attempt(AttemptRow {
                delivery: row.delivery_id,
                endpoint,
                event_type,
                redrive: row.redrive_id,
                number: row.number,
                outcome: row.outcome,
                response_status: row.response_status,
                duration_ms: row.duration_ms,
                error: row.error,
                node: row.node,
            });
            look.found.push(Found { place, event_id, payload_bytes: 0, what });
        } else if row.looked >= LOOKED_AT_MAX {
            look.ended_at = Some(place);
        }
    }
    Ok(look.cut(asked.limit))
}

impl Look {
    /// A look that found all it may give ends at the last of it.
    fn cut(mut self, limit: i64) -> Self {
        if self.found.len() as u64 >= limit.unsigned_abs()
            && let Some(last) = self.found.iter().map(|found| found.place).max()
        {
            self.ended_at = Some(last);
        }
        self
    }
}
