//! Attempts of a delivery as an operator reads them.

use bytes::Bytes;
use time::OffsetDateTime;

use super::deliveries;
use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use crate::domain::exchange::Phases;
use crate::domain::id::AttemptId;
use crate::domain::id::DeliveryId;
use crate::domain::id::ProjectId;
use crate::domain::outcome::Outcome;

/// One request and what came of it.
#[derive(Debug, Clone)]
pub struct AttemptView {
    /// Its id.
    pub id: AttemptId,
    /// The delivery it belongs to.
    pub delivery_id: DeliveryId,
    /// Its number, counting from 1 over the delivery's whole life.
    pub number: u16,
    /// How it ended.
    pub outcome: Outcome,
    /// When it began; `None` when the node died and nobody knows.
    pub started_at: Option<OffsetDateTime>,
    /// How long it took.
    pub duration_ms: Option<u32>,
    /// Where the time went.
    pub phases: Phases,
    /// The address that was dialled.
    pub dialled: Option<String>,
    /// The HTTP status that came back.
    pub response_status: Option<u16>,
    /// The headers that are kept.
    pub response_headers: Vec<(String, String)>,
    /// The beginning of the body.
    pub response_body: Option<Bytes>,
    /// Whether the body went on, or never ended.
    pub body_incomplete: bool,
    /// One sentence on what went wrong.
    pub error: Option<String>,
    /// The node that made it.
    pub node: String,
}

/// The attempts of a delivery, first to last; `None` when there is no such delivery in the project.
pub async fn list(
    store: &Store,
    project: ProjectId,
    id: DeliveryId,
) -> Result<Option<Vec<AttemptView>>, StoreError> {
    if deliveries::show(store, project, id).await?.is_none() {
        return Ok(None);
    }
    let rows = sqlx::query!(
        "select number, outcome, started_at, duration_ms, dns_ms, connect_ms, tls_ms, first_byte_ms, body_ms,
                dialled, response_status, response_headers, response_body, body_incomplete, error, node
         from attempt where shard = $1 and delivery_id = $2 order by number, started_at",
        id.shard(),
        id.uuid(),
    )
    .fetch_all(store.front())
    .await
    .doing("reading attempts")?;
    let whole = |ms: Option<i32>| ms.and_then(|ms| u32::try_from(ms).ok());
    let mut attempts = Vec::with_capacity(rows.len());
    for row in rows {
        let number = u16::try_from(row.number).unwrap_or(0);
        let odd = |column| StoreError::Inconsistent {
            table: "attempt",
            column,
            row: id.attempt(number).to_string(),
        };
        let headers: Vec<(String, String)> = match row.response_headers {
            Some(json) => serde_json::from_str(&json).map_err(|_| odd("response_headers"))?,
            None => Vec::new(),
        };
        attempts.push(AttemptView {
            id: id.attempt(number),
            delivery_id: id,
            number,
            outcome: row.outcome.parse().map_err(|_| odd("outcome"))?,
            started_at: row.started_at,
            duration_ms: whole(row.duration_ms),
            phases: Phases {
                dns_ms: whole(row.dns_ms),
                connect_ms: whole(row.connect_ms),
                tls_ms: whole(row.tls_ms),
                first_byte_ms: whole(row.first_byte_ms),
                body_ms: whole(row.body_ms),
            },
            dialled: row.dialled,
            response_status: row.response_status.and_then(|status| u16::try_from(status).ok()),
            response_headers: headers,
            response_body: row.response_body.map(Bytes::from),
            body_incomplete: row.body_incomplete,
            error: row.error,
            node: row.node,
        });
    }
    Ok(Some(attempts))
}
