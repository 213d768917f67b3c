//! The rows that a delivery is made of, as they are, for whoever wants to see that nothing else is behind it.

use serde_json::Value;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use crate::domain::id::DeliveryId;

/// Its event, its place in the queue or in history, and its attempts: table and row.
pub async fn of_delivery(store: &Store, id: DeliveryId) -> Result<Vec<(String, Value)>, StoreError> {
    let rows = sqlx::query!(
        r#"with q as (select * from queue where shard = $1 and id = $2),
                d as (select * from delivery where shard = $1 and id = $2)
           select "table" as "table!", "row" as "row!: Value" from (
               select 1 as place, 0 as number, 'event' as "table",
                      to_jsonb(e) || jsonb_build_object('payload', convert_from(e.payload, 'UTF8')) as "row"
               from event e where e.shard = $1 and e.id in (select event_id from q union select event_id from d)
               union all select 2, 0, 'queue', to_jsonb(q) from q
               union all select 3, 0, 'delivery', to_jsonb(d) from d
               union all
               select 4, a.number, 'attempt', to_jsonb(a) - 'response_body'
               from attempt a where a.shard = $1 and a.delivery_id = $2
           ) found order by place, number"#,
        id.shard(),
        id.uuid(),
    )
    .fetch_all(store.front())
    .await
    .doing("reading rows")?;
    Ok(rows.into_iter().map(|row| (row.table, row.row)).collect())
}
