//! Heads: of each ordering key the one delivery whose turn it is.

use std::collections::HashMap;

use sqlx::PgTransaction;
use uuid::Uuid;

use super::claim::Ask;
use crate::domain::id::EndpointId;
use crate::domain::ordering::OnDead;
use crate::store::error::Doing;
use crate::store::error::StoreError;

/// Keys of one endpoint that one look covers, hopping from key to key in the index.
const KEYS_A_LOOK: usize = 200;

/// Where the next look at an endpoint's keys goes on, by shard.
pub type Cursors = HashMap<(i16, EndpointId), String>;

/// What a look at keys found.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// Deliveries that may be claimed, each the first of its key.
    pub(super) ids: Vec<Uuid>,
    /// Whether there are keys that were not looked at.
    pub(super) more: bool,
}

/// Looks at the next keys of one endpoint in one shard. A delivery may be claimed when it is due, nothing published
/// before it with its key is live, nothing with its key is under way, and no dead letter stands before it, unless the
/// endpoint skips those. What its producer scheduled and is not due yet holds up nothing: it takes its place when it is due.
pub(super) async fn find(
    tx: &mut PgTransaction<'_>,
    shards: &[i16],
    shard: i16,
    ask: &Ask,
    cursors: &mut Cursors,
    limit: usize,
) -> Result<Heads, StoreError> {
    let place = (shard, ask.endpoint);
    let after = cursors.remove(&place).unwrap_or_default();
    let rows = sqlx::query!(
        r#"with recursive hop (key, step) as (
               (select ordering_key, 1 from queue
                where shard = $1 and endpoint_id = $2 and ordering_key is not null and ordering_key > $3
                order by ordering_key limit 1)
               union all
               select (select q.ordering_key from queue q
                       where q.shard = $1 and q.endpoint_id = $2 and q.ordering_key is not null
                         and q.ordering_key > hop.key
                       order by q.ordering_key limit 1), step + 1
               from hop where hop.key is not null and step < $4
           )
           select hop.key as "key!", first.id as "id?",
                  first.id is not null and first.owner is null and first.due_at <= now()
                  and not exists (select from queue o
                                  where o.shard = any ($5) and o.endpoint_id = $2 and o.paced
                                    and o.owner is not null and o.ordering_key = hop.key)
                  and not exists (select from queue o
                                  where o.shard = any ($5) and o.shard <> $1 and o.endpoint_id = $2
                                    and o.ordering_key is not null and o.ordering_key = hop.key
                                    and o.order_no < first.order_no and not (o.attempt = 0 and o.due_at > now()))
                  and ($6 or not exists (select from delivery d
                                         where d.shard = any ($5) and d.endpoint_id = $2
                                           and d.status = 'dead_lettered' and d.ordering_key is not null
                                           and d.ordering_key = hop.key and d.order_no < first.order_no))
                  as "free!"
           from hop left join lateral (
               select id, owner, due_at, order_no from queue
               where shard = $1 and endpoint_id = $2 and ordering_key is not null and ordering_key = hop.key
                 and not (attempt = 0 and due_at > now())
               order by order_no, id limit 1
           ) first on true
           where hop.key is not null
           order by hop.key"#,
        shard,
        ask.endpoint.uuid(),
        after,
        i32::try_from(KEYS_A_LOOK).unwrap_or(i32::MAX),
        shards,
        ask.ordering.on_dead == OnDead::Skip,
    )
    .fetch_all(&mut **tx)
    .await
    .doing("looking for the heads of ordering keys")?;
    let mut heads = Heads { more: rows.len() >= KEYS_A_LOOK || !after.is_empty(), ..Heads::default() };
    let last = rows.last().map(|row| row.key.clone());
    let full = rows.len() >= KEYS_A_LOOK;
    for id in rows.into_iter().filter(|row| row.free).filter_map(|row| row.id) {
        if heads.ids.len() == limit {
            heads.more = true;
            break;
        }
        heads.ids.push(id);
    }
    if let Some(last) = last.filter(|_| full) {
        cursors.insert(place, last);
    }
    Ok(heads)
}
