//! `/projects/{id}/api-keys`, and `/api-keys` for the keys that belong to no project.

use std::collections::BTreeSet;

use axum::Extension;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use utoipa::ToSchema;

use super::projects::find;
use crate::api::input::members::Members;
use crate::api::input::path::PathParts;
use crate::api::input::query::Query;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::key::KeyView;
use crate::api::view::key::NewKeyView;
use crate::api::view::list::ListView;
use crate::api::view::list::page;
use crate::api::view::time::Instant;
use crate::domain::access::Caller;
use crate::domain::access::Scope;
use crate::domain::id::KeyId;
use crate::domain::id::ProjectId;
use crate::store::keys;
use crate::store::keys::KeyFilter;
use crate::store::keys::NewKey;

/// Longest name of a key, in bytes.
const NAME_BYTES_MAX: usize = 128;

/// What a key is made of.
#[derive(Serialize, ToSchema)]
#[schema(as = ApiKeyInput, example = json!({"name": "billing service", "scopes": ["publish", "read"]}))]
pub(crate) struct KeyBody {
    /// For people; 128 bytes at most.
    #[schema(example = "billing service")]
    name: String,
    /// Of `publish`, `read`, `manage`, `metrics`; or `admin`, which covers all and makes a key of no project.
    #[schema(example = json!(["publish", "read"]))]
    scopes: Vec<String>,
    /// When it stops working; never when left out.
    expires_at: Option<Instant>,
}

/// Make a key of a project
///
/// The answer shows the key, this once. With the scope `admin` it is a key of no project, listed at `/api-keys`.
#[utoipa::path(post, path = "/projects/{id}/api-keys", tag = "Projects and keys", operation_id = "create_api_key",
    params(("id" = String, Path, description = "Id or name of the project")),
    request_body = KeyBody,
    responses((status = 201, description = "Made", body = NewKeyView)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    path: PathParts,
    members: Members,
) -> Result<(StatusCode, Json<NewKeyView>), Problem> {
    let project = find(&state, &path).await?.id;
    make(&state, &caller, Some(project), members).await
}

/// List the keys of a project
///
/// With `with_admin=true` also the admin keys, which may do everything in it.
#[utoipa::path(get, path = "/projects/{id}/api-keys", tag = "Projects and keys", operation_id = "list_api_keys",
    params(
        ("id" = String, Path, description = "Id or name of the project"),
        ("name" = Option<String>, Query, description = "Of exactly this name"),
        ("with_admin" = Option<bool>, Query, description = "The admin keys, too"),
        ("limit" = Option<u32>, Query, description = "1 to 200; 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")),
    responses((status = 200, description = "A page", body = ListView<KeyView>)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    path: PathParts,
    query: Query,
) -> Result<Json<ListView<KeyView>>, Problem> {
    let project = find(&state, &path).await?.id;
    pages(&state, Some(project), query.flag("with_admin")?, &query).await
}

/// Show a key of a project
#[utoipa::path(get, path = "/projects/{id}/api-keys/{key_id}", tag = "Projects and keys",
    operation_id = "get_api_key",
    params(
        ("id" = String, Path, description = "Id or name of the project"),
        ("key_id" = String, Path, description = "Id of the key")),
    responses((status = 200, description = "The key, without its secret", body = KeyView)))]
pub(crate) async fn show(State(state): State<ApiState>, path: PathParts) -> Result<Json<KeyView>, Problem> {
    let project = find(&state, &path).await?.id;
    one(&state, Some(project), path.key()?).await
}

/// Revoke a key of a project
///
/// It stops working at once. Doing so again changes nothing.
#[utoipa::path(delete, path = "/projects/{id}/api-keys/{key_id}", tag = "Projects and keys",
    operation_id = "revoke_api_key",
    params(
        ("id" = String, Path, description = "Id or name of the project"),
        ("key_id" = String, Path, description = "Id of the key")),
    responses((status = 204, description = "Revoked")))]
pub(crate) async fn revoke(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    path: PathParts,
) -> Result<StatusCode, Problem> {
    let project = find(&state, &path).await?.id;
    end(&state, &caller, Some(project), path.key()?).await
}

/// Make an admin key
///
/// The answer shows the key, this once. `scopes` must hold `admin`.
#[utoipa::path(post, path = "/api-keys", tag = "Projects and keys", operation_id = "create_admin_key",
    request_body(content = KeyBody, example = json!({"name": "operations", "scopes": ["admin"]})),
    responses((status = 201, description = "Made", body = NewKeyView)))]
pub(crate) async fn create_admin(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    members: Members,
) -> Result<(StatusCode, Json<NewKeyView>), Problem> {
    make(&state, &caller, None, members).await
}

/// List the admin keys
#[utoipa::path(get, path = "/api-keys", tag = "Projects and keys", operation_id = "list_admin_keys",
    params(
        ("name" = Option<String>, Query, description = "Of exactly this name"),
        ("limit" = Option<u32>, Query, description = "1 to 200; 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")),
    responses((status = 200, description = "A page", body = ListView<KeyView>)))]
pub(crate) async fn list_admin(
    State(state): State<ApiState>,
    query: Query,
) -> Result<Json<ListView<KeyView>>, Problem> {
    pages(&state, None, false, &query).await
}

/// Show an admin key
#[utoipa::path(get, path = "/api-keys/{key_id}", tag = "Projects and keys", operation_id = "get_admin_key",
    params(("key_id" = String, Path, description = "Id of the key")),
    responses((status = 200, description = "The key, without its secret", body = KeyView)))]
pub(crate) async fn show_admin(
    State(state): State<ApiState>,
    path: PathParts,
) -> Result<Json<KeyView>, Problem> {
    one(&state, None, path.key()?).await
}

/// Revoke an admin key
///
/// It stops working at once. Doing so again changes nothing.
#[utoipa::path(delete, path = "/api-keys/{key_id}", tag = "Projects and keys", operation_id = "revoke_admin_key",
    params(("key_id" = String, Path, description = "Id of the key")),
    responses((status = 204, description = "Revoked")))]
pub(crate) async fn revoke_admin(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    path: PathParts,
) -> Result<StatusCode, Problem> {
    end(&state, &caller, None, path.key()?).await
}

async fn make(
    state: &ApiState,
    caller: &Caller,
    project: Option<ProjectId>,
    members: Members,
) -> Result<(StatusCode, Json<NewKeyView>), Problem> {
    let new = read(members, project, state.store.now())?;
    let (view, key) = keys::create(&state.store, caller, new).await?;
    Ok((StatusCode::CREATED, Json(NewKeyView::new(view, &key))))
}

fn read(mut members: Members, project: Option<ProjectId>, now: OffsetDateTime) -> Result<NewKey, Problem> {
    let name = members.text_within("name", NAME_BYTES_MAX).filter(|name| !name.trim().is_empty());
    if name.is_none() {
        members.missing("name");
    }
    let words: Option<BTreeSet<String>> = members.json("scopes", "a list of strings");
    let scopes = words.map(|words| words.iter().map(|word| word.parse()).collect::<Result<Vec<Scope>, _>>());
    let scopes = match scopes {
        Some(Ok(scopes)) if !scopes.is_empty() => scopes,
        Some(Err(error)) => {
            members.refuse("scopes", "scope_unknown", error);
            Vec::new()
        }
        _ => {
            members.missing("scopes");
            Vec::new()
        }
    };
    let is_admin = scopes.contains(&Scope::Admin);
    if project.is_none() && !is_admin && !scopes.is_empty() {
        members.refuse("scopes", "scope_needs_project", "a key without `admin` belongs to a project");
    }
    let expires_at = members.parsed("expires_at", "time_invalid", |text| {
        let at =
            OffsetDateTime::parse(text, &Rfc3339).map_err(|_| "a time looks like 2026-01-31T12:00:00Z")?;
        if at > now { Ok(at) } else { Err("a key's end lies in the future") }
    });
    members.finish()?;
    Ok(NewKey { project: project.filter(|_| !is_admin), name: name.unwrap_or_default(), scopes, expires_at })
}

async fn pages(
    state: &ApiState,
    project: Option<ProjectId>,
    with_admin: bool,
    query: &Query,
) -> Result<Json<ListView<KeyView>>, Problem> {
    let list = project.map_or_else(|| "keys".to_owned(), |project| format!("keys {project}"));
    let filter = KeyFilter { project, with_admin, name: query.text("name").map(ToOwned::to_owned) };
    let listed = keys::list(&state.store, &filter, query.page(&list)?).await?;
    Ok(page(&list, listed, |key| key.id.uuid()))
}

async fn one(state: &ApiState, project: Option<ProjectId>, key: KeyId) -> Result<Json<KeyView>, Problem> {
    let found = keys::find(&state.store, project, key).await?;
    Ok(Json(found.ok_or_else(|| Problem::not_found("API key"))?.into()))
}

async fn end(
    state: &ApiState,
    caller: &Caller,
    project: Option<ProjectId>,
    key: KeyId,
) -> Result<StatusCode, Problem> {
    let revoked = keys::revoke(&state.store, caller, project, key).await?;
    revoked.map(|_| StatusCode::NO_CONTENT).ok_or_else(|| Problem::not_found("API key"))
}
