//! How the newest attempt to each of some endpoints ended: whether a receiver still fails.

use time::OffsetDateTime;
use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use crate::domain::id::EndpointId;
use crate::domain::outcome::Outcome;

/// Deliveries of each state that are looked at, the newest of an endpoint and shard.
const LOOKED_AT_MAX: i64 = 20;

/// The newest attempt to an endpoint.
#[derive(Debug, Clone)]
pub struct LastAttempt {
    /// Where it went.
    pub endpoint: EndpointId,
    /// How it ended.
    pub outcome: Outcome,
    /// The HTTP status it brought.
    pub response_status: Option<u16>,
    /// When it began.
    pub started_at: OffsetDateTime,
}

/// The newest attempts to these endpoints, those of their newest deliveries in each state; an endpoint that was never
/// tried has none.
pub async fn last_attempts(store: &Store, endpoints: &[EndpointId]) -> Result<Vec<LastAttempt>, StoreError> {
    let ids: Vec<Uuid> = endpoints.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"select p.id as "endpoint!", a.outcome as "outcome!", a.response_status, a.started_at as "started_at!"
           from unnest($1::uuid[]) as p (id) cross join lateral (
               select t.outcome, t.response_status, t.started_at
               from unnest($2::smallint[]) as s (shard) cross join lateral (
                   (select id from delivery where shard = s.shard and endpoint_id = p.id and status = 'succeeded'
                    order by id desc limit $3)
                   union all
                   (select id from delivery where shard = s.shard and endpoint_id = p.id
                      and status = 'dead_lettered' order by id desc limit $3)
                   union all
                   (select id from queue where shard = s.shard and endpoint_id = p.id
                    order by due_at desc limit $3)
               ) d cross join lateral (
                   select outcome, response_status, started_at from attempt
                   where shard = s.shard and delivery_id = d.id and started_at is not null
                     and outcome not in ('late', 'unknown', 'aborted', 'proxy_failed')
                   order by number desc limit 1
               ) t
               order by t.started_at desc limit 1
           ) a"#,
        &ids,
        &store.shards(),
        LOOKED_AT_MAX,
    )
    .fetch_all(store.front())
    .await
    .doing("looking at the last attempts of endpoints")?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(LastAttempt {
                endpoint: EndpointId::from_uuid(row.endpoint),
                outcome: row.outcome.parse().ok()?,
                response_status: row.response_status.and_then(|status| u16::try_from(status).ok()),
                started_at: row.started_at,
            })
        })
        .collect())
}
