//! What backfills made of an event.

use std::collections::HashMap;

use time::OffsetDateTime;

use crate::domain::id::EndpointId;
use crate::domain::id::EventId;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// The endpoints that an event was backfilled to, each with when.
pub async fn of_event(store: &Store, id: EventId) -> Result<HashMap<EndpointId, OffsetDateTime>, StoreError> {
    let rows = sqlx::query!(
        "select endpoint_id, at from backfilled where shard = $1 and event_id = $2",
        id.shard(),
        id.uuid(),
    )
    .fetch_all(store.front())
    .await
    .doing("looking for backfills of an event")?;
    Ok(rows.into_iter().map(|row| (EndpointId::from_uuid(row.endpoint_id), row.at)).collect())
}
