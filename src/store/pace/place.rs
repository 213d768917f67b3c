//! The rows of `endpoint_pace`: made, held for the length of a claim, and beside them what nodes have under way.

use std::collections::HashMap;

use sqlx::PgTransaction;
use uuid::Uuid;

use super::plan::Place;
use crate::domain::breaker::CircuitState;
use crate::domain::id::EndpointId;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// Makes the rows of endpoints that have none.
pub(super) async fn make_rows(store: &Store, ids: &[Uuid]) -> Result<(), StoreError> {
    let unknown = store.circuits().without_row(ids);
    if unknown.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into endpoint_pace (endpoint_id) select unnest($1::uuid[]) on conflict do nothing",
        &unknown
    )
    .execute(store.delivery())
    .await
    .doing("noting endpoints with limits")?;
    store.circuits().have_row(&unknown);
    Ok(())
}

/// Holds the rows of endpoints that are sent to; those that another node holds are left to it.
pub(super) async fn hold(
    tx: &mut PgTransaction<'_>,
    ids: &[Uuid],
    version: i64,
) -> Result<HashMap<EndpointId, Place>, StoreError> {
    let rows = sqlx::query!(
        r#"select e.endpoint_id, clock_timestamp() as "now!", e.next_at, e.circuit, e.circuit_since, e.probe_at
           from endpoint_pace e join endpoint p on p.id = e.endpoint_id
           where e.endpoint_id = any ($1) and p.status in ('active', 'inactive') and p.deleted_at is null
             and p.version <= $2
           order by e.endpoint_id for update of e skip locked"#,
        ids,
        version,
    )
    .fetch_all(&mut **tx)
    .await
    .doing("holding limits")?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let place = Place {
                now: row.now,
                next_at: row.next_at,
                circuit: row.circuit.parse().unwrap_or(CircuitState::Open),
                circuit_since: row.circuit_since,
                probe_at: row.probe_at,
            };
            (EndpointId::from_uuid(row.endpoint_id), place)
        })
        .collect())
}

/// How many deliveries of each endpoint nodes have. Its own statement, so that it sees what whoever held the rows
/// before has claimed.
pub(super) async fn count(
    tx: &mut PgTransaction<'_>,
    shards: &[i16],
    ids: &[Uuid],
) -> Result<HashMap<EndpointId, usize>, StoreError> {
    let rows = sqlx::query!(
        r#"select e.id as "id!",
                  (select count(*) from queue q
                   where q.shard = any ($2) and q.endpoint_id = e.id and q.paced and q.owner is not null) as "count!"
           from unnest($1::uuid[]) as e (id)"#,
        ids,
        shards,
    )
    .fetch_all(&mut **tx)
    .await
    .doing("counting what is under way")?;
    let whole = |count| usize::try_from(count).unwrap_or(usize::MAX);
    Ok(rows.into_iter().map(|row| (EndpointId::from_uuid(row.id), whole(row.count))).collect())
}
