//! API keys: made, listed, revoked; their last use noted in memory and written once a minute.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::PoisonError;

use time::OffsetDateTime;
use uuid::Uuid;

use super::audit;
use super::config_version;
use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::mint::random;
use super::page::Listed;
use super::page::Page;
use super::snapshot;
use crate::domain::access::Caller;
use crate::domain::access::Scope;
use crate::domain::api_key::ApiKey;
use crate::domain::api_key::KeyHash;
use crate::domain::id::KeyId;
use crate::domain::id::ProjectId;

/// What a new key shall be.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// `None` for an admin key, which belongs to no project.
    pub project: Option<ProjectId>,
    /// For people.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// When it stops working.
    pub expires_at: Option<OffsetDateTime>,
}

/// A key as it is shown: everything but the key.
#[derive(Debug, Clone)]
pub struct KeyView {
    /// Its id.
    pub id: KeyId,
    /// The part of the key that names it.
    pub public_id: String,
    /// Whose it is; `None` for an admin key.
    pub project: Option<ProjectId>,
    /// For people.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it stops working.
    pub expires_at: Option<OffsetDateTime>,
    /// When it was revoked.
    pub revoked_at: Option<OffsetDateTime>,
    /// About when it was used last, to the minute.
    pub last_used_at: Option<OffsetDateTime>,
}

struct Row {
    id: Uuid,
    public_id: String,
    project_id: Option<Uuid>,
    name: String,
    scopes: Vec<String>,
    created_at: OffsetDateTime,
    expires_at: Option<OffsetDateTime>,
    revoked_at: Option<OffsetDateTime>,
    last_used_at: Option<OffsetDateTime>,
}

impl From<Row> for KeyView {
    fn from(row: Row) -> Self {
        Self {
            id: KeyId::from_uuid(row.id),
            public_id: row.public_id,
            project: row.project_id.map(ProjectId::from_uuid),
            name: row.name,
            // A scope that this program does not know grants nothing.
            scopes: row.scopes.iter().filter_map(|word| word.parse().ok()).collect(),
            created_at: row.created_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
            last_used_at: row.last_used_at,
        }
    }
}

/// Makes a key. The second part of the answer is the key itself, which is not kept.
pub async fn create(store: &Store, caller: &Caller, new: NewKey) -> Result<(KeyView, ApiKey), StoreError> {
    let key = ApiKey::generate(random(), &random());
    let hash = key.hash();
    let scopes: Vec<String> = new.scopes.iter().map(|scope| scope.as_str().to_owned()).collect();
    let mut tx = store.front().begin().await.doing("beginning to make a key")?;
    let row = sqlx::query_as!(
        Row,
        "insert into api_key (id, public_id, project_id, name, scopes, secret_hash, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         returning id, public_id, project_id, name, scopes, created_at, expires_at, revoked_at, last_used_at",
        store.mint(),
        key.id(),
        new.project.map(ProjectId::uuid) as Option<Uuid>,
        new.name,
        &scopes,
        hash.as_bytes().as_slice(),
        new.expires_at as Option<OffsetDateTime>,
    )
    .fetch_one(&mut *tx)
    .await
    .doing("making a key")?;
    let view = KeyView::from(row);
    audit::note(store, &mut tx, caller, "key.create", &view.id.to_string(), new.project).await?;
    config_version::raise(&mut tx).await?;
    tx.commit().await.doing("making a key")?;
    snapshot::load(store).await?;
    Ok((view, key))
}

/// Which keys are listed.
#[derive(Debug, Clone, Default)]
pub struct KeyFilter {
    /// Of this project; `None` for the admin keys, which belong to none.
    pub project: Option<ProjectId>,
    /// The admin keys, too.
    pub with_admin: bool,
    /// Of exactly this name.
    pub name: Option<String>,
}

/// The keys that the filter lets through; newest first.
pub async fn list(store: &Store, filter: &KeyFilter, page: Page) -> Result<Listed<KeyView>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        "select id, public_id, project_id, name, scopes, created_at, expires_at, revoked_at, last_used_at
         from api_key
         where (project_id is not distinct from $1 or ($4 and project_id is null)) and ($5::text is null or name = $5)
           and id < $2 order by id desc limit $3",
        filter.project.map(ProjectId::uuid) as Option<Uuid>,
        page.bound(),
        page.fetch(),
        filter.with_admin,
        filter.name.as_deref(),
    )
    .fetch_all(store.front())
    .await
    .doing("listing keys")?;
    Ok(Listed::cut(rows.into_iter().map(KeyView::from).collect(), page))
}

/// One key.
pub async fn find(
    store: &Store,
    project: Option<ProjectId>,
    key: KeyId,
) -> Result<Option<KeyView>, StoreError> {
    let row = sqlx::query_as!(
        Row,
        "select id, public_id, project_id, name, scopes, created_at, expires_at, revoked_at, last_used_at
         from api_key where project_id is not distinct from $1 and id = $2",
        project.map(ProjectId::uuid) as Option<Uuid>,
        key.uuid(),
    )
    .fetch_optional(store.front())
    .await
    .doing("looking for a key")?;
    Ok(row.map(KeyView::from))
}

/// Makes a key useless at once; doing so again changes nothing.
pub async fn revoke(
    store: &Store,
    caller: &Caller,
    project: Option<ProjectId>,
    key: KeyId,
) -> Result<Option<KeyView>, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to revoke a key")?;
    let row = sqlx::query_as!(
        Row,
        "update api_key set revoked_at = coalesce(revoked_at, now())
         where project_id is not distinct from $1 and id = $2
         returning id, public_id, project_id, name, scopes, created_at, expires_at, revoked_at, last_used_at",
        project.map(ProjectId::uuid) as Option<Uuid>,
        key.uuid(),
    )
    .fetch_optional(&mut *tx)
    .await
    .doing("revoking a key")?;
    let Some(row) = row else { return Ok(None) };
    audit::note(store, &mut tx, caller, "key.revoke", &key.to_string(), project).await?;
    config_version::raise(&mut tx).await?;
    tx.commit().await.doing("revoking a key")?;
    snapshot::load(store).await?;
    Ok(Some(row.into()))
}

/// Finds whose key it is; `None` when it is unknown, revoked or expired. An unknown id costs the same comparison as a
/// wrong secret.
#[must_use]
pub fn caller_of(store: &Store, key: &ApiKey) -> Option<Caller> {
    let snapshot = store.snapshot();
    let stored = snapshot.key(key.id());
    let expected = stored.map_or(KeyHash::DUMMY, |stored| stored.secret_hash);
    let matches = key.hash().matches(&expected);
    let stored = stored.filter(|_| matches)?;
    if stored.expires_at.is_some_and(|at| at <= store.now()) {
        return None;
    }
    note_use(store, stored.id);
    Some(Caller {
        actor: format!("key:{}", stored.id),
        key: Some(stored.id),
        project: stored.project,
        scopes: stored.scopes.clone(),
    })
}

/// Which keys were used since the last write, and when.
#[derive(Debug, Default)]
pub(crate) struct KeyUses(Mutex<HashMap<Uuid, OffsetDateTime>>);

/// Notes in memory that a key was used; no request waits for Postgres because of it.
pub fn note_use(store: &Store, key: KeyId) {
    let now = store.now();
    store.key_uses().0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.uuid(), now);
}

/// Writes what was noted; the housekeeping calls it once a minute.
pub async fn write_uses(store: &Store) -> Result<(), StoreError> {
    let uses = std::mem::take(&mut *store.key_uses().0.lock().unwrap_or_else(PoisonError::into_inner));
    if uses.is_empty() {
        return Ok(());
    }
    let (ids, times): (Vec<Uuid>, Vec<OffsetDateTime>) = uses.into_iter().unzip();
    sqlx::query!(
        "update api_key k set last_used_at = greatest(k.last_used_at, u.at)
         from unnest($1::uuid[], $2::timestamptz[]) as u (id, at) where k.id = u.id",
        &ids,
        &times,
    )
    .execute(store.front())
    .await
    .doing("noting when keys were used")?;
    Ok(())
}
