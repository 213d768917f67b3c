//! Claiming under a limit: nodes take turns at an endpoint's row, and what they grant adds up over all of them.

use std::collections::HashMap;
use std::time::Duration;
use std::time::Instant;

use sqlx::PgTransaction;
use time::OffsetDateTime;
use uuid::Uuid;

use super::circuit;
use super::heads;
pub use super::heads::Cursors;
use super::place;
use super::plan::Place;
use super::plan::Plan;
use crate::domain::endpoint::IN_FLIGHT_MAX;
use crate::domain::id::EndpointId;
use crate::domain::id::NodeId;
use crate::domain::ordering::Ordering;
use crate::domain::pacing::Pacing;
use crate::store::claim::Taken;
use crate::store::claim::into_memory;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::handoff::Owned;
use crate::store::handoff::Pace;

/// How soon to ask again for an endpoint whose row another node holds just now.
const AGAIN_HELD_MS: u64 = 20;
/// How soon to look at more ordering keys, and how soon if the last look found none.
const AGAIN_KEYS_MS: (u64, u64) = (5, 50);

/// How much of one endpoint's work is wanted, and under which limits.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Whose work.
    pub endpoint: EndpointId,
    /// Deliveries at most.
    pub room: usize,
    /// Its limits.
    pub pacing: Pacing,
    /// Its order.
    pub ordering: Ordering,
    /// How long one attempt may take.
    pub timeout_ms: u32,
}

/// What was claimed for one endpoint.
#[derive(Debug, Default)]
pub struct Granted {
    /// The deliveries, each with the instant from which it may be sent.
    pub deliveries: Vec<Owned>,
    /// When to ask again, in milliseconds; `None`: nothing more is due.
    pub again_ms: Option<u64>,
}

/// Claims for endpoints that have limits, all or nothing. `version` is that of the configuration in which the limits
/// were read: of an endpoint that changed since, nothing is claimed.
pub async fn claim(
    store: &Store,
    node: NodeId,
    version: i64,
    asks: &[Ask],
    cursors: &mut Cursors,
) -> Result<HashMap<EndpointId, Granted>, StoreError> {
    let ids: Vec<Uuid> = asks.iter().map(|ask| ask.endpoint.uuid()).collect();
    place::make_rows(store, &ids).await?;
    let asked = Instant::now();
    let mut tx = store.delivery().begin().await.doing("beginning to claim under a limit")?;
    let places = place::hold(&mut tx, &ids, version).await?;
    let under_way = place::count(&mut tx, &store.shards(), &ids).await?;
    let mut works: Vec<Work<'_>> = asks
        .iter()
        .filter_map(|ask| {
            let place = places.get(&ask.endpoint)?.clone();
            let busy = under_way.get(&ask.endpoint).copied().unwrap_or(0);
            Some(Work { plan: Plan::of(ask, &place, busy), ask, place, taken: 0, more_keys: false })
        })
        .collect();
    let mut taken: Vec<(i16, Vec<Taken>)> = Vec::new();
    for shard in store.shards() {
        let rows = take(&mut tx, store, node, shard, &mut works, cursors).await?;
        for work in &mut works {
            work.taken += rows.iter().filter(|row| row.endpoint_id == work.ask.endpoint.uuid()).count();
        }
        taken.push((shard, rows));
    }
    note(&mut tx, &works).await?;
    tx.commit().await.doing("claiming under a limit")?;
    let mut granted: HashMap<EndpointId, Granted> = asks
        .iter()
        .map(|ask| (ask.endpoint, Granted { deliveries: Vec::new(), again_ms: Some(AGAIN_HELD_MS) }))
        .collect();
    for work in &works {
        if let Some(one) = granted.get_mut(&work.ask.endpoint) {
            one.again_ms = work.again_ms();
        }
    }
    for (shard, rows) in taken {
        match into_memory(store, node, shard, rows).await {
            Ok(rows) => {
                for (_, owned) in rows {
                    if let Some(one) = granted.get_mut(&owned.endpoint) {
                        one.deliveries.push(owned);
                    }
                }
            }
            Err(error) => {
                // What other shards gave is not sent either: all of it is freed as strays.
                let given = granted.values().flat_map(|one| one.deliveries.iter().map(Owned::held));
                store.handoff().let_go(given);
                return Err(error);
            }
        }
    }
    for work in &works {
        if let Some(one) = granted.get_mut(&work.ask.endpoint) {
            work.pace(store, asked, &mut one.deliveries);
        }
    }
    if works.iter().any(|work| work.plan.closes) {
        circuit::load(store).await?;
    }
    Ok(granted)
}

/// What is to be done for one endpoint.
struct Work<'a> {
    ask: &'a Ask,
    place: Place,
    plan: Plan,
    taken: usize,
    more_keys: bool,
}

impl Work<'_> {
    fn left(&self) -> usize {
        self.plan.turns.count.saturating_sub(self.taken)
    }

    fn again_ms(&self) -> Option<u64> {
        let keys = if self.taken > 0 { AGAIN_KEYS_MS.0 } else { AGAIN_KEYS_MS.1 };
        self.plan.again_ms(self.taken).or(self.more_keys.then_some(keys))
    }

    /// Gives each delivery its turn.
    fn pace(&self, store: &Store, asked: Instant, deliveries: &mut [Owned]) {
        let cap = self.ask.pacing.max_in_flight.map_or(IN_FLIGHT_MAX, usize::from);
        for (number, owned) in deliveries.iter_mut().enumerate() {
            if self.plan.is_probe {
                store.circuits().probes_with(owned.id);
            }
            let wait = Duration::from_micros(u64::try_from(self.plan.turns.start_us(number)).unwrap_or(0));
            owned.pace = Some(Pace { start_at: asked + wait, cap, is_probe: self.plan.is_probe });
        }
    }
}

/// Takes from one shard what the plans allow: of endpoints that keep an order the heads of their keys, then what has
/// no key; of the others what is due.
async fn take(
    tx: &mut PgTransaction<'_>,
    store: &Store,
    node: NodeId,
    shard: i16,
    works: &mut [Work<'_>],
    cursors: &mut Cursors,
) -> Result<Vec<Taken>, StoreError> {
    let mut ids = Vec::new();
    let mut lefts: Vec<usize> = Vec::with_capacity(works.len());
    for work in works.iter_mut() {
        let mut left = work.left();
        if left > 0 && work.ask.ordering.is_by_key() {
            let found = heads::find(tx, &store.shards(), shard, work.ask, cursors, left).await?;
            left = left.saturating_sub(found.ids.len());
            work.more_keys |= found.more;
            ids.extend(found.ids);
        }
        lefts.push(left);
    }
    let mut rows = take_named(tx, node, shard, &ids).await?;
    let mut due = take_due(tx, node, shard, works, &lefts).await?;
    rows.append(&mut due);
    rows.sort_by_key(|row| (row.due_at, row.id));
    Ok(rows)
}

async fn take_named(
    tx: &mut PgTransaction<'_>,
    node: NodeId,
    shard: i16,
    ids: &[Uuid],
) -> Result<Vec<Taken>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    sqlx::query_as!(
        Taken,
        "with c as materialized (
             select q.id, q.place from unnest($2::uuid[]) as e (id)
             cross join lateral (
                 select id, ctid as place from queue
                 where shard = $1 and id between e.id and e.id and owner is null
                 order by id limit 1 for update skip locked
             ) q
             where exists (select from node where id = $3 and lease_until > now())
             limit $4
         )
         update queue set owner = $3, attempt = attempt + 1, paced = true
         from c where queue.shard = $1 and queue.ctid = c.place and queue.id = c.id
         returning queue.id, event_id, endpoint_id, project_id, event_type, queue.due_at, attempt, charged,
                   unknown_in_a_row, expires_at",
        shard,
        ids,
        node.uuid(),
        i64::try_from(ids.len()).unwrap_or(i64::MAX),
    )
    .fetch_all(&mut **tx)
    .await
    .doing("claiming heads of ordering keys")
}

async fn take_due(
    tx: &mut PgTransaction<'_>,
    node: NodeId,
    shard: i16,
    works: &[Work<'_>],
    lefts: &[usize],
) -> Result<Vec<Taken>, StoreError> {
    let wanted: Vec<(&Work<'_>, usize)> =
        works.iter().zip(lefts.iter().copied()).filter(|(_, left)| *left > 0).collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let endpoints: Vec<Uuid> = wanted.iter().map(|(work, _)| work.ask.endpoint.uuid()).collect();
    let rooms: Vec<i32> = wanted.iter().map(|(_, left)| i32::try_from(*left).unwrap_or(i32::MAX)).collect();
    let ordered: Vec<bool> = wanted.iter().map(|(work, _)| work.ask.ordering.is_by_key()).collect();
    let limit: i64 = rooms.iter().map(|room| i64::from(*room)).sum();
    sqlx::query_as!(
        Taken,
        "with c as materialized (
             select q.id, q.place from unnest($2::uuid[], $3::int[], $4::bool[]) as e (id, room, ordered)
             cross join lateral (
                 select id, ctid as place from queue
                 where shard = $1 and endpoint_id = e.id and due_at <= now() and owner is null
                   and (not e.ordered or ordering_key is null)
                 order by due_at limit e.room for update skip locked
             ) q
             where exists (select from node where id = $5 and lease_until > now())
             limit $6
         )
         update queue set owner = $5, attempt = attempt + 1, paced = true
         from c where queue.shard = $1 and queue.ctid = c.place and queue.id = c.id
         returning queue.id, event_id, endpoint_id, project_id, event_type, queue.due_at, attempt, charged,
                   unknown_in_a_row, expires_at",
        shard,
        &endpoints,
        &rooms,
        &ordered,
        node.uuid(),
        limit,
    )
    .fetch_all(&mut **tx)
    .await
    .doing("claiming under a limit")
}

/// Notes the turns that were taken, probes, and circuits that close.
async fn note(tx: &mut PgTransaction<'_>, works: &[Work<'_>]) -> Result<(), StoreError> {
    let changed: Vec<&Work<'_>> = works.iter().filter(|work| work.taken > 0 || work.plan.closes).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = changed.iter().map(|work| work.ask.endpoint.uuid()).collect();
    let next: Vec<OffsetDateTime> =
        changed.iter().map(|work| work.plan.next_at(&work.place, work.taken)).collect();
    let probes: Vec<Option<OffsetDateTime>> = changed
        .iter()
        .map(|work| work.plan.is_probe.then(|| Plan::probe_at(&work.place, work.ask.timeout_ms)))
        .collect();
    let closes: Vec<bool> = changed.iter().map(|work| work.plan.closes).collect();
    sqlx::query!(
        "update endpoint_pace e
         set next_at = u.next_at, probe_at = coalesce(u.probe_at, e.probe_at),
             circuit = case when u.closes then 'closed' else e.circuit end
         from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::bool[])
              as u (id, next_at, probe_at, closes)
         where e.endpoint_id = u.id",
        &ids,
        &next,
        &probes as &[Option<OffsetDateTime>],
        &closes,
    )
    .execute(&mut **tx)
    .await
    .doing("noting turns")?;
    Ok(())
}
