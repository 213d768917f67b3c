//! Redrives as an operator reads them: the order, and what became of what it moved.

use std::fmt;
use std::str::FromStr;

use sqlx::FromRow;
use sqlx::Postgres;
use sqlx::QueryBuilder;
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::domain::id::ProjectId;
use crate::domain::id::RedriveId;
use crate::domain::outcome::UnknownWord;
use crate::domain::outcome::words;
use crate::store::dead_letters::DeadLetterPredicate;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::page::Listed;
use crate::store::page::Page;

words!(
    /// Where a redrive stands.
    RedriveState {
        /// Counted, not started.
        Planned = "planned",
        /// Moving dead letters at its pace.
        Running = "running",
        /// Held by an operator.
        Paused = "paused",
        /// All of its plan was moved.
        Done = "done",
        /// Ended by an operator.
        Cancelled = "cancelled",
    }
);

words!(
    /// What an order does.
    OrderKind {
        /// Puts dead letters back.
        Redrive = "redrive",
        /// Makes deliveries of events that an endpoint never got.
        Backfill = "backfill",
    }
);

/// A redrive or a backfill, and its progress.
#[derive(Debug, Clone)]
pub struct RedriveView {
    /// Its id.
    pub id: RedriveId,
    /// What it does.
    pub kind: OrderKind,
    /// Where it stands.
    pub state: RedriveState,
    /// What it covers.
    pub predicate: DeadLetterPredicate,
    /// Deliveries it moves a second; `None` until it is started.
    pub rate_per_s: Option<u32>,
    /// Dead letters when it was planned.
    pub total: u64,
    /// Put back so far.
    pub moved: u64,
    /// Of those: delivered.
    pub delivered: u64,
    /// Of those: still waiting or under way.
    pub waiting: u64,
    /// Of those: set aside again.
    pub dead: u64,
    /// Of those: cancelled or dropped.
    pub cancelled: u64,
    /// Who asked for it.
    pub requested_by: String,
    /// When it was planned.
    pub planned_at: OffsetDateTime,
    /// When it was started.
    pub started_at: Option<OffsetDateTime>,
    /// When it ended.
    pub finished_at: Option<OffsetDateTime>,
    /// When all that it put back had an outcome; from then on its counts stand.
    pub settled_at: Option<OffsetDateTime>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    kind: String,
    state: String,
    predicate: Json<DeadLetterPredicate>,
    rate_per_s: Option<i32>,
    total: i64,
    moved: i64,
    delivered: i64,
    dead: i64,
    cancelled: i64,
    requested_by: String,
    planned_at: OffsetDateTime,
    started_at: Option<OffsetDateTime>,
    finished_at: Option<OffsetDateTime>,
    settled_at: Option<OffsetDateTime>,
}

impl TryFrom<Row> for RedriveView {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let id = RedriveId::from_uuid(row.id);
        let whole = |count: i64| u64::try_from(count).unwrap_or(0);
        Ok(Self {
            id,
            kind: row.kind.parse().map_err(|_| StoreError::Inconsistent {
                table: "redrive",
                column: "kind",
                row: id.to_string(),
            })?,
            state: row.state.parse().map_err(|_| StoreError::Inconsistent {
                table: "redrive",
                column: "state",
                row: id.to_string(),
            })?,
            predicate: row.predicate.0,
            rate_per_s: row.rate_per_s.and_then(|rate| u32::try_from(rate).ok()),
            total: whole(row.total),
            moved: whole(row.moved),
            delivered: whole(row.delivered),
            waiting: whole(row.moved - row.delivered - row.dead - row.cancelled),
            dead: whole(row.dead),
            cancelled: whole(row.cancelled),
            requested_by: row.requested_by,
            planned_at: row.planned_at,
            started_at: row.started_at,
            finished_at: row.finished_at,
            settled_at: row.settled_at,
        })
    }
}

/// An order with what its deliveries came to: what left it was counted as it left, what is still its own is counted
/// from the index of redriven deliveries, and what is settled is not counted again.
const SELECT: &str = "
    select r.id, r.kind, r.state, r.predicate, r.rate_per_s, r.total, r.moved, r.requested_by, r.planned_at, r.started_at,
           r.finished_at, r.settled_at, r.delivered + coalesce(c.delivered, 0) as delivered,
           r.dead + coalesce(c.dead, 0) as dead, r.cancelled + coalesce(c.cancelled, 0) as cancelled
    from redrive r left join lateral (
        select count(*) filter (where d.status = 'succeeded') as delivered,
               count(*) filter (where d.status = 'dead_lettered') as dead,
               count(*) filter (where d.status = 'cancelled') as cancelled
        from delivery d where d.shard = any (";

/// Redrives of a project that were started, newest first.
pub async fn list(store: &Store, project: ProjectId, page: Page) -> Result<Listed<RedriveView>, StoreError> {
    let mut sql = select(store);
    sql.push(" where r.state <> 'planned' and r.project_id = ").push_bind(project.uuid());
    sql.push(" and r.id < ").push_bind(page.bound());
    sql.push(" order by r.id desc limit ").push_bind(page.fetch());
    let rows: Vec<Row> = sql.build_query_as().fetch_all(store.front()).await.doing("listing redrives")?;
    let views = rows.into_iter().map(RedriveView::try_from).collect::<Result<_, _>>()?;
    Ok(Listed::cut(views, page))
}

/// One redrive, planned or started.
pub async fn show(
    store: &Store,
    project: ProjectId,
    id: RedriveId,
) -> Result<Option<RedriveView>, StoreError> {
    let mut sql = select(store);
    sql.push(" where r.project_id = ").push_bind(project.uuid());
    sql.push(" and r.id = ").push_bind(id.uuid());
    let row: Option<Row> =
        sql.build_query_as().fetch_optional(store.front()).await.doing("reading a redrive")?;
    row.map(RedriveView::try_from).transpose()
}

fn select(store: &Store) -> QueryBuilder<Postgres> {
    let mut sql = QueryBuilder::new(SELECT);
    sql.push_bind(store.shards())
        .push(") and d.redrive_id = r.id) c on r.state <> 'planned' and r.settled_at is null");
    sql
}
