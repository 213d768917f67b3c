//! One step of an order: the next dead letters of its plan go back to the queue, or a backfill's next deliveries are made,
//! and the order remembers how far it came, in one transaction.

use sqlx::PgTransaction;
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::view::OrderKind;
use crate::domain::delivery::Status;
use crate::domain::id::NodeId;
use crate::domain::id::RedriveId;
use crate::store::backfills;
use crate::store::dead_letters::Bounds;
use crate::store::dead_letters::DeadLetterPredicate;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::redrive_counts;
use crate::store::redrive_counts::Leavers;
use crate::store::redrive_one::put_back;

/// How long a node keeps a redrive without taking a step.
const HOLD_S: f64 = 15.0;

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Deliveries that were put back.
    pub moved: u64,
    /// Whether there is more to do.
    pub more: bool,
}

/// Takes up running redrives that no living node has; answers all that this node has now, with their pace.
pub async fn take(store: &Store, node: NodeId) -> Result<Vec<(RedriveId, u32)>, StoreError> {
    let rows = sqlx::query!(
        r#"update redrive set holder = $1, lease_until = now() + make_interval(secs => $2)
           where id in (select id from redrive
                        where state = 'running'
                          and (holder is null or holder = $1 or lease_until <= now()
                               or not exists (select from node n where n.id = holder and n.lease_until > now()))
                        for update skip locked)
           returning id, rate_per_s as "rate_per_s!""#,
        node.uuid(),
        HOLD_S,
    )
    .fetch_all(store.delivery())
    .await
    .doing("taking up redrives")?;
    Ok(rows
        .into_iter()
        .map(|row| (RedriveId::from_uuid(row.id), u32::try_from(row.rate_per_s).unwrap_or(1)))
        .collect())
}

/// Makes the counts final of redrives that ended and have nothing under way any more; says how many.
pub async fn settle(store: &Store) -> Result<u64, StoreError> {
    redrive_counts::settle(store).await
}

/// An order as a step reads it.
#[derive(Debug)]
pub(in crate::store) struct Order {
    pub(in crate::store) id: Uuid,
    pub(in crate::store) project: Uuid,
    pub(in crate::store) predicate: DeadLetterPredicate,
    pub(in crate::store) planned_at: OffsetDateTime,
    /// What was looked at last.
    pub(in crate::store) after: Option<Uuid>,
}

/// How far a step came.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct Progress {
    /// Deliveries that were put back, or made.
    pub(in crate::store) moved: u64,
    /// What was looked at last; `None`: nothing.
    pub(in crate::store) after: Option<Uuid>,
    /// Whether there is more to do.
    pub(in crate::store) more: bool,
}

/// Moves up to `limit` of the order's deliveries, oldest first. A step that is repeated after a crash finds
/// what it moved gone from history, or made, so nothing is moved twice.
pub async fn advance(store: &Store, node: NodeId, id: RedriveId, limit: u32) -> Result<Step, StoreError> {
    let mut tx = store.delivery().begin().await.doing("beginning a step of a redrive")?;
    let row = sqlx::query!(
        r#"select project_id, kind, predicate as "predicate: Json<DeadLetterPredicate>", planned_at, after_id
           from redrive where id = $1 and state = 'running' and holder = $2 for update"#,
        id.uuid(),
        node.uuid(),
    )
    .fetch_optional(&mut *tx)
    .await
    .doing("reading a redrive")?;
    // Paused, cancelled or taken over since: not ours to advance.
    let Some(row) = row else { return Ok(Step { moved: 0, more: false }) };
    let is_backfill = row.kind == OrderKind::Backfill.as_str();
    let order = Order {
        id: id.uuid(),
        project: row.project_id,
        predicate: row.predicate.0,
        planned_at: row.planned_at,
        after: row.after_id,
    };
    let progress = if is_backfill {
        backfills::step(store, &mut tx, &order, limit).await?
    } else {
        put_next_back(store, &mut tx, &order, limit).await?
    };
    sqlx::query!(
        "update redrive set moved = moved + $2, after_id = coalesce($3, after_id),
                state = case when $4 then state else 'done' end,
                finished_at = case when $4 then null else now() end,
                lease_until = now() + make_interval(secs => $5)
         where id = $1",
        id.uuid(),
        i64::try_from(progress.moved).unwrap_or(0),
        progress.after as Option<Uuid>,
        progress.more,
        HOLD_S,
    )
    .execute(&mut *tx)
    .await
    .doing("noting a redrive's progress")?;
    tx.commit().await.doing("taking a step of a redrive")?;
    if progress.moved > 0 {
        store.hints().due_anywhere();
        store.hints().tell_others.notify_one();
        store.hints().happened.notify_waiters();
    }
    Ok(Step { moved: progress.moved, more: progress.more })
}

/// Puts the next dead letters of a redrive back.
async fn put_next_back(
    store: &Store,
    tx: &mut PgTransaction<'_>,
    order: &Order,
    limit: u32,
) -> Result<Progress, StoreError> {
    let bounds = Bounds::from(&order.predicate);
    let rows = sqlx::query!(
        r#"select shard, id from delivery
           where shard = any ($1) and project_id = $2 and status = 'dead_lettered' and id >= $3 and id < $4
             and ($5::uuid is null or endpoint_id = $5) and ($6::text is null or event_type = $6)
             and ($7::text is null or last_outcome = $7) and ($8::uuid[] is null or id = any ($8))
             and ($12::smallint is null or last_status = $12)
             and finished_at <= $9 and ($10::uuid is null or id > $10)
           order by id limit $11"#,
        &store.shards(),
        order.project,
        bounds.low,
        bounds.high,
        bounds.endpoint as Option<Uuid>,
        bounds.event_type.as_deref(),
        bounds.outcome,
        bounds.ids.as_deref() as Option<&[Uuid]>,
        order.planned_at,
        order.after as Option<Uuid>,
        i64::from(limit),
        bounds.last_status,
    )
    .fetch_all(&mut **tx)
    .await
    .doing("reading a redrive's next deliveries")?;
    let (mut moved, mut leavers) = (0, Leavers::default());
    for shard in store.shards() {
        let ids: Vec<Uuid> = rows.iter().filter(|row| row.shard == shard).map(|row| row.id).collect();
        moved += put_back(tx, shard, &ids, &[Status::DeadLettered], Some(order.id), &mut leavers).await?;
    }
    leavers.credit(tx).await?;
    let more = rows.len() >= limit as usize;
    Ok(Progress { moved, after: rows.last().map(|row| row.id), more })
}
