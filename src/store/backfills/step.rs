//! One step of a backfill: the next events that the endpoint never got make their deliveries.

use std::sync::Arc;

use sqlx::PgConnection;
use sqlx::PgTransaction;
use time::OffsetDateTime;
use uuid::Uuid;

use super::window;
use super::window::Candidate;
use crate::domain::endpoint::Endpoint;
use crate::domain::id::ProjectId;
use crate::store::dead_letters::Bounds;
use crate::store::endpoints;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::redrives::Order;
use crate::store::redrives::Progress;

/// Makes up to `limit` deliveries, by the endpoint's settings of now. An endpoint that does not match at present is waited
/// for; one that is gone ends the order.
pub(in crate::store) async fn step(
    store: &Store,
    tx: &mut PgTransaction<'_>,
    order: &Order,
    limit: u32,
) -> Result<Progress, StoreError> {
    let wait = Progress { moved: 0, after: None, more: true };
    let Some(id) = order.predicate.endpoint else { return Ok(Progress { more: false, ..wait }) };
    let project = ProjectId::from_uuid(order.project);
    let Some(endpoint) = endpoints::find(store, project, &id.to_string()).await?.map(Arc::new) else {
        return Ok(Progress { more: false, ..wait });
    };
    if !endpoint.settings.status.is_matched()
        || (order.after.is_none() && is_being_written(tx, order.planned_at).await?)
    {
        return Ok(wait);
    }
    let bounds = Bounds::from(&order.predicate);
    let mut look = window::look(store, tx, &endpoint, &bounds, order.after).await?;
    let limit = limit as usize;
    let (after, more) = match look.candidates.get(limit) {
        Some(_) => (look.candidates.get(limit - 1).map(|last| last.id), true),
        None => (look.last, look.more),
    };
    look.candidates.truncate(limit);
    let mut moved = 0;
    for shard in store.shards() {
        let events: Vec<&Candidate> = look.candidates.iter().filter(|event| event.shard == shard).collect();
        match insert(tx, shard, &endpoint, order.id, &events).await? {
            Some(made) => moved += made,
            // Its settings changed since they were read: nothing was made, the next step asks anew. Shards before
            // this one cannot have made anything either, the version only rises.
            None => return Ok(Progress { moved, ..wait }),
        }
    }
    Ok(Progress { moved, after, more })
}

/// Whether a transaction of before the plan may still store events, which it then matched with settings of before. It would
/// commit them behind the place where a step has looked. None takes a minute: its statements end before that.
async fn is_being_written(
    connection: &mut PgConnection,
    planned_at: OffsetDateTime,
) -> Result<bool, StoreError> {
    sqlx::query_scalar!(
        r#"select now() < $1::timestamptz + interval '1 minute' and exists (
               select from pg_locks l join pg_stat_activity a on a.pid = l.pid
               where l.locktype = 'relation' and l.relation = 'event'::regclass and l.mode = 'RowExclusiveLock'
                 and l.database = (select oid from pg_database where datname = current_database())
                 and a.xact_start <= $1 and l.pid <> pg_backend_pid()) as "written!""#,
        planned_at,
    )
    .fetch_one(connection)
    .await
    .doing("looking whether events are being stored")
}

/// Makes deliveries in one shard; answers how many, or `None` when the endpoint's settings are not those any more. Each is
/// asked for once more in the statement that makes it, and its key lets no second backfill make it too.
async fn insert(
    connection: &mut PgConnection,
    shard: i16,
    endpoint: &Endpoint,
    order: Uuid,
    events: &[&Candidate],
) -> Result<Option<u64>, StoreError> {
    let (Some(first), Some(last)) = (events.first(), events.last()) else { return Ok(Some(0)) };
    let column = |of: fn(&Candidate) -> Uuid| -> Vec<Uuid> { events.iter().map(|event| of(event)).collect() };
    let row = sqlx::query!(
        r#"with current as (select from endpoint where id = $2 and version = $3 and deleted_at is null), wanted as (
               select w.* from unnest($4::uuid[], $5::uuid[], $6::text[], $7::timestamptz[], $8::text[],
                                      $9::timestamptz[], $10::bigint[])
                    as w (id, event_id, event_type, deliver_at, ordering_key, expires_at, order_no)
               where exists (select from current)
                 and exists (select from event e where e.shard = $1 and e.id >= $11 and e.id <= $12
                               and e.id = w.event_id)
                 and not exists (select from queue q where q.shard = $1 and q.endpoint_id = $2 and q.id >= $11
                                   and q.id <= $12 and q.event_id = w.event_id)
                 and not exists (select from delivery d where d.shard = $1 and d.endpoint_id = $2 and d.id >= $11
                                   and d.id <= $12 and d.event_id = w.event_id)
           ), noted as (
               insert into backfilled (shard, event_id, endpoint_id, delivery_id, project_id, redrive_id)
               select $1, event_id, $2, id, $13, $14 from wanted
               on conflict do nothing
               returning event_id
           ), queued as (
               insert into queue (shard, id, event_id, endpoint_id, project_id, event_type, due_at, attempt,
                                  redrive_id, ordering_key, expires_at, order_no)
               select $1, w.id, w.event_id, $2, $13, w.event_type, greatest(w.deliver_at, now()), 0, $14,
                      w.ordering_key, w.expires_at, w.order_no
               from wanted w join noted n on n.event_id = w.event_id
           )
           select exists (select from current) as "current!", (select count(*) from noted) as "made!""#,
        shard,
        endpoint.id.uuid(),
        endpoint.version,
        &column(|event| Store::mint_beside(event.id)),
        &column(|event| event.id),
        &events.iter().map(|event| event.event_type.as_str()).collect::<Vec<_>>() as &[&str],
        &events.iter().map(|event| event.deliver_at).collect::<Vec<_>>() as &[Option<OffsetDateTime>],
        &events.iter().map(|event| event.ordering_key.as_deref()).collect::<Vec<_>>() as &[Option<&str>],
        &events.iter().map(|event| event.expires_at).collect::<Vec<_>>() as &[Option<OffsetDateTime>],
        &events.iter().map(|event| event.order_no).collect::<Vec<_>>(),
        first.siblings().0,
        last.siblings().1,
        endpoint.project.uuid(),
        order,
    )
    .fetch_one(connection)
    .await
    .doing("making the deliveries of a backfill")?;
    Ok(row.current.then(|| u64::try_from(row.made).unwrap_or(0)))
}
