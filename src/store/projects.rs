//! Projects: made, found, renamed and removed.

use sqlx::PgTransaction;
use time::OffsetDateTime;
use uuid::Uuid;

use super::audit;
use super::config_version;
use super::error::Doing;
use super::error::StoreError;
use super::error::constraint_of;
use super::handle::Store;
use super::page::Listed;
use super::page::Page;
use super::snapshot;
use crate::domain::access::Caller;
use crate::domain::endpoint::Slug;
use crate::domain::id::ProjectId;

/// The project that exists from the start.
pub const DEFAULT_PROJECT: &str = "default";

/// A project as it is stored.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// Unique among all projects.
    pub name: Slug,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

/// What became of a wish to rename.
#[derive(Debug)]
pub enum Renamed {
    /// Renamed.
    Done(Project),
    /// Another project has the name.
    NameTaken,
    /// There is no such project.
    Missing,
}

/// What became of a wish to remove.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removed {
    /// Removed.
    Done,
    /// It has endpoints; remove them first, or cascade.
    HasEndpoints,
    /// There is no such project.
    Missing,
}

struct Row {
    id: Uuid,
    name: String,
    created_at: OffsetDateTime,
}

impl From<Row> for Project {
    fn from(row: Row) -> Self {
        Self {
            id: ProjectId::from_uuid(row.id),
            name: Slug::from_stored(row.name),
            created_at: row.created_at,
        }
    }
}

/// Makes a project; `None` when the name is taken.
pub async fn create(store: &Store, caller: &Caller, name: &Slug) -> Result<Option<Project>, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to make a project")?;
    let made = insert(store, &mut tx, name).await?;
    let Some(project) = made else { return Ok(None) };
    audit::note(store, &mut tx, caller, "project.create", &project.id.to_string(), Some(project.id)).await?;
    config_version::raise(&mut tx).await?;
    tx.commit().await.doing("making a project")?;
    snapshot::load(store).await?;
    Ok(Some(project))
}

pub(crate) async fn insert(
    store: &Store,
    tx: &mut PgTransaction<'_>,
    name: &Slug,
) -> Result<Option<Project>, StoreError> {
    let row = sqlx::query_as!(
        Row,
        "insert into project (id, name) values ($1, $2)
         on conflict (name) where deleted_at is null do nothing
         returning id, name, created_at",
        store.mint(),
        name.as_str(),
    )
    .fetch_optional(&mut **tx)
    .await
    .doing("making a project")?;
    Ok(row.map(Project::from))
}

/// Makes the default project unless it was made before, by this node or another.
pub(crate) async fn ensure_default(store: &Store) -> Result<(), StoreError> {
    let exists = sqlx::query_scalar!(
        r#"select exists (select from project where name = $1) as "exists!""#,
        DEFAULT_PROJECT
    )
    .fetch_one(store.front())
    .await
    .doing("looking for the default project")?;
    if exists {
        return Ok(());
    }
    let mut tx = store.front().begin().await.doing("beginning to make the default project")?;
    insert(store, &mut tx, &Slug::from_stored(DEFAULT_PROJECT.to_owned())).await?;
    config_version::raise(&mut tx).await?;
    tx.commit().await.doing("making the default project")
}

/// Every project, newest first.
pub async fn list(store: &Store, page: Page) -> Result<Listed<Project>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, name, created_at from project
         where id < $1 and deleted_at is null order by id desc limit $2",
        page.bound(),
        page.fetch(),
    )
    .fetch_all(store.front())
    .await
    .doing("listing projects")?;
    Ok(Listed::cut(rows.into_iter().map(Project::from).collect(), page))
}

/// A project by id or name.
pub async fn find(store: &Store, id_or_name: &str) -> Result<Option<Project>, StoreError> {
    let id = id_or_name.parse::<ProjectId>().ok().map(ProjectId::uuid);
    let row = sqlx::query_as!(
        Row,
        "select id, name, created_at from project where deleted_at is null and (id = $1 or name = $2)",
        id as Option<Uuid>,
        id_or_name,
    )
    .fetch_optional(store.front())
    .await
    .doing("looking for a project")?;
    Ok(row.map(Project::from))
}

/// Gives a project another name.
pub async fn rename(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    name: &Slug,
) -> Result<Renamed, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to rename a project")?;
    let row = sqlx::query_as!(
        Row,
        "update project set name = $2 where id = $1 and deleted_at is null returning id, name, created_at",
        project.uuid(),
        name.as_str(),
    )
    .fetch_optional(&mut *tx)
    .await;
    let row = match row {
        Err(error) if constraint_of(&error) == Some("project_name") => return Ok(Renamed::NameTaken),
        other => other.doing("renaming a project")?,
    };
    let Some(row) = row else { return Ok(Renamed::Missing) };
    audit::note(store, &mut tx, caller, "project.rename", &project.to_string(), Some(project)).await?;
    config_version::raise(&mut tx).await?;
    tx.commit().await.doing("renaming a project")?;
    snapshot::load(store).await?;
    Ok(Renamed::Done(row.into()))
}

/// Removes a project with its keys. With `cascade` its endpoints go too and what is pending is cancelled;
/// history stays until retention drops it.
pub async fn remove(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    cascade: bool,
) -> Result<Removed, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to remove a project")?;
    let version = config_version::raise(&mut tx).await?;
    let found = sqlx::query_scalar!(
        "update project set deleted_at = now() where id = $1 and deleted_at is null returning id",
        project.uuid(),
    )
    .fetch_optional(&mut *tx)
    .await
    .doing("removing a project")?;
    if found.is_none() {
        return Ok(Removed::Missing);
    }
    let endpoints = sqlx::query_scalar!(
        "update endpoint set deleted_at = now(), version = $2
         where project_id = $1 and deleted_at is null returning id",
        project.uuid(),
        version,
    )
    .fetch_all(&mut *tx)
    .await
    .doing("removing a project's endpoints")?;
    super::endpoints::note(&mut tx, &endpoints).await?;
    super::failing::forget(&mut tx, &endpoints).await?;
    if !endpoints.is_empty() && !cascade {
        return Ok(Removed::HasEndpoints);
    }
    sqlx::query!(
        "update api_key set revoked_at = now() where project_id = $1 and revoked_at is null",
        project.uuid(),
    )
    .execute(&mut *tx)
    .await
    .doing("revoking a project's keys")?;
    sqlx::query!("delete from event_type where project_id = $1", project.uuid())
        .execute(&mut *tx)
        .await
        .doing("removing a project's event types")?;
    audit::note(store, &mut tx, caller, "project.remove", &project.to_string(), Some(project)).await?;
    tx.commit().await.doing("removing a project")?;
    snapshot::load(store).await?;
    for endpoint in endpoints {
        super::cancel::of_endpoint(store, crate::domain::id::EndpointId::from_uuid(endpoint)).await?;
    }
    Ok(Removed::Done)
}
