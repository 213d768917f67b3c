//! `/projects`.

use axum::Extension;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::input::members::Members;
use crate::api::input::path::PathParts;
use crate::api::input::query::Query;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::list::ListView;
use crate::api::view::list::page;
use crate::api::view::project::ProjectView;
use crate::domain::access::Caller;
use crate::domain::endpoint::Slug;
use crate::store::projects;
use crate::store::projects::Project;
use crate::store::projects::Removed;
use crate::store::projects::Renamed;

const LIST: &str = "projects";

/// What a project is made of.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProjectInput)]
pub(crate) struct ProjectBody {
    /// 1 to 63 lower-case letters, digits and inner `-`; unique.
    #[schema(example = "acme")]
    name: String,
}

/// Make a project
#[utoipa::path(post, path = "/projects", tag = "Projects and keys", operation_id = "create_project",
    request_body = ProjectBody,
    responses(
        (status = 201, description = "Made", body = ProjectView),
        (status = 409, description = "The name is taken", content_type = "application/problem+json")))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    members: Members,
) -> Result<(StatusCode, Json<ProjectView>), Problem> {
    let name = name(members)?;
    let made = projects::create(&state.store, &caller, &name).await?;
    let project = made.ok_or_else(name_taken)?;
    Ok((StatusCode::CREATED, Json(project.into())))
}

/// List projects
#[utoipa::path(get, path = "/projects", tag = "Projects and keys", operation_id = "list_projects",
    params(
        ("limit" = Option<u32>, Query, description = "1 to 200; 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")),
    responses((status = 200, description = "A page", body = ListView<ProjectView>)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    query: Query,
) -> Result<Json<ListView<ProjectView>>, Problem> {
    let listed = projects::list(&state.store, query.page(LIST)?).await?;
    Ok(page(LIST, listed, |project| project.id.uuid()))
}

/// Show a project
#[utoipa::path(get, path = "/projects/{id}", tag = "Projects and keys", operation_id = "get_project",
    params(("id" = String, Path, description = "Id or name")),
    responses((status = 200, description = "The project", body = ProjectView)))]
pub(crate) async fn show(
    State(state): State<ApiState>,
    path: PathParts,
) -> Result<Json<ProjectView>, Problem> {
    Ok(Json(find(&state, &path).await?.into()))
}

/// Rename a project
#[utoipa::path(patch, path = "/projects/{id}", tag = "Projects and keys", operation_id = "change_project",
    params(("id" = String, Path, description = "Id or name")),
    request_body = ProjectBody,
    responses(
        (status = 200, description = "Renamed", body = ProjectView),
        (status = 409, description = "The name is taken", content_type = "application/problem+json")))]
pub(crate) async fn rename(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    path: PathParts,
    members: Members,
) -> Result<Json<ProjectView>, Problem> {
    let project = find(&state, &path).await?;
    // A merge patch without members changes nothing.
    if !members.has("name") {
        members.finish()?;
        return Ok(Json(project.into()));
    }
    match projects::rename(&state.store, &caller, project.id, &name(members)?).await? {
        Renamed::Done(project) => Ok(Json(project.into())),
        Renamed::NameTaken => Err(name_taken()),
        Renamed::Missing => Err(Problem::not_found("project")),
    }
}

/// Remove a project
///
/// Its keys stop working. Refused while it has endpoints, unless `cascade=true` removes them too.
#[utoipa::path(delete, path = "/projects/{id}", tag = "Projects and keys", operation_id = "remove_project",
    params(
        ("id" = String, Path, description = "Id or name"),
        ("cascade" = Option<bool>, Query, description = "Remove its endpoints too")),
    responses(
        (status = 204, description = "Removed"),
        (status = 409, description = "It has endpoints", content_type = "application/problem+json")))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    path: PathParts,
    query: Query,
) -> Result<StatusCode, Problem> {
    let cascade = query.flag("cascade")?;
    let project = find(&state, &path).await?;
    match projects::remove(&state.store, &caller, project.id, cascade).await? {
        Removed::Done => Ok(StatusCode::NO_CONTENT),
        Removed::HasEndpoints => Err(Problem::conflict(
            "project_has_endpoints",
            "the project has endpoints: remove them first, or ask with `cascade=true`",
        )),
        Removed::Missing => Err(Problem::not_found("project")),
    }
}

/// The project that the path names.
pub(crate) async fn find(state: &ApiState, path: &PathParts) -> Result<Project, Problem> {
    let found = projects::find(&state.store, path.project()?).await?;
    found.ok_or_else(|| Problem::not_found("project"))
}

fn name(mut members: Members) -> Result<Slug, Problem> {
    let name = members.parsed("name", "name_invalid", Slug::parse);
    if name.is_none() {
        members.missing("name");
    }
    members.finish()?;
    name.ok_or_else(|| Problem::field("/name", "missing_member", "the member `name` is missing"))
}

fn name_taken() -> Problem {
    Problem::conflict("name_taken", "another project has this name")
}
