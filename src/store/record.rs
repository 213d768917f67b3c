//! Recording: how attempts ended and what that makes of their deliveries, many in one statement.

use std::collections::HashSet;
use std::sync::Arc;

use time::OffsetDateTime;
use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::handoff::Held;
use crate::domain::delivery::Next;
use crate::domain::delivery::Status;
use crate::domain::exchange::Exchange;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::NodeId;
use crate::domain::id::ProjectId;
use crate::domain::id::unix_ms_of;
use crate::domain::operation::Operation;
use crate::domain::outcome::Outcome;

/// Results one statement records at most.
pub const BATCH_MAX: usize = 500;
/// The same as the statement is told it.
const BATCH_MAX_ROWS: i64 = 500;

/// An attempt that ended.
#[derive(Debug, Clone)]
pub struct Ended {
    /// The delivery.
    pub id: DeliveryId,
    /// Where it went.
    pub endpoint: EndpointId,
    /// Whose it is.
    pub project: ProjectId,
    /// The incarnation that made the attempt. Together with the number it must still stand in the row, or
    /// another node has decided meanwhile.
    pub owner: NodeId,
    /// The name of the node that made it.
    pub node: Arc<str>,
    /// The attempt's number.
    pub number: u16,
    /// Attempts charged to the budget, this one included if it is.
    pub charged: u16,
    /// When it began; `None` when nobody knows.
    pub started_at: Option<OffsetDateTime>,
    /// What it looked like.
    pub exchange: Exchange,
    /// What becomes of the delivery.
    pub next: Next,
}

/// What a batch did.
#[derive(Debug, Default)]
pub struct Recorded {
    /// Deliveries that another node had decided, with the attempt's number: it stands as `late`, nothing else
    /// changed.
    pub fenced: HashSet<Held>,
}

/// Records results, all of one shard.
///
/// The statement is written so that each row is looked up by its key whatever the planner believes. The queue is
/// vacuumed all the time and often when it is empty; a plain join by id then reads all of it for every batch, dead
/// rows too, for a scan of nothing seems cheap. Hence the sub-select that cannot be turned round, its range and order
/// that only the primary key serves, the rows' places, and the limit, which to the planner means few rows.
#[expect(clippy::too_many_lines, reason = "one statement, which is read as a whole")]
pub async fn record(store: &Store, shard: i16, ended: &[Ended]) -> Result<Recorded, StoreError> {
    if ended.is_empty() {
        return Ok(Recorded::default());
    }
    let next = NextColumns::of(ended);
    let attempt = AttemptColumns::of(ended);
    // Nothing is noted for telling while nobody listens, nor of the dead letters of those who do.
    let told_in = store.snapshot().listening_to(Operation::DeliveryDeadLettered).map(ProjectId::uuid);
    let applied = sqlx::query!(
        r#"with o as materialized (
               select u.*, now() + make_interval(secs => u.after_ms / 1000.0) as due_at
               from unnest($2::uuid[], $3::uuid[], $4::smallint[], $5::text[], $6::text[], $7::bigint[],
                           $8::smallint[], $9::smallint[], $10::text[], $11::smallint[], $12::timestamptz[],
                           $13::int[], $14::int[], $15::int[], $16::int[], $17::int[], $18::int[], $19::text[],
                           $20::text[], $21::bytea[], $22::bool[], $23::text[], $24::text[])
                    as u (id, owner, number, finished_as, cause, after_ms, charged, unknown_in_a_row, outcome,
                          response_status, started_at, duration_ms, dns_ms, connect_ms, tls_ms, first_byte_ms,
                          body_ms, dialled, response_headers, response_body, body_incomplete, error, node)
               limit $25
           ), held as materialized (
               select o.*, h.place
               from o cross join lateral (
                   select ctid as place from queue
                   where shard = $1 and id between o.id and o.id and owner = o.owner and attempt = o.number
                   order by id limit 1
               ) h
           ), finished as (
               delete from queue q using held o
               where q.shard = $1 and q.ctid = o.place and q.id = o.id and q.owner = o.owner
                 and q.attempt = o.number and o.finished_as is not null
               returning q.event_id, q.endpoint_id, q.project_id, q.event_type, q.redrive_id,
                         q.ordering_key, q.order_no, o.*
           ), again as (
               update queue q set owner = null, due_at = o.due_at, paced = false, charged = o.charged,
                      unknown_in_a_row = o.unknown_in_a_row, last_outcome = o.outcome,
                      last_status = o.response_status
               from held o
               where q.shard = $1 and q.ctid = o.place and q.id = o.id and q.owner = o.owner
                 and q.attempt = o.number and o.finished_as is null
               returning o.*
           ), history as (
               insert into delivery (shard, id, event_id, endpoint_id, project_id, event_type, status, cause,
                                     attempt, charged, last_outcome, last_status, redrive_id, ordering_key,
                                     order_no)
               select $1, id, event_id, endpoint_id, project_id, event_type, finished_as, cause, number, charged,
                      outcome, response_status, redrive_id, ordering_key, order_no
               from finished
           ), news as (
               insert into dead_letter_news (shard, delivery_id, number, endpoint_id, project_id, event_type, cause,
                                             outcome, response_status)
               select $1, id, number, endpoint_id, project_id, event_type, cause, outcome, response_status
               from finished
               where $26::uuid is not null and finished_as = 'dead_lettered' and project_id <> $26
           ), applied as (
               select id, number, outcome, started_at, duration_ms, dns_ms, connect_ms, tls_ms, first_byte_ms,
                      body_ms, dialled, response_status, response_headers, response_body, body_incomplete, error,
                      node
               from finished
               union all
               select id, number, outcome, started_at, duration_ms, dns_ms, connect_ms, tls_ms, first_byte_ms,
                      body_ms, dialled, response_status, response_headers, response_body, body_incomplete, error,
                      node
               from again
           ), attempts as (
               insert into attempt (shard, delivery_id, number, outcome, started_at, duration_ms, dns_ms,
                                    connect_ms, tls_ms, first_byte_ms, body_ms, dialled, response_status,
                                    response_headers, response_body, body_incomplete, error, node)
               select $1, applied.* from applied
           )
           select id as "id!", number as "number!" from applied"#,
        shard,
        &next.ids,
        &next.owners,
        &next.numbers,
        &next.finished_as as &[Option<&str>],
        &next.causes as &[Option<&str>],
        &next.after_ms,
        &next.charged,
        &next.unknown_in_a_row,
        &next.outcomes as &[&str],
        &next.statuses as &[Option<i16>],
        &attempt.started_at as &[Option<OffsetDateTime>],
        &attempt.duration_ms as &[Option<i32>],
        &attempt.dns_ms as &[Option<i32>],
        &attempt.connect_ms as &[Option<i32>],
        &attempt.tls_ms as &[Option<i32>],
        &attempt.first_byte_ms as &[Option<i32>],
        &attempt.body_ms as &[Option<i32>],
        &attempt.dialled as &[Option<String>],
        &attempt.headers as &[Option<String>],
        &attempt.bodies as &[Option<&[u8]>],
        &attempt.incomplete,
        &attempt.errors as &[Option<String>],
        &attempt.nodes as &[&str],
        BATCH_MAX_ROWS,
        told_in as Option<Uuid>,
    )
    .fetch_all(store.delivery())
    .await
    .doing("recording results")?;
    let applied: HashSet<Held> = applied
        .into_iter()
        .map(|row| (DeliveryId::from_uuid(row.id), u16::try_from(row.number).unwrap_or(0)))
        .collect();
    let fenced: HashSet<Held> =
        ended.iter().map(|one| (one.id, one.number)).filter(|one| !applied.contains(one)).collect();
    count(store, ended, &fenced);
    store.hints().happened.notify_waiters();
    Ok(Recorded { fenced })
}

/// Keeps what a node learned after its lease had ended: a second row for the attempt, `late`. The delivery is
/// no longer its to change. A result that was stored before, although the answer to that was lost, is not late.
pub async fn record_late(store: &Store, shard: i16, ended: &[&Ended]) -> Result<(), StoreError> {
    let late: Vec<Ended> = ended.iter().map(|one| (*one).clone()).collect();
    let ids: Vec<Uuid> = late.iter().map(|one| one.id.uuid()).collect();
    let numbers: Vec<i16> = late.iter().map(|one| small(one.number)).collect();
    let columns = AttemptColumns::of(&late);
    let statuses: Vec<Option<i16>> = late.iter().map(|one| status_of(&one.exchange)).collect();
    sqlx::query!(
        "insert into attempt (shard, delivery_id, number, outcome, started_at, duration_ms, dialled,
                              response_status, error, node)
         select $1, a.id, a.number, $2, a.started_at, a.duration_ms, a.dialled, a.status, a.error, a.node
         from unnest($4::uuid[], $5::smallint[], $6::timestamptz[], $7::int[], $8::text[], $9::smallint[],
                     $10::text[], $3::text[])
              as a (id, number, started_at, duration_ms, dialled, status, error, node)
         where not exists (select from attempt t where t.shard = $1 and t.delivery_id = a.id
                           and t.number = a.number and t.outcome <> 'unknown')
         on conflict do nothing",
        shard,
        Outcome::Late.as_str(),
        &columns.nodes as &[&str],
        &ids,
        &numbers,
        &columns.started_at as &[Option<OffsetDateTime>],
        &columns.duration_ms as &[Option<i32>],
        &columns.dialled as &[Option<String>],
        &statuses as &[Option<i16>],
        &columns.errors as &[Option<String>],
    )
    .execute(store.delivery())
    .await
    .doing("recording late results")?;
    Ok(())
}

fn count(store: &Store, ended: &[Ended], fenced: &HashSet<Held>) {
    let now = store.now();
    let now_ms = u64::try_from(now.unix_timestamp_nanos() / 1_000_000).unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "a batch has at most some hundred results")]
    store.meters().record_batch.observe(ended.len() as f64);
    for one in ended.iter().filter(|one| !fenced.contains(&(one.id, one.number))) {
        store.meters().count_attempt(one.exchange.outcome, one.exchange.duration_ms);
        let dead = matches!(one.next, Next::DeadLettered { .. });
        if matches!(one.next, Next::Succeeded) {
            // A delivery is minted in the millisecond of its event.
            store.meters().count_delivered(now_ms.saturating_sub(unix_ms_of(one.id.uuid())));
        }
        if dead {
            store.meters().dead_lettered.inc();
        }
        store.rollups().attempted(now, one.project, one.endpoint, &one.exchange, dead);
    }
    store.meters().fenced.inc_by(u64::try_from(fenced.len()).unwrap_or(0));
}

fn small(number: u16) -> i16 {
    i16::try_from(number).unwrap_or(i16::MAX)
}

fn status_of(exchange: &Exchange) -> Option<i16> {
    exchange.answer.as_ref().and_then(|answer| i16::try_from(answer.status).ok())
}

/// What becomes of each delivery, in columns.
#[derive(Default)]
struct NextColumns {
    ids: Vec<Uuid>,
    owners: Vec<Uuid>,
    numbers: Vec<i16>,
    finished_as: Vec<Option<&'static str>>,
    causes: Vec<Option<&'static str>>,
    after_ms: Vec<i64>,
    charged: Vec<i16>,
    unknown_in_a_row: Vec<i16>,
    outcomes: Vec<&'static str>,
    statuses: Vec<Option<i16>>,
}

impl NextColumns {
    fn of(ended: &[Ended]) -> Self {
        let mut columns = Self::default();
        for one in ended {
            let (finished_as, cause, after_ms, unknown) = match one.next {
                Next::Succeeded => (Some(Status::Succeeded.as_str()), None, 0, 0),
                Next::DeadLettered { cause } => {
                    (Some(Status::DeadLettered.as_str()), Some(cause.as_str()), 0, 0)
                }
                Next::Cancelled { cause } => (Some(Status::Cancelled.as_str()), Some(cause.as_str()), 0, 0),
                Next::Retry { after_ms, unknown_in_a_row, .. } => {
                    (None, None, i64::try_from(after_ms).unwrap_or(i64::MAX), unknown_in_a_row)
                }
            };
            columns.ids.push(one.id.uuid());
            columns.owners.push(one.owner.uuid());
            columns.numbers.push(small(one.number));
            columns.finished_as.push(finished_as);
            columns.causes.push(cause);
            columns.after_ms.push(after_ms);
            columns.charged.push(small(one.charged));
            columns.unknown_in_a_row.push(small(unknown));
            columns.outcomes.push(one.exchange.outcome.as_str());
            columns.statuses.push(status_of(&one.exchange));
        }
        columns
    }
}

/// What each attempt looked like, in columns.
#[derive(Default)]
struct AttemptColumns<'e> {
    started_at: Vec<Option<OffsetDateTime>>,
    duration_ms: Vec<Option<i32>>,
    dns_ms: Vec<Option<i32>>,
    connect_ms: Vec<Option<i32>>,
    tls_ms: Vec<Option<i32>>,
    first_byte_ms: Vec<Option<i32>>,
    body_ms: Vec<Option<i32>>,
    dialled: Vec<Option<String>>,
    headers: Vec<Option<String>>,
    bodies: Vec<Option<&'e [u8]>>,
    incomplete: Vec<bool>,
    errors: Vec<Option<String>>,
    nodes: Vec<&'e str>,
}

impl<'e> AttemptColumns<'e> {
    fn of(ended: &'e [Ended]) -> Self {
        let mut columns = Self::default();
        let whole = |ms: Option<u32>| ms.and_then(|ms| i32::try_from(ms).ok());
        for one in ended {
            let Exchange { phases, answer, .. } = &one.exchange;
            columns.started_at.push(one.started_at);
            columns.duration_ms.push(one.started_at.and(whole(Some(one.exchange.duration_ms))));
            columns.dns_ms.push(whole(phases.dns_ms));
            columns.connect_ms.push(whole(phases.connect_ms));
            columns.tls_ms.push(whole(phases.tls_ms));
            columns.first_byte_ms.push(whole(phases.first_byte_ms));
            columns.body_ms.push(whole(phases.body_ms));
            columns.dialled.push(one.exchange.dialled.map(|address| address.to_string()));
            columns.headers.push(answer.as_ref().map(|answer| headers_json(&answer.headers)));
            columns.bodies.push(answer.as_ref().map(|answer| answer.body.as_ref()));
            columns.incomplete.push(answer.as_ref().is_some_and(|answer| answer.body_incomplete));
            columns.nodes.push(&one.node);
            columns.errors.push(one.exchange.error.as_deref().map(without_nul));
        }
        columns
    }
}

fn headers_json(headers: &[(String, String)]) -> String {
    let pairs: Vec<[String; 2]> =
        headers.iter().map(|(name, value)| [without_nul(name), without_nul(value)]).collect();
    // A list of pairs of texts always has a JSON form.
    serde_json::to_string(&pairs).unwrap_or_default()
}

/// Postgres' text holds no NUL; a receiver that sends one must not stop the record.
fn without_nul(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}
