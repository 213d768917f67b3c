//! The snapshot: projects, keys and endpoints as this process last read them, with the version they had.

use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Arc;

use time::OffsetDateTime;

use super::endpoints;
use super::error::Doing;
use super::error::StoreError;
use super::event_types;
use super::event_types::TypeRule;
use super::event_types::TypeRules;
use super::handle::Store;
use super::moving;
use super::operations;
use super::projects;
use super::projects::Project;
use crate::domain::access::Scope;
use crate::domain::api_key::KeyHash;
use crate::domain::endpoint::Endpoint;
use crate::domain::endpoint::Slug;
use crate::domain::event::EventType;
use crate::domain::id::EndpointId;
use crate::domain::id::KeyId;
use crate::domain::id::ProjectId;
use crate::domain::operation::Operation;

/// Which of the two idempotency tables takes new keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Generation {
    /// `idempotency_a`.
    #[default]
    A,
    /// `idempotency_b`.
    B,
}

impl Generation {
    pub(crate) fn from_stored(word: &str) -> Self {
        if word == "b" { Self::B } else { Self::A }
    }
}

/// A key as a request is checked against it.
#[derive(Debug, Clone)]
pub struct StoredKey {
    /// Its id.
    pub id: KeyId,
    /// Whose it is; `None` for an admin key.
    pub project: Option<ProjectId>,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// What the presented secret must hash to.
    pub secret_hash: KeyHash,
    /// When it stops working.
    pub expires_at: Option<OffsetDateTime>,
}

/// One state of the configuration, immutable.
#[derive(Debug, Default)]
pub struct Snapshot {
    version: i64,
    shards: u8,
    generation: Generation,
    projects: HashMap<ProjectId, Project>,
    project_names: HashMap<String, ProjectId>,
    keys: HashMap<String, StoredKey>,
    endpoints: HashMap<EndpointId, Arc<Endpoint>>,
    endpoints_of: HashMap<ProjectId, Vec<Arc<Endpoint>>>,
    /// Projects with an endpoint that has a filter; events of others never wait for one.
    filtered: HashSet<ProjectId>,
    types: TypeRules,
    operations: Option<ProjectId>,
}

impl Snapshot {
    /// The configuration version it was read at.
    #[must_use]
    pub const fn version(&self) -> i64 {
        self.version
    }

    /// How many shards the database has.
    #[must_use]
    pub const fn shards(&self) -> u8 {
        self.shards
    }

    /// Where new idempotency keys go.
    #[must_use]
    pub const fn generation(&self) -> Generation {
        self.generation
    }

    /// A key by the part that names it.
    #[must_use]
    pub fn key(&self, public_id: &str) -> Option<&StoredKey> {
        self.keys.get(public_id)
    }

    /// A project by id or name.
    #[must_use]
    pub fn project(&self, id_or_name: &str) -> Option<&Project> {
        let id = id_or_name.parse().ok().or_else(|| self.project_names.get(id_or_name).copied())?;
        self.projects.get(&id)
    }

    /// Every project, in no order.
    pub fn projects(&self) -> impl Iterator<Item = &Project> {
        self.projects.values()
    }

    /// Every project's id.
    pub(crate) fn project_ids(&self) -> Vec<uuid::Uuid> {
        self.projects.keys().map(|id| id.uuid()).collect()
    }

    /// Every endpoint, of all projects.
    pub fn endpoints(&self) -> impl Iterator<Item = &Arc<Endpoint>> {
        self.endpoints.values()
    }

    /// An endpoint by id.
    #[must_use]
    pub fn endpoint(&self, id: EndpointId) -> Option<&Arc<Endpoint>> {
        self.endpoints.get(&id)
    }

    /// The endpoints of a project.
    #[must_use]
    pub fn endpoints_of(&self, project: ProjectId) -> &[Arc<Endpoint>] {
        self.endpoints_of.get(&project).map_or(&[], Vec::as_slice)
    }

    /// Whether an endpoint of the project has a filter.
    pub(crate) fn has_filters(&self, project: ProjectId) -> bool {
        self.filtered.contains(&project)
    }

    /// What publishing has to know of an event type; `None` for most.
    pub(crate) fn type_rule(&self, project: ProjectId, name: &str) -> Option<&Arc<TypeRule>> {
        self.types.get(&project)?.get(name)
    }

    /// The project that HookIt tells about itself in, if it has one.
    #[must_use]
    pub const fn operations(&self) -> Option<ProjectId> {
        self.operations
    }

    /// The same if an endpoint of it receives this.
    pub(crate) fn listening_to(&self, operation: Operation) -> Option<ProjectId> {
        let project = self.operations?;
        let wanted = EventType::parse(operation.name()).ok()?;
        self.endpoints_of(project).iter().any(|endpoint| endpoint.receives(&wanted)).then_some(project)
    }

    /// An endpoint of a project by id or name.
    #[must_use]
    pub fn endpoint_named(&self, project: ProjectId, id_or_name: &str) -> Option<&Arc<Endpoint>> {
        let id = id_or_name.parse::<EndpointId>().ok();
        self.endpoints_of(project)
            .iter()
            .find(|endpoint| Some(endpoint.id) == id || endpoint.settings.name.as_str() == id_or_name)
    }
}

/// Reads the configuration, unless what this process has is current.
pub async fn load(store: &Store) -> Result<(), StoreError> {
    let held = store.snapshot();
    let mut tx = store.front().begin().await.doing("beginning to read the configuration")?;
    // One snapshot for all the reads, so that the version names exactly what was read.
    sqlx::query!("set transaction isolation level repeatable read, read only")
        .execute(&mut *tx)
        .await
        .doing("reading the configuration")?;
    let row =
        sqlx::query!("select version, shards, idempotency_current, operations_project from config_version")
            .fetch_one(&mut *tx)
            .await
            .doing("reading the configuration's version")?;
    if row.version == held.version {
        return Ok(());
    }
    let mut snapshot = Snapshot {
        version: row.version,
        shards: u8::try_from(row.shards).unwrap_or(1),
        generation: Generation::from_stored(&row.idempotency_current),
        operations: row.operations_project.map(ProjectId::from_uuid),
        ..Snapshot::default()
    };
    let project_rows = sqlx::query!("select id, name, created_at from project where deleted_at is null")
        .fetch_all(&mut *tx)
        .await
        .doing("reading projects")?;
    for row in project_rows {
        let id = ProjectId::from_uuid(row.id);
        snapshot.project_names.insert(row.name.clone(), id);
        let project = Project { id, name: Slug::from_stored(row.name), created_at: row.created_at };
        snapshot.projects.insert(id, project);
    }
    let key_rows = sqlx::query!(
        "select id, public_id, project_id, scopes, secret_hash, expires_at from api_key where revoked_at is null"
    )
    .fetch_all(&mut *tx)
    .await
    .doing("reading keys")?;
    for row in key_rows {
        let Some(secret_hash) = KeyHash::from_stored(&row.secret_hash) else { continue };
        let key = StoredKey {
            id: KeyId::from_uuid(row.id),
            project: row.project_id.map(ProjectId::from_uuid),
            scopes: row.scopes.iter().filter_map(|word| word.parse().ok()).collect(),
            secret_hash,
            expires_at: row.expires_at,
        };
        snapshot.keys.insert(row.public_id, key);
    }
    snapshot.types = event_types::rules(&mut tx, held.version, &held.types).await?;
    // Endpoints that did not change since the version held are taken over, not read again.
    let mut endpoints = held.endpoints.clone();
    for change in endpoints::changed_since(&mut tx, held.version).await? {
        match change {
            endpoints::Changed::Live(endpoint) => endpoints.insert(endpoint.id, Arc::new(*endpoint)),
            endpoints::Changed::Deleted(id) => endpoints.remove(&id),
        };
    }
    for endpoint in endpoints.values() {
        if endpoint.filter().is_some() {
            snapshot.filtered.insert(endpoint.project);
        }
        snapshot.endpoints_of.entry(endpoint.project).or_default().push(Arc::clone(endpoint));
    }
    snapshot.endpoints = endpoints;
    store.set_snapshot(snapshot);
    store.hints().config.notify_one();
    Ok(())
}

/// Makes what every database has, and reads the configuration for the first time. Refuses a database that is being
/// moved or was moved away.
pub async fn prepare(store: &Store) -> Result<(), StoreError> {
    moving::refuse(store).await?;
    operations::ensure_project(store).await?;
    projects::ensure_default(store).await?;
    load(store).await
}
