//! What an operator reads about order: keys that a dead letter blocks, and where a delivery stands among its key's.

use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// Deliveries behind a blocking dead letter that are counted.
const BEHIND_MAX: i64 = 1_000;

/// A key whose deliveries wait for a dead letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockedKey {
    /// The key.
    pub ordering_key: String,
    /// The dead letter.
    pub delivery_id: DeliveryId,
    /// Deliveries that wait behind it, up to a thousand.
    pub waiting: u64,
}

/// Where a live delivery stands among those with its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPlace {
    /// The key.
    pub ordering_key: String,
    /// Live deliveries published before it, but for those that are scheduled for later.
    pub before: u64,
    /// The first dead letter before it.
    pub dead: Option<DeliveryId>,
}

/// Keys of an endpoint that dead letters block while something waits behind them, at most `limit`.
pub async fn blocked(store: &Store, endpoint: EndpointId, limit: i64) -> Result<Vec<BlockedKey>, StoreError> {
    let rows = sqlx::query!(
        r#"select d.key as "key!", d.id as "id!", w.waiting as "waiting!"
           from (select distinct on (ordering_key) ordering_key as key, id, order_no from delivery
                 where shard = any ($1) and endpoint_id = $2 and status = 'dead_lettered'
                   and ordering_key is not null
                 order by ordering_key, order_no) d
           cross join lateral (
               select count(*) as waiting from (
                   select from queue q
                   where q.shard = any ($1) and q.endpoint_id = $2 and q.ordering_key is not null
                     and q.ordering_key = d.key and q.order_no > d.order_no
                     and not (q.attempt = 0 and q.due_at > now())
                   limit $4) q
           ) w
           where w.waiting > 0
           order by d.key limit $3"#,
        &store.shards(),
        endpoint.uuid(),
        limit,
        BEHIND_MAX,
    )
    .fetch_all(store.front())
    .await
    .doing("looking for blocked ordering keys")?;
    let blocked = rows.into_iter().map(|row| BlockedKey {
        ordering_key: row.key,
        delivery_id: DeliveryId::from_uuid(row.id),
        waiting: u64::try_from(row.waiting).unwrap_or(0),
    });
    Ok(blocked.collect())
}

/// Where a live delivery stands among those with its key; `None` when it has no key or is not live.
pub async fn place(store: &Store, delivery: DeliveryId) -> Result<Option<KeyPlace>, StoreError> {
    let row = sqlx::query!(
        r#"select m.ordering_key as "ordering_key!",
                  (select count(*) from (
                       select from queue q
                       where q.shard = any ($3) and q.endpoint_id = m.endpoint_id and q.ordering_key is not null
                         and q.ordering_key = m.ordering_key and q.order_no < m.order_no
                         and not (q.attempt = 0 and q.due_at > now())
                       limit $4) q) as "before!",
                  (select d.id from delivery d
                   where d.shard = any ($3) and d.endpoint_id = m.endpoint_id and d.status = 'dead_lettered'
                     and d.ordering_key is not null and d.ordering_key = m.ordering_key
                     and d.order_no < m.order_no
                   order by d.order_no limit 1) as "dead?"
           from queue m where m.shard = $1 and m.id = $2 and m.ordering_key is not null"#,
        delivery.shard(),
        delivery.uuid(),
        &store.shards(),
        BEHIND_MAX,
    )
    .fetch_optional(store.front())
    .await
    .doing("looking at an ordering key")?;
    Ok(row.map(|row| KeyPlace {
        ordering_key: row.ordering_key,
        before: u64::try_from(row.before).unwrap_or(0),
        dead: row.dead.map(DeliveryId::from_uuid),
    }))
}
