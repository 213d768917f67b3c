//! Exporting dead letters with the payloads of their events, a page of bounded weight at a time.

use bytes::Bytes;
use uuid::Uuid;

use crate::domain::delivery::Status;
use crate::domain::id::ProjectId;
use crate::store::deliveries;
use crate::store::deliveries::DeliveryFilter;
use crate::store::deliveries::DeliveryView;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::page::Listed;
use crate::store::page::Page;

/// Bytes of payloads after which a page ends; it always has at least one dead letter.
const PAYLOAD_BYTES_MAX: i64 = 8 * 1_024 * 1_024;

/// A dead letter with what was to be delivered.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The delivery.
    pub delivery: DeliveryView,
    /// The event's payload as it was published; `None` when the event is no longer stored.
    pub payload: Option<Bytes>,
}

/// A page of dead letters, newest first. What is dead from the first page to the last comes exactly once, whatever
/// is redriven, dropped or dies meanwhile: pages go on below an id, and a delivery keeps its id.
pub async fn export(
    store: &Store,
    project: ProjectId,
    filter: &DeliveryFilter,
    page: Page,
) -> Result<Listed<Exported>, StoreError> {
    let filter = DeliveryFilter { status: Some(Status::DeadLettered), ..filter.clone() };
    let mut listed = deliveries::list(store, project, &filter, page).await?;
    let shards: Vec<i16> = listed.items.iter().map(|one| one.event_id.shard()).collect();
    let events: Vec<Uuid> = listed.items.iter().map(|one| one.event_id.uuid()).collect();
    // Weighed before they are fetched: the sum so far decides how many of them make this page.
    let payloads = sqlx::query_scalar!(
        r#"select e.payload as "payload?"
           from (
               select u.place, u.shard, u.id, coalesce(length(e.payload), 0) as bytes,
                      sum(coalesce(length(e.payload), 0)) over (order by u.place) as so_far
               from unnest($1::smallint[], $2::uuid[]) with ordinality as u (shard, id, place)
               left join event e on e.shard = u.shard and e.id = u.id
           ) w left join event e on e.shard = w.shard and e.id = w.id
           where w.so_far - w.bytes < $3 order by w.place"#,
        &shards,
        &events,
        PAYLOAD_BYTES_MAX,
    )
    .fetch_all(store.front())
    .await
    .doing("reading the payloads of dead letters")?;
    listed.more |= payloads.len() < listed.items.len();
    let items = listed.items.into_iter().zip(payloads);
    Ok(Listed {
        items: items
            .map(|(delivery, payload)| Exported { delivery, payload: payload.map(Bytes::from) })
            .collect(),
        more: listed.more,
    })
}
