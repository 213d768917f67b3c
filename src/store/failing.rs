//! Receivers that fail for long: a row an endpoint, from its first failure after its last success on.
//!
//! It is kept by what the roll-ups counted, once a second: a node that is killed loses at most that. In Postgres, so that
//! restarts and other nodes change nothing about it.

use std::collections::BTreeMap;

use sqlx::PgTransaction;
use time::OffsetDateTime;
use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use crate::domain::failing;
use crate::domain::failing::Streak;
use crate::domain::id::EndpointId;
use crate::domain::outcome::Outcome;

/// An endpoint whose attempts of the last second all failed.
#[derive(Debug, Clone, Copy)]
pub struct Failing {
    /// The endpoint.
    pub endpoint: EndpointId,
    /// Its first failure after its last success.
    pub since: OffsetDateTime,
    /// How long, and how many failures.
    pub streak: Streak,
}

/// What was counted of endpoints in a second.
#[derive(Debug, Default)]
pub(super) struct Seen(BTreeMap<Uuid, (bool, i64)>);

impl Seen {
    /// Takes a count by an attempt's outcome.
    pub(super) fn add(&mut self, endpoint: Uuid, outcome: &str, count: i64) {
        let Ok(outcome) = outcome.parse::<Outcome>() else { return };
        let succeeded = outcome == Outcome::Succeeded;
        if succeeded || failing::says_so(outcome) {
            let (any, failures) = self.0.entry(endpoint).or_default();
            *any |= succeeded;
            *failures += if succeeded { 0 } else { count };
        }
    }
}

/// Ends the streaks of those that had a success, and goes on with those that only failed: these are answered.
pub(super) async fn note(store: &Store, seen: &Seen) -> Result<Vec<Failing>, StoreError> {
    let well: Vec<Uuid> = seen.0.iter().filter(|(_, (any, _))| *any).map(|(id, _)| *id).collect();
    if !well.is_empty() {
        // In one order everywhere, so that two nodes cannot wait for each other.
        sqlx::query!(
            "with well as materialized (
                 select endpoint_id from endpoint_failing where endpoint_id = any ($1) order by endpoint_id for update
             )
             delete from endpoint_failing f using well where f.endpoint_id = well.endpoint_id",
            &well,
        )
        .execute(store.delivery())
        .await
        .doing("ending the streaks of receivers that answer")?;
    }
    let (ill, failures): (Vec<Uuid>, Vec<i64>) =
        seen.0.iter().filter(|(_, (any, _))| !any).map(|(id, (_, failures))| (*id, *failures)).unzip();
    if ill.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"insert into endpoint_failing as f (endpoint_id, since, failures)
           select u.id, now(), u.failures from unnest($1::uuid[], $2::bigint[]) as u (id, failures) order by u.id
           on conflict (endpoint_id) do update set failures = f.failures + excluded.failures
           returning endpoint_id, since, failures,
                     (extract(epoch from now() - since) * 1000)::bigint as "lasted_ms!""#,
        &ill,
        &failures,
    )
    .fetch_all(store.delivery())
    .await
    .doing("noting receivers that fail")?;
    let whole = |number: i64| u64::try_from(number).unwrap_or(0);
    Ok(rows
        .into_iter()
        .map(|row| Failing {
            endpoint: EndpointId::from_uuid(row.endpoint_id),
            since: row.since,
            streak: Streak { lasted_ms: whole(row.lasted_ms), failures: whole(row.failures) },
        })
        .collect())
}

/// Since when an endpoint's receiver fails without a success.
pub async fn since(store: &Store, endpoint: EndpointId) -> Result<Option<OffsetDateTime>, StoreError> {
    sqlx::query_scalar!("select since from endpoint_failing where endpoint_id = $1", endpoint.uuid())
        .fetch_optional(store.front())
        .await
        .doing("looking whether a receiver fails")
}

/// Begins anew for these endpoints, in the transaction that changed what their streaks were about.
pub(super) async fn forget(tx: &mut PgTransaction<'_>, endpoints: &[Uuid]) -> Result<(), StoreError> {
    sqlx::query!("delete from endpoint_failing where endpoint_id = any ($1)", endpoints)
        .execute(&mut **tx)
        .await
        .doing("forgetting a receiver's failures")?;
    Ok(())
}
