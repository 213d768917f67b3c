//! Deliveries as an operator reads them: live ones from the queue and finished ones from history, as one list.

use sqlx::FromRow;
use sqlx::Postgres;
use sqlx::QueryBuilder;
use time::OffsetDateTime;
use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::page::Listed;
use super::page::Page;
use crate::domain::delivery::Cause;
use crate::domain::delivery::Status;
use crate::domain::event::EventType;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::EventId;
use crate::domain::id::ProjectId;
use crate::domain::id::RedriveId;
use crate::domain::id::floor_of;
use crate::domain::id::unix_ms_of;
use crate::domain::outcome::Outcome;

/// Which deliveries are wanted.
#[derive(Debug, Clone, Default)]
pub struct DeliveryFilter {
    /// In this state.
    pub status: Option<Status>,
    /// Of this endpoint.
    pub endpoint: Option<EndpointId>,
    /// Of this event.
    pub event: Option<EventId>,
    /// Of exactly this event type.
    pub event_type: Option<EventType>,
    /// Made at or after this instant.
    pub created_after: Option<OffsetDateTime>,
    /// Made before this instant.
    pub created_before: Option<OffsetDateTime>,
    /// Whose last attempt ended so.
    pub outcome: Option<Outcome>,
    /// Whose last attempt brought this HTTP status.
    pub last_status: Option<u16>,
}

/// A delivery, live or finished.
#[derive(Debug, Clone)]
pub struct DeliveryView {
    /// Its id.
    pub id: DeliveryId,
    /// Its event.
    pub event_id: EventId,
    /// Where it goes.
    pub endpoint_id: EndpointId,
    /// Whose it is.
    pub project_id: ProjectId,
    /// The event's type.
    pub event_type: EventType,
    /// Where it stands.
    pub status: Status,
    /// Why it was set aside or cancelled.
    pub cause: Option<Cause>,
    /// Attempts so far, the one under way included.
    pub attempt_count: u16,
    /// Attempts charged to the budget since the last redrive.
    pub charged: u16,
    /// When the next attempt is due; `None` when finished or under way.
    pub next_attempt_at: Option<OffsetDateTime>,
    /// Until when the node that has it may keep it.
    pub leased_until: Option<OffsetDateTime>,
    /// How the last attempt ended.
    pub last_outcome: Option<Outcome>,
    /// What HTTP status the last attempt brought.
    pub last_status: Option<u16>,
    /// The redrive that put it back last.
    pub redrive_id: Option<RedriveId>,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it was finished.
    pub finished_at: Option<OffsetDateTime>,
    /// The operator who cancelled or dropped it.
    pub ended_by: Option<String>,
    /// While it lives: not sent from this instant on.
    pub expires_at: Option<OffsetDateTime>,
}

#[derive(FromRow)]
pub(crate) struct Row {
    id: Uuid,
    event_id: Uuid,
    endpoint_id: Uuid,
    project_id: Uuid,
    event_type: String,
    status: String,
    cause: Option<String>,
    attempt: i16,
    charged: i16,
    due_at: Option<OffsetDateTime>,
    leased_until: Option<OffsetDateTime>,
    last_outcome: Option<String>,
    last_status: Option<i16>,
    redrive_id: Option<Uuid>,
    finished_at: Option<OffsetDateTime>,
    ended_by: Option<String>,
    expires_at: Option<OffsetDateTime>,
}

impl TryFrom<Row> for DeliveryView {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let id = DeliveryId::from_uuid(row.id);
        let odd = |column| StoreError::Inconsistent { table: "delivery", column, row: id.to_string() };
        let created_ns = i128::from(unix_ms_of(row.id)) * 1_000_000;
        Ok(Self {
            id,
            event_id: EventId::from_uuid(row.event_id),
            endpoint_id: EndpointId::from_uuid(row.endpoint_id),
            project_id: ProjectId::from_uuid(row.project_id),
            event_type: EventType::from_stored(row.event_type),
            status: row.status.parse().map_err(|_| odd("status"))?,
            cause: row.cause.map(|word| word.parse().map_err(|_| odd("cause"))).transpose()?,
            attempt_count: u16::try_from(row.attempt).unwrap_or(0),
            charged: u16::try_from(row.charged).unwrap_or(0),
            next_attempt_at: row.due_at,
            leased_until: row.leased_until,
            last_outcome: row
                .last_outcome
                .map(|word| word.parse().map_err(|_| odd("last_outcome")))
                .transpose()?,
            last_status: row.last_status.and_then(|status| u16::try_from(status).ok()),
            redrive_id: row.redrive_id.map(RedriveId::from_uuid),
            created_at: OffsetDateTime::from_unix_timestamp_nanos(created_ns).map_err(|_| odd("id"))?,
            finished_at: row.finished_at,
            ended_by: row.ended_by,
            expires_at: row.expires_at,
        })
    }
}

/// Live rows in the shape of [`Row`]; the state is told from the row and its endpoint.
const LIVE: &str = "
    select q.id, q.event_id, q.endpoint_id, q.project_id, q.event_type,
           case when q.owner is not null then 'in_flight'
                when p.status in ('paused', 'disabled') then 'held'
                when q.charged > 0 or q.unknown_in_a_row > 0 then 'retrying'
                else 'pending' end as status,
           null::text as cause, q.attempt, q.charged,
           case when q.owner is null then q.due_at end as due_at, n.lease_until as leased_until,
           q.last_outcome, q.last_status, q.redrive_id, null::timestamptz as finished_at,
           null::text as ended_by, q.expires_at
    from queue q left join endpoint p on p.id = q.endpoint_id left join node n on n.id = q.owner
    where q.shard = s.shard and ";
/// Finished rows in the shape of [`Row`].
const FINISHED: &str = "
    select q.id, q.event_id, q.endpoint_id, q.project_id, q.event_type, q.status, q.cause, q.attempt, q.charged,
           null::timestamptz as due_at, null::timestamptz as leased_until, q.last_outcome, q.last_status,
           q.redrive_id, q.finished_at, q.ended_by, null::timestamptz as expires_at
    from delivery q
    where q.shard = s.shard and ";

/// Deliveries of a project, newest first.
pub async fn list(
    store: &Store,
    project: ProjectId,
    filter: &DeliveryFilter,
    page: Page,
) -> Result<Listed<DeliveryView>, StoreError> {
    let shards = store.shards();
    let mut sql = QueryBuilder::<Postgres>::new("select d.* from unnest(");
    sql.push_bind(&shards).push("::smallint[]) as s (shard) cross join lateral (");
    let mut parts = 0;
    if filter.status.is_none_or(|status| !status.is_finished()) {
        push_part(&mut sql, LIVE, project, filter, page);
        if let Some(status) = filter.status {
            push_live_status(&mut sql, status);
        }
        sql.push(" order by q.id desc limit ").push_bind(page.fetch()).push(")");
        parts += 1;
    }
    // One part a state: each is the end of one index, whatever the mixture of states.
    for status in [Status::Succeeded, Status::DeadLettered, Status::Cancelled] {
        if filter.status.is_some_and(|wanted| wanted != status) || !can_end_so(status, filter.outcome) {
            continue;
        }
        if parts > 0 {
            sql.push(" union all ");
        }
        push_part(&mut sql, FINISHED, project, filter, page);
        // A literal, so that the planner may use the index of dead letters, which is partial.
        sql.push(match status {
            Status::Succeeded => " and q.status = 'succeeded'",
            Status::DeadLettered => " and q.status = 'dead_lettered'",
            _ => " and q.status = 'cancelled'",
        });
        sql.push(" order by q.id desc limit ").push_bind(page.fetch()).push(")");
        parts += 1;
    }
    if parts == 0 {
        return Ok(Listed { items: Vec::new(), more: false });
    }
    sql.push(") d order by d.id desc limit ").push_bind(page.fetch());
    let rows: Vec<Row> = sql.build_query_as().fetch_all(store.front()).await.doing("listing deliveries")?;
    let views = rows.into_iter().map(DeliveryView::try_from).collect::<Result<_, _>>()?;
    Ok(Listed::cut(views, page))
}

/// Whether a finished delivery of this state can have this last outcome. Where it cannot, a whole index would be
/// read to find nothing.
fn can_end_so(status: Status, outcome: Option<Outcome>) -> bool {
    match (status, outcome) {
        (Status::Succeeded, Some(outcome)) => outcome == Outcome::Succeeded,
        (Status::DeadLettered, Some(outcome)) => outcome != Outcome::Succeeded,
        _ => true,
    }
}

fn push_part(
    sql: &mut QueryBuilder<Postgres>,
    from: &'static str,
    project: ProjectId,
    filter: &DeliveryFilter,
    page: Page,
) {
    sql.push("(").push(from).push("q.project_id = ").push_bind(project.uuid());
    sql.push(" and q.id < ").push_bind(page.bound());
    if let Some(endpoint) = filter.endpoint {
        sql.push(" and q.endpoint_id = ").push_bind(endpoint.uuid());
    }
    if let Some(event) = filter.event {
        let (low, high) = DeliveryId::range_of(event);
        sql.push(" and q.event_id = ").push_bind(event.uuid());
        sql.push(" and q.id >= ").push_bind(low).push(" and q.id <= ").push_bind(high);
    }
    if let Some(event_type) = &filter.event_type {
        sql.push(" and q.event_type = ").push_bind(event_type.as_str().to_owned());
    }
    if let Some(outcome) = filter.outcome {
        sql.push(" and q.last_outcome = ").push_bind(outcome.as_str());
    }
    if let Some(status) = filter.last_status {
        sql.push(" and q.last_status = ").push_bind(i16::try_from(status).unwrap_or(i16::MAX));
    }
    push_time_bounds(sql, filter.created_after, filter.created_before);
}

fn push_live_status(sql: &mut QueryBuilder<Postgres>, status: Status) {
    let held = "coalesce(p.status in ('paused', 'disabled'), false)";
    match status {
        Status::InFlight => sql.push(" and q.owner is not null"),
        Status::Held => sql.push(" and q.owner is null and ").push(held),
        Status::Retrying => {
            sql.push(" and q.owner is null and (q.charged > 0 or q.unknown_in_a_row > 0) and not ").push(held)
        }
        _ => {
            sql.push(" and q.owner is null and q.charged = 0 and q.unknown_in_a_row = 0 and not ").push(held)
        }
    };
}

/// Times are bounds on the id, which begins with the millisecond it was minted in.
pub(crate) fn push_time_bounds(
    sql: &mut QueryBuilder<Postgres>,
    after: Option<OffsetDateTime>,
    before: Option<OffsetDateTime>,
) {
    if let Some(after) = after {
        sql.push(" and q.id >= ").push_bind(floor_of(after));
    }
    if let Some(before) = before {
        sql.push(" and q.id < ").push_bind(floor_of(before));
    }
}

/// One delivery.
pub async fn show(
    store: &Store,
    project: ProjectId,
    id: DeliveryId,
) -> Result<Option<DeliveryView>, StoreError> {
    let mut sql = QueryBuilder::<Postgres>::new("select d.* from (select ");
    sql.push_bind(id.shard()).push("::smallint as shard) s cross join lateral (");
    for (from, union) in [(LIVE, ""), (FINISHED, " union all ")] {
        sql.push(union).push("(").push(from).push("q.id = ").push_bind(id.uuid());
        sql.push(" and q.project_id = ").push_bind(project.uuid()).push(")");
    }
    sql.push(") d");
    let row: Option<Row> =
        sql.build_query_as().fetch_optional(store.front()).await.doing("reading a delivery")?;
    row.map(DeliveryView::try_from).transpose()
}
