//! What surrounds one delivery: its endpoint's lane, the nodes, and others that failed in the same way.

use time::OffsetDateTime;

use super::deliveries::DeliveryView;
use super::endpoints;
use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use crate::domain::delivery::Status;
use crate::domain::endpoint::Endpoint;
use crate::domain::outcome::Outcome;
use crate::domain::situation::Facts;

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
        }
        Status::Succeeded => facts.began_after_ms = began(store, delivery).await?.map(since),
        Status::Held | Status::DeadLettered | Status::Cancelled => {}
    }
    let same_failure =
        if delivery.status == Status::DeadLettered { Some(same(store, delivery).await?) } else { None };
    Ok(Situation { facts, endpoint, same_failure })
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
                  count(*) filter (where owner is null and due_at < $4) as "ahead!"
           from (select owner, due_at from queue
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

async fn began(store: &Store, delivery: &DeliveryView) -> Result<Option<OffsetDateTime>, StoreError> {
    let began = sqlx::query_scalar!(
        "select min(started_at) from attempt where shard = $1 and delivery_id = $2",
        delivery.id.shard(),
        delivery.id.uuid(),
    )
    .fetch_one(store.front())
    .await;
    began.doing("looking for the first attempt")
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
