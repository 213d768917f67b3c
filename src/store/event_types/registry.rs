//! The registry: an event type is put, found, listed and removed by its name.

use time::OffsetDateTime;
use uuid::Uuid;

use crate::domain::access::Caller;
use crate::domain::event::EventType;
use crate::domain::id::ProjectId;
use crate::domain::schema::Enforce;
use crate::domain::schema::Schema;
use crate::store::audit;
use crate::store::config_version;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::page::Listed;
use crate::store::page::Page;
use crate::store::snapshot;

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
    /// What its payloads have to look like.
    pub schema: Option<Schema>,
    /// What is done with those that do not.
    pub enforce: Enforce,
    /// Whether producers are told not to publish it any more.
    pub deprecated: bool,
    /// When it was registered.
    pub created_at: OffsetDateTime,
    /// When something of it last changed.
    pub updated_at: OffsetDateTime,
}

/// What can be said of an event type.
#[derive(Debug, Clone)]
pub struct TypeSettings {
    /// For people.
    pub description: Option<String>,
    /// What its payloads have to look like.
    pub schema: Option<Schema>,
    /// What is done with those that do not.
    pub enforce: Enforce,
    /// Whether producers are told not to publish it any more.
    pub deprecated: bool,
}

impl TypeSettings {
    fn are_those_of(&self, kept: &RegisteredType) -> bool {
        let source = |schema: &Option<Schema>| schema.as_ref().map(|schema| schema.source().to_owned());
        (&self.description, self.enforce, self.deprecated)
            == (&kept.description, kept.enforce, kept.deprecated)
            && source(&self.schema) == source(&kept.schema)
    }
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
    schema: Option<String>,
    enforce: String,
    deprecated: bool,
    created_at: OffsetDateTime,
    updated_at: OffsetDateTime,
}

impl TryFrom<Row> for RegisteredType {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let odd = |column| StoreError::Inconsistent { table: "event_type", column, row: row.id.to_string() };
        Ok(Self {
            schema: row.schema.as_deref().map(Schema::parse).transpose().map_err(|_| odd("schema"))?,
            enforce: row.enforce.parse().map_err(|_| odd("enforce"))?,
            deprecated: row.deprecated,
            id: row.id,
            project: ProjectId::from_uuid(row.project_id),
            name: EventType::from_stored(row.name),
            description: row.description,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// Registers an event type, or gives the one that is there these settings.
pub async fn put(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    name: &EventType,
    settings: &TypeSettings,
) -> Result<Put, StoreError> {
    let kept = find(store, project, name).await?;
    if let Some(kept) = kept.clone().filter(|kept| settings.are_those_of(kept)) {
        return Ok(Put::Kept(kept));
    }
    let is_rule = settings.enforce != Enforce::Off || settings.deprecated;
    let was_rule = kept.is_some_and(|kept| kept.enforce != Enforce::Off || kept.deprecated);
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
    // Only what publishing looks at makes another version of the configuration.
    let version = if is_rule || was_rule { config_version::raise(&mut tx).await? } else { 0 };
    let row = sqlx::query_as!(
        Row,
        "insert into event_type (id, project_id, name, description, schema, enforce, deprecated, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (project_id, name) do update
             set description = excluded.description, schema = excluded.schema, enforce = excluded.enforce,
                 deprecated = excluded.deprecated, version = excluded.version, updated_at = now()
         returning id, project_id, name, description, schema, enforce, deprecated, created_at, updated_at",
        id,
        project.uuid(),
        name.as_str(),
        settings.description.as_deref(),
        settings.schema.as_ref().map(Schema::source),
        settings.enforce.as_str(),
        settings.deprecated,
        version,
    )
    .fetch_one(&mut *tx)
    .await
    .doing("registering an event type")?;
    let made = row.id == id;
    let action = if made { "event_type.create" } else { "event_type.change" };
    audit::note(store, &mut tx, caller, action, name.as_str(), Some(project)).await?;
    tx.commit().await.doing("registering an event type")?;
    snapshot::load(store).await?;
    let stored = row.try_into()?;
    Ok(if made { Put::Made(stored) } else { Put::Kept(stored) })
}

/// The event types of a project, newest first.
pub async fn list(
    store: &Store,
    project: ProjectId,
    page: Page,
) -> Result<Listed<RegisteredType>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, project_id, name, description, schema, enforce, deprecated, created_at, updated_at from event_type
         where project_id = $1 and id < $2 order by id desc limit $3",
        project.uuid(),
        page.bound(),
        page.fetch(),
    )
    .fetch_all(store.front())
    .await
    .doing("listing event types")?;
    let types = rows.into_iter().map(RegisteredType::try_from).collect::<Result<_, _>>()?;
    Ok(Listed::cut(types, page))
}

/// An event type of a project.
pub async fn find(
    store: &Store,
    project: ProjectId,
    name: &EventType,
) -> Result<Option<RegisteredType>, StoreError> {
    let row = sqlx::query_as!(
        Row,
        "select id, project_id, name, description, schema, enforce, deprecated, created_at, updated_at from event_type
         where project_id = $1 and name = $2",
        project.uuid(),
        name.as_str(),
    )
    .fetch_optional(store.front())
    .await
    .doing("looking for an event type")?;
    row.map(RegisteredType::try_from).transpose()
}

/// Takes an event type out of the registry; `false` when it was not there. Events of it are stored and delivered
/// unchecked from then on.
pub async fn remove(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    name: &EventType,
) -> Result<bool, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to remove an event type")?;
    let removed = sqlx::query_scalar!(
        r#"delete from event_type where project_id = $1 and name = $2
           returning enforce <> 'off' or deprecated as "was_rule!""#,
        project.uuid(),
        name.as_str(),
    )
    .fetch_optional(&mut *tx)
    .await
    .doing("removing an event type")?;
    let Some(was_rule) = removed else { return Ok(false) };
    if was_rule {
        config_version::raise(&mut tx).await?;
    }
    audit::note(store, &mut tx, caller, "event_type.remove", name.as_str(), Some(project)).await?;
    tx.commit().await.doing("removing an event type")?;
    snapshot::load(store).await?;
    Ok(true)
}
