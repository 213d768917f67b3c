//! One step of a redrive: the next dead letters of its plan go back to the queue, and the order remembers how far
//! it came, in one transaction.

use sqlx::types::Json;
use uuid::Uuid;

use crate::domain::delivery::Status;
use crate::domain::id::NodeId;
use crate::domain::id::RedriveId;
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

/// Moves up to `limit` of the redrive's deliveries, oldest first. A step that is repeated after a crash finds
/// what it moved gone from history, so nothing is moved twice.
pub async fn advance(store: &Store, node: NodeId, id: RedriveId, limit: u32) -> Result<Step, StoreError> {
    let mut tx = store.delivery().begin().await.doing("beginning a step of a redrive")?;
    let order = sqlx::query!(
        r#"select project_id, predicate as "predicate: Json<DeadLetterPredicate>", planned_at, after_id
           from redrive where id = $1 and state = 'running' and holder = $2 for update"#,
        id.uuid(),
        node.uuid(),
    )
    .fetch_optional(&mut *tx)
    .await
    .doing("reading a redrive")?;
    // Paused, cancelled or taken over since: not ours to advance.
    let Some(order) = order else { return Ok(Step { moved: 0, more: false }) };
    let bounds = Bounds::from(&order.predicate.0);
    let rows = sqlx::query!(
        r#"select shard, id from delivery
           where shard = any ($1) and project_id = $2 and status = 'dead_lettered' and id >= $3 and id < $4
             and ($5::uuid is null or endpoint_id = $5) and ($6::text is null or event_type = $6)
             and ($7::text is null or last_outcome = $7) and ($8::uuid[] is null or id = any ($8))
             and ($12::smallint is null or last_status = $12)
             and finished_at <= $9 and ($10::uuid is null or id > $10)
           order by id limit $11"#,
        &store.shards(),
        order.project_id,
        bounds.low,
        bounds.high,
        bounds.endpoint as Option<Uuid>,
        bounds.event_type.as_deref(),
        bounds.outcome,
        bounds.ids.as_deref() as Option<&[Uuid]>,
        order.planned_at,
        order.after_id as Option<Uuid>,
        i64::from(limit),
        bounds.last_status,
    )
    .fetch_all(&mut *tx)
    .await
    .doing("reading a redrive's next deliveries")?;
    let (mut moved, mut leavers) = (0, Leavers::default());
    for shard in store.shards() {
        let ids: Vec<Uuid> = rows.iter().filter(|row| row.shard == shard).map(|row| row.id).collect();
        moved +=
            put_back(&mut tx, shard, &ids, &[Status::DeadLettered], Some(id.uuid()), &mut leavers).await?;
    }
    leavers.credit(&mut tx).await?;
    let more = rows.len() >= limit as usize;
    sqlx::query!(
        "update redrive set moved = moved + $2, after_id = coalesce($3, after_id),
                state = case when $4 then state else 'done' end,
                finished_at = case when $4 then null else now() end,
                lease_until = now() + make_interval(secs => $5)
         where id = $1",
        id.uuid(),
        i64::try_from(moved).unwrap_or(0),
        rows.last().map(|row| row.id) as Option<Uuid>,
        more,
        HOLD_S,
    )
    .execute(&mut *tx)
    .await
    .doing("noting a redrive's progress")?;
    tx.commit().await.doing("taking a step of a redrive")?;
    if moved > 0 {
        store.hints().due_anywhere();
        store.hints().tell_others.notify_one();
        store.hints().happened.notify_waiters();
    }
    Ok(Step { moved, more })
}
