//! What matching needed of endpoints, version by version: noted with each change, read to explain, dropped with the
//! events it explains.

use sqlx::PgTransaction;
use sqlx::types::Json;
use uuid::Uuid;

use crate::domain::explanation::EndpointThen;
use crate::domain::explanation::Existence;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::matching::Matching;
use crate::domain::pattern::Pattern;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::partitions;

/// Notes how these endpoints are now, in the transaction that changed them.
pub(crate) async fn note(tx: &mut PgTransaction<'_>, ids: &[Uuid]) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into endpoint_history (project_id, endpoint_id, version, name, status, disabled_reason, event_types,
                                       matching, deleted)
         select project_id, id, version, name, status, disabled_reason, event_types, matching, deleted_at is not null
         from endpoint where id = any ($1)",
        ids,
    )
    .execute(&mut **tx)
    .await
    .doing("noting how an endpoint is now")?;
    Ok(())
}

/// Every endpoint of a project as it was at this version of the configuration, those that were made later or had been
/// removed among them, by name.
pub async fn at_version(
    store: &Store,
    project: ProjectId,
    version: i64,
) -> Result<Vec<EndpointThen>, StoreError> {
    let rows = sqlx::query!(
        r#"select e.endpoint_id as "endpoint_id!", h.name as "name!", h.status as "status!",
                  h.event_types as "event_types!", h.matching as "matching!: Json<Matching>", h.deleted as "deleted!",
                  h.version > $2 as "later!", coalesce(s.at, h.at) as "since!"
           from (select distinct endpoint_id from endpoint_history where project_id = $1) e
           cross join lateral (
               -- The one in force then, else the first of all.
               (select * from endpoint_history a
                where a.project_id = $1 and a.endpoint_id = e.endpoint_id and a.version <= $2
                order by a.version desc limit 1)
               union all
               (select * from endpoint_history b
                where b.project_id = $1 and b.endpoint_id = e.endpoint_id and b.version > $2
                order by b.version limit 1)
               limit 1
           ) h
           left join lateral (
               -- Since when it had had that status: the first of those after the last one with another.
               select min(c.at) as at from endpoint_history c
               where c.project_id = $1 and c.endpoint_id = e.endpoint_id and c.version <= h.version
                 and c.version > coalesce((select max(d.version) from endpoint_history d
                                           where d.project_id = $1 and d.endpoint_id = e.endpoint_id
                                             and d.version < h.version
                                             and (d.status <> h.status or d.deleted <> h.deleted)), 0)
           ) s on true
           order by h.name, e.endpoint_id"#,
        project.uuid(),
        version,
    )
    .fetch_all(store.front())
    .await
    .doing("reading how endpoints were")?;
    rows.into_iter()
        .map(|row| {
            let id = EndpointId::from_uuid(row.endpoint_id);
            let odd =
                |column| StoreError::Inconsistent { table: "endpoint_history", column, row: id.to_string() };
            let patterns = row.event_types.iter().map(|pattern| Pattern::parse(pattern));
            Ok(EndpointThen {
                id,
                name: row.name,
                status: row.status.parse().map_err(|_| odd("status"))?,
                event_types: patterns.collect::<Result<_, _>>().map_err(|_| odd("event_types"))?,
                filter: row.matching.0.filter,
                existence: match (row.later, row.deleted) {
                    (true, _) => Existence::Later,
                    (false, true) => Existence::Removed,
                    (false, false) => Existence::There,
                },
                since: row.since,
            })
        })
        .collect()
}

/// Drops what no stored event can have been matched with: versions that were replaced, or removals that happened,
/// before the oldest day of events that is kept.
pub(crate) async fn prune(store: &Store) -> Result<(), StoreError> {
    let names = sqlx::query_scalar!(
        r#"select c.relname::text as "name!" from pg_inherits i join pg_class c on c.oid = i.inhrelid
           where i.inhparent = 'event'::regclass"#
    )
    .fetch_all(store.delivery())
    .await
    .doing("looking for the oldest day")?;
    let Some(oldest) = names.iter().filter_map(|name| partitions::day_of(name)).min() else { return Ok(()) };
    sqlx::query!(
        "delete from endpoint_history h
         where (h.deleted and h.at < $1)
            or exists (select from endpoint_history n
                       where n.project_id = h.project_id and n.endpoint_id = h.endpoint_id and n.version > h.version
                         and n.at < $1)",
        oldest.midnight().assume_utc(),
    )
    .execute(store.delivery())
    .await
    .doing("dropping how endpoints were")?;
    Ok(())
}
