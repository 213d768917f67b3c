//! Discovery: which endpoints have work waiting, and when the next of it is due.

use std::collections::HashMap;

use time::OffsetDateTime;
use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use crate::domain::id::EndpointId;

/// Endpoints one look covers at most; a look at all of ten thousand would take a hundred times as long.
pub const ENDPOINTS_A_LOOK: i32 = 500;

/// What one look found.
#[derive(Debug, Default)]
pub struct Found {
    /// When the oldest free delivery of each endpoint is or was due.
    pub due_at: HashMap<EndpointId, OffsetDateTime>,
    /// Where the next look goes on; `None` when this one reached the end.
    pub cursor: Option<EndpointId>,
}

/// Looks at up to [`ENDPOINTS_A_LOOK`] endpoints after `cursor`, hopping from one endpoint's first row to the
/// next endpoint's in the index, whatever the number of rows between.
pub async fn look(store: &Store, shard: i16, cursor: Option<EndpointId>) -> Result<Found, StoreError> {
    let after = cursor.map_or(Uuid::nil(), EndpointId::uuid);
    let rows = sqlx::query!(
        r#"with recursive hop (endpoint_id, step) as (
               (select endpoint_id, 1 from queue where shard = $1 and endpoint_id > $2
                order by endpoint_id limit 1)
               union all
               select (select q.endpoint_id from queue q where q.shard = $1 and q.endpoint_id > hop.endpoint_id
                       order by q.endpoint_id limit 1), step + 1
               from hop where hop.endpoint_id is not null and step < $3
           )
           select hop.endpoint_id as "endpoint_id!", free.due_at as "due_at?"
           from hop left join lateral (
               select due_at from queue where shard = $1 and endpoint_id = hop.endpoint_id and owner is null
               order by due_at limit 1
           ) free on true
           where hop.endpoint_id is not null"#,
        shard,
        after,
        ENDPOINTS_A_LOOK,
    )
    .fetch_all(store.delivery())
    .await
    .doing("looking for work")?;
    let full = rows.len() >= ENDPOINTS_A_LOOK as usize;
    let mut found = Found::default();
    for row in rows {
        let endpoint = EndpointId::from_uuid(row.endpoint_id);
        if let Some(due_at) = row.due_at {
            found.due_at.insert(endpoint, due_at);
        }
        found.cursor = full.then_some(endpoint);
    }
    Ok(found)
}
