//! A table in another database: its rows are brought into the outbox, each once, whatever dies in between.

use serde_json::Value;
use sqlx::AssertSqlSafe;
use sqlx::FromRow;
use sqlx::PgPool;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::store::connect;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::handle::StoreOptions;

/// Rows one step brings at most.
const ROWS_MAX: i64 = 200;
/// Payload bytes one step brings at most, beyond its first row.
const BYTES_MAX: i64 = 4 * 1_024 * 1_024;

/// The table.
#[derive(Debug)]
pub struct Source {
    pool: PgPool,
    take: String,
}

#[derive(FromRow)]
struct Row {
    key: Uuid,
    #[sqlx(rename = "type")]
    event_type: String,
    payload: String,
    idempotency_key: Option<String>,
    client_id: Option<String>,
    labels: Option<Value>,
    ordering_key: Option<String>,
    deliver_at: Option<OffsetDateTime>,
    expires_at: Option<OffsetDateTime>,
    endpoint_ids: Option<Vec<String>>,
}

impl Source {
    /// Connects and proves that the table is there and as it should be. `table` was checked: it is a plain name.
    pub async fn open(url: &str, table: &str) -> Result<Self, StoreError> {
        let options = StoreOptions {
            url: url.to_owned(),
            front_connections_max: 1,
            delivery_connections_max: 1,
            acquire_timeout_ms: 10_000,
            application_name: "hookitd".to_owned(),
            publish_waiting_max: 0,
            idempotency_hours: 1,
        };
        let pool = connect::pool(&options, "outbox", 1)?;
        // An instant without end would not be one on the way; the rules of the API decide about the one that it becomes.
        let take = format!(
            "with gone as (
                 delete from {table} where id = any (array(
                     select id from (
                         select id, sum(bytes) over (order by id) - bytes as before
                         from (select id, octet_length(payload::text) as bytes from {table} order by id limit $1) first
                     ) counted where before < $2))
                 returning *)
             select key, type, payload::text as payload, idempotency_key, client_id, labels::jsonb as labels,
                    ordering_key,
                    case when deliver_at is not null
                         then least(greatest(deliver_at, '1970-01-01'), '9999-01-01') end as deliver_at,
                    case when expires_at is not null
                         then least(greatest(expires_at, '1970-01-01'), '9999-01-01') end as expires_at,
                    endpoint_ids
             from gone order by id"
        );
        let source = Self { pool, take };
        let mut tx = source.pool.begin().await.doing("connecting to the other database")?;
        source.rows(&mut tx, 0).await?;
        Ok(source)
    }

    async fn rows(&self, tx: &mut sqlx::PgTransaction<'_>, rows_max: i64) -> Result<Vec<Row>, StoreError> {
        // Safe SQL: the table's name was checked when the settings were read, and nothing else was put in.
        sqlx::query_as(AssertSqlSafe(self.take.clone()))
            .bind(rows_max)
            .bind(BYTES_MAX)
            .fetch_all(&mut **tx)
            .await
            .doing("reading the table in the other database")
    }

    /// Brings the next rows; says how many left the table.
    ///
    /// They are deleted there in a transaction that stays open until they are committed here, so whatever dies, they are
    /// in one of both. Were that commit there to be lost, they come again, and are known here by their keys.
    pub async fn bring(&self, store: &Store, project: &str) -> Result<u64, StoreError> {
        let mut from = self.pool.begin().await.doing("connecting to the other database")?;
        let rows = self.rows(&mut from, ROWS_MAX).await?;
        if rows.is_empty() {
            return Ok(0);
        }
        let keys: Vec<Uuid> = rows.iter().map(|row| row.key).collect();
        put(store, project, &rows).await?;
        from.commit().await.doing("deleting rows in the other database")?;
        sqlx::query!("delete from outbox_received where key = any ($1)", &keys)
            .execute(store.front())
            .await
            .doing("forgetting what was brought")?;
        Ok(u64::try_from(rows.len()).unwrap_or(0))
    }
}

async fn put(store: &Store, project: &str, rows: &[Row]) -> Result<(), StoreError> {
    let mut to = store.front().begin().await.doing("beginning to bring events")?;
    let id = sqlx::query_scalar!("select id from project where name = $1 and deleted_at is null", project)
        .fetch_optional(&mut *to)
        .await
        .doing("looking for the project")?
        .ok_or_else(|| StoreError::NoProject { name: project.to_owned() })?;
    let keys: Vec<Uuid> = rows.iter().map(|row| row.key).collect();
    let types: Vec<&str> = rows.iter().map(|row| row.event_type.as_str()).collect();
    let payloads: Vec<&str> = rows.iter().map(|row| row.payload.as_str()).collect();
    let idempotency: Vec<Option<&str>> = rows.iter().map(|row| row.idempotency_key.as_deref()).collect();
    let clients: Vec<Option<&str>> = rows.iter().map(|row| row.client_id.as_deref()).collect();
    let labels: Vec<Option<String>> =
        rows.iter().map(|row| row.labels.as_ref().map(Value::to_string)).collect();
    let ordering: Vec<Option<&str>> = rows.iter().map(|row| row.ordering_key.as_deref()).collect();
    let deliver_at: Vec<Option<OffsetDateTime>> = rows.iter().map(|row| row.deliver_at).collect();
    let expires_at: Vec<Option<OffsetDateTime>> = rows.iter().map(|row| row.expires_at).collect();
    let endpoints: Vec<Option<String>> = rows
        .iter()
        .map(|row| row.endpoint_ids.as_ref().map(|ids| Value::from(ids.clone()).to_string()))
        .collect();
    sqlx::query!(
        "with fresh as (
             insert into outbox_received (key) select unnest($1::uuid[]) on conflict do nothing returning key
         )
         insert into outbox (project_id, type, payload, idempotency_key, client_id, labels, ordering_key, deliver_at,
                             expires_at, endpoint_ids)
         select $2, r.type, r.payload, r.idempotency_key, r.client_id, r.labels::jsonb, r.ordering_key, r.deliver_at,
                r.expires_at,
                case when r.endpoints is not null
                     then array(select jsonb_array_elements_text(r.endpoints::jsonb)) end
         from unnest($1::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                     $9::timestamptz[], $10::timestamptz[], $11::text[])
              with ordinality as r (key, type, payload, idempotency_key, client_id, labels, ordering_key, deliver_at,
                                    expires_at, endpoints, place)
         where r.key in (select key from fresh) order by r.place",
        &keys,
        id,
        &types as &[&str],
        &payloads as &[&str],
        &idempotency as &[Option<&str>],
        &clients as &[Option<&str>],
        &labels as &[Option<String>],
        &ordering as &[Option<&str>],
        &deliver_at as &[Option<OffsetDateTime>],
        &expires_at as &[Option<OffsetDateTime>],
        &endpoints as &[Option<String>],
    )
    .execute(&mut *to)
    .await
    .doing("bringing events into the outbox")?;
    // After the insert, which waits while a move reads the table.
    let moved =
        sqlx::query_scalar!("select peer from database_move where direction = 'out' and state <> 'copying'")
            .fetch_optional(&mut *to)
            .await
            .doing("looking whether the database was moved")?;
    if let Some(peer) = moved {
        return Err(StoreError::Moved { peer });
    }
    to.commit().await.doing("bringing events into the outbox")
}
