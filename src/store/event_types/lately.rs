//! Which event types were published lately, hopped from name to name in the index of events.

use time::Duration;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::domain::event::EventType;
use crate::domain::id::ProjectId;
use crate::domain::id::floor_of;
use crate::domain::id::unix_ms_of;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// What "lately" means.
const LATELY: Duration = Duration::days(7);
/// Most types that are told; each costs a look into every partition of the days looked at.
const TYPES_MAX: i32 = 500;

/// An event type that was published.
#[derive(Debug, Clone)]
pub struct SeenType {
    /// Its name.
    pub name: EventType,
    /// When its newest event was published.
    pub last_event_at: OffsetDateTime,
    /// Whether it is in the registry.
    pub registered: bool,
}

/// The types of the last seven days' events, by name, 500 at most. Reads as many index entries as there are types,
/// not as there are events.
pub async fn lately(store: &Store, project: ProjectId) -> Result<Vec<SeenType>, StoreError> {
    let rows = sqlx::query!(
        r#"with recursive hop as (
               select s.shard, 1 as number,
                      (select min(e.type) from event e
                       where e.shard = s.shard and e.project_id = $2 and e.id >= $3) as type
               from unnest($1::smallint[]) as s (shard)
               union all
               select h.shard, h.number + 1,
                      (select min(e.type) from event e
                       where e.shard = h.shard and e.project_id = $2 and e.type > h.type and e.id >= $3)
               from hop h where h.type is not null and h.number < $4
           )
           select distinct on (h.type) h.type as "name!", last.id as "id!", t.id is not null as "registered!"
           from hop h
           cross join lateral (
               select e.id from event e
               where e.shard = h.shard and e.project_id = $2 and e.type = h.type and e.id >= $3
               order by e.id desc limit 1
           ) last
           left join event_type t on t.project_id = $2 and t.name = h.type
           where h.type is not null
           order by h.type, last.id desc limit $4"#,
        &store.shards(),
        project.uuid(),
        floor_of(store.now() - LATELY),
        TYPES_MAX,
    )
    .fetch_all(store.front())
    .await
    .doing("looking for the types of late events")?;
    Ok(rows
        .into_iter()
        .map(|row| SeenType {
            name: EventType::from_stored(row.name),
            last_event_at: published_at(row.id),
            registered: row.registered,
        })
        .collect())
}

/// When an event was published, read off its id.
fn published_at(id: Uuid) -> OffsetDateTime {
    let nanos = i128::from(unix_ms_of(id)) * 1_000_000;
    OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
