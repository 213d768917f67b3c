//! What surrounds one delivery: its endpoint's lane, the nodes, and others that failed in the same way.

use time::OffsetDateTime;

use super::deliveries::DeliveryView;
use super::endpoints;
use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::pace::circuit;
use super::pace::view;
use crate::domain::breaker::CircuitState;
use crate::domain::delivery::Status;
use crate::domain::endpoint::Endpoint;
use crate::domain::ordering::OnDead;
use crate::domain::ordering::Ordering;
use crate::domain::outcome::Outcome;
use crate::domain::situation::Facts;
use crate::domain::situation::KeyStanding;

/// Deliveries of the endpoint's lane that are looked at.
const LANE_LOOKED_AT_MAX: i64 = 2_000;
/// Dead letters of the endpoint that are looked at, the newest.
const DEAD_LOOKED_AT_MAX: i64 = 10_000;

/// A delivery's surroundings.
#[derive(Debug, Clone)]
pub struct Situation {
    /// What decides why it stands where it stands.
    pub facts: Facts,
    /// Its endpoint, unless that was removed.
    pub endpoint: Option<Endpoint>,
    /// Dead letters of its endpoint that ended in the same way, itself included; `None` unless it is one.
    pub same_failure: Option<SameFailure>,
}

/// How many dead letters of one endpoint ended in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SameFailure {
    /// How many there are among those that were looked at.
    pub count: u64,
    /// Whether there are more than were looked at.
    pub truncated: bool,
}

/// Looks around one delivery; a few indexed look-ups, however long the queue is.
pub async fn of(store: &Store, delivery: &DeliveryView) -> Result<Situation, StoreError> {
    let endpoint = endpoints::find(store, delivery.project_id, &delivery.endpoint_id.to_string()).await?;
    let now = store.now();
    let ms = |at: OffsetDateTime| i64::try_from((at - now).whole_milliseconds()).unwrap_or(i64::MAX);
    let since =
        |at: OffsetDateTime| u64::try_from((at - delivery.created_at).whole_milliseconds()).unwrap_or(0);
    let mut facts = Facts {
        status: delivery.status,
        cause: delivery.cause,
        attempts: delivery.attempt_count,
        charged: delivery.charged,
        attempts_max: endpoint.as_ref().map(|endpoint| endpoint.settings.retry.attempts_max()),
        next_in_ms: delivery.next_attempt_at.map(ms),
        endpoint: endpoint
            .as_ref()
            .map(|endpoint| (endpoint.settings.name.to_string(), endpoint.settings.status)),
        disabled_reason: endpoint.as_ref().and_then(|endpoint| endpoint.disabled_reason.clone()),
        node: None,
        lease_left_ms: delivery.leased_until.map(ms),
        open_circuit: None,
        rate_limit_rps: endpoint.as_ref().and_then(|endpoint| endpoint.settings.pacing.rate_limit_rps),
        max_in_flight: endpoint.as_ref().and_then(|endpoint| endpoint.settings.pacing.max_in_flight),
        key: None,
        ahead: 0,
        owned: 0,
        nodes: 0,
        nodes_drained: 0,
        began_after_ms: None,
        finished_after_ms: delivery.finished_at.map(since),
    };
    match delivery.status {
        Status::InFlight => facts.node = owner(store, delivery).await?,
        Status::Pending | Status::Retrying => {
            (facts.owned, facts.ahead) = lane(store, delivery).await?;
            (facts.nodes, facts.nodes_drained) = delivering(store).await?;
            let circuit = circuit::of(store, delivery.endpoint_id).await?;
            facts.open_circuit = circuit
                .filter(|circuit| circuit.state == CircuitState::Open)
                .map(|circuit| (circuit.probe_at.map_or(0, ms), circuit.cause));
            let ordering = endpoint.as_ref().map(|endpoint| endpoint.settings.ordering);
            if let Some(ordering) = ordering.filter(|ordering| ordering.is_by_key()) {
                facts.key = key(store, delivery, ordering).await?;
            }
        }
        Status::Succeeded => facts.began_after_ms = began_after(store, delivery).await?,
        Status::Held | Status::DeadLettered | Status::Cancelled => {}
    }
    let same_failure =
        if delivery.status == Status::DeadLettered { Some(same(store, delivery).await?) } else { None };
    Ok(Situation { facts, endpoint, same_failure })
}

/// Where the delivery stands among those with its ordering key.
async fn key(
    store: &Store,
    delivery: &DeliveryView,
    ordering: Ordering,
) -> Result<Option<KeyStanding>, StoreError> {
    let place = view::place(store, delivery.id).await?;
    Ok(place.map(|place| KeyStanding {
        ordering_key: place.ordering_key,
        before: place.before,
        blocked_by: place.dead.filter(|_| ordering.on_dead == OnDead::Block),
    }))
}

async fn owner(store: &Store, delivery: &DeliveryView) -> Result<Option<String>, StoreError> {
    sqlx::query_scalar!(
        "select n.name from queue q join node n on n.id = q.owner where q.shard = $1 and q.id = $2",
        delivery.id.shard(),
        delivery.id.uuid(),
    )
    .fetch_optional(store.front())
    .await
    .doing("looking for the node of a delivery")
}

/// How many of the endpoint's deliveries nodes have, and how many free ones are due before this one.
async fn lane(store: &Store, delivery: &DeliveryView) -> Result<(u64, u64), StoreError> {
    let row = sqlx::query!(
        r#"select count(*) filter (where owner is not null) as "owned!",
                  count(*) filter (where owner is null and (due_at < $4 or (due_at = $4 and id < $3))) as "ahead!"
           from (select id, owner, due_at from queue
                 where shard = any ($1) and endpoint_id = $2 and due_at <= now() and id <> $3
                 limit $5) q"#,
        &store.shards(),
        delivery.endpoint_id.uuid(),
        delivery.id.uuid(),
        delivery.next_attempt_at,
        LANE_LOOKED_AT_MAX,
    )
    .fetch_one(store.front())
    .await
    .doing("looking at a lane")?;
    Ok((whole(row.owned), whole(row.ahead)))
}

/// How many nodes run that deliver, and how many of them are drained.
async fn delivering(store: &Store) -> Result<(u64, u64), StoreError> {
    let row = sqlx::query!(
        r#"select count(*) as "nodes!", count(*) filter (where draining) as "drained!"
           from node where lease_until > now() and 'deliver' = any (roles)"#
    )
    .fetch_one(store.front())
    .await
    .doing("counting nodes")?;
    Ok((whole(row.nodes), whole(row.drained)))
}

/// From publishing, or from when it was to be sent, to the first attempt, in milliseconds.
async fn began_after(store: &Store, delivery: &DeliveryView) -> Result<Option<u64>, StoreError> {
    let row = sqlx::query!(
        r#"select min(started_at) as "began?",
                  (select deliver_at from event where shard = $1 and id = $3) as "deliver_at?"
           from attempt where shard = $1 and delivery_id = $2"#,
        delivery.id.shard(),
        delivery.id.uuid(),
        delivery.event_id.uuid(),
    )
    .fetch_one(store.front())
    .await
    .doing("looking for the first attempt")?;
    let from = row.deliver_at.map_or(delivery.created_at, |at| at.max(delivery.created_at));
    Ok(row.began.map(|began| u64::try_from((began - from).whole_milliseconds()).unwrap_or(0)))
}

async fn same(store: &Store, delivery: &DeliveryView) -> Result<SameFailure, StoreError> {
    let row = sqlx::query!(
        r#"select count(*) as "seen!",
                  count(*) filter (where last_outcome is not distinct from $3
                                   and last_status is not distinct from $4) as "same!"
           from (select last_outcome, last_status from delivery
                 where shard = any ($1) and endpoint_id = $2 and status = 'dead_lettered'
                 limit $5) d"#,
        &store.shards(),
        delivery.endpoint_id.uuid(),
        delivery.last_outcome.map(Outcome::as_str),
        delivery.last_status.and_then(|status| i16::try_from(status).ok()),
        DEAD_LOOKED_AT_MAX,
    )
    .fetch_one(store.front())
    .await
    .doing("counting dead letters of the same kind")?;
    Ok(SameFailure { count: whole(row.same), truncated: row.seen >= DEAD_LOOKED_AT_MAX })
}

fn whole(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
