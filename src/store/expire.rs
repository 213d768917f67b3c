//! Expiry: what was not sent within the time that its event allows is finished as `cancelled`.

use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::handoff::Owned;
use crate::domain::chain::chain;
use crate::domain::delivery::Cause;

/// Rows one statement ends at most.
const BATCH_MAX: i64 = 5_000;

/// Ends deliveries that wait although their time is over, whatever they wait for; says how many. What a node has just
/// now is left to that node.
pub async fn sweep(store: &Store) -> Result<u64, StoreError> {
    let mut ended = 0;
    for shard in store.shards() {
        loop {
            let now = sweep_shard(store, shard).await?;
            ended += now;
            if now < u64::try_from(BATCH_MAX).unwrap_or(u64::MAX) {
                break;
            }
        }
    }
    if ended > 0 {
        store.hints().happened.notify_waiters();
    }
    Ok(ended)
}

async fn sweep_shard(store: &Store, shard: i16) -> Result<u64, StoreError> {
    let ended = sqlx::query!(
        "with late as materialized (
             select id, ctid as place from queue
             where shard = $1 and expires_at <= now() and owner is null
             order by expires_at limit $2 for update skip locked
         ), gone as (
             delete from queue q using late
             where q.shard = $1 and q.ctid = late.place and q.id = late.id
             returning q.id, event_id, endpoint_id, project_id, event_type, attempt, charged, last_outcome,
                       last_status, redrive_id, ordering_key, order_no
         )
         insert into delivery (shard, id, event_id, endpoint_id, project_id, event_type, status, cause, attempt,
                               charged, last_outcome, last_status, redrive_id, ordering_key, order_no)
         select $1, id, event_id, endpoint_id, project_id, event_type, 'cancelled', $3, attempt, charged,
                last_outcome, last_status, redrive_id, ordering_key, order_no
         from gone",
        shard,
        BATCH_MAX,
        Cause::Expired.as_str(),
    )
    .execute(store.delivery())
    .await
    .doing("ending expired deliveries")?;
    Ok(ended.rows_affected())
}

/// Ends deliveries that were held for longer than their endpoint allows, counted from when they were due; says how many.
pub async fn sweep_held(store: &Store) -> Result<u64, StoreError> {
    let limited: Vec<(Uuid, i64)> = store
        .snapshot()
        .endpoints()
        .filter(|endpoint| !endpoint.settings.status.is_sent())
        .filter_map(|endpoint| Some((endpoint.id.uuid(), endpoint.settings.pacing.max_age_ms?)))
        .map(|(endpoint, ms)| (endpoint, i64::try_from(ms).unwrap_or(i64::MAX)))
        .collect();
    let mut ended = 0;
    for (endpoint, max_age_ms) in limited {
        for shard in store.shards() {
            loop {
                let now = sweep_held_by(store, shard, endpoint, max_age_ms).await?;
                ended += now;
                if now < u64::try_from(BATCH_MAX).unwrap_or(u64::MAX) {
                    break;
                }
            }
        }
    }
    if ended > 0 {
        store.hints().happened.notify_waiters();
    }
    Ok(ended)
}

async fn sweep_held_by(
    store: &Store,
    shard: i16,
    endpoint: Uuid,
    max_age_ms: i64,
) -> Result<u64, StoreError> {
    // The endpoint is asked here once more: this process may not have heard that it was resumed, or its limit changed.
    let ended = sqlx::query!(
        "with late as materialized (
             select id, ctid as place from queue
             where shard = $1 and endpoint_id = $2 and due_at <= now() - $3::bigint * interval '1 millisecond'
               and owner is null
               and exists (select from endpoint e
                           where e.id = $2 and e.status in ('paused', 'disabled')
                             and (e.pacing ->> 'max_age_ms')::bigint <= $3::bigint)
             order by due_at limit $4 for update skip locked
         ), gone as (
             delete from queue q using late
             where q.shard = $1 and q.ctid = late.place and q.id = late.id
             returning q.id, event_id, endpoint_id, project_id, event_type, attempt, charged, last_outcome,
                       last_status, redrive_id, ordering_key, order_no
         )
         insert into delivery (shard, id, event_id, endpoint_id, project_id, event_type, status, cause, attempt,
                               charged, last_outcome, last_status, redrive_id, ordering_key, order_no)
         select $1, id, event_id, endpoint_id, project_id, event_type, 'cancelled', $5, attempt, charged,
                last_outcome, last_status, redrive_id, ordering_key, order_no
         from gone",
        shard,
        endpoint,
        max_age_ms,
        BATCH_MAX,
        Cause::Expired.as_str(),
    )
    .execute(store.delivery())
    .await
    .doing("ending deliveries that were held for too long")?;
    Ok(ended.rows_affected())
}

/// Ends deliveries that this node owns and has not sent, as if it had never had them, and gives their places back.
/// Answers those that Postgres did not take: they are still owned.
pub async fn owned(store: &Store, deliveries: Vec<Owned>) -> Vec<Owned> {
    let (mut left, mut kept) = (deliveries, Vec::new());
    while let Some(first) = left.first() {
        let (owner, shard) = (first.owner.uuid(), first.id.shard());
        let (these, others): (Vec<Owned>, Vec<Owned>) =
            left.into_iter().partition(|one| one.owner.uuid() == owner && one.id.shard() == shard);
        left = others;
        match end_owned(store, shard, owner, &these).await {
            Ok(()) => {
                store.handoff().let_go(these.iter().map(Owned::held));
                for one in &these {
                    if store.handoff().leave(one.endpoint, 1) {
                        store.hints().due(one.endpoint);
                    }
                }
                store.hints().happened.notify_waiters();
            }
            Err(error) => {
                tracing::warn!(error = chain(&error), "expired deliveries could not be ended yet");
                kept.extend(these);
            }
        }
    }
    kept
}

async fn end_owned(store: &Store, shard: i16, owner: Uuid, these: &[Owned]) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = these.iter().map(|one| one.id.uuid()).collect();
    // The attempt that it was taken for was never made.
    sqlx::query!(
        "with gone as (
             delete from queue where shard = $1 and id = any ($2) and owner = $3
             returning id, event_id, endpoint_id, project_id, event_type, attempt - 1 as attempt, charged,
                       last_outcome, last_status, redrive_id, ordering_key, order_no
         )
         insert into delivery (shard, id, event_id, endpoint_id, project_id, event_type, status, cause, attempt,
                               charged, last_outcome, last_status, redrive_id, ordering_key, order_no)
         select $1, id, event_id, endpoint_id, project_id, event_type, 'cancelled', $4, attempt, charged,
                last_outcome, last_status, redrive_id, ordering_key, order_no
         from gone",
        shard,
        &ids,
        owner,
        Cause::Expired.as_str(),
    )
    .execute(store.delivery())
    .await
    .doing("ending expired deliveries")?;
    Ok(())
}
