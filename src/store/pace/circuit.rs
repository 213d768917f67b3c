//! Circuits in Postgres: opened by whichever node sees a receiver fail, obeyed by all.

use std::collections::HashMap;
use std::time::Duration;
use std::time::Instant;

use time::OffsetDateTime;
use uuid::Uuid;

use crate::domain::breaker;
use crate::domain::breaker::CircuitState;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::operation::Operation;
use crate::store::circuits::Circuit;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::operations;

/// A circuit as an operator reads it.
#[derive(Debug, Clone)]
pub struct CircuitView {
    /// Open or recovering.
    pub state: CircuitState,
    /// Since when.
    pub since: OffsetDateTime,
    /// When a single delivery tries again, if it is open.
    pub probe_at: Option<OffsetDateTime>,
    /// How the last attempt before it opened had failed.
    pub cause: Option<String>,
}

/// Reads the circuits that are not closed, and wakes whoever waits for one that changed.
pub async fn load(store: &Store) -> Result<(), StoreError> {
    let asked = Instant::now();
    let rows = sqlx::query!(
        r#"select endpoint_id, circuit, probes,
                  (extract(epoch from probe_at - clock_timestamp()) * 1000)::bigint as probe_in_ms
           from endpoint_pace where circuit <> 'closed'"#
    )
    .fetch_all(store.delivery())
    .await
    .doing("reading circuits")?;
    let circuits: HashMap<EndpointId, Circuit> = rows
        .into_iter()
        .map(|row| {
            let state = if row.circuit == "open" { CircuitState::Open } else { CircuitState::Recovering };
            let wait = |ms| Duration::from_millis(u64::try_from(ms).unwrap_or(0));
            let probe_at = row.probe_in_ms.map(|ms| asked + wait(ms));
            let probes = u16::try_from(row.probes).unwrap_or(0);
            (EndpointId::from_uuid(row.endpoint_id), Circuit { state, probe_at, probes })
        })
        .collect();
    let changed = store.circuits().replace(circuits);
    if !changed.is_empty() {
        store.hints().config.notify_one();
    }
    for endpoint in changed {
        store.hints().due(endpoint);
    }
    Ok(())
}

/// Opens an endpoint's circuit, unless it is open; answers whether this did it.
pub async fn open(store: &Store, endpoint: EndpointId, cause: &str) -> Result<bool, StoreError> {
    let mut tx = store.delivery().begin().await.doing("beginning to open a circuit")?;
    let opened = sqlx::query!(
        "insert into endpoint_pace (endpoint_id, circuit, circuit_since, circuit_cause, probe_at)
         values ($1, 'open', now(), $2, now() + make_interval(secs => $3))
         on conflict (endpoint_id) do update
         set circuit = 'open', circuit_since = now(), circuit_cause = $2, probes = 0,
             probe_at = now() + make_interval(secs => $3)
         where endpoint_pace.circuit <> 'open'",
        endpoint.uuid(),
        cause,
        seconds(breaker::probe_after_s(0)),
    )
    .execute(&mut *tx)
    .await
    .doing("opening a circuit")?;
    if opened.rows_affected() > 0 {
        operations::about_endpoint(&mut tx, Operation::EndpointCircuitOpened, endpoint, Some(cause)).await?;
    }
    tx.commit().await.doing("opening a circuit")?;
    load(store).await?;
    Ok(opened.rows_affected() > 0)
}

/// Puts the next probe of an open circuit off, after `before` failed ones and one more.
pub async fn probe_failed(store: &Store, endpoint: EndpointId, before: u16) -> Result<(), StoreError> {
    let probes = before.saturating_add(1);
    sqlx::query!(
        "update endpoint_pace set probes = $2, probe_at = now() + make_interval(secs => $3)
         where endpoint_id = $1 and circuit = 'open'",
        endpoint.uuid(),
        i16::try_from(probes).unwrap_or(i16::MAX),
        seconds(breaker::probe_after_s(probes)),
    )
    .execute(store.delivery())
    .await
    .doing("putting a probe off")?;
    load(store).await
}

/// Lets an endpoint with an open circuit recover; answers whether this did it.
pub async fn recover(store: &Store, endpoint: EndpointId) -> Result<bool, StoreError> {
    let mut tx = store.delivery().begin().await.doing("beginning to close a circuit")?;
    let recovered = sqlx::query!(
        "update endpoint_pace set circuit = 'recovering', circuit_since = now(), probe_at = null, probes = 0
         where endpoint_id = $1 and circuit = 'open'",
        endpoint.uuid(),
    )
    .execute(&mut *tx)
    .await
    .doing("closing a circuit")?;
    if recovered.rows_affected() > 0 {
        operations::about_endpoint(&mut tx, Operation::EndpointRecovered, endpoint, None).await?;
    }
    tx.commit().await.doing("closing a circuit")?;
    load(store).await?;
    Ok(recovered.rows_affected() > 0)
}

/// The circuit of one endpoint, unless it is closed.
pub async fn of(store: &Store, endpoint: EndpointId) -> Result<Option<CircuitView>, StoreError> {
    Ok(of_some(store, &[endpoint]).await?.remove(&endpoint))
}

/// The circuits of some endpoints, those that are not closed.
pub async fn of_some(
    store: &Store,
    endpoints: &[EndpointId],
) -> Result<HashMap<EndpointId, CircuitView>, StoreError> {
    let ids: Vec<Uuid> = endpoints.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"select endpoint_id, circuit, circuit_since as "since!", probe_at, circuit_cause
           from endpoint_pace where endpoint_id = any ($1) and circuit <> 'closed'"#,
        &ids,
    )
    .fetch_all(store.front())
    .await
    .doing("reading circuits")?;
    Ok(rows.into_iter().map(Row::told).collect())
}

/// Circuits that are not closed, of a project's endpoints or of all, the longest open first, at most `limit`.
pub async fn some_of(
    store: &Store,
    project: Option<ProjectId>,
    limit: usize,
) -> Result<Vec<(EndpointId, CircuitView)>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select c.endpoint_id, c.circuit, c.circuit_since as "since!", c.probe_at, c.circuit_cause
           from endpoint_pace c join endpoint p on p.id = c.endpoint_id
           where c.circuit <> 'closed' and ($1::uuid is null or p.project_id = $1)
           order by c.circuit_since limit $2"#,
        project.map(ProjectId::uuid) as Option<Uuid>,
        i64::try_from(limit).unwrap_or(i64::MAX),
    )
    .fetch_all(store.front())
    .await
    .doing("reading circuits")?;
    Ok(rows.into_iter().map(Row::told).collect())
}

struct Row {
    endpoint_id: Uuid,
    circuit: String,
    since: OffsetDateTime,
    probe_at: Option<OffsetDateTime>,
    circuit_cause: Option<String>,
}

impl Row {
    fn told(self) -> (EndpointId, CircuitView) {
        let state = self.circuit.parse().unwrap_or(CircuitState::Open);
        let view =
            CircuitView { state, since: self.since, probe_at: self.probe_at, cause: self.circuit_cause };
        (EndpointId::from_uuid(self.endpoint_id), view)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few minutes")]
fn seconds(whole: u64) -> f64 {
    whole as f64
}
