//! The registry: an event type is put, found, listed and removed by its name.

use time::OffsetDateTime;
use uuid::Uuid;

use crate::domain::access::Caller;
use crate::domain::event::EventType;
use crate::domain::id::ProjectId;
use crate::store::audit;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::page::Listed;
use crate::store::page::Page;

/// Most event types a project may have.
pub const EVENT_TYPES_MAX: u32 = 10_000;

/// An event type as it is stored.
#[derive(Debug, Clone)]
pub struct RegisteredType {
    /// Its row; people call it by name.
    pub id: Uuid,
    /// Whose it is.
    pub project: ProjectId,
    /// Unique in the project.
    pub name: EventType,
    /// For people.
    pub description: Option<String>,
    /// When it was registered.
    pub created_at: OffsetDateTime,
    /// When its description last changed.
    pub updated_at: OffsetDateTime,
}

/// What became of a wish to put an event type.
#[derive(Debug)]
pub enum Put {
    /// It was not there.
    Made(RegisteredType),
    /// It was there, and is as asked for now.
    Kept(RegisteredType),
    /// The project has [`EVENT_TYPES_MAX`] already.
    Full,
}

struct Row {
    id: Uuid,
    project_id: Uuid,
    name: String,
    description: Option<String>,
    created_at: OffsetDateTime,
    updated_at: OffsetDateTime,
}

impl From<Row> for RegisteredType {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            project: ProjectId::from_uuid(row.project_id),
            name: EventType::from_stored(row.name),
            description: row.description,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// Registers an event type, or gives the one that is there this description.
pub async fn put(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    name: &EventType,
    description: Option<&str>,
) -> Result<Put, StoreError> {
    if let Some(kept) = find(store, project, name).await?
        && kept.description.as_deref() == description
    {
        return Ok(Put::Kept(kept));
    }
    let mut tx = store.front().begin().await.doing("beginning to register an event type")?;
    let others = sqlx::query_scalar!(
        r#"select count(*) as "count!" from event_type where project_id = $1 and name <> $2"#,
        project.uuid(),
        name.as_str(),
    )
    .fetch_one(&mut *tx)
    .await
    .doing("counting event types")?;
    if others >= i64::from(EVENT_TYPES_MAX) {
        return Ok(Put::Full);
    }
    let id = store.mint();
    let row = sqlx::query_as!(
        Row,
        "insert into event_type (id, project_id, name, description) values ($1, $2, $3, $4)
         on conflict (project_id, name) do update set description = excluded.description, updated_at = now()
         returning id, project_id, name, description, created_at, updated_at",
        id,
        project.uuid(),
        name.as_str(),
        description,
    )
    .fetch_one(&mut *tx)
    .await
    .doing("registering an event type")?;
    let made = row.id == id;
    let action = if made { "event_type.create" } else { "event_type.change" };
    audit::note(store, &mut tx, caller, action, name.as_str(), Some(project)).await?;
    tx.commit().await.doing("registering an event type")?;
    Ok(if made { Put::Made(row.into()) } else { Put::Kept(row.into()) })
}

/// The event types of a project, newest first.
pub async fn list(
    store: &Store,
    project: ProjectId,
    page: Page,
) -> Result<Listed<RegisteredType>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, project_id, name, description, created_at, updated_at from event_type
         where project_id = $1 and id < $2 order by id desc limit $3",
        project.uuid(),
        page.bound(),
        page.fetch(),
    )
    .fetch_all(store.front())
    .await
    .doing("listing event types")?;
    Ok(Listed::cut(rows.into_iter().map(RegisteredType::from).collect(), page))
}

/// An event type of a project.
pub async fn find(
    store: &Store,
    project: ProjectId,
    name: &EventType,
) -> Result<Option<RegisteredType>, StoreError> {
    let row = sqlx::query_as!(
        Row,
        "select id, project_id, name, description, created_at, updated_at from event_type
         where project_id = $1 and name = $2",
        project.uuid(),
        name.as_str(),
    )
    .fetch_optional(store.front())
    .await
    .doing("looking for an event type")?;
    Ok(row.map(RegisteredType::from))
}

/// Takes an event type out of the registry; `false` when it was not there. Events of it are stored and delivered
/// as before.
pub async fn remove(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    name: &EventType,
) -> Result<bool, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to remove an event type")?;
    let removed = sqlx::query!(
        "delete from event_type where project_id = $1 and name = $2",
        project.uuid(),
        name.as_str(),
    )
    .execute(&mut *tx)
    .await
    .doing("removing an event type")?;
    if removed.rows_affected() == 0 {
        return Ok(false);
    }
    audit::note(store, &mut tx, caller, "event_type.remove", name.as_str(), Some(project)).await?;
    tx.commit().await.doing("removing an event type")?;
    Ok(true)
}
