//! Draining: rows of the outbox become events, in the transaction in which they leave it.

use std::collections::BTreeMap;

use sqlx::PgTransaction;

use super::row::OutboxRow;
use super::row::Refusal;
use crate::domain::chain::chain;
use crate::domain::event::NewEvent;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::publish::OutboxAnswer;
use crate::store::publish::OutboxBatch;
use crate::store::snapshot;

/// Rows one transaction takes at most.
const ROWS_MAX: i64 = 500;
/// Payload bytes one transaction takes at most, beyond its first row.
const BYTES_MAX: i64 = 4 * 1_024 * 1_024;
/// How often a transaction may meet a newer configuration, or lose a race, before the round is given up.
const TRIES_MAX: u32 = 20;
/// The word for a row that Postgres refuses to store as an event, and that no rule of the API forbids.
const NOT_STORED: &str = "not_stored";

/// What a turn did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drained {
    /// Rows that left the outbox.
    pub rows: u64,
    /// Those of them that were set aside.
    pub refused: u64,
}

/// Makes an event of a row, by the rules of the API.
pub type Judge<'j> = &'j (dyn Fn(&OutboxRow) -> Result<NewEvent, Refusal> + Send + Sync);

/// Whether anything waits; a look at the first entry of an index.
pub async fn is_waiting(store: &Store) -> Result<bool, StoreError> {
    sqlx::query_scalar!(r#"select exists (select from outbox) as "waiting!""#)
        .fetch_one(store.front())
        .await
        .doing("looking at the outbox")
}

/// Stores what waits, up to some hundred rows, in the order of their numbers; nothing when another node is just doing
/// so. What is not to be stored is set aside with its reason, and does not stop what comes after it.
pub async fn drain(store: &Store, judge: Judge<'_>) -> Result<Drained, StoreError> {
    match turn(store, judge, ROWS_MAX).await {
        // One of them cannot be stored: each goes alone, so that the others get through.
        Err(error) if error.is_about_data() => one_by_one(store, judge).await,
        other => other,
    }
}

async fn one_by_one(store: &Store, judge: Judge<'_>) -> Result<Drained, StoreError> {
    let mut drained = Drained::default();
    for _ in 0..ROWS_MAX {
        let step = match turn(store, judge, 1).await {
            Err(error) if error.is_about_data() => set_aside_first(store, &error).await?,
            other => other?,
        };
        if step.rows == 0 {
            break;
        }
        drained.rows += step.rows;
        drained.refused += step.refused;
    }
    Ok(drained)
}

/// The first row is the one that could not be stored alone.
async fn set_aside_first(store: &Store, error: &StoreError) -> Result<Drained, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to set an event aside")?;
    let rows = if take_turn(&mut tx).await? { read(&mut tx, 1).await? } else { Vec::new() };
    let Some(row) = rows.first() else { return Ok(Drained::default()) };
    tracing::error!(error = chain(error), outbox.id = row.id, "an event of the outbox cannot be stored");
    let detail = "Postgres refused to store it; hookitd's log says why".to_owned();
    leave(&mut tx, &[row.id], &[(row.id, Refusal { code: NOT_STORED.to_owned(), detail })]).await?;
    tx.commit().await.doing("setting an event aside")?;
    Ok(Drained { rows: 1, refused: 1 })
}

async fn turn(store: &Store, judge: Judge<'_>, rows_max: i64) -> Result<Drained, StoreError> {
    let mut last = None;
    for _ in 0..TRIES_MAX {
        match try_turn(store, judge, rows_max).await {
            Ok(Some(drained)) => return Ok(drained),
            Ok(None) => {
                snapshot::load(store).await?;
                store.clock().correct(store.front()).await?;
            }
            Err(error) if OutboxBatch::is_lost_race(&error) => last = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(last.unwrap_or(StoreError::PublishFull))
}

/// `None` when the configuration changed meanwhile: nothing was stored, and all is to be matched anew.
async fn try_turn(store: &Store, judge: Judge<'_>, rows_max: i64) -> Result<Option<Drained>, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to drain the outbox")?;
    if !take_turn(&mut tx).await? {
        return Ok(Some(Drained::default()));
    }
    let rows = read(&mut tx, rows_max).await?;
    if rows.is_empty() {
        return Ok(Some(Drained::default()));
    }
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    if rows.iter().any(|row| row.endpoint_ids.is_some()) {
        // Endpoints that were made a moment ago on another node may be named.
        snapshot::load(store).await?;
    }
    let (mut events, mut refused) = (BTreeMap::new(), Vec::new());
    for row in &rows {
        match judge(row) {
            Ok(event) => drop(events.insert(row.id, event)),
            Err(refusal) => refused.push((row.id, refusal)),
        }
    }
    let events = OutboxBatch::prepare(store, events).await?;
    let mut batch = OutboxBatch::default();
    let stored = match batch.write(store, &mut tx, &events).await {
        Ok(Some(answers)) => {
            refused.extend(answers.into_iter().filter_map(|(id, answer)| match answer {
                OutboxAnswer::Stored => None,
                OutboxAnswer::KeyReused => Some((id, key_reused())),
                OutboxAnswer::SchemaRefused => Some((id, schema_refused())),
            }));
            leave(&mut tx, &ids, &refused).await.map(|()| true)
        }
        Ok(None) => Ok(false),
        Err(error) => Err(error),
    };
    match stored {
        Ok(true) => {}
        Ok(false) => {
            batch.abandon(store);
            return Ok(None);
        }
        Err(error) => {
            batch.abandon(store);
            return Err(error);
        }
    }
    if let Err(error) = tx.commit().await.doing("draining the outbox") {
        batch.lost(store);
        return Err(error);
    }
    batch.finish(store).await;
    let count = |rows: usize| u64::try_from(rows).unwrap_or(u64::MAX);
    Ok(Some(Drained { rows: count(rows.len()), refused: count(refused.len()) }))
}

/// The same as `POST /events` answers.
fn key_reused() -> Refusal {
    Refusal {
        code: "idempotency_key_reused".to_owned(),
        detail: "this idempotency key was used for another event".to_owned(),
    }
}

/// The same as `POST /events` answers, without the places.
fn schema_refused() -> Refusal {
    Refusal {
        code: "schema_refused".to_owned(),
        detail: "the payload does not fit the schema of its event type".to_owned(),
    }
}

/// Whether it is this node's turn, until the transaction ends. A row's lock and not a lease: it ends with the process.
async fn take_turn(tx: &mut PgTransaction<'_>) -> Result<bool, StoreError> {
    let taken = sqlx::query!("select one from outbox_drain for update skip locked")
        .fetch_optional(&mut **tx)
        .await
        .doing("taking a turn at the outbox")?;
    Ok(taken.is_some())
}

async fn read(tx: &mut PgTransaction<'_>, rows_max: i64) -> Result<Vec<OutboxRow>, StoreError> {
    // Everything that is committed is seen, whatever its number: a transaction that began early and commits late is not
    // passed over.
    sqlx::query_as(
        "select id, project_id, type, payload, idempotency_key, client_id, labels, ordering_key, deliver_at,
                expires_at, endpoint_ids, created_at
         from (select *, sum(octet_length(payload)) over (order by id) - octet_length(payload) as before
               from (select * from outbox order by id limit $1) first) counted
         where before < $2 order by id",
    )
    .bind(rows_max)
    .bind(BYTES_MAX)
    .fetch_all(&mut **tx)
    .await
    .doing("reading the outbox")
}

/// Takes rows out, those that were refused to where they are kept.
async fn leave(
    tx: &mut PgTransaction<'_>,
    ids: &[i64],
    refused: &[(i64, Refusal)],
) -> Result<(), StoreError> {
    let which: Vec<i64> = refused.iter().map(|(id, _)| *id).collect();
    let codes: Vec<&str> = refused.iter().map(|(_, refusal)| refusal.code.as_str()).collect();
    let details: Vec<&str> = refused.iter().map(|(_, refusal)| refusal.detail.as_str()).collect();
    sqlx::query!(
        "with gone as (delete from outbox where id = any ($1) returning *)
         insert into outbox_refused (id, project_id, type, payload, idempotency_key, client_id, labels, ordering_key,
                                     deliver_at, expires_at, endpoint_ids, created_at, code, detail)
         select g.id, g.project_id, g.type, g.payload, g.idempotency_key, g.client_id, g.labels, g.ordering_key,
                g.deliver_at, g.expires_at, g.endpoint_ids, g.created_at, r.code, r.detail
         from gone g join unnest($2::bigint[], $3::text[], $4::text[]) as r (id, code, detail) on r.id = g.id",
        ids,
        &which,
        &codes as &[&str],
        &details as &[&str],
    )
    .execute(&mut **tx)
    .await
    .doing("taking events out of the outbox")?;
    Ok(())
}
